import {
  type AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { describe, expect, it } from 'vitest'
import { athenaQueries } from '#runtime/athena-query.ts'

/** Athena that goes through the given states, the last for ever. */
function athenaThat(...states: readonly string[]) {
  const sent: object[] = []
  let asked = 0
  const answers = (command: object): object => {
    if (command instanceof StartQueryExecutionCommand) return { QueryExecutionId: 'q1' }
    if (command instanceof GetQueryResultsCommand)
      return { ResultSet: { Rows: [{ Data: [{ VarCharValue: 'n' }] }, { Data: [{ VarCharValue: '3' }, {}] }] } }
    if (command instanceof GetQueryExecutionCommand) {
      const State = states[Math.min(asked++, states.length - 1)]
      return { QueryExecution: { Status: { State, StateChangeReason: 'because' } } }
    }
    return {}
  }
  const client = {
    send: async (command: object) => {
      sent.push(command)
      return answers(command)
    },
  } as unknown as AthenaClient
  return { sent, queries: athenaQueries(client, { workgroup: 'wg', patienceMilliseconds: 300 }) }
}

describe('a query of Athena', () => {
  it('is awaited, and answers without the head', async () => {
    const { queries, sent } = athenaThat('QUEUED', 'SUCCEEDED')
    expect(await queries.rows('db', 'SELECT 1')).toEqual([['3', null]])
    expect((sent[0] as StartQueryExecutionCommand).input).toMatchObject({
      WorkGroup: 'wg',
      QueryExecutionContext: { Database: 'db' },
    })
  })

  it('fails with the reason', async () => {
    await expect(athenaThat('FAILED').queries.rows('db', 'SELECT')).rejects.toThrow('FAILED: because')
  })

  it('is stopped when patience ends', async () => {
    const { queries, sent } = athenaThat('RUNNING')
    await expect(queries.rows('db', 'SELECT 1')).rejects.toMatchObject({ name: 'TransientError' })
    expect(sent.at(-1)).toBeInstanceOf(StopQueryExecutionCommand)
  })
})
