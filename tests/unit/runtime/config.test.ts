import { expect, it } from 'vitest'
import { parseEnvironment } from '#runtime/config.ts'

it('reads the settings that are named, and no others', () => {
  expect(parseEnvironment({ A: 'x', B: 'y' }, { A: 'first' })).toEqual({ A: 'x' })
})

it('names every missing setting and what it is for', () => {
  expect(() => parseEnvironment({ B: '' }, { A: 'first', B: 'second' })).toThrow(
    'The environment lacks A (first), B (second); set it in serverless.yml',
  )
})
