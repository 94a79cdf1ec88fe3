import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { gunzipSync } from 'node:zlib'

/** One request and its answer, as they stood on the wire. */
export interface Exchange {
  /** From the signature: `events`, `redshift-data`. */
  readonly service: string
  /** `X-Amz-Target`, for example `AWSGlue.StartJobRun`; absent in other protocols than AWS JSON. */
  readonly target?: string
  readonly method: string
  readonly path: string
  readonly contentType: string
  readonly request: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly answer: string
}

/** Bodies that this oracle does not look at are not kept. */
const largestBody = 4 * 1024 * 1024
const channel = 'http.server.request.start'

/**
 * Records what HTTP servers of this process receive and answer, from outside of them, until `stop`. S3, whose bodies are other people's
 * bytes, is left out.
 */
export function recordExchanges(): { readonly exchanges: readonly Exchange[]; stop(): void } {
  const exchanges: Exchange[] = []
  const hear = (message: unknown) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse }
    const service = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1]
    if (service === undefined || service === 's3') return
    const received = tapRequest(request)
    const sent = tapResponse(response)
    response.on('finish', () => {
      const target = request.headers['x-amz-target']
      exchanges.push({
        service,
        ...(typeof target === 'string' && { target }),
        method: request.method ?? '',
        path: request.url ?? '',
        contentType: request.headers['content-type'] ?? '',
        request: textOf(received, request.headers['content-encoding']),
        status: response.statusCode,
        headers: Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name, String(value)])),
        answer: textOf(sent.chunks),
      })
    })
  }
  subscribe(channel, hear)
  return { exchanges, stop: () => unsubscribe(channel, hear) }
}

function tapRequest(request: IncomingMessage): readonly Buffer[] {
  const chunks: Buffer[] = []
  const push = request.push.bind(request)
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    keep(chunks, chunk)
    return push(chunk, encoding)
  }
  return chunks
}

interface Sent {
  readonly chunks: Buffer[]
  headers: Readonly<Record<string, unknown>>
}

function tapResponse(response: ServerResponse): Sent {
  const sent: Sent = { chunks: [], headers: {} }
  const taps = response as unknown as Record<'write' | 'end' | 'writeHead', (...given: unknown[]) => unknown>
  for (const name of ['write', 'end'] as const) {
    const call = taps[name].bind(response)
    taps[name] = (...given) => {
      // `end` hands its chunk to `write` inside of Node without coming by here.
      if (typeof given[0] !== 'function') keep(sent.chunks, given[0])
      return call(...given)
    }
  }
  const writeHead = taps.writeHead.bind(response)
  taps.writeHead = (...given) => {
    const last = given.at(-1)
    if (typeof last === 'object' && last !== null) sent.headers = last as Readonly<Record<string, unknown>>
    return writeHead(...given)
  }
  return sent
}

function keep(chunks: Buffer[], chunk: unknown): void {
  if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return
  const size = chunks.reduce((sum, { length }) => sum + length, 0)
  if (size < largestBody) chunks.push(Buffer.from(chunk))
}

function textOf(chunks: readonly Buffer[], encoding?: string): string {
  const bytes = Buffer.concat(chunks)
  return (encoding === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8')
}
