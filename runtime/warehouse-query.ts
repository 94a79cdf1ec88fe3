import {
  DescribeStatementCommand,
  ExecuteStatementCommand,
  type Field,
  GetStatementResultCommand,
  type RedshiftDataClient,
} from '@aws-sdk/client-redshift-data'
import { StatementFailed, TransientError } from './errors.ts'

export interface WarehousePlace {
  readonly workgroup: string
  readonly database: string
}

export interface WarehouseQuery {
  readonly sql: string
  /** Values of `:name` in the SQL. */
  readonly parameters?: Readonly<Record<string, string>>
  /** What is read, for messages. */
  readonly what: string
}

const waitSeconds = 20

/** All rows of a query, asked in the caller's own name: results belong to who submitted. Throws StatementFailed or TransientError. */
export async function queryWarehouse(
  client: RedshiftDataClient,
  place: WarehousePlace,
  { sql, parameters = {}, what }: WarehouseQuery,
): Promise<readonly (readonly Field[])[]> {
  const values = Object.entries(parameters).map(([name, value]) => ({ name, value }))
  const { Id } = await client.send(
    new ExecuteStatementCommand({
      WorkgroupName: place.workgroup,
      Database: place.database,
      Sql: sql,
      ...(values.length > 0 && { Parameters: values }),
    }),
  )
  await finished(client, Id, what)
  const rows: (readonly Field[])[] = []
  for (let page: string | undefined, first = true; first || page !== undefined; first = false) {
    const { Records = [], NextToken } = await client.send(
      new GetStatementResultCommand({ Id, ...(page !== undefined && { NextToken: page }) }),
    )
    rows.push(...Records)
    page = NextToken
  }
  return rows
}

/** Waits for a statement by long polls; the function's own timeout ends a wait that is too long. */
async function finished(client: RedshiftDataClient, id: string | undefined, what: string): Promise<void> {
  for (;;) {
    const { Status, Error: reason = 'no reason given' } = await client.send(
      new DescribeStatementCommand({ Id: id, WaitTimeSeconds: waitSeconds }),
    )
    if (Status === 'FINISHED') return
    if (Status === 'FAILED')
      throw new StatementFailed(`Reading ${what} failed: ${reason}; mend the grant or migrate the warehouse`)
    if (Status === 'ABORTED') throw new TransientError(`Reading ${what} was aborted; try again`)
  }
}
