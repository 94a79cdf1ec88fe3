import { unsupported } from '../../errors.ts'
import type { PlaneContext } from '../../service.ts'
import type { Answer } from './environment.ts'
import type { FunctionDocument } from './functions.ts'

/** An asynchronous invocation that has come to its end. */
export interface Ended {
  readonly id: string
  readonly functionArn: string
  readonly payload: string
  readonly condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded'
  readonly attempts: number
  readonly version: string
  readonly answer: Answer
}

/** The documented invocation record, as JSON text; payloads keep their own text. */
export function destinationRecord(ended: Ended, now: Date): string {
  const { answer } = ended
  const failed = 'failure' in answer
  const head = JSON.stringify({
    version: '1.0',
    timestamp: now.toISOString(),
    requestContext: {
      requestId: ended.id,
      functionArn: ended.functionArn,
      condition: ended.condition,
      approximateInvokeCount: ended.attempts,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: ended.version,
      ...(failed ? { functionError: 'Unhandled' } : {}),
    },
  })
  const response = failed ? JSON.stringify(answer.failure) : answer.result
  return `${head.slice(0, -1)},"requestPayload":${ended.payload},"responsePayload":${response}}`
}

export interface Message {
  readonly record: string
  /** A dead-letter queue (`DeadLetterConfig`) gets the event itself with attributes, a destination the record. */
  readonly legacy: boolean
  readonly invocation: Ended
}

/** Sends in the name of the function's role. Throws what the destination answers. */
export async function sendToDestination(
  plane: PlaneContext,
  { roleArn, arn }: FunctionDocument,
  destination: string,
  { record, legacy, invocation }: Message,
): Promise<void> {
  const [, , service, , account, ...rest] = destination.split(':')
  const body = legacy ? invocation.payload : record
  const attributes = legacy ? { MessageAttributes: deadLetterAttributes(invocation) } : {}
  if (service === 'sqs') {
    const QueueUrl = `${plane.endpoint()}/${account}/${rest.join(':')}`
    await plane.call('sqs', 'SendMessage', { QueueUrl, MessageBody: body, ...attributes }, roleArn)
  } else if (service === 'sns') {
    await plane.call('sns', 'Publish', { TopicArn: destination, Message: body, ...attributes }, roleArn)
  } else if (service === 'lambda') {
    const Payload = Buffer.from(body)
    await plane.call('lambda', 'Invoke', { FunctionName: destination, InvocationType: 'Event', Payload }, roleArn)
  } else if (service === 'events') {
    plane.deliverEvent(
      invocationEvent(plane, arn, destination, invocation, record),
      destination.slice(destination.indexOf('/') + 1),
    )
  } else throw unsupported(`Lambda destination ${destination}`)
}

function invocationEvent(
  plane: PlaneContext,
  arn: string,
  destination: string,
  { id, condition }: Ended,
  record: string,
) {
  return {
    version: '0' as const,
    id,
    'detail-type': `Lambda Function Invocation Result - ${condition === 'Success' ? 'Success' : 'Failure'}`,
    source: 'lambda',
    account: plane.accountId,
    time: `${plane.clock.now().toISOString().slice(0, 19)}Z`,
    region: plane.region,
    resources: [destination, arn],
    detail: JSON.parse(record) as unknown,
  }
}

function deadLetterAttributes({ id, answer }: Ended): Record<string, unknown> {
  const message = 'failure' in answer ? answer.failure.errorMessage : ''
  return {
    RequestID: { DataType: 'String', StringValue: id },
    ErrorCode: { DataType: 'Number', StringValue: '200' },
    ErrorMessage: { DataType: 'String', StringValue: message.slice(0, 1024) || 'no message' },
  }
}
