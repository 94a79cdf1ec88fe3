import { setTimeout as delay } from 'node:timers/promises'
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda'
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn'
import { manifestKey, sequenceOf } from '#runtime/object-keys.ts'
import { isComplete, type PublishedBatch } from '#runtime/published-batch.ts'
import type { BatchDocuments } from './batch-documents.ts'
import type { Reach, Stack } from './stack.ts'
import { type Stage, stageLine, stageTimes } from './stages.ts'

/** How one batch ended. */
export interface BatchEnd {
  readonly batchId: string
  /** The attempt that came to this end. */
  readonly attempt: number
  /** Absent when nothing could be published. */
  readonly published?: PublishedBatch
  /** Why it failed, or which types did. */
  readonly failure?: string
  readonly seconds: Readonly<Partial<Record<Stage, number>>>
}

/** Invokes claim-batch once. Throws with the function's own error. */
export async function claim(connection: Reach, stack: Stack): Promise<readonly string[]> {
  const { Payload, FunctionError } = await new LambdaClient(connection).send(
    new InvokeCommand({ FunctionName: stack.claimBatch, Payload: Buffer.from('{}') }),
  )
  const text = Buffer.from(Payload ?? []).toString('utf8')
  if (FunctionError !== undefined) throw new Error(`claim-batch failed: ${text}`)
  const { batches = [] } = JSON.parse(text) as { readonly batches?: readonly string[] }
  return batches
}

/** Starts process-batch on a manifest, as S3's notification of it does; `by` names a person. Returns the execution's ARN. */
export async function startBatch(connection: Reach, stack: Stack, batchId: string, by?: string): Promise<string> {
  const key = manifestKey(sequenceOf(batchId) ?? 0)
  const input = JSON.stringify({ ...(by !== undefined && { by }), detail: { object: { key } } })
  const { executionArn = '' } = await new SFNClient(connection).send(
    new StartExecutionCommand({ stateMachineArn: stack.processBatch, input }),
  )
  return executionArn
}

export interface AwaitOptions {
  /** Attempts that are known to have ended: a later one is awaited. */
  readonly after?: number
  /** Told the stages as they are reached. */
  readonly progress?: (news: string) => void
  /** Called once when no attempt has begun for a while. */
  readonly onSilence?: () => Promise<unknown>
}

const pollMilliseconds = 250
const silenceMilliseconds = 20_000

/** Follows a batch to its end, whichever attempt gets there. */
export async function awaitBatch(
  connection: Reach,
  documents: BatchDocuments,
  batchId: string,
  { after = 0, progress = () => {}, onSilence }: AwaitOptions = {},
): Promise<BatchEnd> {
  const client = new SFNClient(connection)
  const begun = Date.now()
  let seconds: BatchEnd['seconds'] = {}
  let silent = true
  for (;;) {
    const { execution, attempt = 0 } = (await documents.attempts(batchId)).at(-1) ?? {}
    if (execution !== undefined && attempt > after) {
      silent = false
      const history = await historyOf(client, execution)
      const times = stageTimes(history)
      seconds = times.seconds
      progress(stageLine(times))
      const { status, error, cause } = await client.send(new DescribeExecutionCommand({ executionArn: execution }))
      if (status !== 'RUNNING') {
        const published = await documents.published(batchId)
        const ended = published !== undefined && isComplete(published)
        const failure = ended ? undefined : `${error ?? status ?? ''} ${cause ?? ''}`.trim()
        return { batchId, attempt, ...(published && { published }), ...(failure !== undefined && { failure }), seconds }
      }
    }
    if (silent && Date.now() - begun > silenceMilliseconds) {
      silent = false
      await onSilence?.()
    }
    await delay(pollMilliseconds)
  }
}

/** Every event of an execution, without inputs and outputs. */
export const executionHistory = (connection: Reach, executionArn: string): Promise<readonly HistoryEvent[]> =>
  historyOf(new SFNClient(connection), executionArn)

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
