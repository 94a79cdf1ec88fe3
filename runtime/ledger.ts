import type { Field, RedshiftDataClient } from '@aws-sdk/client-redshift-data'
import { qualified, type Relation } from './sql.ts'
import { queryWarehouse, type WarehousePlace } from './warehouse-query.ts'

/** What Apply recorded about one load: staged = inserted + duplicates + id_collisions. */
export interface LedgerRow {
  readonly staged: number
  readonly inserted: number
  readonly duplicates: number
  readonly id_collisions: number
  readonly contract_version: string
  /** When Apply wrote it, ISO 8601 with six digits of the second's fraction: sorts as text. */
  readonly loaded_at: string
  /** Rows of child tables that came with the inserted events. */
  readonly child_rows: number
}

/** The ledgers of the warehouse, read in the caller's own name. */
export interface Ledger {
  /** All rows of a batch in the ledger of one type: one when it is loaded, none before. */
  rows(ledger: Relation, batchId: string): Promise<readonly LedgerRow[]>
}

const columns = [
  'staged',
  'inserted',
  'duplicates',
  'id_collisions',
  'contract_version',
  'loaded_at',
  'child_rows',
] as const

export const redshiftLedger = (client: RedshiftDataClient, place: WarehousePlace): Ledger => ({
  async rows(ledger, batchId) {
    const rows = await queryWarehouse(client, place, {
      sql: `SELECT ${columns.join(', ')} FROM ${qualified(ledger)} WHERE batch_id = :batch_id`,
      parameters: { batch_id: batchId },
      what: `${ledger.schema}.${ledger.name}`,
    })
    return rows.map(rowOf)
  },
})

function rowOf(fields: readonly Field[]): LedgerRow {
  const count = (index: number): number => Number(fields[index]?.longValue ?? 0)
  return {
    staged: count(0),
    inserted: count(1),
    duplicates: count(2),
    id_collisions: count(3),
    contract_version: fields[4]?.stringValue ?? '',
    loaded_at: isoTimestamp(fields[5]?.stringValue ?? ''),
    child_rows: count(6),
  }
}

/** `2026-11-23 11:05:00.25`, as the warehouse writes UTC → `2026-11-23T11:05:00.250000Z`. */
function isoTimestamp(text: string): string {
  const [seconds = '', fraction = ''] = text.split('.')
  return `${seconds.replace(' ', 'T')}.${fraction.padEnd(6, '0')}Z`
}
