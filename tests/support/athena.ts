import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'

/** Runs a query to its end and reads all rows, by name of column. Throws with Athena's reason. */
export async function askAthena(
  client: AthenaClient,
  WorkGroup: string,
  Database: string,
  QueryString: string,
): Promise<readonly Readonly<Record<string, string | null>>[]> {
  const { QueryExecutionId } = await client.send(
    new StartQueryExecutionCommand({ WorkGroup, QueryString, QueryExecutionContext: { Database } }),
  )
  for (;;) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }))
    const { State, StateChangeReason } = QueryExecution?.Status ?? {}
    if (State === 'SUCCEEDED') break
    if (State === 'FAILED' || State === 'CANCELLED') throw new Error(`${StateChangeReason}: ${QueryString}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const rows: (string | null)[][] = []
  let NextToken: string | undefined
  do {
    const page = await client.send(
      new GetQueryResultsCommand({ QueryExecutionId, ...(NextToken !== undefined && { NextToken }) }),
    )
    rows.push(
      ...(page.ResultSet?.Rows ?? []).map(({ Data = [] }) => Data.map(({ VarCharValue = null }) => VarCharValue)),
    )
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  const [names = [], ...cells] = rows
  return cells.map((row) => Object.fromEntries(names.map((name, at) => [name ?? '', row[at] ?? null])))
}
