import {
  DescribeStatementCommand,
  ExecuteStatementCommand,
  type Field,
  GetStatementResultCommand,
  type RedshiftDataClient,
} from '@aws-sdk/client-redshift-data'
import { StatementFailed, TransientError } from './errors.ts'
import { qualified, type Relation } from './sql.ts'

/** What Apply recorded about one load: staged = inserted + duplicates + id_collisions. */
export interface LedgerRow {
  readonly staged: number
  readonly inserted: number
  readonly duplicates: number
  readonly id_collisions: number
  readonly contract_version: string
}

/** The ledgers of the warehouse, read in the caller's own name. */
export interface Ledger {
  /** All rows of a batch in the ledger of one type: one when it is loaded, none before. */
  rows(ledger: Relation, batchId: string): Promise<readonly LedgerRow[]>
}

const columns = ['staged', 'inserted', 'duplicates', 'id_collisions', 'contract_version'] as const
const waitSeconds = 20

export function redshiftLedger(
  client: RedshiftDataClient,
  place: { readonly workgroup: string; readonly database: string },
): Ledger {
  return {
    async rows(ledger, batchId) {
      const { Id } = await client.send(
        new ExecuteStatementCommand({
          WorkgroupName: place.workgroup,
          Database: place.database,
          Sql: `SELECT ${columns.join(', ')} FROM ${qualified(ledger)} WHERE batch_id = :batch_id`,
          Parameters: [{ name: 'batch_id', value: batchId }],
        }),
      )
      await finished(client, Id, ledger)
      const { Records = [] } = await client.send(new GetStatementResultCommand({ Id }))
      return Records.map(rowOf)
    },
  }
}

/** Waits for a statement by long polls; the function's own timeout ends a wait that is too long. */
async function finished(client: RedshiftDataClient, id: string | undefined, ledger: Relation): Promise<void> {
  for (;;) {
    const { Status, Error: reason = 'no reason given' } = await client.send(
      new DescribeStatementCommand({ Id: id, WaitTimeSeconds: waitSeconds }),
    )
    if (Status === 'FINISHED') return
    if (Status === 'FAILED')
      throw new StatementFailed(
        `Reading ${ledger.schema}.${ledger.name} failed: ${reason}; mend the grant or migrate the warehouse`,
      )
    if (Status === 'ABORTED') throw new TransientError(`Reading ${ledger.schema}.${ledger.name} was aborted; try again`)
  }
}

function rowOf(fields: readonly Field[]): LedgerRow {
  const count = (index: number): number => Number(fields[index]?.longValue ?? 0)
  return {
    staged: count(0),
    inserted: count(1),
    duplicates: count(2),
    id_collisions: count(3),
    contract_version: fields[4]?.stringValue ?? '',
  }
}
