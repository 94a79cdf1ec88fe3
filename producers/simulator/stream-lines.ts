import type { CloudEvent } from '../client/cloud-event.ts'
import type { Expectation, Sending } from '../record/expectation.ts'
import { loadedAs } from '../record/sending.ts'
import { type OrderEvent, orderEvent, ordersSource, orderTable, unknownMembers } from './order.ts'

/** One line that reaches the stream without the bus having looked at it. */
interface Line {
  readonly eventId?: string
  /** `_unknown` where no reader can tell the type. */
  readonly name: string
  readonly sent: string
  readonly encoding?: 'base64'
  readonly expect: Expectation
}

type MakeLine = (event: OrderEvent, arrival: Date) => Line

const orderPlaced = 'orders.order_placed'

/** How lines go wrong behind the bus, and some that only look odd. Each is sent `timesEach` times with another order. */
const lines: readonly MakeLine[] = [
  (event, arrival) => loaded(event, wire(event, arrival)),
  (event, arrival) => respelt(event, arrival, '1250.50', ({ data }) => ({ ...data, total: 1250.5 })),
  (event, arrival) => respelt(event, arrival, '1.5e2', ({ data }) => ({ ...data, total: 150 })),
  (event, arrival) => respelt(event, arrival, '1234567.0900', ({ data }) => ({ ...data, total: 1234567.09 })),
  (event, arrival) => unreadable('malformed_json', wire(event, arrival).slice(0, 300)),
  () => unreadable('malformed_json', 'order received, thank you'),
  (event, arrival) => unreadable('malformed_json', `${wire(event, arrival)},`),
  (event, arrival) => invalidUtf8(wire(event, arrival)),
  (event, arrival) =>
    rejected(event, 'duplicate_key', wire(event, arrival).replace('"channel":', '"channel":"fax","channel":')),
  (event, arrival) => rejected(event, 'number_range', withPrice(event, arrival, '9007199254740993')),
  (event, arrival) => rejected(event, 'number_range', withTotal(event, arrival, '1e400')),
  (event, arrival) => rejected(event, 'too_large', withNote(event, arrival, JSON.stringify('n'.repeat(65_536)))),
  (event, arrival) => rejected(event, 'too_deep', withNote(event, arrival, `${'['.repeat(200)}${']'.repeat(200)}`)),
]

/** The lines of one wave, each with an order of its own; `firstNumber` keeps their ids apart from other orders. */
export function* streamLines(seed: string, arrival: Date, firstNumber: number, timesEach: number): Generator<Sending> {
  let number = firstNumber
  for (const make of lines) {
    for (let time = 0; time < timesEach; time += 1) {
      const line = make(orderEvent(seed, number, arrival), arrival)
      number += 1
      yield { door: 'line', source: ordersSource, type: 'OrderPlaced', ...line }
    }
  }
}

/** The line that the bus would have written. */
export function wire(event: CloudEvent, arrival: Date, detail: string = JSON.stringify(event)): string {
  const head = JSON.stringify({
    version: '0',
    id: event.id,
    'detail-type': event.type,
    source: event.source,
    account: '000000000000',
    time: arrival.toISOString().replace(/\.\d+Z$/, 'Z'),
    region: 'eu-central-1',
    resources: [],
  })
  return `${head.slice(0, -1)},"detail":${detail}}`
}

const withTotal = (event: OrderEvent, arrival: Date, spelling: string): string =>
  wire(event, arrival).replace(/"total":[^,]+/, `"total":${spelling}`)

const withPrice = (event: OrderEvent, arrival: Date, spelling: string): string =>
  wire(event, arrival).replace(/"unit_price_minor":\d+/, `"unit_price_minor":${spelling}`)

const withNote = (event: OrderEvent, arrival: Date, note: string): string =>
  wire(event, arrival).replace('"lines":', `"note":${note},"lines":`)

function loaded(event: OrderEvent, sent: string, values: OrderEvent = event): Line {
  return {
    eventId: event.id,
    name: orderPlaced,
    sent,
    expect: loadedAs(values, orderTable, unknownMembers(values.data)),
  }
}

function respelt(
  event: OrderEvent,
  arrival: Date,
  spelling: string,
  change: (event: OrderEvent) => OrderEvent['data'],
): Line {
  return loaded(event, withTotal(event, arrival, spelling), { ...event, data: change(event) })
}

function rejected(event: OrderEvent, reason: string, sent: string): Line {
  return { eventId: event.id, name: orderPlaced, sent, expect: { outcome: 'quarantined', reason } }
}

function unreadable(reason: string, sent: string): Line {
  return { name: '_unknown', sent, expect: { outcome: 'quarantined', reason } }
}

/** An e-mail address in Latin-1: the byte E9 stands where UTF-8 has two. */
function invalidUtf8(line: string): Line {
  const bytes = Buffer.from(line.replace('"currency":', '"note":"caf#","currency":'))
  bytes[bytes.indexOf('caf#') + 3] = 0xe9
  return { ...unreadable('encoding', bytes.toString('base64')), encoding: 'base64' }
}
