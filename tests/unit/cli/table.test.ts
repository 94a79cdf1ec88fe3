import { describe, expect, it } from 'vitest'
import { resultLines, shorten } from '../../../cli/table.ts'

describe('a table of results', () => {
  it('puts numbers right and texts left, and leaves null empty', () => {
    const rows = [
      ['Łódź', '1.5', null],
      ['x', '-12', 'b'],
    ]
    expect(resultLines(['place', 'n', 'note'], rows)).toEqual(['place    n  note', 'Łódź   1.5', 'x      -12  b'])
  })

  it('cuts long values by characters, and keeps a value on one line', () => {
    expect(shorten('é'.repeat(10), 5)).toBe('éééé…')
    expect(shorten('two\nlines', 20)).toBe('two lines')
  })
})
