import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { gunzipSync } from 'node:zlib'
import { messageOf, ServiceError, unsupported } from './errors.ts'
import type { Identity } from './identity.ts'
import { cborProtocol } from './protocols/cbor.ts'
import { jsonProtocol, renderJson } from './protocols/json.ts'
import { queryProtocol } from './protocols/query.ts'
import { restJsonProtocol } from './protocols/rest-json.ts'
import { s3Protocol } from './protocols/s3.ts'
import { readSignature, verify } from './protocols/sigv4.ts'
import { header, type Protocol, type Reply, type WireRequest } from './protocols/wire.ts'
import type { Call, Input, Principal, RequestRecord, Service } from './service.ts'

export interface GatewayParts {
  readonly region: string
  readonly identity: Identity
  readonly service: (name: string) => Service | undefined
  /** Runs an operation if the caller may. */
  readonly perform: (service: string, operation: string, input: Input, call: Call) => Promise<unknown>
  readonly services: () => Iterable<Service>
  readonly control: (service: string, control: string, input: Input) => Promise<unknown>
  readonly health: () => unknown
  readonly onRequest: (request: RequestRecord) => void
}

export interface Gateway {
  readonly port: number
  close(): Promise<void>
}

/** Largest body of an operation other than S3's, which streams. */
const bodyLimitBytes = 64 * 1024 * 1024

const queryNamespaces: Readonly<Record<string, string>> = {
  cloudformation: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
  sns: 'http://sns.amazonaws.com/doc/2010-03-31/',
}

/** Listens on 127.0.0.1: `port`, or the next free one; 0 takes any. */
export async function openGateway(port: number, parts: GatewayParts): Promise<Gateway> {
  const server = createServer({ noDelay: true, keepAlive: true, requestTimeout: 0, keepAliveTimeout: 120_000 })
  server.on('request', (incoming, outgoing) => {
    answer(parts, incoming, outgoing).catch((error: unknown) => {
      process.stderr.write(`local plane: ${incoming.method} ${incoming.url}: ${messageOf(error)}\n`)
      outgoing.destroy()
    })
  })
  const taken = await listen(server, port)
  return {
    port: taken,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function listen(server: Server, wanted: number): Promise<number> {
  for (let port = wanted; ; port++) {
    try {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', () => {
          server.off('error', reject)
          resolve()
        })
      })
      return (server.address() as AddressInfo).port
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || wanted === 0 || port > wanted + 100) throw error
    }
  }
}

async function answer(parts: GatewayParts, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const started = performance.now()
  const requestId = randomUUID()
  const target = splitTarget(incoming.url ?? '/')
  const seen = { service: '', operation: '', principal: '' }
  let reply: Reply
  let failure: string | undefined
  if (target.path.startsWith('/_plane/')) {
    reply = await answerControl(parts, incoming, target.path)
    seen.service = '_plane'
  } else if (webOf(parts, target.path)) {
    reply = await answerWeb(parts, incoming, target)
    seen.service = '_web'
  } else {
    const outcome = await answerService(parts, incoming, target, requestId, seen)
    reply = outcome.reply
    failure = outcome.failure
  }
  await send(incoming, outgoing, reply)
  parts.onRequest({
    ...seen,
    status: reply.status,
    milliseconds: performance.now() - started,
    ...(failure === undefined ? {} : { error: failure }),
  })
}

interface Target {
  readonly path: string
  readonly query: URLSearchParams
}

/** Not `URL`: it would resolve the `..` of an S3 key. */
function splitTarget(url: string): Target {
  const mark = url.indexOf('?')
  return { path: mark < 0 ? url : url.slice(0, mark), query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)) }
}

async function answerService(
  parts: GatewayParts,
  incoming: IncomingMessage,
  target: Target,
  requestId: string,
  seen: { service: string; operation: string; principal: string },
): Promise<{ reply: Reply; failure?: string }> {
  const base: WireRequest = {
    method: incoming.method ?? 'GET',
    path: target.path,
    query: target.query,
    headers: incoming.headers,
    body: new Uint8Array(),
    stream: incoming,
  }
  const signature = readSignature(base)
  seen.service = signature?.service ?? 's3'
  const service = parts.service(seen.service)
  const protocol = protocolOf(base, seen.service, service)
  let request = base
  try {
    if (!service) throw unsupported(`The service ${seen.service}`)
    if (protocol !== s3Protocol) request = { ...base, body: await readBody(incoming) }
    const principal = authenticate(parts.identity, request, protocol)
    seen.principal = principal.roleName
    const asked = await protocol.read(request)
    seen.operation = asked.operation
    const call = { principal, region: signature?.region ?? parts.region }
    const output = await parts.perform(seen.service, asked.operation, asked.input, call)
    return { reply: protocol.write(asked, output, requestId) }
  } catch (thrown) {
    const error = asServiceError(thrown, seen)
    return { reply: protocol.fail(error, requestId, request), failure: `${error.code}: ${error.message}` }
  }
}

function protocolOf(request: WireRequest, name: string, service: Service | undefined): Protocol {
  if (name === 's3') return s3Protocol
  if (header(request, 'smithy-protocol') === 'rpc-v2-cbor') return cborProtocol
  if (header(request, 'x-amz-target') !== undefined) return jsonProtocol
  if (service?.rest) return restJsonProtocol(service)
  const namespace = queryNamespaces[name]
  return namespace === undefined && !isForm(request)
    ? jsonProtocol
    : queryProtocol(namespace ?? `http://${name}.amazonaws.com/`)
}

function isForm(request: WireRequest): boolean {
  return header(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
}

/** The caller is the role whose key signed. Throws the error that the protocol's clients know. */
function authenticate(identity: Identity, request: WireRequest, protocol: Protocol): Principal {
  const json = protocol === jsonProtocol || protocol === cborProtocol
  const signature = readSignature(request)
  if (!signature) {
    if (protocol === s3Protocol) throw new ServiceError('AccessDenied', 'Access Denied', 403)
    throw new ServiceError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403)
  }
  const key = identity.byAccessKey(signature.accessKeyId)
  if (!key) {
    const code =
      protocol === s3Protocol ? 'InvalidAccessKeyId' : json ? 'UnrecognizedClientException' : 'InvalidClientTokenId'
    throw new ServiceError(code, 'The security token included in the request is invalid', 403)
  }
  if (!verify(request, signature, key.secretAccessKey)) {
    const code = json ? 'InvalidSignatureException' : 'SignatureDoesNotMatch'
    throw new ServiceError(code, 'The request signature does not match the secret of this access key', 403)
  }
  return key.principal
}

function asServiceError(thrown: unknown, seen: { service: string; operation: string }): ServiceError {
  if (thrown instanceof ServiceError) {
    if (thrown.status === 501) process.stderr.write(`local plane: UnsupportedOperation: ${thrown.message}\n`)
    return thrown
  }
  if (thrown instanceof URIError) return new ServiceError('InvalidURI', 'The request path is not well-formed')
  process.stderr.write(
    `local plane: ${seen.service}.${seen.operation} broke: ${thrown instanceof Error ? thrown.stack : String(thrown)}\n`,
  )
  return new ServiceError('InternalFailure', messageOf(thrown), 500)
}

async function readBody(incoming: IncomingMessage, unpack = true): Promise<Uint8Array> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length
    if (size > bodyLimitBytes)
      throw new ServiceError('RequestEntityTooLarge', `Bodies end at ${bodyLimitBytes} bytes`, 413)
    parts.push(part)
  }
  const body = Buffer.concat(parts)
  return unpack && incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
}

function webOf(parts: GatewayParts, path: string) {
  for (const { web = {} } of parts.services()) {
    const found = Object.entries(web).find(([beginning]) => path.startsWith(beginning))
    if (found) return { beginning: found[0], answer: found[1] }
  }
  return undefined
}

async function answerWeb(parts: GatewayParts, incoming: IncomingMessage, target: Target): Promise<Reply> {
  const web = webOf(parts, target.path)
  const headers = { 'content-type': 'application/json' }
  try {
    if (!web) throw new ServiceError('NotFound', 'Nobody answers here', 404)
    const joined = Object.entries(incoming.headersDistinct).map(([name, values]) => [name, values?.join(',') ?? ''])
    return await web.answer({
      method: incoming.method ?? 'GET',
      path: target.path.slice(web.beginning.length),
      query: target.query.toString(),
      headers: Object.fromEntries(joined) as Record<string, string>,
      body: await readBody(incoming, false),
      sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    })
  } catch (error) {
    const status = error instanceof ServiceError ? error.status : 500
    return { status, headers, body: JSON.stringify({ Message: messageOf(error) }) }
  }
}

async function answerControl(parts: GatewayParts, incoming: IncomingMessage, path: string): Promise<Reply> {
  const [, , service = '', control = ''] = path.split('/')
  const headers = { 'content-type': 'application/json' }
  if (service === 'health') return { status: 200, headers, body: JSON.stringify(parts.health()) }
  if (incoming.headers['x-plane-secret'] !== parts.identity.adminCredentials.secretAccessKey) {
    return {
      status: 403,
      headers,
      body: JSON.stringify({ message: 'x-plane-secret must be the admin secret access key' }),
    }
  }
  try {
    const body = await readBody(incoming)
    const input = body.length === 0 ? {} : (JSON.parse(Buffer.from(body).toString('utf8')) as Input)
    return { status: 200, headers, body: renderJson((await parts.control(service, control, input)) ?? {}) }
  } catch (error) {
    const status = error instanceof ServiceError ? error.status : 500
    return { status, headers, body: JSON.stringify({ message: messageOf(error) }) }
  }
}

async function send(incoming: IncomingMessage, outgoing: ServerResponse, reply: Reply): Promise<void> {
  const { body = '' } = reply
  if (!incoming.complete) incoming.resume()
  if (body instanceof Readable) {
    outgoing.writeHead(reply.status, reply.headers)
    await pipeline(body, outgoing)
    return
  }
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length
  outgoing.writeHead(reply.status, { 'content-length': String(length), ...reply.headers })
  outgoing.end(body)
}
