import { describe, expect, it } from 'vitest'
import type { Mart } from '#runtime/contract-set.ts'
import { confirmMarts } from '../../../functions/confirm-load/confirm-marts.ts'
import { planMarts, type TypeOutcome } from '../../../functions/plan-marts/plan.ts'

const mart = (name: string, ...types: readonly string[]): Mart => ({
  name,
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the compiler's placeholder
  refresh: { types, statements: [`LOCK ${name}`, "INSERT … '${batch_id}'"] },
})
const outcome = (type: string, staged: number, status: TypeOutcome['status'] = 'loaded'): TypeOutcome => ({
  type,
  status,
  counts: { staged },
})
const marts = [mart('revenue', 'orders.order'), mart('quakes', 'usgs.earthquake'), mart('both', 'orders.order', 'x.y')]
const plan = (types: readonly TypeOutcome[], nonce = 'n') => planMarts({ batchId: 'b0000000001', types, marts, nonce })

describe('plan-marts', () => {
  it('refreshes the marts that read a loaded type', () => {
    expect(plan([outcome('orders.order', 5)]).map((each) => each.mart)).toEqual(['revenue', 'both'])
  })

  it('leaves marts alone whose types failed, are held or brought nothing', () => {
    expect(
      plan([outcome('orders.order', 5, 'failed'), outcome('x.y', 5, 'held'), outcome('usgs.earthquake', 0)]),
    ).toEqual([])
  })

  it('limits the time, locks, and names the batch', () => {
    expect(plan([outcome('usgs.earthquake', 1)])[0]?.statements).toEqual([
      'SET LOCAL statement_timeout TO 1800000',
      'LOCK quakes',
      "INSERT … 'b0000000001'",
    ])
  })

  it('gives each try and mart its own token, and a repeated try the same', () => {
    const tokens = (nonce: string) => plan([outcome('orders.order', 5)], nonce).map(({ token }) => token)
    expect(tokens('a')).toEqual(tokens('a'))
    expect(new Set([...tokens('a'), ...tokens('b')]).size).toBe(4)
    expect(Math.max(...tokens('a').map((token) => token.length))).toBeLessThanOrEqual(64)
  })
})

describe('confirm-load, of marts', () => {
  const row = { mart: 'revenue', rows: 7, key_duplicates: 0 }

  it('takes a mart for refreshed when its record is there, the latest of several', () => {
    expect(
      confirmMarts([{ mart: 'revenue', status: 'FINISHED', error: '' }], [row, { ...row, rows: 9, key_duplicates: 2 }]),
    ).toEqual([{ mart: 'revenue', status: 'refreshed', rows: 9, key_duplicates: 2 }])
  })

  it('says why a mart is not', () => {
    expect(
      confirmMarts(
        [
          { mart: 'revenue', status: 'FAILED', error: 'division by zero\nvalue 7' },
          { mart: 'quakes', status: 'FINISHED', error: '' },
        ],
        [row],
      ),
    ).toEqual([
      { mart: 'revenue', status: 'failed', failure: 'FAILED: division by zero' },
      { mart: 'quakes', status: 'failed', failure: 'ops.mart_refreshes holds no row of this batch' },
    ])
  })
})
