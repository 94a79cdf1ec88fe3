import { setTimeout as delay } from 'node:timers/promises'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { DescribeExecutionCommand, GetExecutionHistoryCommand, type HistoryEvent, SFNClient } from '@aws-sdk/client-sfn'
import { isComplete, type PublishedBatch } from '#runtime/published-batch.ts'
import type { BatchDocuments } from './batch-documents.ts'
import type { Connection, Stack } from './stack.ts'
import { type Stage, stageLine, stageTimes } from './stages.ts'

/** How one batch ended. */
export interface BatchEnd {
  readonly batchId: string
  /** Absent when nothing could be published. */
  readonly published?: PublishedBatch
  /** Why it failed, or which types did. */
  readonly failure?: string
  readonly seconds: Readonly<Partial<Record<Stage, number>>>
}

/** Invokes claim-batch once. Throws with the function's own error. */
export async function claim(connection: Connection, stack: Stack): Promise<readonly string[]> {
  const { Payload, FunctionError } = await new LambdaClient(connection).send(
    new InvokeCommand({ FunctionName: stack.claimBatch, Payload: Buffer.from('{}') }),
  )
  const text = Buffer.from(Payload ?? []).toString('utf8')
  if (FunctionError !== undefined) throw new Error(`claim-batch failed: ${text}`)
  const { batches = [] } = JSON.parse(text) as { readonly batches?: readonly string[] }
  return batches
}

const pollMilliseconds = 250

/** Follows a batch to its end, whichever attempt gets there. `progress` is told the stages. */
export async function awaitBatch(
  connection: Connection,
  documents: BatchDocuments,
  batchId: string,
  progress: (news: string) => void = () => {},
): Promise<BatchEnd> {
  const client = new SFNClient(connection)
  let seconds: BatchEnd['seconds'] = {}
  for (;;) {
    const execution = (await documents.attempts(batchId)).at(-1)?.execution
    if (execution !== undefined) {
      const history = await historyOf(client, execution)
      const times = stageTimes(history)
      seconds = times.seconds
      progress(stageLine(times))
      const { status, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn: execution }))
      if (status !== 'RUNNING') {
        const published = await documents.published(batchId)
        const ended = published !== undefined && isComplete(published)
        const failure = ended ? undefined : `${error ?? status ?? ''} ${cause ?? ''}`.trim()
        return { batchId, ...(published && { published }), ...(failure !== undefined && { failure }), seconds }
      }
    }
    await delay(pollMilliseconds)
  }
}

async function historyOf(client: SFNClient, executionArn: string): Promise<readonly HistoryEvent[]> {
  const events: HistoryEvent[] = []
  for (let token: string | undefined; ; ) {
    const page = await client.send(
      new GetExecutionHistoryCommand({
        executionArn,
        maxResults: 1000,
        includeExecutionData: false,
        ...(token !== undefined && { nextToken: token }),
      }),
    )
    events.push(...(page.events ?? []))
    token = page.nextToken
    if (token === undefined) return events
  }
}
