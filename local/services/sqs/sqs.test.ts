import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTested, type TestedPlane } from '../../tests/start.ts'

let tested: TestedPlane
beforeAll(async () => {
  tested = await startTested()
})
afterAll(() => tested.remove())

const call = async (operation: string, input: object) =>
  (await tested.plane.context.call('sqs', operation, { ...input }, tested.plane.context.admin)) as Record<
    string,
    unknown
  >
const queue = async (QueueName: string, Attributes: object = {}) =>
  String((await call('CreateQueue', { QueueName, Attributes })).QueueUrl)
const receive = async (QueueUrl: string, more: object = {}) =>
  ((await call('ReceiveMessage', { QueueUrl, MaxNumberOfMessages: 10, ...more })).Messages ?? []) as {
    Body: string
    ReceiptHandle: string
  }[]

test('a message is hidden while someone works on it, comes back when that took too long, and goes when deleted', async () => {
  const QueueUrl = await queue('work')
  await call('SendMessage', { QueueUrl, MessageBody: 'one' })
  const [first] = await receive(QueueUrl, { VisibilityTimeout: 60 })
  expect(await receive(QueueUrl)).toEqual([])
  await call('ChangeMessageVisibility', { QueueUrl, ReceiptHandle: first?.ReceiptHandle, VisibilityTimeout: 0 })
  const [again] = await receive(QueueUrl)
  expect(again?.Body).toBe('one')
  await call('DeleteMessage', { QueueUrl, ReceiptHandle: again?.ReceiptHandle })
  await call('PurgeQueue', { QueueUrl })
  expect(await receive(QueueUrl)).toEqual([])
})

test('what is received too often moves to the dead-letter queue', async () => {
  const dead = await queue('dead')
  const deadLetterTargetArn = 'arn:aws:sqs:eu-central-1:000000000000:dead'
  const QueueUrl = await queue('poison', { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 }) })
  await call('SendMessage', { QueueUrl, MessageBody: 'bad' })
  expect(await receive(QueueUrl, { VisibilityTimeout: 0 })).toHaveLength(1)
  expect(await receive(QueueUrl, { VisibilityTimeout: 0 })).toHaveLength(1)
  expect(await receive(QueueUrl)).toEqual([])
  expect(await receive(dead)).toMatchObject([{ Body: 'bad' }])
})

test('each entry of a batch answers for itself; FIFO queues are refused by name', async () => {
  const QueueUrl = await queue('batch')
  const Entries = [
    { Id: 'a', MessageBody: 'x' },
    { Id: 'b', MessageBody: 'y'.repeat(1_048_577) },
  ]
  expect(await call('SendMessageBatch', { QueueUrl, Entries })).toMatchObject({
    Successful: [{ Id: 'a' }],
    Failed: [{ Id: 'b', Code: 'InvalidParameterValue' }],
  })
  await expect(queue('ordered', { FifoQueue: 'true' })).rejects.toThrow('FIFO queues are not in this local plane')
  await expect(call('SendMessage', { QueueUrl: 'http://x/0/nobody', MessageBody: '' })).rejects.toMatchObject({
    code: 'QueueDoesNotExist',
  })
})
