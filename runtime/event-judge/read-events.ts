import { isUtf8 } from 'node:buffer'
import { itemSpans, memberSpans, type Span, valueSpan } from './json-spans.ts'

/** An event as it came: its place in the request, its bytes, and what they say. */
export interface SentEvent {
  readonly bytes: Buffer
  readonly span: Span
  readonly value: unknown
}

/** Why a body holds no events that could be told apart. */
export interface Unreadable {
  readonly code: 'malformed_json' | 'encoding' | 'envelope' | 'duplicate_key'
  readonly path: string
  readonly expected: string
}

/** The one value of a body. */
export function readEvent(body: Buffer): SentEvent | Unreadable {
  if (!isUtf8(body)) return { code: 'encoding', path: '', expected: 'UTF-8' }
  const text = body.toString('utf8')
  if (text.startsWith('\ufeff')) return { code: 'encoding', path: '', expected: 'JSON text without a byte order mark' }
  const value = parse(text)
  if (value === undefined) return { code: 'malformed_json', path: '', expected: 'one JSON value' }
  return { bytes: body, span: valueSpan(body), value }
}

/**
 * The events of a body: one CloudEvent, `{"events": [...]}`, or a list (`application/cloudevents-batch+json`). The body's shape
 * says which; its content type is not looked at.
 */
export function readEvents(body: Buffer): readonly SentEvent[] | Unreadable {
  const whole = readEvent(body)
  if ('code' in whole) return whole
  const {
    value,
    span: { start, end },
  } = whole
  if (Array.isArray(value)) return listed(body, start, value, '')
  if (!isObject(value)) return notEvents('')
  if (!Array.isArray(value.events)) return [{ bytes: body, span: { start, end }, value }]
  const members = memberSpans(body, start)
  const [first, second] = members
  if (first === undefined || first.key !== 'events') return besideEvents
  if (second) return second.key === 'events' ? doubledEvents : besideEvents
  return listed(body, first.start, value.events, '/events')
}

const besideEvents: Unreadable = {
  code: 'envelope',
  path: '',
  expected: 'a CloudEvent, or events and nothing beside it',
}
const doubledEvents: Unreadable = { code: 'duplicate_key', path: '/events', expected: 'each key once' }
const notEvents = (path: string): Unreadable => ({
  code: 'envelope',
  path,
  expected: 'a CloudEvent, {"events": [at least one]}, or a list of at least one',
})

function listed(
  bytes: Buffer,
  start: number,
  values: readonly unknown[],
  path: string,
): readonly SentEvent[] | Unreadable {
  if (values.length === 0) return notEvents(path)
  return itemSpans(bytes, start).map((span, index) => ({ bytes, span, value: values[index] }))
}

/** Undefined for what is no JSON: the parser's own words would quote the body. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
