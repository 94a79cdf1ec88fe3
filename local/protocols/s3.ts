import { ServiceError, unsupported } from '../errors.ts'
import type { Input } from '../service.ts'
import { chunksOf, unchunk } from '../services/s3/bytes.ts'
import { refusedHeaders, requestHeaders, responseHeaders } from './s3-headers.ts'
import { type Asked, header, type Protocol, type Reply, type WireRequest } from './wire.ts'
import { children, childText, escapeXml, parseXml, renderXml } from './xml.ts'

const xmlns = 'http://s3.amazonaws.com/doc/2006-03-01/'

/** Query parameters that name another thing than the bucket or object itself. */
const subresources =
  'accelerate acl analytics attributes cors encryption intelligent-tiering inventory legal-hold lifecycle logging metadataTable metrics object-lock ownershipControls policy policyStatus publicAccessBlock replication requestPayment restore retention select session tagging torrent website'.split(
    ' ',
  )

/** S3's REST with XML, path style. Bodies of objects stream; `Framing` and `Trailer` tell how. */
export const s3Protocol: Protocol = {
  read: async (request): Promise<Asked> => {
    const { bucket, key } = place(request.path)
    const operation = operationOf(request, bucket, key)
    const input: Record<string, unknown> = { ...readHeaders(request), ...readQuery(request) }
    if (bucket !== '') input.Bucket = bucket
    if (key !== '') input.Key = key
    const framed = isFramed(request)
    if (framed) input.Framing = 'aws-chunked'
    const length = framed ? header(request, 'x-amz-decoded-content-length') : header(request, 'content-length')
    if (length !== undefined) input.ContentLength = length
    const readDocument = documents[operation]
    if (readDocument) Object.assign(input, readDocument(await wholeText(request, framed)))
    else if (operation === 'PutObject' || operation === 'UploadPart') input.Body = request.stream
    return { operation, input }
  },
  write: ({ operation, input }, output, requestId) => {
    const members = (output ?? {}) as Record<string, unknown>
    const headers = { 'x-amz-request-id': requestId, ...writeHeaders(members) }
    const render = bodies[operation]
    if (render)
      return { status: 200, headers: { ...headers, 'content-type': 'application/xml' }, body: render(members, input) }
    if (operation === 'GetObject' || operation === 'HeadObject') {
      const status = members.ContentRange === undefined ? 200 : 206
      return { status, headers, body: (members.Body as Reply['body']) ?? '' }
    }
    return { status: noContent.has(operation) ? 204 : 200, headers, body: '' }
  },
  fail: (error, requestId, request) => {
    const headers = {
      'x-amz-request-id': requestId,
      'content-type': 'application/xml',
      ...(error.fields.headers as object | undefined),
    }
    if (request.method === 'HEAD' || error.status === 304) return { status: error.status, headers, body: '' }
    const { headers: _sent, ...fields } = error.fields
    return {
      status: error.status,
      headers,
      body: renderXml('Error', {
        Code: error.code,
        Message: error.message,
        Resource: request.path,
        ...fields,
        RequestId: requestId,
      }),
    }
  },
}

const noContent = new Set(['DeleteObject', 'AbortMultipartUpload', 'DeleteBucket'])

function place(path: string): { bucket: string; key: string } {
  const [bucket = ''] = path.slice(1).split('/', 1)
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(path.slice(bucket.length + 2)) }
}

function operationOf({ method, query, headers }: WireRequest, bucket: string, key: string): string {
  const level = key === '' ? 'Bucket' : 'Object'
  const sub = subresources.find((name) => query.has(name))
  if (sub !== undefined) throw unsupported(`s3: ${method} ${level}?${sub}`)
  if (query.has('versionId')) throw unsupported('s3: versionId (object versions)')
  const found =
    bucket === ''
      ? method === 'GET' && 'ListBuckets'
      : key === ''
        ? bucketOperation(method, query)
        : objectOperation(method, query, headers['x-amz-copy-source'] !== undefined)
  if (found) return found
  throw unsupported(`s3: ${method} ${level} ${[...query.keys()].join('&')}`)
}

function bucketOperation(method: string, query: URLSearchParams): string | false {
  if (method === 'HEAD') return 'HeadBucket'
  if (method === 'POST') return query.has('delete') && 'DeleteObjects'
  if (method === 'PUT') return !query.has('notification') && !query.has('versioning') && 'CreateBucket'
  if (method === 'DELETE') return 'DeleteBucket'
  if (query.has('location')) return 'GetBucketLocation'
  if (query.has('versioning')) return 'GetBucketVersioning'
  if (query.has('uploads')) return 'ListMultipartUploads'
  if (query.has('versions')) return 'ListObjectVersions'
  return query.get('list-type') === '2' && 'ListObjectsV2'
}

function objectOperation(method: string, query: URLSearchParams, copies: boolean): string | false {
  const upload = query.has('uploadId')
  if (method === 'HEAD') return 'HeadObject'
  if (method === 'GET') return upload ? 'ListParts' : 'GetObject'
  if (method === 'DELETE') return upload ? 'AbortMultipartUpload' : 'DeleteObject'
  if (method === 'POST') return upload ? 'CompleteMultipartUpload' : query.has('uploads') && 'CreateMultipartUpload'
  if (method !== 'PUT') return false
  if (upload) return copies ? 'UploadPartCopy' : 'UploadPart'
  return copies ? 'CopyObject' : 'PutObject'
}

function readHeaders(request: WireRequest): Input {
  const input: Record<string, unknown> = {}
  const metadata: Record<string, string> = {}
  const refused = refusedHeaders.find((name) => header(request, name) !== undefined)
  if (refused !== undefined) throw unsupported(`s3: the header ${refused}`)
  for (const [name, member] of Object.entries(requestHeaders)) {
    const value = header(request, name)
    if (value !== undefined) input[member] = value
  }
  for (const name of Object.keys(request.headers)) {
    if (name.startsWith('x-amz-meta-')) metadata[name.slice('x-amz-meta-'.length)] = header(request, name) ?? ''
  }
  if (Object.keys(metadata).length > 0) input.Metadata = metadata
  if (typeof input.ContentEncoding === 'string') {
    const kept = input.ContentEncoding.split(',')
      .map((each) => each.trim())
      .filter((each) => each !== 'aws-chunked')
    if (kept.length > 0) input.ContentEncoding = kept.join(',')
    else delete input.ContentEncoding
  }
  return input
}

const queryMembers: Readonly<Record<string, string>> = {
  prefix: 'Prefix',
  delimiter: 'Delimiter',
  'continuation-token': 'ContinuationToken',
  'start-after': 'StartAfter',
  'max-keys': 'MaxKeys',
  'key-marker': 'KeyMarker',
  'version-id-marker': 'VersionIdMarker',
  'fetch-owner': 'FetchOwner',
  'encoding-type': 'EncodingType',
  uploadId: 'UploadId',
  partNumber: 'PartNumber',
  'response-content-type': 'ResponseContentType',
  'response-content-disposition': 'ResponseContentDisposition',
}

function readQuery({ query }: WireRequest): Input {
  const input: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(queryMembers)) {
    const value = query.get(name)
    if (value !== null) input[member] = value
  }
  return input
}

function isFramed(request: WireRequest): boolean {
  return (
    header(request, 'content-encoding')?.includes('aws-chunked') ||
    header(request, 'x-amz-content-sha256')?.startsWith('STREAMING-') ||
    false
  )
}

async function wholeText(request: WireRequest, framed: boolean): Promise<string> {
  const parts: Uint8Array[] = []
  const body = chunksOf(request.stream)
  for await (const part of framed ? unchunk(body, {}) : body) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

/** Operations whose request body is an XML document. */
const documents: Readonly<Record<string, (xml: string) => Input>> = {
  CreateBucket: () => ({}),
  DeleteObjects: (xml) => {
    const root = parseXml(xml)
    return {
      Delete: {
        Objects: children(root, 'Object').map((object) => ({
          Key: childText(object, 'Key') ?? '',
          VersionId: childText(object, 'VersionId'),
        })),
        Quiet: childText(root, 'Quiet') === 'true',
      },
    }
  },
  CompleteMultipartUpload: (xml) => ({
    MultipartUpload: {
      Parts: children(parseXml(xml), 'Part').map((part) => ({
        PartNumber: Number(childText(part, 'PartNumber')),
        ETag: childText(part, 'ETag') ?? '',
      })),
    },
  }),
}

/** Operations whose answer is an XML document. */
const bodies: Readonly<Record<string, (members: Record<string, unknown>, input: Input) => string>> = {
  ListBuckets: ({ Buckets, Owner }) =>
    renderXml('ListAllMyBucketsResult', { Owner, Buckets: { Bucket: Buckets } }, { xmlns }),
  GetBucketLocation: ({ LocationConstraint }) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="${xmlns}">${escapeXml(String(LocationConstraint))}</LocationConstraint>`,
  GetBucketVersioning: (members) => renderXml('VersioningConfiguration', members, { xmlns }),
  ListObjectsV2: (members) => renderXml('ListBucketResult', members, { xmlns }),
  ListObjectVersions: ({ Versions, ...members }) =>
    renderXml('ListVersionsResult', { ...members, Version: Versions }, { xmlns }),
  ListMultipartUploads: ({ Uploads, ...members }) =>
    renderXml('ListMultipartUploadsResult', { ...members, Upload: Uploads }, { xmlns }),
  ListParts: ({ Parts, ...members }) => renderXml('ListPartsResult', { ...members, Part: Parts }, { xmlns }),
  DeleteObjects: ({ Deleted, Errors }) => renderXml('DeleteResult', { Deleted, Error: Errors }, { xmlns }),
  CopyObject: ({ CopyObjectResult }) => renderXml('CopyObjectResult', CopyObjectResult, { xmlns }),
  CreateMultipartUpload: ({ Bucket, Key, UploadId }) =>
    renderXml('InitiateMultipartUploadResult', { Bucket, Key, UploadId }, { xmlns }),
  CompleteMultipartUpload: ({ Bucket, Key, ETag, Location }) =>
    renderXml('CompleteMultipartUploadResult', { Location, Bucket, Key, ETag }, { xmlns }),
}

function writeHeaders(members: Record<string, unknown>): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, member] of Object.entries(responseHeaders)) {
    const value = members[member]
    if (value === undefined || value === null) continue
    headers[name] = value instanceof Date ? value.toUTCString() : String(value)
  }
  for (const [name, value] of Object.entries((members.Metadata ?? {}) as Record<string, string>))
    headers[`x-amz-meta-${name}`] = value
  return headers
}

/** 304 and 412 are answers without a document for reads. */
export function notModified(etag: string): ServiceError {
  return new ServiceError('NotModified', 'Not Modified', 304, { headers: { etag: `"${etag}"` } })
}
