import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import {
  type PayloadValidator,
  payloadValidators,
  validateEnvelope,
} from '../../../schemas/generated/validators/index.js'

const earthquakesFile = new URL('../../../node_modules/vega-datasets/data/earthquakes.json', import.meta.url)
const { features } = JSON.parse(readFileSync(earthquakesFile, 'utf8')) as { features: Earthquake[] }

interface Earthquake {
  readonly id: string
  readonly properties: Readonly<Record<string, unknown>>
  readonly geometry: { readonly coordinates: readonly number[] }
}

const validatorOf = (name: string): PayloadValidator => {
  const found = payloadValidators.find((validator) => validator.name === name)
  if (!found) throw new Error(`no validator ${name}`)
  return found
}
const faults = (name: string, data: unknown): readonly string[] => {
  const { validate } = validatorOf(name)
  return validate(data) ? [] : (validate.errors ?? []).map((fault) => `${fault.instancePath} ${fault.keyword}`)
}

describe('the validator of earthquakes', () => {
  it('accepts all 1,707 features of the real feed', () => {
    expect(features).toHaveLength(1707)
    expect(features.flatMap((feature) => faults('usgs.earthquake', feature))).toEqual([])
  })

  it.each([
    [
      'a magnitude as text',
      (quake: Earthquake) => ({ ...quake, properties: { ...quake.properties, mag: '2.0' } }),
      '/properties/mag type',
    ],
    [
      'an unknown kind',
      (quake: Earthquake) => ({ ...quake, properties: { ...quake.properties, type: 'meteor' } }),
      '/properties/type enum',
    ],
    ['no id', ({ id: _, ...quake }: Earthquake) => quake, ' required'],
    [
      'a fourth coordinate',
      (quake: Earthquake) => ({ ...quake, geometry: { type: 'Point', coordinates: [1, 2, 3, 4] } }),
      '/geometry/coordinates maxItems',
    ],
    [
      'a time beyond the year 9999',
      (quake: Earthquake) => ({ ...quake, properties: { ...quake.properties, time: 1e15 } }),
      '/properties/time maximum',
    ],
    [
      'an infinite depth',
      (quake: Earthquake) => ({ ...quake, geometry: { type: 'Point', coordinates: [1, 2, Infinity] } }),
      '/geometry/coordinates/2 type',
    ],
  ])('refuses %s', (_, breakIt, fault) => {
    expect(faults('usgs.earthquake', breakIt(features[0] as Earthquake))).toEqual([fault])
  })
})

describe('the validator of orders', () => {
  const order = {
    order_id: '1e4b6d72-763b-439a-9e01-2c9843fcf008',
    customer_id: 'c-1',
    email: 'a.b@example.org',
    placed_at: '2026-11-25T10:00:00.123456Z',
    channel: 'web',
    currency: 'EUR',
    total: 73.52,
    shipping: { country: 'DE' },
    lines: [{ sku: 'A-1', quantity: 2, unit_price_minor: 3676 }],
    gift: true,
  }

  it('accepts an order, unknown members included', () => {
    expect(faults('orders.order_placed', order)).toEqual([])
  })

  it.each([
    [{ ...order, placed_at: '2026-02-29T10:00:00Z' }, '/placed_at pattern'],
    [{ ...order, placed_at: '2026-11-25T10:00:00' }, '/placed_at pattern'],
    [{ ...order, placed_at: '2026-11-25T10:00:00.123456789Z' }, '/placed_at pattern'],
    [{ ...order, email: 'a@b' }, '/email pattern'],
    [{ ...order, total: -1 }, '/total minimum'],
    [{ ...order, lines: [] }, '/lines minItems'],
    [{ ...order, lines: [{ sku: 'A', quantity: 1.5, unit_price_minor: 1 }] }, '/lines/0/quantity type'],
    [{ ...order, shipping: { country: 'Germany' } }, '/shipping/country maxLength'],
  ])('refuses %o', (broken, fault) => {
    expect(faults('orders.order_placed', broken)).toContain(fault)
  })
})

it('nanoseconds pass where they are whole microseconds', () => {
  const event = {
    specversion: '1.0',
    id: 'a',
    source: 's',
    type: 't',
    time: '2026-11-25T10:00:00.123456000+01:00',
    data: {},
  }
  expect(validateEnvelope(event)).toBe(true)
  expect(validateEnvelope({ ...event, time: '2026-11-25 10:00:00Z' })).toBe(false)
  expect(validateEnvelope({ ...event, dataversion: 'latest' })).toBe(false)
})
