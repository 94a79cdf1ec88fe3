import { describe, expect, it } from 'vitest'
import { timestamp } from '../../../runtime/sql.ts'

describe('a TIMESTAMP literal', () => {
  it.each([
    ['2026-11-25T10:00:00.5Z', '2026-11-25 10:00:00.500'],
    ['0001-01-01T00:00:00Z', '0001-01-01 00:00:00.000'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31 23:59:59.999'],
    ['-000001-11-27T00:00:00Z', '0001-01-01 00:00:00.000'],
    ['+010000-02-03T00:00:00Z', '9999-12-31 23:59:59.999999'],
  ])('of %s is %s', (moment, literal) => expect(timestamp(new Date(moment))).toBe(`TIMESTAMP '${literal}'`))
})
