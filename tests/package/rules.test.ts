import { expect, it } from 'vitest'
import { rules } from './rules.ts'

it.each(rules.map((rule) => [rule.name, rule] as const))(
  '%s finds what breaks it',
  (_, { faults, broken, because }) => {
    expect(faults({ Resources: broken }).filter((fault) => fault.startsWith('Broken: '))).not.toEqual([])
    expect(faults({ Resources: {} })).toEqual([])
    expect(because.length).toBeGreaterThan(20)
  },
)

it('are more than thirty, each under a name of its own', () => {
  expect(rules.length).toBeGreaterThanOrEqual(30)
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length)
})
