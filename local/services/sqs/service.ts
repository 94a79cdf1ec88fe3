import { createHash } from 'node:crypto'
import { messageOf, ServiceError } from '../../errors.ts'
import {
  isRecord,
  list,
  number,
  optionalNumber,
  optionalRecord,
  optionalText,
  records,
  text,
  texts,
} from '../../input.ts'
import type { Created, Input, Operation, PlaneContext, ResourceType, Service } from '../../service.ts'
import { digestAttributes, type Message, openQueues, type Queue, type Queues } from './queues.ts'

/** How often a waiting receive looks again, in milliseconds. */
const lookAgain = 100

export function createSqsService(plane: PlaneContext): Service {
  const queues = openQueues(plane)
  return {
    name: 'sqs',
    operations: { ...queueOperations(plane, queues), ...messageOperations(plane, queues) },
    resources: { 'AWS::SQS::Queue': queueType(plane, queues), 'AWS::SQS::QueuePolicy': queuePolicyType(queues) },
  }
}

function urlOf(plane: PlaneContext, queue: Queue): string {
  return `${plane.endpoint()}/${plane.accountId}/${queue.name}`
}

function queueOperations(plane: PlaneContext, queues: Queues): Record<string, Operation> {
  return {
    CreateQueue: (input) => {
      const name = text(input, 'QueueName')
      const known = queues.list().find((queue) => queue.name === name)
      return { QueueUrl: urlOf(plane, known ?? queues.create(name, attributesOf(optionalRecord(input, 'Attributes')))) }
    },
    DeleteQueue: (input) => {
      queues.remove(queues.get(text(input, 'QueueUrl')).name)
      return {}
    },
    GetQueueUrl: (input) => ({ QueueUrl: urlOf(plane, queues.get(text(input, 'QueueName'))) }),
    ListQueues: (input) => {
      const prefix = optionalText(input, 'QueueNamePrefix') ?? ''
      return {
        QueueUrls: queues
          .list()
          .filter((queue) => queue.name.startsWith(prefix))
          .map((queue) => urlOf(plane, queue)),
      }
    },
    GetQueueAttributes: (input) => {
      const queue = queues.get(text(input, 'QueueUrl'))
      const wanted = texts(input, 'AttributeNames')
      const { visible, hidden, delayed } = queues.count(queue)
      const all: Record<string, string> = {
        ...queue.attributes,
        QueueArn: queue.arn,
        CreatedTimestamp: String(Math.floor(new Date(queue.created).getTime() / 1000)),
        ApproximateNumberOfMessages: String(visible),
        ApproximateNumberOfMessagesNotVisible: String(hidden),
        ApproximateNumberOfMessagesDelayed: String(delayed),
      }
      return {
        Attributes: Object.fromEntries(
          Object.entries(all).filter(([name]) => wanted.includes('All') || wanted.includes(name)),
        ),
      }
    },
    PurgeQueue: (input) => {
      queues.purge(queues.get(text(input, 'QueueUrl')))
      return {}
    },
  }
}

function messageOperations(plane: PlaneContext, queues: Queues): Record<string, Operation> {
  const send = (queue: Queue, input: Input) => {
    if (input.MessageGroupId !== undefined)
      throw new ServiceError('InvalidParameterValue', 'MessageGroupId is for FIFO queues')
    const attributes = optionalRecord(input, 'MessageAttributes') ?? {}
    const message = queues.send(queue, text(input, 'MessageBody'), attributes, optionalNumber(input, 'DelaySeconds'))
    return {
      MessageId: message.id,
      MD5OfMessageBody: md5(message.body),
      MD5OfMessageAttributes: digestAttributes(attributes),
    }
  }
  /** Each entry succeeds or fails for itself. */
  const each = (input: Input, run: (entry: Input) => Record<string, unknown>) => {
    const entries = records(input, 'Entries')
    if (entries.length === 0)
      throw new ServiceError('EmptyBatchRequest', 'There should be at least one entry in the request.')
    if (entries.length > 10)
      throw new ServiceError('TooManyEntriesInBatchRequest', 'Maximum number of entries per request are 10.')
    const Successful: unknown[] = []
    const Failed: unknown[] = []
    for (const entry of entries) {
      const Id = text(entry, 'Id')
      try {
        Successful.push({ Id, ...run(entry) })
      } catch (error) {
        Failed.push({
          Id,
          SenderFault: true,
          Code: error instanceof ServiceError ? error.code : 'InternalError',
          Message: messageOf(error),
        })
      }
    }
    return { Successful, Failed }
  }
  return {
    SendMessage: (input) => send(queues.get(text(input, 'QueueUrl')), input),
    SendMessageBatch: (input) => {
      const queue = queues.get(text(input, 'QueueUrl'))
      return each(input, (entry) => send(queue, entry))
    },
    ReceiveMessage: async (input) => {
      const queue = queues.get(text(input, 'QueueUrl'))
      const limit = optionalNumber(input, 'MaxNumberOfMessages') ?? 1
      if (limit < 1 || limit > 10)
        throw new ServiceError('InvalidParameterValue', 'MaxNumberOfMessages must be between 1 and 10')
      const visibility = optionalNumber(input, 'VisibilityTimeout') ?? Number(queue.attributes.VisibilityTimeout)
      const wait = optionalNumber(input, 'WaitTimeSeconds') ?? Number(queue.attributes.ReceiveMessageWaitTimeSeconds)
      const end = plane.clock.now().getTime() + wait * 1000
      let received = queues.receive(queue, limit, visibility)
      while (received.length === 0 && plane.clock.now().getTime() < end) {
        await plane.clock.sleep(lookAgain)
        received = queues.receive(queue, limit, visibility)
      }
      const wanted = [...texts(input, 'AttributeNames'), ...texts(input, 'MessageSystemAttributeNames')]
      const named = list(input, 'MessageAttributeNames').map(String)
      return {
        Messages: received.length === 0 ? undefined : received.map((message) => describe(message, wanted, named)),
      }
    },
    DeleteMessage: (input) => {
      queues.delete(queues.get(text(input, 'QueueUrl')), text(input, 'ReceiptHandle'))
      return {}
    },
    DeleteMessageBatch: (input) => {
      const queue = queues.get(text(input, 'QueueUrl'))
      return each(input, (entry) => {
        queues.delete(queue, text(entry, 'ReceiptHandle'))
        return {}
      })
    },
    ChangeMessageVisibility: (input) => {
      queues.hide(queues.get(text(input, 'QueueUrl')), text(input, 'ReceiptHandle'), number(input, 'VisibilityTimeout'))
      return {}
    },
  }
}

function describe(message: Message, wanted: readonly string[], named: readonly string[]): Record<string, unknown> {
  const system: Record<string, string> = {
    SenderId: 'local',
    SentTimestamp: String(message.sent),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceived ?? ''),
    ...(message.from === undefined ? {} : { DeadLetterQueueSourceArn: message.from }),
  }
  const shown = Object.entries(system).filter(([name]) => wanted.includes('All') || wanted.includes(name))
  const matches = (name: string) =>
    named.some(
      (each) =>
        each === 'All' || each === '.*' || each === name || (each.endsWith('.*') && name.startsWith(each.slice(0, -2))),
    )
  const attributes = Object.fromEntries(Object.entries(message.attributes).filter(([name]) => matches(name)))
  return {
    MessageId: message.id,
    ReceiptHandle: message.receipt,
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(shown.length > 0 ? { Attributes: Object.fromEntries(shown) } : {}),
    ...(Object.keys(attributes).length > 0
      ? { MessageAttributes: attributes, MD5OfMessageAttributes: digestAttributes(attributes) }
      : {}),
  }
}

function md5(body: string): string {
  return createHash('md5').update(body).digest('hex')
}

/** The API carries attributes as text, templates as numbers, flags and documents. */
function attributesOf(values: Input | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [
      name,
      isRecord(value) ? JSON.stringify(value) : String(value),
    ]),
  )
}

const queueProperties = [
  'DelaySeconds',
  'FifoQueue',
  'KmsDataKeyReusePeriodSeconds',
  'KmsMasterKeyId',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'ReceiveMessageWaitTimeSeconds',
  'RedriveAllowPolicy',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  'VisibilityTimeout',
]

function queueType(plane: PlaneContext, queues: Queues): ResourceType {
  const created = (queue: Queue): Created => ({
    physicalId: urlOf(plane, queue),
    attributes: { Arn: queue.arn, QueueName: queue.name, QueueUrl: urlOf(plane, queue) },
  })
  const attributes = ({ QueueName: _name, Tags: _tags, ...rest }: Input) => attributesOf(rest)
  return {
    properties: ['QueueName', 'Tags', ...queueProperties],
    createOnly: ['QueueName', 'FifoQueue'],
    create: (properties, context) => {
      const name = optionalText(properties, 'QueueName') ?? context.generatedName(80)
      if (queues.list().some((queue) => queue.name === name))
        throw new ServiceError('QueueAlreadyExists', `A queue named ${name} already exists`)
      return created(queues.create(name, attributes(properties)))
    },
    update: (url, properties) => created(queues.change(queues.get(url).name, attributes(properties))),
    delete: (url) => {
      const name = url.slice(url.lastIndexOf('/') + 1)
      if (queues.list().some((queue) => queue.name === name)) queues.remove(name)
    },
  }
}

function queuePolicyType(queues: Queues): ResourceType {
  const put = (properties: Input, id: string): Created => {
    const Policy = JSON.stringify(properties.PolicyDocument)
    for (const url of texts(properties, 'Queues')) queues.change(queues.get(url).name, { Policy })
    return { physicalId: id, attributes: {} }
  }
  return {
    properties: ['Queues', 'PolicyDocument'],
    required: ['Queues', 'PolicyDocument'],
    create: (properties, context) => put(properties, context.generatedName()),
    update: (id, properties) => put(properties, id),
    delete: (_id, properties) => {
      for (const url of texts(properties, 'Queues')) {
        const name = url.slice(url.lastIndexOf('/') + 1)
        if (queues.list().some((queue) => queue.name === name)) queues.change(name, { Policy: '' })
      }
    },
  }
}
