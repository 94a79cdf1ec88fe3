import { gunzipSync } from 'node:zlib'
import type { CompiledType } from './contract-set.ts'
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

/**
 * Finds every copy of an event in the given raw objects, in order. Lines that are no JSON hold no event that could be named; a payload
 * without an envelope is known by the columns that its contract takes for its id.
 */
export async function findArrivals(
  objects: Objects,
  bucket: string,
  keys: readonly string[],
  eventId: string,
  types: readonly CompiledType[],
): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = []
  for (const key of keys) {
    const lines = linesOf(await objects.bytes(bucket, key))
    for (const [line, text] of lines.entries()) {
      if (text.includes(JSON.stringify(eventId).slice(1, -1)))
        arrivals.push(...arrivalsIn(text, eventId, key, line, types))
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

function arrivalsIn(
  text: string,
  eventId: string,
  rawKey: string,
  line: number,
  types: readonly CompiledType[],
): readonly Arrival[] {
  const record = parse(text)
  const detail = record.detail as Readonly<Record<string, unknown>> | undefined
  const plain = types.find(
    ({ envelope, source, type }) =>
      envelope?.form === 'plain' && source === record.source && type === record['detail-type'],
  )
  const events = Array.isArray(detail?.events) && !plain ? (detail.events as readonly unknown[]) : [detail]
  const idOf = (event: unknown) => (plain ? idInPayload(plain, event) : (event as { readonly id?: unknown })?.id)
  return events.flatMap((event, place) =>
    idOf(event) === eventId
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

/** The first column with a value, as text. */
function idInPayload({ envelope, columns }: CompiledType, payload: unknown): string | undefined {
  for (const name of typeof envelope?.id === 'string' ? [] : (envelope?.id ?? [])) {
    const path = columns.find((column) => column.name === name)?.path ?? []
    const value = path.reduce<unknown>((at, step) => (at as Readonly<Record<string, unknown>> | null)?.[step], payload)
    if (value !== undefined && value !== null) return String(value)
  }
  return undefined
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
