import { createHash } from 'node:crypto'
import { ServiceError } from '../../errors.ts'
import { isRecord, optionalText, records } from '../../input.ts'
import type { PlaneContext, Principal } from '../../service.ts'
import type { RuleIdentity } from './input-transform.ts'
import { kindOf, type Target } from './target.ts'

export interface Item {
  readonly eventId: string
  /** What the target receives. */
  readonly body: string
}

/** Undefined for what arrived, else why it did not. */
export type Outcome = Error | undefined

const largestRecordBytes = 1_024_000
const largestBatchBytes = 4 * 1024 * 1024
const largestBatchRecords = 500

/** Calls the target once for each item (streams: once for many), in the name of its role, else of EventBridge itself. Never throws. */
export async function send(
  plane: PlaneContext,
  rule: RuleIdentity,
  target: Target,
  items: readonly Item[],
): Promise<readonly Outcome[]> {
  if (kindOf(target.Arn) === 'firehose') return sendToStream(plane, target, items)
  return Promise.all(
    items.map(async (item) => {
      try {
        await sendOne(plane, rule, target, item)
        return undefined
      } catch (error) {
        return error as Error
      }
    }),
  )
}

/** EventBridge as the caller: a resource's own policy decides by the rule that calls (`aws:SourceArn`). */
export function eventBridgePrincipal(plane: PlaneContext, ruleArn: string): Principal {
  return {
    roleName: 'events.amazonaws.com',
    roleArn: ruleArn,
    accountId: plane.accountId,
    accessKeyId: 'events.amazonaws.com',
  }
}

export function queueUrl(plane: PlaneContext, arn: string): string {
  const [, , , , account, name] = arn.split(':')
  return `${plane.endpoint()}/${account}/${name}`
}

async function sendOne(plane: PlaneContext, rule: RuleIdentity, target: Target, item: Item): Promise<void> {
  const as = target.RoleArn ?? eventBridgePrincipal(plane, rule.ruleArn)
  switch (kindOf(target.Arn)) {
    case 'states':
      await startExecution(plane, rule, target, item, as)
      return
    case 'lambda': {
      const Payload = Buffer.from(item.body)
      await plane.call('lambda', 'Invoke', { FunctionName: target.Arn, InvocationType: 'Event', Payload }, as)
      return
    }
    case 'sqs': {
      const group = target.SqsParameters?.MessageGroupId
      const message = { QueueUrl: queueUrl(plane, target.Arn), MessageBody: item.body }
      const fifo = { MessageGroupId: group, MessageDeduplicationId: item.eventId }
      await plane.call('sqs', 'SendMessage', group === undefined ? message : { ...message, ...fifo }, as)
      return
    }
    case 'logs': {
      const group = target.Arn.split(':').slice(6).join(':').replace(/:\*$/, '')
      plane.logs.write(group, rule.ruleName, item.body)
      return
    }
    case 'firehose':
      throw new Error('a stream takes its records in batches')
  }
}

/** The name belongs to event and target, so that a delivery that is made again (its answer was lost) starts nothing twice. */
async function startExecution(
  plane: PlaneContext,
  rule: RuleIdentity,
  target: Target,
  { eventId, body }: Item,
  as: Principal | string,
): Promise<void> {
  const digest = createHash('sha256').update(`${rule.ruleArn}\n${target.Id}`).digest('hex').slice(0, 32)
  const name = `${eventId}_${digest}`
  try {
    await plane.call('states', 'StartExecution', { stateMachineArn: target.Arn, name, input: body }, as)
  } catch (error) {
    if (!(error instanceof ServiceError && error.code === 'ExecutionAlreadyExists')) throw error
  }
}

async function sendToStream(plane: PlaneContext, target: Target, items: readonly Item[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  for (const batch of batches(items)) outcomes.push(...(await sendBatch(plane, target, batch)))
  return outcomes
}

async function sendBatch(
  plane: PlaneContext,
  target: Target,
  batch: readonly Uint8Array[],
): Promise<readonly Outcome[]> {
  const DeliveryStreamName = target.Arn.slice(target.Arn.indexOf('/') + 1)
  const Records = batch.map((Data) => ({ Data }))
  try {
    const answer = await plane.call(
      'firehose',
      'PutRecordBatch',
      { DeliveryStreamName, Records },
      target.RoleArn as string,
    )
    const answers = isRecord(answer) ? records(answer, 'RequestResponses') : []
    return batch.map((_, index) => {
      const code = answers[index] && optionalText(answers[index], 'ErrorCode')
      return code === undefined
        ? undefined
        : new ServiceError(code, optionalText(answers[index] ?? {}, 'ErrorMessage') ?? code, 503)
    })
  } catch (error) {
    return batch.map(() => error as Error)
  }
}

/** A record that is too large for a stream goes alone, so that it fails alone. */
function batches(items: readonly Item[]): readonly (readonly Uint8Array[])[] {
  const made: Uint8Array[][] = []
  let bytes = 0
  let alone = true
  for (const { body } of items) {
    const data = Buffer.from(body)
    const current = made.at(-1)
    const large = data.length > largestRecordBytes
    if (
      !current ||
      alone ||
      large ||
      current.length >= largestBatchRecords ||
      bytes + data.length > largestBatchBytes
    ) {
      made.push([data])
      bytes = data.length
    } else {
      current.push(data)
      bytes += data.length
    }
    alone = large
  }
  return made
}
