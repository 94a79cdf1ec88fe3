import { createReadStream, openSync } from 'node:fs'
import { ServiceError, unsupported } from '../../errors.ts'
import { optionalFlag, optionalNumber, optionalRecord, optionalText, record, records, text } from '../../input.ts'
import { notModified } from '../../protocols/s3.ts'
import { encryptionHeaders, storedHeaders } from '../../protocols/s3-headers.ts'
import type { Call, Input, Operation, PlaneContext } from '../../service.ts'
import { announce } from './announce.ts'
import type { Buckets } from './buckets.ts'
import { type Metadata, type StoredObject, unquote } from './files.ts'
import { listPage } from './listing.ts'
import { checksumMember, receive } from './staging.ts'

/** Object operations. Members are the SDK's; a body goes in as text, bytes or stream and comes out as a stream. */
export function objectOperations(plane: PlaneContext, buckets: Buckets): Record<string, Operation> {
  const find = (input: Input): StoredObject => {
    const stored = buckets.files(text(input, 'Bucket')).find(text(input, 'Key'))
    if (!stored)
      throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, { Key: text(input, 'Key') })
    return stored
  }
  return {
    PutObject: async (input, call) => {
      const bucket = text(input, 'Bucket')
      const files = buckets.files(bucket)
      const received = await receive(buckets.staging, input)
      const metadata = { ...metadataOf(input), ...(received.checksum ? { checksum: received.checksum } : {}) }
      const stored = files.commit(text(input, 'Key'), received, metadata, {
        ifNoneMatch: optionalText(input, 'IfNoneMatch'),
        ifMatch: optionalText(input, 'IfMatch'),
      })
      announce(plane, buckets.get(bucket), stored, 'PutObject', call)
      return { ETag: `"${stored.etag}"`, ...encryptionMembers(stored), ...checksumMembers(stored) }
    },
    GetObject: (input) => read(find(input), input, true),
    HeadObject: (input) => read(find(input), input, false),
    ListObjectsV2: (input) => list(plane, buckets, input),
    ListObjectVersions: (input) => listVersions(plane, buckets, input),
    CopyObject: (input, call) => copy(plane, buckets, input, call),
    DeleteObject: (input, call) => {
      remove(plane, buckets, text(input, 'Bucket'), text(input, 'Key'), call)
      return {}
    },
    DeleteObjects: (input, call) => {
      const request = record(input, 'Delete')
      const objects = records(request, 'Objects')
      const version = objects
        .map((object) => optionalText(object, 'VersionId'))
        .find((id) => id !== undefined && id !== onlyVersion)
      if (version !== undefined) throw unsupported(`s3: DeleteObjects of the version ${version}`)
      const keys = objects.map((object) => text(object, 'Key'))
      if (keys.length > 1000) throw new ServiceError('MalformedXML', 'At most 1000 keys can be deleted at once')
      for (const key of keys) remove(plane, buckets, text(input, 'Bucket'), key, call)
      return { Deleted: optionalFlag(request, 'Quiet') ? [] : keys.map((Key) => ({ Key })) }
    },
  }
}

export function metadataOf(input: Input): Metadata {
  const pick = (table: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(table).flatMap(([header, member]) => {
        const value = optionalText(input, member)
        return value === undefined ? [] : [[header, value]]
      }),
    )
  const user = Object.entries(optionalRecord(input, 'Metadata') ?? {}).map(([name, value]) => [
    name.toLowerCase(),
    String(value),
  ])
  return {
    headers: { 'content-type': 'binary/octet-stream', ...pick(storedHeaders) },
    user: Object.fromEntries(user),
    encryption: { 'x-amz-server-side-encryption': 'AES256', ...pick(encryptionHeaders) },
  }
}

export function encryptionMembers({ encryption }: Metadata): Record<string, unknown> {
  return members(encryption, encryptionHeaders)
}

function members(
  values: Readonly<Record<string, string>>,
  table: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([header, value]) => [table[header] ?? header, value]))
}

function checksumMembers({ checksum }: Metadata): Record<string, unknown> {
  return checksum ? { [checksumMember(checksum.algorithm)]: checksum.value, ChecksumType: 'FULL_OBJECT' } : {}
}

function read(stored: StoredObject, input: Input, withBody: boolean): Record<string, unknown> {
  judgeRead(stored, input)
  if (optionalNumber(input, 'PartNumber') !== undefined)
    throw new ServiceError('NotImplemented', 'Reading by part number', 501)
  const range = rangeOf(optionalText(input, 'Range'), stored.size)
  const { start, end } = range ?? { start: 0, end: stored.size - 1 }
  const type = optionalText(input, 'ResponseContentType')
  const disposition = optionalText(input, 'ResponseContentDisposition')
  return {
    ...members(stored.headers, storedHeaders),
    ...(type === undefined ? {} : { ContentType: type }),
    ...(disposition === undefined ? {} : { ContentDisposition: disposition }),
    ...encryptionMembers(stored),
    ...(optionalText(input, 'ChecksumMode') === 'ENABLED' && !range ? checksumMembers(stored) : {}),
    Metadata: stored.user,
    ETag: `"${stored.etag}"`,
    LastModified: stored.lastModified,
    AcceptRanges: 'bytes',
    ContentLength: end - start + 1,
    ...(range ? { ContentRange: `bytes ${start}-${end}/${stored.size}` } : {}),
    ...(withBody
      ? { Body: createReadStream('', { fd: openSync(stored.path, 'r'), start, end: Math.max(end, start) }) }
      : {}),
  }
}

function judgeRead(stored: StoredObject, input: Input): void {
  const failed = () =>
    new ServiceError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412)
  const names = (value: string) => value.split(',').map((each) => unquote(each.trim()))
  const matches = (value: string) => value === '*' || names(value).includes(stored.etag)
  const ifMatch = optionalText(input, 'IfMatch')
  const ifNoneMatch = optionalText(input, 'IfNoneMatch')
  const since = optionalText(input, 'IfModifiedSince')
  const until = optionalText(input, 'IfUnmodifiedSince')
  if (ifMatch !== undefined && !matches(ifMatch)) throw failed()
  if (ifMatch === undefined && until !== undefined && stored.lastModified > new Date(until)) throw failed()
  if (ifNoneMatch !== undefined && matches(ifNoneMatch)) throw notModified(stored.etag)
  if (ifNoneMatch === undefined && since !== undefined && stored.lastModified <= new Date(since))
    throw notModified(stored.etag)
}

/** Inclusive offsets. A range that is not one is ignored, as HTTP wants; one beyond the end throws InvalidRange. */
function rangeOf(range: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(range ?? '')
  if (!match || (match[1] === '' && match[2] === '')) return undefined
  const [, first = '', last = ''] = match
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (start >= size || end < start)
    throw new ServiceError('InvalidRange', 'The requested range is not satisfiable', 416)
  return { start, end }
}

function list(plane: PlaneContext, buckets: Buckets, input: Input): Record<string, unknown> {
  const name = text(input, 'Bucket')
  const limit = Math.min(optionalNumber(input, 'MaxKeys') ?? 1000, 1000)
  const prefix = optionalText(input, 'Prefix') ?? ''
  const delimiter = optionalText(input, 'Delimiter')
  const token = optionalText(input, 'ContinuationToken')
  const startAfter = optionalText(input, 'StartAfter')
  const encoding = optionalText(input, 'EncodingType')
  const shown = (key: string) => (encoding === 'url' ? encodeURIComponent(key).replaceAll('%2F', '/') : key)
  const files = buckets.files(name)
  const page =
    limit === 0 ? { objects: [], prefixes: [] } : listPage(files, { prefix, delimiter, token, startAfter, limit })
  const owner = optionalFlag(input, 'FetchOwner')
    ? { Owner: { ID: plane.accountId, DisplayName: plane.accountId } }
    : {}
  return {
    Name: name,
    Prefix: shown(prefix),
    Delimiter: delimiter === undefined ? undefined : shown(delimiter),
    MaxKeys: limit,
    KeyCount: page.objects.length + page.prefixes.length,
    EncodingType: encoding,
    StartAfter: startAfter === undefined ? undefined : shown(startAfter),
    ContinuationToken: token,
    NextContinuationToken: page.next,
    IsTruncated: page.next !== undefined,
    Contents: page.objects.map((stored) => ({
      Key: shown(stored.key),
      LastModified: stored.lastModified,
      ETag: `"${stored.etag}"`,
      Size: stored.size,
      StorageClass: stored.headers['x-amz-storage-class'] ?? 'STANDARD',
      ...owner,
    })),
    CommonPrefixes: page.prefixes.map((Prefix) => ({ Prefix: shown(Prefix) })),
  }
}

/** S3's name of the version of an object that was written while versions were not kept. */
const onlyVersion = 'null'

/** Each object is its only version; there are no delete markers. */
function listVersions(plane: PlaneContext, buckets: Buckets, input: Input): Record<string, unknown> {
  if (input.Delimiter !== undefined) throw unsupported('s3: ListObjectVersions with a delimiter')
  const { KeyMarker, VersionIdMarker: _, ...rest } = input
  const page = list(plane, buckets, { ...rest, ...(KeyMarker === undefined ? {} : { StartAfter: KeyMarker }) })
  const { Contents, KeyCount: _count, StartAfter: _start, NextContinuationToken: _next, ...members } = page
  const objects = Contents as readonly Input[]
  return {
    ...members,
    KeyMarker,
    ...(page.IsTruncated ? { NextKeyMarker: objects.at(-1)?.Key, NextVersionIdMarker: onlyVersion } : {}),
    Versions: objects.map((object) => ({ ...object, VersionId: onlyVersion, IsLatest: true })),
  }
}

async function copy(plane: PlaneContext, buckets: Buckets, input: Input, call: Call): Promise<unknown> {
  const source = decodeURIComponent(text(input, 'CopySource')).replace(/^\//, '')
  const slash = source.indexOf('/')
  if (source.includes('?versionId=')) throw new ServiceError('NotImplemented', 'Copying a version', 501)
  const from = buckets.files(source.slice(0, slash)).find(source.slice(slash + 1))
  if (!from)
    throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404, { Key: source.slice(slash + 1) })
  const expected = optionalText(input, 'CopySourceIfMatch')
  if (expected !== undefined && unquote(expected) !== from.etag) {
    throw new ServiceError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412)
  }
  const bucket = text(input, 'Bucket')
  const files = buckets.files(bucket)
  const received = await receive(buckets.staging, { Body: createReadStream('', { fd: openSync(from.path, 'r') }) })
  const metadata = optionalText(input, 'MetadataDirective') === 'REPLACE' ? metadataOf(input) : from
  const { headers, user, encryption } = metadata
  const stored = files.commit(
    text(input, 'Key'),
    received,
    { headers, user, encryption },
    { ifNoneMatch: optionalText(input, 'IfNoneMatch'), ifMatch: optionalText(input, 'IfMatch') },
  )
  announce(plane, buckets.get(bucket), stored, 'CopyObject', call)
  return {
    CopyObjectResult: { ETag: `"${stored.etag}"`, LastModified: stored.lastModified },
    ...encryptionMembers(stored),
  }
}

function remove(plane: PlaneContext, buckets: Buckets, bucket: string, key: string, call: Call): void {
  const files = buckets.files(bucket)
  const stored = files.find(key)
  if (stored && files.remove(key)) announce(plane, buckets.get(bucket), stored, 'DeleteObject', call)
}
