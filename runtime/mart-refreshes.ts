import type { RedshiftDataClient } from '@aws-sdk/client-redshift-data'
import { queryWarehouse, type WarehousePlace } from './warehouse-query.ts'

/** What a refresh recorded about itself. */
export interface MartRefreshRow {
  readonly mart: string
  readonly rows: number
  /** Keys that occur more than once. */
  readonly key_duplicates: number
}

/** All refreshes that a batch asked for, earliest first. */
export async function refreshesOf(
  client: RedshiftDataClient,
  place: WarehousePlace,
  batchId: string,
): Promise<readonly MartRefreshRow[]> {
  const rows = await queryWarehouse(client, place, {
    sql: 'SELECT mart, rows, key_duplicates FROM ops.mart_refreshes WHERE batch_id = :batch_id ORDER BY refreshed_at',
    parameters: { batch_id: batchId },
    what: 'ops.mart_refreshes',
  })
  return rows.map(([mart, count, duplicates]) => ({
    mart: mart?.stringValue ?? '',
    rows: Number(count?.longValue ?? 0),
    key_duplicates: Number(duplicates?.longValue ?? 0),
  }))
}
