import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { header, type WireRequest } from './wire.ts'

/** What a request says about its signer (Signature Version 4, header or presigned query). */
export interface Signature {
  readonly accessKeyId: string
  readonly date: string
  readonly region: string
  /** The signing name; it also says which service is meant. */
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
  readonly presigned: boolean
}

/** Undefined for an unsigned request. */
export function readSignature(request: WireRequest): Signature | undefined {
  const authorization = header(request, 'authorization')
  if (authorization?.startsWith('AWS4-HMAC-SHA256')) {
    const part = (name: string) => new RegExp(`${name}=([^,\\s]+)`).exec(authorization)?.[1] ?? ''
    return fromParts(part('Credential'), part('SignedHeaders'), part('Signature'), false)
  }
  const credential = request.query.get('X-Amz-Credential')
  if (credential === null) return undefined
  return fromParts(
    credential,
    request.query.get('X-Amz-SignedHeaders') ?? '',
    request.query.get('X-Amz-Signature') ?? '',
    true,
  )
}

function fromParts(credential: string, signedHeaders: string, signature: string, presigned: boolean): Signature {
  const [accessKeyId = '', date = '', region = '', service = ''] = credential.split('/')
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature, presigned }
}

/** True when `secret` made the signature. Clock skew and the signatures of single upload chunks are not judged. */
export function verify(request: WireRequest, signature: Signature, secret: string): boolean {
  const scope = `${signature.date}/${signature.region}/${signature.service}/aws4_request`
  const time = header(request, 'x-amz-date') ?? request.query.get('X-Amz-Date') ?? ''
  const canonical = [
    request.method,
    signature.service === 's3' ? strict(request.path) : request.path.split('/').map(encode).join('/'),
    canonicalQuery(request.query),
    ...signature.signedHeaders.map((name) => `${name}:${(header(request, name) ?? '').trim().replace(/\s+/g, ' ')}`),
    '',
    signature.signedHeaders.join(';'),
    payloadHash(request, signature),
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')
  const expected = hmac(signingKey(secret, signature), toSign)
  const given = Buffer.from(signature.signature, 'hex')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function payloadHash(request: WireRequest, signature: Signature): string {
  if (signature.service === 's3') {
    return header(request, 'x-amz-content-sha256') ?? (signature.presigned ? 'UNSIGNED-PAYLOAD' : sha256(''))
  }
  return createHash('sha256').update(request.body).digest('hex')
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** Paths arrive encoded once, but not by every client in the same way. */
function strict(path: string): string {
  return path
    .split('/')
    .map((segment) => encode(decodeURIComponent(segment)))
    .join('/')
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

const signingKeys = new Map<string, Buffer>()

function signingKey(secret: string, { date, region, service }: Signature): Buffer {
  const id = [secret, date, region, service].join('/')
  const known = signingKeys.get(id)
  if (known) return known
  const key = [date, region, service, 'aws4_request'].reduce<Buffer>(hmac, Buffer.from(`AWS4${secret}`))
  if (signingKeys.size > 1000) signingKeys.clear()
  signingKeys.set(id, key)
  return key
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
