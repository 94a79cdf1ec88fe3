import type { CloudEvent } from '../client/cloud-event.ts'
import { earthquakeTable } from '../feeds/usgs-earthquakes.columns.ts'
import { earthquakeEvent, type Feature, readEarthquakes } from '../feeds/usgs-earthquakes.ts'
import type { Expectation, Sending } from '../record/expectation.ts'
import { loadedAs, sendEvent } from '../record/sending.ts'
import { breaks } from './broken-orders.ts'
import { reviseEarthquake } from './earthquake-revisions.ts'
import { type OrderEvent, orderEvent, ordersSource, orderTable, unknownMembers } from './order.ts'
import { capturedTable, failedTable, paymentEvents } from './payment.ts'
import { seededRandom } from './random.ts'
import { streamLines } from './stream-lines.ts'

export interface Scenario {
  readonly seed: string
  /** When the first wave arrives; orders are placed in the hour before. */
  readonly arrival: Date
  /** Orders, repeated ones not counted; at least 200. */
  readonly orders: number
}

/** What this part of the orders is like; each is one order in a hundred. */
const fates = { broken: 37, late: 73, repeatedAtOnce: 11, repeatedLater: 61, paymentRepeated: 29 } as const
/** The first wave brings four fifths of the orders. */
const firstShare = 0.8

/** All earthquakes, most orders with their payments, and everything that is wrong. */
export function* firstWave(scenario: Scenario): Generator<Sending> {
  const earthquakes = readEarthquakes()
  yield* earthquakes.map(newEarthquake)
  yield* earthquakes.filter((_, place) => place % 50 === 0).map(repeatedEarthquake)
  const last = Math.floor(scenario.orders * firstShare)
  for (let number = 0; number < last; number += 1) {
    if (number % 100 === fates.late) continue
    yield newOrder(scenario, number)
    yield* paymentsOf(scenario, number)
    if (number % 100 === fates.repeatedAtOnce) yield repeatedOrder(scenario, number)
  }
  yield* ordersNobodyDeclared(scenario)
  yield* detailsThatAreNoEvents()
  yield* streamLines(scenario.seed, scenario.arrival, scenario.orders, 5)
}

/** The rest of the orders, the late ones of before, orders and earthquakes that were sent before, and later solutions. */
export function* secondWave(scenario: Scenario): Generator<Sending> {
  const earthquakes = readEarthquakes()
  yield* earthquakes
    .filter((_, place) => place % 20 === 7)
    .map((feature) => newEarthquake(reviseEarthquake(feature, scenario.seed)))
  yield* earthquakes.filter((_, place) => place % 25 === 3).map(repeatedEarthquake)
  const first = Math.floor(scenario.orders * firstShare)
  for (let number = 0; number < scenario.orders; number += 1) {
    const fate = number % 100
    if (number >= first || fate === fates.late) {
      yield newOrder(scenario, number)
      yield* paymentsOf(scenario, number)
    }
    if (fate === fates.repeatedLater || (number >= first && fate === fates.repeatedAtOnce))
      yield repeatedOrder(scenario, number)
  }
  yield* otherOrdersWithKnownIds(scenario)
}

function newEarthquake(feature: Feature): Sending {
  const event = earthquakeEvent(feature)
  return sendEvent(event, 'usgs.earthquake', 'packed', loadedAs(event, earthquakeTable))
}

function repeatedEarthquake(feature: Feature): Sending {
  const event = earthquakeEvent(feature)
  return sendEvent(event, 'usgs.earthquake', 'single', { outcome: 'duplicate', of: event.id })
}

function newOrder(scenario: Scenario, number: number): Sending {
  const event = orderOf(scenario, number)
  if (number % 100 !== fates.broken) {
    return sendOrder(event, number, loadedAs(event, orderTable, unknownMembers(event.data)))
  }
  const { reason, apply } = breaks[Math.floor(number / 100) % breaks.length] ?? { reason: '', apply: () => event }
  return sendOrder(apply(event), number, { outcome: 'quarantined', reason })
}

/** Payments come with their order, also with one that the contract refuses: the payment service does not know of that. */
function* paymentsOf(scenario: Scenario, number: number): Generator<Sending> {
  for (const event of paymentEvents(scenario.seed, number, orderOf(scenario, number), scenario.arrival)) {
    const captured = event.type === 'PaymentCaptured'
    const sending = sendEvent(
      event,
      captured ? 'payments.payment_captured' : 'payments.payment_failed',
      'packed',
      loadedAs(event, captured ? capturedTable : failedTable),
    )
    yield sending
    if (number % 100 === fates.paymentRepeated)
      yield { ...sending, door: 'single', expect: { outcome: 'duplicate', of: event.id } }
  }
}

function repeatedOrder(scenario: Scenario, number: number): Sending {
  const event = orderOf(scenario, number)
  return sendOrder(event, number, { outcome: 'duplicate', of: event.id })
}

/** Late orders are placed 1 to 48 hours before the wave that brings them. */
function orderOf({ seed, arrival }: Scenario, number: number): OrderEvent {
  const late = number % 100 === fates.late
  return orderEvent(seed, number, arrival, late ? seededRandom(`${seed}/late/${number}`).between(1, 47) : 0)
}

/** One order in ten travels in an entry of its own. */
function sendOrder(event: CloudEvent, number: number, expect: Expectation): Sending {
  const single = (number + Math.floor(number / 100)) % 10 === 5
  return sendEvent(event, 'orders.order_placed', single ? 'single' : 'packed', expect)
}

/** A type that the orders service never declared, and a service that nobody knows. */
function* ordersNobodyDeclared({ seed, arrival, orders }: Scenario): Generator<Sending> {
  const expect: Expectation = { outcome: 'quarantined', reason: 'unknown_contract' }
  for (let number = 0; number < 70; number += 1) {
    const event = orderEvent(seed, orders + 1_000 + number, arrival)
    const foreign =
      number < 50
        ? { source: ordersSource, type: 'OrderArchived' }
        : { source: 'com.acme.loyalty', type: 'PointsEarned' }
    yield sendEvent({ ...event, ...foreign }, '_unknown', number % 2 === 0 ? 'packed' : 'single', expect)
  }
}

/** Details that the bus must refuse: each was meant to be an order. */
function* detailsThatAreNoEvents(): Generator<Sending> {
  const details = ['"an order"', '[{"order":1}]', '42', '{"order":', 'order 7 placed']
  for (let number = 0; number < 20; number += 1) {
    yield {
      door: 'detail',
      name: '_unknown',
      source: ordersSource,
      type: 'OrderPlaced',
      sent: details[number % details.length] as string,
      expect: { outcome: 'refused', code: 'MalformedDetail' },
    }
  }
}

/** Ten orders whose ids were used before for other orders: the first stays, these are kept aside. */
function* otherOrdersWithKnownIds(scenario: Scenario): Generator<Sending> {
  for (let number = 1; number <= 10; number += 1) {
    const known = orderOf(scenario, number * 10 + 2)
    const other = orderOf(scenario, scenario.orders + 2_000 + number)
    yield sendOrder({ ...other, id: known.id, time: known.time }, 5, { outcome: 'quarantined', reason: 'id_collision' })
  }
}
