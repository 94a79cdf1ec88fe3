import { describe, expect, it } from 'vitest'
import type { Ledger, LedgerRow } from '#runtime/ledger.ts'
import { confirmLoad } from '../../../functions/confirm-load/confirm.ts'
import { aContractType } from '../../support/batch-builders.ts'

const row: LedgerRow = {
  staged: 10,
  inserted: 8,
  duplicates: 1,
  id_collisions: 1,
  contract_version: '1.2',
  loaded_at: '2026-11-23T11:04:00.000000Z',
  child_rows: 0,
}
const confirming = (rows: readonly LedgerRow[], statement?: { status: string; error: string }) => {
  const asked: string[] = []
  const ledger: Ledger = {
    rows: async ({ schema, name }, batchId) => {
      asked.push(`${schema}.${name} ${batchId}`)
      return rows
    },
  }
  const confirm = () =>
    confirmLoad({ batchId: 'b0000000001', contract: aContractType(), ledger, ...(statement && { statement }) })
  return { confirm, asked }
}

describe('confirm-load', () => {
  it('succeeds on exactly one ledger row of the batch and type', async () => {
    const { confirm, asked } = confirming([row])
    expect(await confirm()).toEqual(row)
    expect(asked).toEqual(['ops.ledger_orders_order_placed_v1 b0000000001'])
  })

  it('believes the ledger, not the statement that failed', async () => {
    expect(await confirming([row], { status: 'FAILED', error: 'connection lost' }).confirm()).toEqual(row)
  })

  it('is not loaded yet while the ledger holds no row', async () => {
    await expect(confirming([], { status: 'FINISHED', error: '' }).confirm()).rejects.toThrow(
      expect.objectContaining({ name: 'NotLoaded' }),
    )
  })

  it('says why the end of a statement is unknown', async () => {
    const error = 'RedshiftData.AccessDeniedException not authorized'
    await expect(confirming([], { status: 'LOST', error }).confirm()).rejects.toThrow(
      expect.objectContaining({ name: 'NotLoaded', message: expect.stringContaining(`how it ended: ${error})`) }),
    )
  })

  it('passes on why the warehouse refused, without the lines that may quote values', async () => {
    const error = 'ERROR: S3 file is missing\nDETAIL: row (anna@example.com)'
    await expect(confirming([], { status: 'FAILED', error }).confirm()).rejects.toThrow(
      expect.objectContaining({
        name: 'StatementFailed',
        message: 'The warehouse refused to load orders.order_placed of b0000000001: ERROR: S3 file is missing',
      }),
    )
  })

  it('raises two rows as a conflict that no retry mends', async () => {
    await expect(confirming([row, row]).confirm()).rejects.toThrow(expect.objectContaining({ name: 'LedgerConflict' }))
  })
})
