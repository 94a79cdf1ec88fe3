import type { Judge, Reason, Taken } from '#runtime/event-judge/judge.ts'
import { readEvents } from '#runtime/event-judge/read-events.ts'
import {
  isSignature,
  signatureHeader,
  sourceHeader,
  timestampHeader,
  timestampWindowSeconds,
} from '#runtime/ingest-signature.ts'
import { entryBytes, fitsEntry, type Line, linesOf } from './lines.ts'
import type { Sent } from './put-lines.ts'

export interface IngestRequest {
  readonly method: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

export interface Ports {
  readonly judge: Judge
  /** The key of a source, derived; also of one that nobody has. */
  readonly keyOf: (source: string) => Promise<string>
  readonly send: (lines: readonly Line[]) => Promise<Sent>
  readonly account: string
  readonly region: string
  readonly now: () => Date
  readonly newId: () => string
}

export interface IngestAnswer {
  readonly status: 202 | 400 | 401 | 405 | 413 | 422 | 503
  readonly headers?: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, unknown>>
}

/** What happened, for metrics: nothing of it goes to the publisher. */
export interface Account {
  readonly service?: string
  readonly taken?: number
  readonly refused?: readonly Reason[]
  readonly sent?: Sent
}

/** Lambda takes a request of 6 MiB, in which such a body stands in base64. */
export const bodyBytes = 4 * 1024 * 1024
/** More than 4 MiB of real events hold; a body of a million empty ones would keep the function busy for its whole time. */
export const requestEvents = 10_000
export const retryAfterSeconds = 5
/** Events whose reasons stand in one answer; the others are counted. */
const shownEvents = 100

/**
 * One request: signed by a source, read, judged event by event, sent. All or nothing: with one bad event none is sent, so that
 * 202 means "all taken" and anything else "send the whole again" (after mending, or as it is: ids make it harmless).
 */
export async function ingest(
  request: IngestRequest,
  ports: Ports,
): Promise<{ answer: IngestAnswer; account: Account }> {
  const { method, headers, body } = request
  if (method !== 'POST') return plain(405, { code: 'method', expected: 'POST' }, { allow: 'POST' })
  if (body.length > bodyBytes) return plain(413, { code: 'too_large', expected: `at most ${bodyBytes} bytes` })
  const unsigned = await signatureFlaw(request, ports)
  if (unsigned !== undefined) return plain(401, { code: 'signature', expected: unsigned })
  const source = headers[sourceHeader] ?? ''
  const events = readEvents(body)
  if ('code' in events) return plain(400, { ...events })
  if (events.length > requestEvents)
    return plain(413, { code: 'too_large', expected: `at most ${requestEvents} events` })

  const taken: Taken[] = []
  const refused: { readonly index: number; readonly reasons: readonly Reason[] }[] = []
  for (const [index, event] of events.entries()) {
    const verdict = ports.judge(event, source)
    if (!('bytes' in verdict)) refused.push({ index, reasons: verdict })
    else if (fitsEntry(source, verdict)) taken.push(verdict)
    else refused.push({ index, reasons: [tooLarge] })
  }
  if (refused.length > 0) {
    const answer = {
      status: 422,
      body: { taken: 0, refused: refused.length, events: refused.slice(0, shownEvents) },
    } as const
    return { answer, account: { refused: refused.flatMap(({ reasons }) => reasons.slice(0, 1)) } }
  }
  const { account, region, newId, now } = ports
  const sent = await ports.send(linesOf(taken, { account, region, source, receivedAt: now(), newId }))
  const service = taken[0]?.service ?? ''
  if (sent.failed > 0) {
    const busy = plain(
      503,
      { code: 'unavailable', expected: 'the whole request again, with the same ids' },
      {
        'retry-after': String(retryAfterSeconds),
      },
    )
    return { ...busy, account: { service, sent } }
  }
  return { answer: { status: 202, body: { taken: taken.length } }, account: { service, taken: taken.length, sent } }
}

const tooLarge: Reason = {
  code: 'too_large',
  path: '',
  expected: `at most ${entryBytes} bytes with source and type; put the payload into S3 and send its address`,
}

/** What is wrong with a signature; nothing when it is the source's own and fresh. */
async function signatureFlaw({ headers, body }: IngestRequest, { keyOf, now }: Ports): Promise<string | undefined> {
  const source = headers[sourceHeader]
  const timestamp = headers[timestampHeader]
  const signature = headers[signatureHeader]
  if (!source || !timestamp || !signature) return `headers ${sourceHeader}, ${timestampHeader} and ${signatureHeader}`
  const seconds = /^[0-9]{1,12}$/.test(timestamp) ? Number(timestamp) : Number.NaN
  if (!(Math.abs(now().getTime() / 1000 - seconds) <= timestampWindowSeconds))
    return `${timestampHeader} in Unix seconds, at most ${timestampWindowSeconds} from now`
  if (!isSignature(signature, await keyOf(source), timestamp, body))
    return `${signatureHeader}: sha256=<hex of HMAC-SHA256 by the source's key over timestamp, full stop, body>`
  return undefined
}

function plain(
  status: IngestAnswer['status'],
  body: IngestAnswer['body'],
  headers: Readonly<Record<string, string>> = {},
): { answer: IngestAnswer; account: Account } {
  return { answer: { status, headers, body }, account: {} }
}
