import type { CloudEvent } from '../client/cloud-event.ts'
import type { TableMap } from '../record/columns.ts'
import type { Random } from './random.ts'
import { seededRandom } from './random.ts'

export interface OrderLine {
  readonly sku: string
  readonly quantity: number
  readonly unit_price_minor: number
}

export interface Shipping {
  readonly country: string
  readonly city?: string
}

export interface Order {
  readonly order_id: string
  readonly customer_id: string
  readonly email?: string
  readonly placed_at: string
  readonly channel: string
  readonly currency: string
  readonly total: number
  readonly shipping?: Shipping
  readonly lines: readonly OrderLine[]
  readonly gift_wrap?: boolean
}

export interface OrderEvent extends CloudEvent {
  readonly time: string
  readonly data: Order
}

export const ordersSource = 'com.acme.orders'

/** The shop's own account of where an order's values belong. */
export const orderTable: TableMap = {
  table: 'orders.order_placed_v1',
  columns: {
    order_id: ['text', 'order_id'],
    customer_id: ['text', 'customer_id'],
    email: ['text', 'email'],
    placed_at: ['timestamp', 'placed_at'],
    channel: ['text', 'channel'],
    currency: ['text', 'currency'],
    total: [{ decimalPlaces: 2 }, 'total'],
    shipping_country: ['text', 'shipping', 'country'],
  },
  pseudonyms: { customer_id_key: 'customer_id' },
  children: [
    {
      table: 'orders.order_placed_lines_v1',
      array: 'lines',
      columns: {
        sku: ['text', 'sku'],
        quantity: ['integer', 'quantity'],
        unit_price_minor: ['integer', 'unit_price_minor'],
      },
    },
  ],
}

const countries = ['DE', 'FR', 'GB', 'US', 'NL', 'ES'] as const
const names = ['ada', 'grace', 'linus', 'józef', 'zoë', 'edsger', 'barbara', 'ken'] as const

/** The order of this number: the same for the same seed, placed within the hour before `arrival`, or `hoursLate` before that. */
export function orderEvent(seed: string, number: number, arrival: Date, hoursLate = 0): OrderEvent {
  const random = seededRandom(`${seed}/order/${number}`)
  const id = random.uuid()
  const placedAt = timeText(random, arrival.getTime() - hoursLate * 3_600_000 - random.between(1_000, 3_540_000))
  return {
    specversion: '1.0',
    id,
    source: ordersSource,
    type: 'OrderPlaced',
    time: placedAt,
    dataversion: '1.2',
    datacontenttype: 'application/json',
    data: order(random, number, placedAt),
  }
}

/** One order in forty comes without an address: an even share, so that no batch of few orders is held for it. */
const withoutAddress = { every: 40, remainder: 3 } as const

function order(random: Random, number: number, placedAt: string): Order {
  const customer = random.between(1, 9_000)
  const lines = Array.from({ length: random.pick([1, 1, 1, 2, 2, 3, 5]) }, () => line(random))
  const gross = lines.reduce((sum, { quantity, unit_price_minor }) => sum + quantity * unit_price_minor, 0)
  const discount = random.chance(0.2) ? random.between(0, Math.min(gross, 2_500)) : 0
  const name = random
    .pick(names)
    .normalize('NFD')
    .replace(/\P{ASCII}/gu, '')
  return {
    order_id: random.uuid(),
    customer_id: `c-${customer}`,
    ...(number % withoutAddress.every !== withoutAddress.remainder && { email: `${name}.${customer}@example.com` }),
    placed_at: placedAt,
    channel: random.pick(['web', 'web', 'app']),
    currency: random.pick(['EUR', 'EUR', 'GBP', 'USD']),
    total: (gross - discount) / 100,
    ...(random.chance(0.9) && { shipping: shipping(random) }),
    lines,
    ...(random.chance(0.005) && { gift_wrap: true }),
  }
}

/** Once in two hundred with a member that the contract does not know yet. */
function shipping(random: Random): Shipping {
  const country = random.pick(countries)
  return random.chance(0.005) ? { country, city: random.pick(['Łódź', 'Köln', '東京']) } : { country }
}

function line(random: Random): OrderLine {
  const wholesale = random.chance(0.002)
  return {
    sku: `${random.pick(['TEE', 'MUG', 'CAP', 'BAG', 'Größe'])}-${random.between(100, 999)}`,
    quantity: wholesale ? random.between(1_000, 10_000) : random.between(1, 4),
    unit_price_minor: random.between(99, 19_999),
  }
}

/** Mostly milliseconds in UTC; sometimes whole seconds, microseconds or the shop's own offset, as real producers write it. */
function timeText(random: Random, milliseconds: number): string {
  const utc = new Date(milliseconds).toISOString()
  if (random.chance(0.8)) return utc
  if (random.chance(0.3)) return utc.replace(/\.\d+Z$/, 'Z')
  if (random.chance(0.5)) return utc.replace('Z', `${String(random.between(0, 999)).padStart(3, '0')}Z`)
  return new Date(milliseconds + 3_600_000).toISOString().replace('Z', '+01:00')
}

/** The members that the contract does not know, at their places: what must be kept aside. */
export function unknownMembers({ gift_wrap, shipping: { city } = { country: '' } }: Order): unknown {
  if (gift_wrap === undefined && city === undefined) return undefined
  return {
    ...(gift_wrap !== undefined && { gift_wrap }),
    ...(city !== undefined && { shipping: { city } }),
  }
}
