import { ServiceError } from '../errors.ts'
import { isRecord } from '../input.ts'
import type { Input } from '../service.ts'
import { type Asked, header, type Protocol } from './wire.ts'

/** AWS JSON 1.0 and 1.1: the operation is the last part of `X-Amz-Target`. */
export const jsonProtocol: Protocol = {
  read: (request): Asked => {
    const target = header(request, 'x-amz-target') ?? ''
    return { operation: target.slice(target.lastIndexOf('.') + 1), input: parseJson(request.body) }
  },
  write: (_asked, output, requestId) => ({
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId },
    body: renderJson(output ?? {}),
  }),
  fail: (error, requestId, request) => ({
    status: error.status,
    headers: {
      'content-type': header(request, 'content-type') ?? 'application/x-amz-json-1.1',
      'x-amzn-requestid': requestId,
      'x-amzn-errortype': error.code,
      ...queryCompatible(error),
    },
    body: renderJson({ __type: error.code, message: error.message, Message: error.message, ...error.fields }),
  }),
}

/** SQS clients that once spoke the query protocol read the old error name from this header. */
function queryCompatible(error: ServiceError): Record<string, string> {
  const old = error.fields.queryErrorCode
  return typeof old === 'string' ? { 'x-amzn-query-error': `${old};Sender` } : {}
}

export function parseJson(body: Uint8Array): Input {
  if (body.length === 0) return {}
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8'))
  } catch {
    throw new ServiceError('SerializationException', 'The request body is not JSON')
  }
  if (!isRecord(parsed)) throw new ServiceError('SerializationException', 'The request body is not a JSON object')
  return parsed
}

/** Timestamps are epoch seconds with milliseconds, blobs base64. */
export function renderJson(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, key: string, shown: unknown) {
    const original = this[key]
    if (original instanceof Date) return original.getTime() / 1000
    if (original instanceof Uint8Array) return Buffer.from(original).toString('base64')
    if (original instanceof Map) return Object.fromEntries(original)
    return shown
  })
}
