import {
  DescribeStatementCommand,
  ExecuteStatementCommand,
  type Field,
  GetStatementResultCommand,
  type RedshiftDataClient,
} from '@aws-sdk/client-redshift-data'

export interface Result {
  readonly columns: readonly string[]
  /** Every value as text; null is null. */
  readonly rows: readonly (readonly (string | null)[])[]
}

export interface Target {
  readonly workgroup: string
  readonly database: string
  /** Whose database user; without it the caller's own. */
  readonly secretArn?: string
}

/** What the warehouse said of a statement that it would not run. */
export class StatementRefused extends Error {}

/** Runs one statement through the Redshift Data API and reads its whole result. Throws StatementRefused. */
export async function runStatement(client: RedshiftDataClient, target: Target, sql: string): Promise<Result> {
  const { Id } = await client.send(
    new ExecuteStatementCommand({
      WorkgroupName: target.workgroup,
      Database: target.database,
      ...(target.secretArn !== undefined && { SecretArn: target.secretArn }),
      Sql: sql,
    }),
  )
  for (;;) {
    const {
      Status,
      Error: error,
      HasResultSet,
    } = await client.send(new DescribeStatementCommand({ Id, WaitTimeSeconds: 30 }))
    if (Status === 'FAILED' || Status === 'ABORTED') throw new StatementRefused(error ?? Status)
    if (Status === 'FINISHED') return HasResultSet ? readResult(client, Id) : { columns: [], rows: [] }
  }
}

async function readResult(client: RedshiftDataClient, id: string | undefined): Promise<Result> {
  const rows: (string | null)[][] = []
  let columns: readonly string[] = []
  for (let token: string | undefined; ; ) {
    const page = await client.send(
      new GetStatementResultCommand({ Id: id, ...(token !== undefined && { NextToken: token }) }),
    )
    columns = page.ColumnMetadata?.map(({ label, name }) => label ?? name ?? '') ?? columns
    for (const record of page.Records ?? []) rows.push(record.map(textOf))
    token = page.NextToken
    if (token === undefined) return { columns, rows }
  }
}

function textOf(field: Field): string | null {
  if (field.isNull) return null
  const value = field.stringValue ?? field.longValue ?? field.doubleValue ?? field.booleanValue
  if (value !== undefined) return String(value)
  return field.blobValue === undefined ? null : Buffer.from(field.blobValue).toString('hex')
}

/** Rows by column name. */
export function recordsOf({ columns, rows }: Result): readonly Readonly<Record<string, string | null>>[] {
  return rows.map((row) => Object.fromEntries(columns.map((column, place) => [column, row[place] ?? null])))
}
