import { gunzipSync } from 'node:zlib'
import type { Objects } from './objects.ts'

/** One copy of an event in the raw zone. */
export interface Arrival {
  readonly rawKey: string
  /** Zero-based, as in the tables. */
  readonly line: number
  readonly place: number
  /** EventBridge's own id of the entry and when it arrived; absent in what came past the bus without them. */
  readonly busId?: string
  readonly receivedAt?: string
  readonly detailType?: string
  readonly source?: string
}

/** Finds every copy of an event in the given raw objects, in order. Lines that are no JSON hold no event that could be named. */
export async function findArrivals(
  objects: Objects,
  bucket: string,
  keys: readonly string[],
  eventId: string,
): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = []
  for (const key of keys) {
    const lines = linesOf(await objects.bytes(bucket, key))
    for (const [line, text] of lines.entries()) {
      if (text.includes(JSON.stringify(eventId))) arrivals.push(...arrivalsIn(text, eventId, key, line))
    }
  }
  return arrivals
}

/** A corrupt object has no lines that anybody could read. */
function linesOf(bytes: Uint8Array): readonly string[] {
  try {
    return gunzipSync(bytes).toString('utf8').split('\n')
  } catch {
    return []
  }
}

function arrivalsIn(text: string, eventId: string, rawKey: string, line: number): readonly Arrival[] {
  const record = parse(text)
  const detail = record.detail as Readonly<Record<string, unknown>> | undefined
  const events = Array.isArray(detail?.events) ? (detail.events as readonly unknown[]) : [detail]
  return events.flatMap((event, place) =>
    (event as { readonly id?: unknown } | undefined)?.id === eventId
      ? [
          {
            rawKey,
            line,
            place,
            ...textMember('busId', record.id),
            ...textMember('receivedAt', record.time),
            ...textMember('detailType', record['detail-type']),
            ...textMember('source', record.source),
          },
        ]
      : [],
  )
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {}
  } catch {
    return {}
  }
}

const textMember = (name: string, value: unknown) => (typeof value === 'string' ? { [name]: value } : {})
