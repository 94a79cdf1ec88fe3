import { isUtf8 } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import { ServiceError } from '../../errors.ts'
import { isRecord } from '../../input.ts'
import type { PlaneContext, WebAnswer, WebRequest } from '../../service.ts'
import type { Answer } from './environment.ts'
import type { FunctionDocument } from './functions.ts'

export interface UrlParts {
  /** The function behind a URL. */
  find(id: string): FunctionDocument | undefined
  isPublic(name: string): boolean
  run(document: FunctionDocument, requestId: string, event: string): Promise<Answer>
  readonly largestEventBytes: number
}

/** One HTTP request through a function's URL, by payload format 2.0. Throws ServiceError for what AWS answers itself. */
export async function answerUrl(plane: PlaneContext, request: WebRequest, parts: UrlParts): Promise<WebAnswer> {
  const slash = request.path.indexOf('/')
  const id = slash < 0 ? request.path : request.path.slice(0, slash)
  const document = parts.find(id)
  if (!document || !parts.isPublic(document.name)) return message(403, 'Forbidden')
  const requestId = randomUUID()
  const event = JSON.stringify(
    eventOf(plane, request, { id, requestId, rawPath: slash < 0 ? '/' : request.path.slice(slash) }),
  )
  if (Buffer.byteLength(event) > parts.largestEventBytes) {
    return message(
      413,
      `Request must be smaller than ${parts.largestEventBytes} bytes for the InvokeFunction operation`,
    )
  }
  try {
    const answer = await parts.run(document, requestId, event)
    return 'failure' in answer ? serverError : readResponse(answer.result)
  } catch (error) {
    if (error instanceof ServiceError && error.status === 429) return message(429, error.message)
    throw error
  }
}

interface Place {
  readonly id: string
  readonly requestId: string
  readonly rawPath: string
}

function eventOf(plane: PlaneContext, request: WebRequest, { id, requestId, rawPath }: Place): object {
  const { method, query, sourceIp, body } = request
  const { cookie, ...headers } = request.headers
  const host = `${id}.lambda-url.${plane.region}.on.aws`
  const now = plane.clock.now()
  const parameters = new URLSearchParams(query)
  const names = [...new Set(parameters.keys())]
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: query,
    ...(cookie === undefined ? {} : { cookies: cookie.split('; ') }),
    headers: { ...headers, host, 'x-forwarded-proto': 'https', 'x-forwarded-port': '443', 'x-forwarded-for': sourceIp },
    ...(names.length === 0
      ? {}
      : { queryStringParameters: Object.fromEntries(names.map((name) => [name, parameters.getAll(name).join(',')])) }),
    requestContext: {
      accountId: 'anonymous',
      apiId: id,
      domainName: host,
      domainPrefix: id,
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp, userAgent: headers['user-agent'] ?? '' },
      requestId,
      routeKey: '$default',
      stage: '$default',
      time: logTime(now),
      timeEpoch: now.getTime(),
    },
    ...(body.length === 0 ? { isBase64Encoded: false } : bodyOf(body, headers['content-type'] ?? '')),
  }
}

/** Text stays text; everything else comes in base64. */
function bodyOf(body: Uint8Array, contentType: string): { body: string; isBase64Encoded: boolean } {
  const [type = ''] = contentType.toLowerCase().split(';')
  const text = /^(text\/.*|application\/(json|xml|javascript))$/.test(type.trim())
  const isBase64Encoded = !text || !isUtf8(body)
  return { body: Buffer.from(body).toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded }
}

/** `25/Nov/2026:10:00:00 +0000` */
function logTime(now: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(now.toUTCString()) ?? []
  return `${day}/${month}/${year}:${time} +0000`
}

/** An object with a status code says the whole response; anything else is the body of a good one. */
function readResponse(result: string): WebAnswer {
  const value: unknown = JSON.parse(result)
  if (!isRecord(value) || value.statusCode === undefined) {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: typeof value === 'string' ? value : result,
    }
  }
  const { statusCode, headers, body, isBase64Encoded } = value
  if (!Number.isInteger(statusCode) || (body !== undefined && typeof body !== 'string')) return serverError
  const named = Object.entries(isRecord(headers) ? headers : {}).map(([name, each]) => [
    name.toLowerCase(),
    String(each),
  ])
  return {
    status: statusCode as number,
    headers: { 'content-type': 'application/json', ...Object.fromEntries(named) },
    body: isBase64Encoded === true ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  }
}

const message = (status: number, text: string): WebAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ Message: text }),
})

/** The function failed, or said something that is no response; its own words are in its log only. */
const serverError: WebAnswer = { status: 502, headers: { 'content-type': 'text/plain' }, body: 'Internal Server Error' }
