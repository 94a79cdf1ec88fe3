import { appendFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ServiceError } from '../../errors.ts'
import { bytes, text } from '../../input.ts'
import type { Input } from '../../service.ts'
import {
  createTestPlane,
  fakeService,
  settle,
  type TestPlane,
  type VirtualClock,
  virtualClock,
} from '../events/test-plane.ts'
import { evaluatePrefix, formatTimestamp } from './prefix.ts'
import { createFirehoseService, type FirehoseService } from './service.ts'

let clock: VirtualClock
let plane: TestPlane
let firehose: FirehoseService
let objects: Map<string, string>
let refuse: ServiceError | undefined

const s3 = fakeService('s3', {
  PutObject: (input) => {
    if (refuse) throw refuse
    objects.set(text(input, 'Key'), gunzipSync(bytes(input, 'Body')).toString('utf8'))
    return {}
  },
})

function begin(target: TestPlane): FirehoseService {
  const service = createFirehoseService(target.context)
  target.add(service)
  target.add(s3)
  return service
}

beforeEach(() => {
  clock = virtualClock('2026-11-25T10:59:59.500Z')
  plane = createTestPlane(clock)
  objects = new Map()
  refuse = undefined
  firehose = begin(plane)
})

afterEach(async () => {
  await firehose.stop?.()
  plane.remove()
})

const destination = {
  BucketARN: 'arn:aws:s3:::raw',
  RoleARN: 'arn:aws:iam::000000000000:role/stream',
  Prefix: 'service=shop/!{timestamp:yyyy/MM/dd/HH}/',
  ErrorOutputPrefix: 'errors/shop/!{firehose:error-output-type}/',
  BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
  CompressionFormat: 'GZIP',
  ProcessingConfiguration: {
    Enabled: true,
    Processors: [
      { Type: 'AppendDelimiterToRecord', Parameters: [{ ParameterName: 'Delimiter', ParameterValue: '\\n' }] },
    ],
  },
}

const makeStream = (more: Input = {}) =>
  plane.create('AWS::KinesisFirehose::DeliveryStream', {
    DeliveryStreamName: 'shop',
    ExtendedS3DestinationConfiguration: { ...destination, ...more },
  })

const put = (...records: readonly (string | Uint8Array)[]) =>
  plane.context.call(
    'firehose',
    'PutRecordBatch',
    { DeliveryStreamName: 'shop', Records: records.map((record) => ({ Data: Buffer.from(record) })) },
    plane.context.admin,
  )

describe('under pressure', () => {
  const refuse = (input: Input) =>
    firehose.controls?.refuse?.(input, { principal: plane.context.admin, region: 'eu-central-1' })
  const codes = (answer: unknown) =>
    (answer as { RequestResponses: readonly { ErrorCode?: string }[] }).RequestResponses.map(
      ({ ErrorCode = 'taken' }) => ErrorCode,
    )

  it('refuses the records that a test names, and keeps the others', async () => {
    await makeStream()
    await refuse({ DeliveryStreamName: 'shop', Calls: 1, Every: 2 })
    const answer = await put('a', 'b', 'c')
    expect(answer).toMatchObject({ FailedPutCount: 2 })
    expect(codes(answer)).toEqual(['ServiceUnavailableException', 'taken', 'ServiceUnavailableException'])
    expect(codes(await put('a', 'c'))).toEqual(['taken', 'taken'])
    await firehose.flushAll()
    expect([...objects.values()]).toEqual(['b\na\nc\n'])
  })

  it('refuses all of a call', async () => {
    await makeStream()
    await refuse({ DeliveryStreamName: 'shop' })
    expect(await put('a', 'b')).toMatchObject({ FailedPutCount: 2 })
    await firehose.flushAll()
    expect(objects.size).toBe(0)
  })
})

describe('buffering', () => {
  it('writes at the interval, under the arrival of the oldest record in UTC', async () => {
    await makeStream()
    await put('a', 'b')
    await clock.advance(59_000)
    await put('c')
    expect(objects.size).toBe(0)
    await clock.advance(1_000)
    const [[key, content] = []] = [...objects]
    expect(key).toMatch(
      /^service=shop\/2026\/11\/25\/10\/shop-1-2026-11-25-10-59-59-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.gz$/,
    )
    expect(content).toBe('a\nb\nc\n')
  })

  it('begins a new interval with the next record', async () => {
    await makeStream()
    await put('a')
    await clock.advance(60_000)
    await clock.advance(600_000)
    await put('b')
    await clock.advance(59_000)
    expect(objects.size).toBe(1)
    await clock.advance(1_000)
    expect([...objects.values()]).toEqual(['a\n', 'b\n'])
  })

  it('writes when the size is reached', async () => {
    await makeStream()
    await put('x'.repeat(600_000))
    await settle()
    expect(objects.size).toBe(0)
    await put('y'.repeat(500_000))
    await settle()
    expect([...objects.values()].map(({ length }) => length)).toEqual([1_100_002])
  })

  it('writes now when told to', async () => {
    await makeStream()
    await put('a')
    await firehose.flushAll()
    await firehose.flushAll()
    expect([...objects.values()]).toEqual(['a\n'])
  })

  it('keeps records as they are without the processor', async () => {
    await makeStream({ ProcessingConfiguration: { Enabled: false } })
    await put('a', Buffer.from([0xff, 0x00]), 'b')
    await firehose.flushAll()
    expect([...objects.values()]).toEqual([Buffer.from([0x61, 0xff, 0x00, 0x62]).toString('utf8')])
  })

  it('writes in the name of the stream’s role', async () => {
    await makeStream()
    await put('a')
    await firehose.flushAll()
    expect(plane.calls.at(-1)).toMatchObject({
      service: 's3',
      operation: 'PutObject',
      as: 'stream',
      input: { Bucket: 'raw' },
    })
  })
})

describe('nothing is lost', () => {
  it('tries again for as long as S3 refuses, oldest first, under the same name', async () => {
    await makeStream()
    refuse = new ServiceError('AccessDenied', 'no', 403)
    await put('a')
    await expect(firehose.flushAll()).rejects.toThrow('shop: no')
    await put('b')
    await clock.advance(1800_000)
    const keys = plane.calls.filter(({ service }) => service === 's3').map(({ input }) => text(input, 'Key'))
    expect(new Set(keys).size).toBe(1)
    expect(JSON.parse(plane.lines[0]?.message as string)).toMatchObject({ errorCode: 'S3.AccessDenied' })
    refuse = undefined
    await clock.advance(60_000)
    expect([...objects.values()]).toEqual(['a\n', 'b\n'])
  })

  it('takes up the buffers of a killed plane', async () => {
    await makeStream()
    refuse = new ServiceError('SlowDown', 'later', 503)
    await put('sealed')
    await expect(firehose.flushAll()).rejects.toThrow('later')
    await put('open 1', 'open 2')
    const folder = join(plane.context.stateDir, 'firehose', 'shop')
    const open = readdirSync(folder).find((name) => name.startsWith('open-')) as string
    appendFileSync(join(folder, open), Buffer.from([0, 0, 1, 0, 0x78]))
    await firehose.stop?.()
    refuse = undefined
    const again = createTestPlane(clock, plane.context.stateDir)
    const restarted = begin(again)
    await restarted.start?.()
    await settle()
    expect([...objects.values()]).toEqual(['sealed\n'])
    await again.context.call(
      'firehose',
      'PutRecord',
      { DeliveryStreamName: 'shop', Record: { Data: Buffer.from('open 3') } },
      again.context.admin,
    )
    await clock.advance(60_000)
    expect([...objects.values()]).toEqual(['sealed\n', 'open 1\nopen 2\nopen 3\n'])
    expect(readdirSync(folder)).toEqual([])
    await restarted.stop?.()
  })

  it('delivers before it is deleted', async () => {
    await makeStream()
    await put('a')
    await plane.resource('AWS::KinesisFirehose::DeliveryStream').delete('shop', {}, {} as never)
    expect([...objects.values()]).toEqual(['a\n'])
    await expect(put('b')).rejects.toMatchObject({ code: 'ResourceNotFoundException' })
  })
})

describe('limits', () => {
  it('takes a record of 1,000 KiB and not a byte more', async () => {
    await makeStream()
    await expect(put('x'.repeat(1_024_000))).resolves.toMatchObject({ FailedPutCount: 0 })
    await expect(put('x'.repeat(1_024_001))).rejects.toMatchObject({ code: 'ValidationException' })
  })

  it('takes 500 records and 4 MiB', async () => {
    await makeStream()
    await expect(put(...Array.from({ length: 500 }, () => 'x'))).resolves.toMatchObject({ FailedPutCount: 0 })
    await expect(put(...Array.from({ length: 501 }, () => 'x'))).rejects.toThrow(/500/)
    await expect(put(...Array.from({ length: 5 }, () => 'x'.repeat(1_000_000)))).rejects.toThrow(/4 MB/)
  })

  it('counts versions in the names of objects', async () => {
    await makeStream()
    await plane
      .resource('AWS::KinesisFirehose::DeliveryStream')
      .update?.('shop', { ExtendedS3DestinationConfiguration: destination }, {}, {} as never)
    await put('a')
    await firehose.flushAll()
    expect([...objects.keys()][0]).toContain('/shop-2-')
  })
})

describe('what this plane does not have is refused by name', () => {
  it.each<[Input, RegExp]>([
    [{ ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'Lambda' }] } }, /Firehose processor Lambda/],
    [{ DynamicPartitioningConfiguration: { Enabled: true } }, /DynamicPartitioningConfiguration/],
    [{ DataFormatConversionConfiguration: { Enabled: true } }, /DataFormatConversionConfiguration/],
    [{ CompressionFormat: 'Snappy' }, /CompressionFormat Snappy/],
    [{ S3BackupMode: 'Enabled' }, /S3BackupMode/],
    [{ Prefix: '!{partitionKeyFromQuery:x}/' }, /partitionKeyFromQuery/],
    [{ Prefix: '!{timestamp:yyyy-QQ}/' }, /letter Q/],
    [{ Prefix: '!{firehose:error-output-type}/' }, /only in ErrorOutputPrefix/],
    [{ ErrorOutputPrefix: undefined }, /ErrorOutputPrefix is required/],
    [{ ErrorOutputPrefix: '!{timestamp:yyyy}/' }, /must contain !\{firehose:error-output-type\}/],
    [{ BufferingHints: { SizeInMBs: 129 } }, /SizeInMBs/],
    [{ Unheard: {} }, /Unheard/],
  ])('%j', async (more, reason) => {
    await expect(makeStream(more)).rejects.toThrow(reason)
  })
})

describe('prefixes', () => {
  const at = new Date('2026-01-02T03:04:05.067Z')

  it.each([
    ['yyyy/MM/dd/HH', '2026/01/02/03'],
    ["'year='yyyy", 'year=2026'],
    ['yy-M-d-H-m-s-SSS', '26-1-2-3-4-5-067'],
    ['EEE dd MMM hh a DDD', 'Fri 02 Jan 03 AM 002'],
    ["''", "'"],
  ])('%s is %s', (pattern, expected) => {
    expect(formatTimestamp(pattern, at)).toBe(expected)
  })

  it('appends the hour when no expression says where the time goes', () => {
    const values = { at, randomString: () => 'r' }
    expect(evaluatePrefix(undefined, values)).toBe('2026/01/02/03/')
    expect(evaluatePrefix('raw/', values)).toBe('raw/2026/01/02/03/')
    expect(evaluatePrefix('raw/!{firehose:random-string}/', values)).toBe('raw/r/')
  })
})
