import type { CloudEvent } from '../client/cloud-event.ts'
import type { OrderEvent } from './order.ts'

/** One way to break the contract, and what the lakehouse must call it. */
export interface Break {
  readonly what: string
  readonly reason: string
  readonly apply: (event: OrderEvent) => CloudEvent
}

const data =
  (change: (order: OrderEvent['data']) => unknown): Break['apply'] =>
  (event) => ({ ...event, data: change(event.data) })

const daysLater = (time: string, days: number) => new Date(Date.parse(time) + days * 86_400_000).toISOString()

/** How orders go wrong: one event in a hundred takes one of these, in turn. */
export const breaks: readonly Break[] = [
  { what: 'total as text', reason: 'schema', apply: data((order) => ({ ...order, total: String(order.total) })) },
  { what: 'channel that nobody declared', reason: 'schema', apply: data((order) => ({ ...order, channel: 'fax' })) },
  { what: 'no currency', reason: 'schema', apply: data(({ currency: _, ...order }) => order) },
  { what: 'negative total', reason: 'schema', apply: data((order) => ({ ...order, total: -1 - order.total })) },
  {
    what: 'a date that does not exist',
    reason: 'schema',
    apply: data((order) => ({ ...order, placed_at: '2026-02-30T10:00:00Z' })),
  },
  {
    what: 'too many decimals',
    reason: 'number_range',
    apply: data((order) => ({ ...order, total: Math.trunc(order.total) + 0.125 })),
  },
  { what: 'empty basket', reason: 'schema', apply: data((order) => ({ ...order, lines: [] })) },
  {
    what: 'half a piece',
    reason: 'schema',
    apply: data((order) => ({ ...order, lines: order.lines.map((line) => ({ ...line, quantity: 1.5 })) })),
  },
  {
    what: 'customer number too long',
    reason: 'schema',
    apply: data((order) => ({ ...order, customer_id: 'c'.repeat(21) })),
  },
  {
    what: 'total of eleven digits before the point',
    reason: 'number_range',
    apply: data((order) => ({ ...order, total: 10_000_000_000 })),
  },
  { what: 'no e-mail address', reason: 'schema', apply: data((order) => ({ ...order, email: 'nobody' })) },
  {
    what: 'envelope of an older standard',
    reason: 'envelope',
    apply: (event) => ({ ...event, specversion: '0.3' as '1.0' }),
  },
  { what: 'time without a zone', reason: 'envelope', apply: (event) => ({ ...event, time: event.time.slice(0, 19) }) },
  {
    what: 'two days in the future',
    reason: 'time_out_of_range',
    apply: (event) => ({ ...event, time: daysLater(event.time, 3) }),
  },
  {
    what: 'two months ago',
    reason: 'time_out_of_range',
    apply: (event) => ({ ...event, time: daysLater(event.time, -62) }),
  },
]
