import { createHash, randomUUID } from 'node:crypto'
import { ServiceError } from '../../errors.ts'
import { isRecord, optionalNumber } from '../../input.ts'
import type { Input, PlaneContext } from '../../service.ts'

export interface Queue {
  readonly name: string
  readonly arn: string
  readonly created: string
  /** As the SQS API names them: VisibilityTimeout, MessageRetentionPeriod, DelaySeconds, ReceiveMessageWaitTimeSeconds, RedrivePolicy (JSON text), Policy … */
  readonly attributes: Readonly<Record<string, string>>
}

export interface Message {
  readonly id: string
  readonly queue: string
  readonly body: string
  readonly attributes: Input
  /** Milliseconds since the epoch, all three. */
  readonly sent: number
  readonly visibleAt: number
  readonly firstReceived?: number
  readonly receives: number
  readonly receipt?: string
  /** ARN of the queue that it was moved away from. */
  readonly from?: string
}

/** Standard queues: at least once, in rough order, visibility timeout, redrive to a dead-letter queue. */
export interface Queues {
  /** By URL, name or ARN. Throws QueueDoesNotExist. */
  get(reference: string): Queue
  list(): readonly Queue[]
  create(name: string, attributes: Readonly<Record<string, string>>): Queue
  change(name: string, attributes: Readonly<Record<string, string>>): Queue
  remove(name: string): void
  send(queue: Queue, body: string, attributes: Input, delaySeconds?: number): Message
  /** Takes up to `limit` visible messages and hides them for `visibilitySeconds`. */
  receive(queue: Queue, limit: number, visibilitySeconds: number): readonly Message[]
  delete(queue: Queue, receipt: string): void
  hide(queue: Queue, receipt: string, seconds: number): void
  count(queue: Queue): { readonly visible: number; readonly hidden: number; readonly delayed: number }
  purge(queue: Queue): void
}

const largestMessageBytes = 1_048_576
const defaults = {
  VisibilityTimeout: '30',
  MessageRetentionPeriod: '345600',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
}

export function openQueues(plane: PlaneContext): Queues {
  const documents = plane.store.collection<Queue>('sqs-queues')
  const kept = plane.store.collection<Message>('sqs-messages')
  const messages = new Map<string, Map<string, Message>>()
  const of = (queue: string): Map<string, Message> => {
    const found = messages.get(queue) ?? new Map<string, Message>()
    messages.set(queue, found)
    return found
  }
  for (const message of [...kept.list()].sort((one, other) => one.sent - other.sent))
    of(message.queue).set(message.id, message)
  const now = () => plane.clock.now().getTime()
  const put = (message: Message) => {
    kept.put(message.id, message)
    of(message.queue).set(message.id, message)
    return message
  }
  const drop = ({ queue, id }: Message) => {
    kept.delete(id)
    of(queue).delete(id)
  }
  const get = (reference: string): Queue => {
    const queue = documents.get(reference.slice(Math.max(reference.lastIndexOf('/'), reference.lastIndexOf(':')) + 1))
    if (queue) return queue
    throw new ServiceError('QueueDoesNotExist', 'The specified queue does not exist.', 400, {
      queryErrorCode: 'AWS.SimpleQueueService.NonExistentQueue',
    })
  }
  /** Messages beyond their retention are gone when one looks. */
  const living = (queue: Queue): readonly Message[] => {
    const oldest = now() - Number(queue.attributes.MessageRetentionPeriod) * 1000
    for (const message of of(queue.name).values()) if (message.sent < oldest) drop(message)
    return [...of(queue.name).values()]
  }
  const holding = (queue: Queue, receipt: string): Message | undefined =>
    [...of(queue.name).values()].find((message) => message.receipt === receipt)

  function take(queue: Queue, message: Message, visibilitySeconds: number): Message | undefined {
    const redrive = redriveOf(queue)
    if (redrive && message.receives >= redrive.maxReceiveCount) {
      const { receipt: _old, firstReceived: _first, ...rest } = message
      drop(message)
      put({ ...rest, queue: get(redrive.target).name, receives: 0, visibleAt: now(), from: queue.arn })
      return undefined
    }
    const firstReceived = message.firstReceived ?? now()
    const visibleAt = now() + visibilitySeconds * 1000
    return put({ ...message, receives: message.receives + 1, firstReceived, visibleAt, receipt: randomUUID() })
  }

  return {
    get,
    list: () => documents.list(),
    create: (name, attributes) => {
      checkQueue(name, attributes)
      const arn = `arn:aws:sqs:${plane.region}:${plane.accountId}:${name}`
      const queue: Queue = {
        name,
        arn,
        created: plane.clock.now().toISOString(),
        attributes: { ...defaults, ...attributes },
      }
      documents.put(name, queue)
      return queue
    },
    change: (name, attributes) => {
      checkQueue(name, attributes)
      const queue = { ...get(name), attributes: { ...get(name).attributes, ...attributes } }
      documents.put(name, queue)
      return queue
    },
    remove: (name) => {
      for (const message of of(name).values()) drop(message)
      documents.delete(name)
    },
    send: (queue, body, attributes, delaySeconds = Number(queue.attributes.DelaySeconds)) => {
      if (Buffer.byteLength(body) > largestMessageBytes) {
        throw new ServiceError(
          'InvalidParameterValue',
          `One or more parameters are invalid. Reason: Message must be shorter than ${largestMessageBytes} bytes.`,
        )
      }
      return put({
        id: randomUUID(),
        queue: queue.name,
        body,
        attributes,
        sent: now(),
        visibleAt: now() + delaySeconds * 1000,
        receives: 0,
      })
    },
    receive: (queue, limit, visibilitySeconds) => {
      const taken: Message[] = []
      for (const message of living(queue)) {
        if (taken.length === limit) break
        const received = message.visibleAt <= now() ? take(queue, message, visibilitySeconds) : undefined
        if (received) taken.push(received)
      }
      return taken
    },
    delete: (queue, receipt) => {
      const message = holding(queue, receipt)
      if (message) drop(message)
    },
    hide: (queue, receipt, seconds) => {
      const message = holding(queue, receipt)
      if (!message) throw new ServiceError('ReceiptHandleIsInvalid', 'The input receipt handle is invalid.')
      put({ ...message, visibleAt: now() + seconds * 1000 })
    },
    count: (queue) => {
      const all = living(queue)
      const later = all.filter((message) => message.visibleAt > now())
      const delayed = later.filter((message) => message.receives === 0).length
      return { visible: all.length - later.length, hidden: later.length - delayed, delayed }
    },
    purge: (queue) => {
      for (const message of of(queue.name).values()) drop(message)
    },
  }
}

function checkQueue(name: string, attributes: Readonly<Record<string, string>>): void {
  if (!/^[\w-]{1,80}$/.test(name))
    throw new ServiceError('InvalidParameterValue', `The queue name ${name} is not that of a standard queue`)
  if (attributes.FifoQueue === 'true')
    throw new ServiceError('UnsupportedOperation', 'FIFO queues are not in this local plane', 501)
}

function redriveOf(queue: Queue): { readonly target: string; readonly maxReceiveCount: number } | undefined {
  const { RedrivePolicy: policy } = queue.attributes
  if (!policy) return undefined
  const parsed: unknown = JSON.parse(policy)
  if (!isRecord(parsed)) return undefined
  return {
    target: String(parsed.deadLetterTargetArn),
    maxReceiveCount: optionalNumber(parsed, 'maxReceiveCount') ?? 10,
  }
}

/** MD5 of message attributes as SQS clients recompute it: length-prefixed name, type and value, in order of name. */
export function digestAttributes(attributes: Input): string | undefined {
  const names = Object.keys(attributes).sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
  if (names.length === 0) return undefined
  const hash = createHash('md5')
  const part = (value: Uint8Array) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(value.length)
    hash.update(length).update(value)
  }
  for (const name of names) {
    const attribute = attributes[name]
    if (!isRecord(attribute))
      throw new ServiceError('InvalidParameterValue', `The message attribute ${name} is not an object`)
    const binary = attribute.BinaryValue
    part(Buffer.from(name))
    part(Buffer.from(String(attribute.DataType)))
    hash.update(Uint8Array.of(binary === undefined ? 1 : 2))
    part(
      typeof binary === 'string'
        ? Buffer.from(binary, 'base64')
        : binary instanceof Uint8Array
          ? binary
          : Buffer.from(String(attribute.StringValue)),
    )
  }
  return hash.digest('hex')
}
