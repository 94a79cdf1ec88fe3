import type { CloudEvent } from '../client/cloud-event.ts'
import type { TableMap } from '../record/columns.ts'
import type { OrderEvent } from './order.ts'
import { type Random, seededRandom } from './random.ts'

export interface PaymentEvent extends CloudEvent {
  readonly time: string
}

const source = 'com.acme.payments'

const shared = {
  payment_id: ['text', 'payment_id'],
  order_id: ['text', 'order_id'],
  method: ['text', 'method'],
  currency: ['text', 'currency'],
  amount: [{ decimalPlaces: 2 }, 'amount'],
  attempt: ['integer', 'attempt'],
} as const

/** The payment service's own account of where its values belong. */
export const capturedTable: TableMap = {
  table: 'payments.payment_captured_v1',
  columns: { ...shared, captured_at: ['timestamp', 'captured_at'] },
}

export const failedTable: TableMap = {
  table: 'payments.payment_failed_v1',
  columns: { ...shared, failed_at: ['timestamp', 'failed_at'], reason: ['text', 'reason'] },
}

const reasons = ['declined', 'declined', 'insufficient_funds', 'expired', 'not_authenticated', 'unreachable'] as const
const methods = ['card', 'card', 'wallet', 'direct_debit'] as const

/**
 * What the payment service says of an order that it was told of, in order of time, the same for the same seed and number: most orders
 * are paid at once, some after failed tries, some in two parts that add up to the total, some not at all. Nothing happens after
 * `until`.
 */
export function paymentEvents(seed: string, number: number, { data: order }: OrderEvent, until: Date): PaymentEvent[] {
  const random = seededRandom(`${seed}/payment/${number}`)
  const placedAt = Date.parse(order.placed_at)
  const times = timesBetween(random, placedAt, Math.min(placedAt + longestMilliseconds, until.getTime()))
  const total = Math.round(order.total * 100)
  const first = total > 1 && random.chance(0.03) ? random.between(1, total - 1) : total
  const paid = random.chance(0.97)
  const events: PaymentEvent[] = []
  for (const [part, cents] of (first === total ? [total] : [first, total - first]).entries()) {
    const payment = {
      payment_id: random.uuid(),
      order_id: order.order_id,
      method: random.pick(methods),
      currency: order.currency,
      amount: cents / 100,
    }
    const failures = paid ? failuresBefore(random) : random.between(part === 0 ? 1 : 0, 3)
    for (let attempt = 1; attempt <= failures; attempt += 1) {
      const tried = { ...payment, attempt, reason: random.pick(reasons) }
      events.push(event(random, 'PaymentFailed', 'failed_at', times.next(), tried))
    }
    if (paid || random.chance(0.1))
      events.push(event(random, 'PaymentCaptured', 'captured_at', times.next(), { ...payment, attempt: failures + 1 }))
  }
  return events
}

/** The slowest customer needs a quarter of an hour. */
const longestMilliseconds = 900_000

const failuresBefore = (random: Random): number => (random.chance(0.94) ? 0 : random.between(1, 2))

/** Times that grow from `from` and never reach `to`: each is somewhere in the first half of what is left. */
function timesBetween(random: Random, from: number, to: number): { next(): string } {
  let time = from
  return {
    next: () => {
      time += Math.floor((random.next() * (to - time)) / 2)
      return new Date(time).toISOString()
    },
  }
}

function event(
  random: Random,
  type: string,
  timeMember: string,
  time: string,
  data: Readonly<Record<string, unknown>>,
): PaymentEvent {
  return {
    specversion: '1.0',
    id: random.uuid(),
    source,
    type,
    time,
    dataversion: '1.0',
    datacontenttype: 'application/json',
    data: { ...data, [timeMember]: time },
  }
}
