import { beforeAll, describe, expect, it } from 'vitest'
import type { Sending } from '../../../producers/record/expectation.ts'
import { firstWave, secondWave } from '../../../producers/simulator/waves.ts'

const scenario = { seed: 'test', arrival: new Date('2026-11-25T10:00:00Z'), orders: 2_000 }

describe('the simulator', () => {
  let first: readonly Sending[] = []
  let second: readonly Sending[] = []
  beforeAll(() => {
    first = [...firstWave(scenario)]
    second = [...secondWave(scenario)]
  })
  const all = () => [...first, ...second]
  const count = (test: (sending: Sending) => boolean) => all().filter(test).length

  it('gives the same events for the same seed and arrival', () => {
    expect([...secondWave(scenario)]).toEqual(second)
    expect([...secondWave({ ...scenario, seed: 'other' })]).not.toEqual(second)
  })

  it('brings one order in a hundred broken, one late, two again', () => {
    const orders = (test: (sending: Sending) => boolean) =>
      count((sending) => sending.door !== 'line' && sending.name === 'orders.order_placed' && test(sending))
    expect(orders(({ expect: { outcome } }) => outcome === 'duplicate')).toBe(40)
    expect(orders(({ expect: end }) => end.outcome === 'quarantined' && end.reason !== 'id_collision')).toBe(20)
    expect(orders(({ expect: { outcome } }) => outcome === 'loaded')).toBe(1_980)
  })

  it('brings all earthquakes once, copies of some, and later solutions of some', () => {
    const loaded = all().filter(({ name, expect: { outcome } }) => name === 'usgs.earthquake' && outcome === 'loaded')
    const revised = loaded.filter((_, place) => place >= 1_707)
    expect(loaded.length - revised.length).toBe(1_707)
    expect(revised.length).toBeGreaterThan(50)
    expect(new Set(loaded.map(({ eventId }) => eventId)).size).toBe(loaded.length)
    expect(
      count(({ name, expect: { outcome } }) => name === 'usgs.earthquake' && outcome === 'duplicate'),
    ).toBeGreaterThan(50)
  })

  it('sends repeated events exactly as the first time', () => {
    const sentFirst = new Map<string, string>()
    for (const {
      eventId,
      expect: { outcome },
      sent,
    } of all())
      if (eventId && outcome === 'loaded') sentFirst.set(eventId, sent)
    for (const { eventId, expect: end, sent } of all()) {
      if (end.outcome === 'duplicate') expect(sent).toBe(sentFirst.get(end.of))
      if (end.outcome === 'duplicate') expect(eventId).toBe(end.of)
    }
  })

  it('brings unknown types, an unknown source, and details that are no events', () => {
    expect(count(({ type }) => type === 'OrderArchived')).toBe(50)
    expect(count(({ source }) => source === 'com.acme.loyalty')).toBe(20)
    expect(count(({ expect: { outcome } }) => outcome === 'refused')).toBe(20)
    for (const { door, sent } of all()) if (door === 'detail') expect(isObject(sent)).toBe(false)
  })

  it('brings late events with the second wave, one to forty-eight hours old', () => {
    const hour = 3_600_000
    const ages = second
      .filter(({ name, expect: { outcome } }) => name === 'orders.order_placed' && outcome === 'loaded')
      .map(({ sent }) => scenario.arrival.getTime() - Date.parse((JSON.parse(sent) as { time: string }).time))
    const late = ages.filter((age) => age > hour)
    expect(late.length).toBe(20)
    expect(Math.max(...late)).toBeLessThanOrEqual(48 * hour)
  })

  it('breaks lines behind the bus in every way, each with its reason', () => {
    const reasons = new Set(
      first.flatMap(({ door, expect: end }) => (door === 'line' && end.outcome === 'quarantined' ? [end.reason] : [])),
    )
    expect([...reasons].sort()).toEqual([
      'duplicate_key',
      'encoding',
      'malformed_json',
      'number_range',
      'too_deep',
      'too_large',
    ])
  })
})

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
