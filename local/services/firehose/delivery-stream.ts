import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { messageOf, ServiceError } from '../../errors.ts'
import type { PlaneContext } from '../../service.ts'
import { evaluatePrefix } from './prefix.ts'
import { openSpool, type Sealed } from './spool.ts'
import type { StreamDocument } from './stream.ts'

const compress = promisify(gzip)
const gzipLevel = 2
const firstRetryMilliseconds = 1_000
const longestRetryMilliseconds = 60_000

/** A running delivery stream: it buffers, and brings its buffers to S3 for as long as it takes. */
export interface DeliveryStream {
  document: StreamDocument
  /** Buffers records that arrive together; on return they outlive the process. Throws the file system's error. */
  put(records: readonly Uint8Array[]): void
  /** Seals the open buffer and resolves when everything is in S3. Throws S3's error; the buffers stay and are tried again. */
  flush(): Promise<void>
  start(): void
  stop(): Promise<void>
  /** Stops and forgets what could not be delivered. */
  destroy(): Promise<void>
}

export function openDeliveryStream(plane: PlaneContext, initial: StreamDocument, folder: string): DeliveryStream {
  const spool = openSpool(folder)
  let cancelInterval: (() => void) | undefined
  let cancelRetry: (() => void) | undefined
  let failures = 0
  let draining: Promise<Error | undefined> | undefined
  let stopped = false

  const stream: DeliveryStream = {
    document: initial,
    put: (records) => {
      const first = spool.arrivedAt === undefined
      spool.append(join(records, stream.document.destination.delimiter), plane.clock.now())
      if (spool.size >= stream.document.destination.bufferBytes) seal()
      else if (first) waitForInterval()
    },
    flush: async () => {
      seal()
      let error = await drain()
      if (!error && spool.sealed().length > 0) error = await drain()
      if (error) throw error
    },
    start: () => {
      stopped = false
      waitForInterval()
      void drain()
    },
    stop: async () => {
      stopped = true
      cancelInterval?.()
      cancelRetry?.()
      await draining
      spool.close()
    },
    destroy: async () => {
      spool.seal(stream.document.version)
      const error = await drain()
      if (error) report(spool.sealed().length, `lost with the deleted stream: ${messageOf(error)}`, error)
      await stream.stop()
      spool.destroy()
    },
  }

  function seal(): void {
    cancelInterval?.()
    cancelInterval = undefined
    if (spool.seal(stream.document.version)) void drain()
  }

  function waitForInterval(): void {
    cancelInterval?.()
    if (spool.arrivedAt === undefined || stopped) return
    const due = spool.arrivedAt.getTime() + stream.document.destination.bufferSeconds * 1000
    cancelInterval = plane.clock.after(Math.max(0, due - plane.clock.now().getTime()), seal)
  }

  /** One delivery at a time, oldest first; whoever asks meanwhile waits for the same run. */
  function drain(): Promise<Error | undefined> {
    cancelRetry?.()
    cancelRetry = undefined
    draining ??= deliverAll().finally(() => {
      draining = undefined
    })
    return draining
  }

  async function deliverAll(): Promise<Error | undefined> {
    for (let next = spool.sealed()[0]; next && !stopped; next = spool.sealed()[0]) {
      try {
        await deliver(next)
        spool.remove(next)
        failures = 0
      } catch (error) {
        failures++
        const delay = Math.min(firstRetryMilliseconds * 2 ** (failures - 1), longestRetryMilliseconds)
        report(spool.sealed().length, messageOf(error), error)
        if (!stopped) cancelRetry = plane.clock.after(delay, () => void drain())
        return error as Error
      }
    }
    return undefined
  }

  /** The key belongs to the buffer: a repeated put (the answer was lost, the plane was killed) writes the same object again. */
  async function deliver(sealed: Sealed): Promise<void> {
    const { destination } = stream.document
    const content = await spool.read(sealed)
    const Body = destination.compression === 'GZIP' ? await compress(content, { level: gzipLevel }) : content
    const put = { Bucket: destination.bucket, Key: keyOf(stream.document, sealed), Body }
    await plane.call('s3', 'PutObject', { ...put, ContentType: 'application/octet-stream' }, destination.roleArn)
  }

  function report(waiting: number, message: string, error: unknown): void {
    const { log } = stream.document.destination
    plane.logs.write(
      log?.group ?? `/aws/kinesisfirehose/${stream.document.name}`,
      log?.stream ?? 'DestinationDelivery',
      JSON.stringify({
        deliveryStreamARN: stream.document.arn,
        destination: stream.document.destination.bucketArn,
        deliveryStreamVersionId: stream.document.version,
        message,
        errorCode: error instanceof ServiceError ? `S3.${error.code}` : 'S3.InternalError',
        buffersWaiting: waiting,
      }),
    )
  }

  return stream
}

/** `<prefix><stream>-<version>-<yyyy-MM-dd-HH-mm-ss>-<uuid>.gz` */
export function keyOf({ name, destination }: StreamDocument, { arrivedAt, version, id }: Sealed): string {
  const prefix = evaluatePrefix(destination.prefix, { at: arrivedAt, randomString: () => id.slice(0, 11) })
  const time = arrivedAt.toISOString().slice(0, 19).replace(/[T:]/g, '-')
  const extension = destination.fileExtension ?? (destination.compression === 'GZIP' ? '.gz' : '')
  return `${prefix}${name}-${version}-${time}-${id}${extension}`
}

function join(records: readonly Uint8Array[], delimiter: string | undefined): Uint8Array {
  if (delimiter === undefined || delimiter === '') return Buffer.concat(records)
  const end = Buffer.from(delimiter)
  return Buffer.concat(records.flatMap((record) => [record, end]))
}
