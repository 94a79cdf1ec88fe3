import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { ServiceError } from '../errors.ts'
import type { Input } from '../service.ts'

/** A request as it stood on the wire; `path` stays percent-encoded. */
export interface WireRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: IncomingHttpHeaders
  /** Empty for S3, which reads `stream` itself. */
  readonly body: Uint8Array
  readonly stream: Readable
}

export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | Readable
}

/** What the client asked for: an operation of a service, in the members that its API documents. */
export interface Asked {
  readonly operation: string
  readonly input: Input
}

/** One AWS wire protocol: how a request is read, an answer and an error are written. */
export interface Protocol {
  /** Throws ServiceError when the request names no operation. */
  read(request: WireRequest): Asked | Promise<Asked>
  write(asked: Asked, output: unknown, requestId: string): Reply
  fail(error: ServiceError, requestId: string, request: WireRequest): Reply
}

/** One header's value; a repeated header is joined. */
export function header(request: WireRequest, name: string): string | undefined {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : value
}
