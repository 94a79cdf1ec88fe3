import { describe, expect, it } from 'vitest'
import type { Check } from '#runtime/contract-set.ts'
import { checkQuality } from '../../../functions/check-quality/check.ts'
import { type Queries, type VolumeHistory, volumeHistory } from '../../../functions/check-quality/volume.ts'
import { aTypeReport } from '../../support/batch-builders.ts'

const now = new Date('2026-11-23T10:00:01Z')
const nulls: Check = { metric: 'null_percent', column: 'email', less_than: 5, action: 'hold' }
const rows: Check = { metric: 'row_count', at_least: 1, action: 'warn' }

describe('check-quality', () => {
  it('passes what meets every bound', () => {
    expect(checkQuality(aTypeReport({ nulls: { email: 0 } }), [nulls, rows], now).outcome).toBe('pass')
  })

  it('holds a type with too many nulls, and says by how much', () => {
    expect(checkQuality(aTypeReport({ conformed: 20, nulls: { email: 1 } }), [nulls], now)).toEqual({
      outcome: 'hold',
      results: [{ metric: 'null_percent', column: 'email', value: 5, threshold: 'less than 5', outcome: 'hold' }],
    })
  })

  it('warns about an empty type, whose share of nulls is nothing', () => {
    const { outcome, results } = checkQuality(aTypeReport({ conformed: 0, received_at: null }), [nulls, rows], now)
    expect(outcome).toBe('warn')
    expect(results.map(({ value }) => value)).toEqual([null, 0])
  })

  it('measures freshness from the latest arrival', () => {
    const freshness: Check = { metric: 'freshness_seconds', at_most: 3_600, action: 'warn' }
    expect(checkQuality(aTypeReport(), [freshness], now).results).toMatchObject([{ value: 3_600, outcome: 'pass' }])
    expect(checkQuality(aTypeReport(), [freshness], new Date(now.getTime() + 1)).outcome).toBe('warn')
  })

  it('measures the share that was quarantined', () => {
    const check: Check = { metric: 'quarantined_percent', at_most: 10, action: 'hold' }
    const report = aTypeReport({ received: 8, conformed: 7, quarantined: 1 })
    expect(checkQuality(report, [check], now)).toMatchObject({ outcome: 'hold', results: [{ value: 12.5 }] })
  })

  it('measures the share that was repeated', () => {
    const check: Check = { metric: 'duplicates_percent', less_than: 10, action: 'warn' }
    const report = aTypeReport({ received: 8, conformed: 7, duplicate: 1 })
    expect(checkQuality(report, [check], now)).toMatchObject({ outcome: 'warn', results: [{ value: 12.5 }] })
    expect(checkQuality(aTypeReport({ received: 0, conformed: 0 }), [check], now)).toMatchObject({ outcome: 'pass' })
  })

  it('lets the worst result decide', () => {
    expect(
      checkQuality(aTypeReport({ conformed: 1, nulls: { email: 1 } }), [{ ...rows, at_least: 9 }, nulls], now).outcome,
    ).toBe('hold')
  })
})

describe('volume', () => {
  const check: Check = { metric: 'volume_percent', at_least: 50, action: 'hold' }
  const judge = (received: number, history?: VolumeHistory) =>
    checkQuality(aTypeReport({ received, conformed: received }), [check], now, history)

  it('is what was received, of the mean of earlier batches', () => {
    expect(judge(50, { batches: 3, mean: 100 })).toMatchObject({ outcome: 'pass', results: [{ value: 50 }] })
    expect(judge(49, { batches: 3, mean: 100 })).toMatchObject({ outcome: 'hold', results: [{ value: 49 }] })
  })

  it('passes without history, and says so', () => {
    expect(judge(0, { batches: 0, mean: 0 })).toEqual({
      outcome: 'pass',
      results: [
        { metric: 'volume_percent', value: null, threshold: 'at least 50', outcome: 'pass', reason: 'no history' },
      ],
    })
  })

  it('warns, and never holds, when nobody answers', () => {
    expect(judge(100, { failure: 'TransientError: slow' })).toMatchObject({
      outcome: 'warn',
      results: [{ value: null, outcome: 'warn', reason: 'Athena did not answer: TransientError: slow' }],
    })
  })

  it('asks for the batches before this one, in SQL that quotes the type', async () => {
    const asked: string[] = []
    const queries: Queries = {
      rows: async (database, sql) => {
        asked.push(`${database}: ${sql}`)
        return [['3', '100.5']]
      },
    }
    expect(await volumeHistory(queries, 'tributary_dev_ops', "orders.o'range", 7)).toEqual({ batches: 3, mean: 100.5 })
    expect(asked).toEqual([
      `tributary_dev_ops: SELECT COUNT(*), AVG(CAST("received" AS double)) FROM "loads" WHERE "type" = 'orders.o''range' AND "sequence" < 7`,
    ])
  })

  it('has no history before the first batch', async () => {
    expect(await volumeHistory({ rows: async () => [['0', null]] }, 'ops', 'a.b', 1)).toEqual({ batches: 0, mean: 0 })
  })

  it('turns every failure into its reason', async () => {
    const failing: Queries = { rows: () => Promise.reject(new TypeError('x'.repeat(1_000))) }
    const { failure } = (await volumeHistory(failing, 'ops', 'a.b', 7)) as { failure: string }
    expect(failure).toMatch(/^TypeError: x{289}$/)
  })
})
