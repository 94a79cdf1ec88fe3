import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTested, type TestedPlane } from '../../tests/start.ts'

const Bucket = 'things'
let tested: TestedPlane
let s3: S3Client
const events: string[] = []

beforeAll(async () => {
  tested = await startTested()
  s3 = new S3Client({ ...tested.client, maxAttempts: 1 })
  await s3.send(new CreateBucketCommand({ Bucket }))
})
afterAll(() => tested.remove())

const put = (Key: string, Body: string, more: object = {}) =>
  s3.send(new PutObjectCommand({ Bucket, Key, Body, ...more }))
const get = async (Key: string, more: object = {}) => {
  const object = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }))
  return object.Body?.transformToString()
}
const keys = async (more: object = {}) => {
  const page = await s3.send(new ListObjectsV2Command({ Bucket, ...more }))
  return [...(page.Contents ?? []).map(({ Key }) => Key), ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix)]
}
const fails = (name: string, status?: number) =>
  expect.objectContaining({
    name,
    ...(status === undefined ? {} : { $metadata: expect.objectContaining({ httpStatusCode: status }) }),
  })

describe('an object', () => {
  test('comes back with bytes, tag and metadata, and is a plain file', async () => {
    const { ETag } = await put('folder/a b+c%/ü.txt', 'hello', {
      ContentType: 'text/plain',
      Metadata: { colour: 'green' },
      CacheControl: 'no-store',
    })
    const object = await s3.send(new GetObjectCommand({ Bucket, Key: 'folder/a b+c%/ü.txt' }))
    expect(await object.Body?.transformToString()).toBe('hello')
    expect(object).toMatchObject({
      ETag,
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      Metadata: { colour: 'green' },
      ContentLength: 5,
    })
    expect(object.ServerSideEncryption).toBe('AES256')
    expect(ETag).toBe('"5d41402abc4b2a76b9719d911017c592"')
    expect(readFileSync(join(tested.stateDir, 's3', Bucket, 'folder/a b+c%/ü.txt'), 'utf8')).toBe('hello')
    expect(readdirSync(join(tested.stateDir, 's3', Bucket, 'folder/a b+c%'))).toEqual(['ü.txt'])
  })

  test('is read in ranges', async () => {
    await put('range', '0123456789')
    expect(await get('range', { Range: 'bytes=2-4' })).toBe('234')
    expect(await get('range', { Range: 'bytes=-3' })).toBe('789')
    expect(await get('range', { Range: 'bytes=8-99' })).toBe('89')
    await expect(get('range', { Range: 'bytes=10-' })).rejects.toEqual(fails('InvalidRange', 416))
    const { ContentRange } = await s3.send(new GetObjectCommand({ Bucket, Key: 'range', Range: 'bytes=0-0' }))
    expect(ContentRange).toBe('bytes 0-0/10')
  })

  test('may be empty', async () => {
    await put('empty', '')
    expect(await get('empty')).toBe('')
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key: 'empty' }))).ContentLength).toBe(0)
  })

  test('is missing with the errors that clients know', async () => {
    await expect(get('nowhere')).rejects.toEqual(fails('NoSuchKey', 404))
    await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'nowhere' }))).rejects.toEqual(fails('NotFound', 404))
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'no-bucket' }))).rejects.toEqual(fails('NotFound', 404))
    await expect(s3.send(new ListObjectsV2Command({ Bucket: 'no-bucket' }))).rejects.toEqual(fails('NoSuchBucket', 404))
    await s3.send(new DeleteObjectCommand({ Bucket, Key: 'nowhere' }))
  })

  test('is refused when a checksum does not match, and leaves nothing behind', async () => {
    await expect(put('broken', 'abc', { ChecksumSHA256: 'AAAA' })).rejects.toEqual(fails('BadDigest', 400))
    await expect(get('broken')).rejects.toEqual(fails('NoSuchKey'))
    expect(readdirSync(join(tested.stateDir, 's3-staging'))).toEqual([])
  })

  test('that another program wrote is an object too', async () => {
    mkdirSync(join(tested.stateDir, 's3', Bucket, 'foreign'), { recursive: true })
    writeFileSync(join(tested.stateDir, 's3', Bucket, 'foreign/part.txt'), 'hello')
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'foreign/part.txt' }))
    expect(head).toMatchObject({ ETag: '"5d41402abc4b2a76b9719d911017c592"', ContentLength: 5 })
  })

  test('is copied', async () => {
    await put('from', 'copied', { Metadata: { a: '1' } })
    await s3.send(new CopyObjectCommand({ Bucket, Key: 'to', CopySource: `${Bucket}/from` }))
    const copy = await s3.send(new GetObjectCommand({ Bucket, Key: 'to' }))
    expect(await copy.Body?.transformToString()).toBe('copied')
    expect(copy.Metadata).toEqual({ a: '1' })
  })
})

describe('conditional writes', () => {
  test('fifty at once of put-if-absent: one winner, whose bytes stay', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) => put('race', `writer ${index}`, { IfNoneMatch: '*' }).then(() => index)),
    )
    const winners = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    expect(winners).toHaveLength(1)
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toEqual(fails('PreconditionFailed', 412))
    expect(await get('race')).toBe(`writer ${winners[0]}`)
  })

  test('twenty at once that replace what they read: one winner', async () => {
    const { ETag } = await put('counter', '0')
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => put('counter', `next ${index}`, { IfMatch: ETag })),
    )
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(put('never', 'x', { IfMatch: ETag })).rejects.toEqual(fails('NoSuchKey', 404))
  })

  test('reads tell "not changed" from "changed meanwhile"', async () => {
    const { ETag } = await put('known', 'v1')
    await expect(get('known', { IfNoneMatch: ETag })).rejects.toEqual(
      expect.objectContaining({ $metadata: expect.objectContaining({ httpStatusCode: 304 }) }),
    )
    await expect(get('known', { IfMatch: '"other"' })).rejects.toEqual(fails('PreconditionFailed', 412))
    expect(await get('known', { IfMatch: ETag })).toBe('v1')
  })
})

describe('keys', () => {
  const strange = [
    '../escape',
    'a/../b',
    'dir/',
    '/root',
    'a//b',
    `long/${'x'.repeat(300)}`,
    'plain/file',
    'plain',
    'plain/file/deeper',
    '.',
    'tab\tnew\nline',
  ]

  test('that cannot be paths are objects like others, and stay inside', async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'odd' }))
    for (const Key of strange) await s3.send(new PutObjectCommand({ Bucket: 'odd', Key, Body: Key }))
    for (const Key of strange) {
      const object = await s3.send(new GetObjectCommand({ Bucket: 'odd', Key }))
      expect(await object.Body?.transformToString()).toBe(Key)
    }
    const page = await s3.send(new ListObjectsV2Command({ Bucket: 'odd' }))
    expect(page.Contents?.map(({ Key }) => Key)).toEqual([...strange].sort())
    expect(readdirSync(tested.stateDir)).not.toContain('escape')
    await expect(s3.send(new DeleteBucketCommand({ Bucket: 'odd' }))).rejects.toEqual(fails('BucketNotEmpty', 409))
    const { Deleted } = await s3.send(
      new DeleteObjectsCommand({ Bucket: 'odd', Delete: { Objects: strange.map((Key) => ({ Key })) } }),
    )
    expect(Deleted).toHaveLength(strange.length)
    await s3.send(new DeleteBucketCommand({ Bucket: 'odd' }))
  })

  test('above 1024 bytes are refused', async () => {
    await expect(put('x'.repeat(1025), '')).rejects.toEqual(fails('KeyTooLongError'))
  })
})

describe('listing', () => {
  const wanted = ['raw/2026/11/a', 'raw/2026/11/b', 'raw/2026/12/c', 'raw/2026-index', 'raw/zz', 'sum']

  beforeAll(async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'lists' }))
    await Promise.all(wanted.map((Key) => s3.send(new PutObjectCommand({ Bucket: 'lists', Key, Body: Key }))))
  })

  test('is in byte order, by prefix and after a key', async () => {
    expect(await keys({ Bucket: 'lists' })).toEqual([...wanted].sort())
    expect(await keys({ Bucket: 'lists', Prefix: 'raw/2026' })).toEqual([
      'raw/2026-index',
      'raw/2026/11/a',
      'raw/2026/11/b',
      'raw/2026/12/c',
    ])
    expect(await keys({ Bucket: 'lists', StartAfter: 'raw/2026/11/a' })).toEqual([
      'raw/2026/11/b',
      'raw/2026/12/c',
      'raw/zz',
      'sum',
    ])
  })

  test('of versions names each object as its only one, page by page; another version cannot be deleted', async () => {
    const Bucket = 'lists'
    const first = await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'raw/2026/', MaxKeys: 2 }))
    expect(first.Versions?.map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest])).toEqual([
      ['raw/2026/11/a', 'null', true],
      ['raw/2026/11/b', 'null', true],
    ])
    expect(first.IsTruncated).toBe(true)
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = first
    const rest = await s3.send(
      new ListObjectVersionsCommand({ Bucket, Prefix: 'raw/2026/', MaxKeys: 2, KeyMarker, VersionIdMarker }),
    )
    expect(rest.Versions?.map(({ Key }) => Key)).toEqual(['raw/2026/12/c'])
    expect(rest.IsTruncated).toBe(false)
    const remove = (VersionId: string) =>
      s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'raw/2026/11/a', VersionId }] } }))
    await expect(remove('v7')).rejects.toThrow(/DeleteObjects of the version v7/)
  })

  test('groups by a delimiter', async () => {
    expect(await keys({ Bucket: 'lists', Delimiter: '/' })).toEqual(['sum', 'raw/'])
    expect(await keys({ Bucket: 'lists', Delimiter: '/', Prefix: 'raw/' })).toEqual([
      'raw/2026-index',
      'raw/zz',
      'raw/2026/',
    ])
    expect(await keys({ Bucket: 'lists', Delimiter: '-', Prefix: 'raw/2026' })).toEqual([
      'raw/2026/11/a',
      'raw/2026/11/b',
      'raw/2026/12/c',
      'raw/2026-',
    ])
  })

  test.each([1, 2, 3])('gives the same in pages of %i, whatever the delimiter', async (MaxKeys) => {
    for (const Delimiter of [undefined, '/', '2']) {
      const seen: unknown[] = []
      let ContinuationToken: string | undefined
      do {
        const page = await s3.send(
          new ListObjectsV2Command({ Bucket: 'lists', Delimiter, MaxKeys, ContinuationToken, FetchOwner: true }),
        )
        expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys)
        seen.push(
          ...(page.Contents ?? []).map(({ Key }) => Key),
          ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
        )
        ContinuationToken = page.NextContinuationToken
      } while (ContinuationToken !== undefined)
      expect([...seen].sort()).toEqual((await keys({ Bucket: 'lists', Delimiter })).sort())
      expect(new Set(seen).size).toBe(seen.length)
    }
  })
})

describe('multipart uploads', () => {
  const big = Buffer.alloc(5 * 1024 * 1024, 'a')

  test('join their parts in order', async () => {
    const { UploadId } = await s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key: 'joined', ContentType: 'text/plain' }),
    )
    const parts = await Promise.all(
      [Buffer.from('end'), big].map(async (Body, index) => {
        const PartNumber = 2 - index
        const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key: 'joined', UploadId, PartNumber, Body }))
        return { PartNumber, ETag }
      }),
    )
    const done = await s3.send(
      new CompleteMultipartUploadCommand({
        Bucket,
        Key: 'joined',
        UploadId,
        MultipartUpload: { Parts: parts.reverse() },
      }),
    )
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/)
    const text = await get('joined')
    expect(text).toHaveLength(big.length + 3)
    expect(text?.endsWith('aend')).toBe(true)
    await expect(
      s3.send(
        new CompleteMultipartUploadCommand({ Bucket, Key: 'joined', UploadId, MultipartUpload: { Parts: parts } }),
      ),
    ).rejects.toEqual(fails('NoSuchUpload', 404))
  })

  test('end with put-if-absent like a single put', async () => {
    await put('taken', 'first')
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'taken' }))
    const { ETag } = await s3.send(
      new UploadPartCommand({ Bucket, Key: 'taken', UploadId, PartNumber: 1, Body: 'second' }),
    )
    const complete = { Bucket, Key: 'taken', UploadId, MultipartUpload: { Parts: [{ PartNumber: 1, ETag }] } }
    await expect(s3.send(new CompleteMultipartUploadCommand({ ...complete, IfNoneMatch: '*' }))).rejects.toEqual(
      fails('PreconditionFailed', 412),
    )
    expect(await get('taken')).toBe('first')
    await s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'taken', UploadId }))
    await expect(s3.send(new CompleteMultipartUploadCommand(complete))).rejects.toEqual(fails('NoSuchUpload'))
  })

  test('refuse a part that is unknown or too small', async () => {
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: 'small' }))
    const part = async (PartNumber: number) => ({
      PartNumber,
      ETag: (await s3.send(new UploadPartCommand({ Bucket, Key: 'small', UploadId, PartNumber, Body: 'x' }))).ETag,
    })
    const complete = (Parts: object[]) =>
      s3.send(new CompleteMultipartUploadCommand({ Bucket, Key: 'small', UploadId, MultipartUpload: { Parts } }))
    const [one, two] = [await part(1), await part(2)]
    await expect(complete([one, two])).rejects.toEqual(fails('EntityTooSmall'))
    await expect(complete([two, one])).rejects.toEqual(fails('InvalidPartOrder'))
    await expect(complete([{ PartNumber: 3, ETag: '"x"' }])).rejects.toEqual(fails('InvalidPart'))
  })
})

test('a bucket that wants it tells the default bus what happened', async () => {
  const deliver = (event: { 'detail-type': string; detail: unknown }) => {
    const { object, reason } = event.detail as { object: { key: string; size?: number }; reason: string }
    events.push(`${event['detail-type']} ${object.key} ${object.size} ${reason}`)
  }
  const services = tested.plane.services as Map<string, unknown>
  services.set('events', { name: 'events', operations: {}, deliver })
  const create = tested.plane.services.get('s3')?.resources?.['AWS::S3::Bucket']?.create
  await create?.(
    { BucketName: 'loud', NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } },
    {
      ...tested.plane.context,
      stackName: 's',
      stackId: 's',
      logicalId: 'b',
      principal: tested.plane.context.admin,
      generatedName: () => 'x',
    },
  )
  await s3.send(new PutObjectCommand({ Bucket: 'loud', Key: 'manifests/1.json', Body: '{}' }))
  await s3.send(new CopyObjectCommand({ Bucket: 'loud', Key: 'copy', CopySource: 'loud/manifests/1.json' }))
  await s3.send(new DeleteObjectCommand({ Bucket: 'loud', Key: 'copy' }))
  await put('quiet', 'x')
  services.delete('events')
  expect(events).toEqual([
    'Object Created manifests/1.json 2 PutObject',
    'Object Created copy 2 CopyObject',
    'Object Deleted copy undefined DeleteObject',
  ])
})
