import { setTimeout as sleep } from 'node:timers/promises'
import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { TerminalError, TransientError } from './errors.ts'

const firstWaitMilliseconds = 200
const longestWaitMilliseconds = 2_000

export interface AthenaPlace {
  readonly workgroup: string
  /** A query that runs longer is stopped. */
  readonly patienceMilliseconds: number
}

/** Queries with few rows, asked and awaited in one call. */
export function athenaQueries(client: AthenaClient, { workgroup, patienceMilliseconds }: AthenaPlace) {
  return {
    /** The first page of rows, without the head; null is NULL. Throws TransientError when patience ends, TerminalError when Athena refuses. */
    async rows(database: string, sql: string): Promise<readonly (readonly (string | null)[])[]> {
      const { QueryExecutionId } = await client.send(
        new StartQueryExecutionCommand({
          WorkGroup: workgroup,
          QueryExecutionContext: { Database: database },
          QueryString: sql,
        }),
      )
      await ended(client, QueryExecutionId ?? '', Date.now() + patienceMilliseconds)
      const { ResultSet } = await client.send(new GetQueryResultsCommand({ QueryExecutionId }))
      const rows = ResultSet?.Rows ?? []
      return rows.slice(1).map(({ Data = [] }) => Data.map(({ VarCharValue = null }) => VarCharValue))
    },
  }
}

async function ended(client: AthenaClient, QueryExecutionId: string, deadline: number): Promise<void> {
  let wait = firstWaitMilliseconds
  for (;;) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId }))
    const { State = '', StateChangeReason = '' } = QueryExecution?.Status ?? {}
    if (State === 'SUCCEEDED') return
    if (State === 'FAILED' || State === 'CANCELLED') throw new TerminalError(`${State}: ${StateChangeReason}`)
    if (Date.now() + wait > deadline) {
      await client.send(new StopQueryExecutionCommand({ QueryExecutionId }))
      throw new TransientError(`Athena was still ${State.toLowerCase()} when patience ended; its query was stopped`)
    }
    await sleep(wait)
    wait = Math.min(2 * wait, longestWaitMilliseconds)
  }
}
