import { expect, it } from 'vitest'
import { formatPatterns } from '../../../compiler/formats.ts'
import { patternFault } from '../../../compiler/pattern-profile.ts'

it.each([
  '^[A-Z]{3}$',
  '^(?:EUR|USD)$',
  '^\\d{4}-\\d{2}$',
  '^[\\p{L}\\p{N}_-]+$',
  '^[a-z]+(?:-[a-z])?$',
  '\\u{1F600}',
  '^\\$[0-9]+$',
  '^[a-z]+-[a-z]+$',
  '^[a-z]*[0-9]*$',
  '^(?:ab)*$',
  'a{1,3}|b',
])('takes %s', (pattern) => {
  expect(patternFault(pattern)).toBeUndefined()
})

it.each([
  '(a+)+$',
  '(a|aa)*$',
  '((a?)b)+',
  '(?:a*){2,}',
  '(?!a)',
  '(?<=a)b',
  '(?<name>a)',
  '(a)\\1',
  '^.*$',
  '^\\w+$',
  '\\bword',
  '[\\s]',
  '[a&&b]',
  '\\p{Emoji}',
  'a{1,5000}',
  '(',
  '[b-a]',
  '^\\0$',
  '^a*a*b$',
  '^[a-z]+x?[a-z0-9]*$',
  '^(?:aa)*$',
  'a+$',
  '^a+|b',
])('refuses %s', (pattern) => {
  expect(patternFault(pattern)).toBeTypeOf('string')
})

it('formats compile, and dates are those of the calendar', () => {
  const date = new RegExp(formatPatterns.date, 'u')
  for (const year of [1900, 2000, 2023, 2024]) {
    for (let month = 0; month <= 13; month += 1) {
      for (let day = 0; day <= 32; day += 1) {
        const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
        const time = new Date(`${text}T00:00:00Z`)
        const exists = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
        expect(date.test(text), text).toBe(exists)
      }
    }
  }
})
