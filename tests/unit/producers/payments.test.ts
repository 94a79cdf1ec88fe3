import { beforeAll, describe, expect, it } from 'vitest'
import { contractJudge } from '../../../producers/client/judge.ts'
import { type OrderEvent, orderEvent } from '../../../producers/simulator/order.ts'
import { type PaymentEvent, paymentEvents } from '../../../producers/simulator/payment.ts'

const arrival = new Date('2026-11-25T10:00:00Z')

interface Payment {
  readonly payment_id: string
  readonly order_id: string
  readonly currency: string
  readonly amount: number
  readonly attempt: number
}

describe('payments of orders', () => {
  let orders: readonly OrderEvent[] = []
  let payments: readonly (readonly PaymentEvent[])[] = []
  beforeAll(() => {
    orders = Array.from({ length: 3_000 }, (_, number) => orderEvent('payments', number, arrival))
    payments = orders.map((order, number) => paymentEvents('payments', number, order, arrival))
  })
  const captured = (events: readonly PaymentEvent[]) =>
    events.filter(({ type }) => type === 'PaymentCaptured').map(({ data }) => data as Payment)
  const cents = (events: readonly PaymentEvent[]) =>
    captured(events).reduce((sum, { amount }) => sum + Math.round(amount * 100), 0)

  it('keep their contracts', () => {
    for (const event of payments.flat()) expect(contractJudge(event)).toEqual([])
  })

  it('are the same for the same seed and order', () => {
    const again = orders.map((order, number) => paymentEvents('payments', number, order, arrival))
    expect(again).toEqual(payments)
  })

  it('never take more than the order costs, and mostly all of it, to the cent', () => {
    const paid = payments.filter((events, place) => {
      const total = Math.round((orders[place]?.data.total ?? 0) * 100)
      expect(cents(events)).toBeLessThanOrEqual(total)
      return cents(events) === total
    })
    expect(paid.length / orders.length).toBeGreaterThan(0.95)
    expect(paid.length).toBeLessThan(orders.length)
  })

  it('come in parts, after failures and not at all, too', () => {
    expect(payments.some((events) => captured(events).length === 2)).toBe(true)
    expect(payments.some((events) => captured(events).length === 0)).toBe(true)
    expect(payments.some((events) => captured(events)[0]?.attempt === 3)).toBe(true)
  })

  it('name their order and its currency, happen after it and before the wave', () => {
    for (const [place, events] of payments.entries()) {
      const order = orders[place]?.data
      for (const { time, data } of events) {
        expect(data).toMatchObject({ order_id: order?.order_id, currency: order?.currency })
        expect(Date.parse(time)).toBeGreaterThanOrEqual(Date.parse(order?.placed_at ?? ''))
        expect(Date.parse(time)).toBeLessThan(arrival.getTime())
      }
    }
  })

  it('have an id of their own each', () => {
    const ids = payments.flat().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
