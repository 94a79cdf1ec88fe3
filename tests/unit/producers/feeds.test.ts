import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { CloudEvent } from '../../../producers/client/cloud-event.ts'
import { contractJudge } from '../../../producers/client/judge.ts'
import { airportZones, airportZonesCsv } from '../../../producers/feeds/airport-zones.ts'
import { type Flight, flights, flightTable } from '../../../producers/feeds/bts-flights.ts'
import { wildlifeStrikes, wildlifeStrikeTable } from '../../../producers/feeds/faa-wildlife-strikes.ts'
import { webhookDeliveries } from '../../../producers/feeds/github-webhooks.ts'
import { expectedValues, unknownOf } from '../../../producers/record/columns.ts'
import { zonedText } from '../../../producers/record/zones.ts'
import { payloadValidators } from '../../../schemas/generated/validators/index.js'

const positionId = /^[0-9a-f]{64}#[1-9][0-9]*$/

describe('wildlife strikes', () => {
  const strikes = wildlifeStrikes()

  it('are all rows of the file, each with an id of its own though some are equal', () => {
    expect(strikes).toHaveLength(10_000)
    expect(new Set(strikes.map(({ data }) => JSON.stringify(data))).size).toBe(9_976)
    expect(new Set(strikes.map(({ id }) => id)).size).toBe(10_000)
    for (const { id } of strikes) expect(id).toMatch(positionId)
  })

  it('are text as the export has it, with the names of its head', () => {
    expect(strikes[0]?.data).toMatchObject({ 'Cost Total $': '0', 'Speed IAS in knots': '300' })
    expect(strikes.filter(({ data }) => (data as Record<string, string>)['Speed IAS in knots'] === '')).toHaveLength(
      2_836,
    )
  })

  it('keep their contract', () => {
    for (const strike of strikes) expect(contractJudge(strike)).toEqual([])
  })

  it('are expected with null where the text is empty', () => {
    const silent = strikes.find(
      ({ data }) => (data as Record<string, string>)['Speed IAS in knots'] === '',
    ) as CloudEvent
    expect(expectedValues(silent, wildlifeStrikeTable)).toMatchObject({
      speed_knots: null,
      event_time: expect.stringMatching(/T00:00:00\.000000Z$/),
      total_cost: expect.stringMatching(/^\d+\.00$/),
    })
  })
})

describe('flights', () => {
  it('keep their contract', async () => {
    for await (const flight of flights(5_000)) expect(contractJudge(flight)).toEqual([])
  })

  it('come in the order of the file, as many as asked for', async () => {
    const some: (CloudEvent & { readonly data: Flight })[] = []
    for await (const flight of flights(3_000)) some.push(flight)
    expect(some).toHaveLength(3_000)
    expect(some.map(({ id }) => Number(id.split('#')[1]))).toEqual(some.map((_, place) => place + 1))
    expect(some[0]).toMatchObject({
      id: expect.stringMatching(positionId),
      data: { date: '2001/01/01 00:01', date_local: '2001/01/01 00:01', delay: 33, origin: 'LAS', destination: 'PHL' },
    })
    expect(expectedValues(some[0] as CloudEvent, flightTable)).toMatchObject({
      event_time: '2001-01-01T08:01:00.000000Z',
      departed_local: '2001-01-01T00:01:00.000000Z',
    })
  })
})

describe('the zones of airports', () => {
  it('are what their positions give', () => {
    expect(readFileSync('schemas/reference/airport_zones.csv', 'utf8')).toBe(airportZonesCsv())
  })

  it('are known for each origin', async () => {
    for await (const { data } of flights(100_000)) {
      if (!airportZones().has(data.origin)) throw new Error(`${data.origin} has no zone`)
    }
  })
})

describe('the time by a clock', () => {
  it.each([
    ['2001-01-01T00:01:00', 'America/Los_Angeles', '-08:00'],
    ['2001-07-01T23:59:00', 'America/New_York', '-04:00'],
    ['2001-04-01T03:00:00', 'America/Chicago', '-05:00'],
    ['2001-04-01T12:00:00', 'America/Phoenix', '-07:00'],
    ['2001-01-01T12:00:00', 'Asia/Kolkata', '+05:30'],
  ])('%s in %s is %s from UTC', (local, zone, offset) => {
    expect(zonedText(local, zone)).toBe(`${local}${offset}`)
  })

  it('is refused where the clock skipped or repeated it', () => {
    expect(() => zonedText('2001-04-01T02:30:00', 'America/Chicago')).toThrow(RangeError)
    expect(() => zonedText('2001-10-28T01:30:00', 'America/Chicago')).toThrow(RangeError)
  })
})

describe('webhooks', () => {
  const deliveries = webhookDeliveries()

  it('are the examples of five types, each with a delivery id made of its content', () => {
    const counts = Object.fromEntries(
      [...Map.groupBy(deliveries, ({ type }) => type)].map(([type, { length }]) => [type, length]),
    )
    expect(counts).toEqual({ push: 7, issues: 29, pull_request: 29, star: 3, release: 13 })
    const ids = deliveries.map(({ data }) => data.delivery_id)
    expect(new Set(ids).size).toBe(81)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(webhookDeliveries()).toEqual(deliveries)
  })

  it('keep their contracts', () => {
    for (const { source, type, data } of deliveries) {
      const validator = payloadValidators.find((each) => each.source === source && each.type === type)
      expect(validator?.form).toBe('plain')
      expect([type, validator?.validate(data), validator?.validate.errors]).toEqual([type, true, null])
    }
  })

  it('have times as text or as seconds in the same member', () => {
    const kinds = new Set(deliveries.map(({ data }) => typeof (data.repository as { created_at: unknown }).created_at))
    expect([...kinds].toSorted()).toEqual(['number', 'string'])
  })
})

describe('what a contract does not know', () => {
  const map = { table: 't', columns: { a: ['text', 'a'], c: ['text', 'b', 'c'] } } as const

  it('is kept at its place', () => {
    expect(unknownOf({ a: 1, b: { c: 2, d: 3 }, e: { f: 4 } }, map)).toEqual({ b: { d: 3 }, e: { f: 4 } })
  })

  it('is nothing where all is known', () => {
    expect(unknownOf({ a: 1, b: { c: 2 } }, map)).toBeUndefined()
    expect(unknownOf({ a: 1, b: null }, map)).toBeUndefined()
  })
})
