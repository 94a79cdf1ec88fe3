import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { messageOf, ServiceError } from '../../errors.ts'
import { bytes, optionalNumber, optionalText, record, records, text } from '../../input.ts'
import type { Created, Input, PlaneContext, ResourceType, Service } from '../../service.ts'
import { type DeliveryStream, openDeliveryStream } from './delivery-stream.ts'
import { createPressure, type Pressure } from './pressure.ts'
import { describeStream, readStreamProperties, type StreamDocument } from './stream.ts'

/** Firehose with one thing more than AWS: it can be told to write its buffers now. */
export interface FirehoseService extends Service {
  /** Writes every buffer to S3. Throws when S3 refuses one, with the streams' names; what was refused is tried again by itself. */
  flushAll(): Promise<void>
}

const largestRecordBytes = 1_024_000
const largestBatchBytes = 4 * 1024 * 1024
const largestBatchRecords = 500

/** Firehose: DirectPut streams that buffer, compress and deliver to S3. */
export function createFirehoseService(plane: PlaneContext): FirehoseService {
  const documents = plane.store.collection<StreamDocument>('firehose-streams')
  const streams = new Map<string, DeliveryStream>()
  const pressure = createPressure()
  const folder = (name: string) => join(plane.stateDir, 'firehose', name)
  for (const document of documents.list()) {
    streams.set(document.name, openDeliveryStream(plane, document, folder(document.name)))
  }

  const streamOf = (input: Input): DeliveryStream => {
    const name = text(input, 'DeliveryStreamName')
    const stream = streams.get(name)
    if (stream) return stream
    throw new ServiceError(
      'ResourceNotFoundException',
      `Firehose ${name} under account ${plane.accountId} not found.`,
      400,
    )
  }

  async function flushAll(): Promise<void> {
    const all = [...streams.values()]
    const outcomes = await Promise.allSettled(all.map((stream) => stream.flush()))
    const refused = outcomes.flatMap((outcome, index) =>
      outcome.status === 'rejected' ? [`${all[index]?.document.name}: ${messageOf(outcome.reason)}`] : [],
    )
    if (refused.length > 0) throw new ServiceError('ServiceUnavailableException', refused.join('; '), 503)
  }

  return {
    name: 'firehose',
    operations: {
      PutRecord: (input) => {
        const stream = streamOf(input)
        const data = bytes(record(input, 'Record'), 'Data')
        checkSizes([data])
        try {
          stream.put([data])
        } catch (error) {
          throw new ServiceError('ServiceUnavailableException', messageOf(error), 503)
        }
        return { RecordId: randomUUID(), Encrypted: false }
      },
      PutRecordBatch: (input) => putRecordBatch(streamOf(input), input, pressure),
      DescribeDeliveryStream: (input) => ({ DeliveryStreamDescription: describeStream(streamOf(input).document) }),
      ListDeliveryStreams: (input) => listStreams([...streams.keys()].sort(), input),
    },
    controls: {
      flush: async () => {
        await flushAll()
        return {}
      },
      refuse: (input) => {
        streamOf(input)
        pressure.ask(input)
        return {}
      },
    },
    resources: { 'AWS::KinesisFirehose::DeliveryStream': streamResource() },
    flushAll,
    start: async () => {
      for (const stream of streams.values()) stream.start()
    },
    stop: async () => {
      await Promise.all([...streams.values()].map((stream) => stream.stop()))
    },
  }

  function streamResource(): ResourceType {
    const created = ({ name, arn }: StreamDocument): Created => ({ physicalId: name, attributes: { Arn: arn } })
    return {
      properties: [
        'DeliveryStreamName',
        'DeliveryStreamType',
        'DeliveryStreamEncryptionConfigurationInput',
        'ExtendedS3DestinationConfiguration',
        'Tags',
      ],
      required: ['ExtendedS3DestinationConfiguration'],
      createOnly: ['DeliveryStreamName', 'DeliveryStreamType'],
      create: (properties, context) => {
        const name = optionalText(properties, 'DeliveryStreamName') ?? context.generatedName(64)
        if (!/^[A-Za-z0-9_.-]{1,64}$/.test(name)) {
          throw new ServiceError('InvalidArgumentException', `${name} is no name of a delivery stream`)
        }
        if (streams.has(name)) {
          throw new ServiceError(
            'ResourceInUseException',
            `Firehose ${name} under account ${plane.accountId} already exists`,
          )
        }
        const document: StreamDocument = {
          name,
          arn: `arn:aws:firehose:${plane.region}:${plane.accountId}:deliverystream/${name}`,
          version: 1,
          destination: readStreamProperties(properties),
          createdAt: plane.clock.now().toISOString(),
        }
        documents.put(name, document)
        const stream = openDeliveryStream(plane, document, folder(name))
        streams.set(name, stream)
        stream.start()
        return created(document)
      },
      update: (name, properties) => {
        const stream = streamOf({ DeliveryStreamName: name })
        const destination = readStreamProperties(properties)
        const updatedAt = plane.clock.now().toISOString()
        const document = { ...stream.document, destination, updatedAt, version: stream.document.version + 1 }
        documents.put(name, document)
        stream.document = document
        return created(document)
      },
      delete: async (name) => {
        const stream = streams.get(name)
        streams.delete(name)
        await stream?.destroy()
        documents.delete(name)
      },
    }
  }
}

/** Records fail one by one when a test asked for it, and all of a call when they cannot be kept (a full disk); the code is AWS's under pressure. */
function putRecordBatch(stream: DeliveryStream, input: Input, pressure: Pressure): Record<string, unknown> {
  const data = records(input, 'Records').map((one) => bytes(one, 'Data'))
  if (data.length === 0 || data.length > largestBatchRecords) {
    throw constraint('records', `Member must have length between 1 and ${largestBatchRecords}, got ${data.length}`)
  }
  checkSizes(data)
  if (data.reduce((sum, { length }) => sum + length, 0) > largestBatchBytes) {
    throw new ServiceError('InvalidArgumentException', 'Records size exceeds 4 MB limit')
  }
  const refused = pressure.refusals(stream.document.name, data.length)
  const RequestResponses = data.map((_, index) => (refused[index] ? failure('Slow down.') : { RecordId: randomUUID() }))
  try {
    stream.put(data.filter((_, index) => !refused[index]))
    return { FailedPutCount: refused.filter(Boolean).length, Encrypted: false, RequestResponses }
  } catch (error) {
    const failed = failure(messageOf(error))
    return { FailedPutCount: data.length, Encrypted: false, RequestResponses: data.map(() => failed) }
  }
}

const failure = (ErrorMessage: string) => ({ ErrorCode: 'ServiceUnavailableException', ErrorMessage })

function checkSizes(data: readonly Uint8Array[]): void {
  const large = data.findIndex(({ length }) => length > largestRecordBytes)
  if (large >= 0) {
    throw constraint(
      `records.${large + 1}.member.data`,
      `Member must have length less than or equal to ${largestRecordBytes}`,
    )
  }
}

function constraint(place: string, rule: string): ServiceError {
  return new ServiceError(
    'ValidationException',
    `1 validation error detected: Value at '${place}' failed to satisfy constraint: ${rule}`,
  )
}

function listStreams(names: readonly string[], input: Input): Record<string, unknown> {
  const after = optionalText(input, 'ExclusiveStartDeliveryStreamName') ?? ''
  const limit = optionalNumber(input, 'Limit') ?? 10
  const left = names.filter((name) => name > after)
  return { DeliveryStreamNames: left.slice(0, limit), HasMoreDeliveryStreams: left.length > limit }
}
