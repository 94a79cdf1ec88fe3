import { describe, expect, it } from 'vitest'
import { contractJudge } from '../../../producers/client/judge.ts'
import { earthquakeEvent, readEarthquakes } from '../../../producers/feeds/usgs-earthquakes.ts'
import { breaks } from '../../../producers/simulator/broken-orders.ts'
import { orderEvent } from '../../../producers/simulator/order.ts'

const arrival = new Date('2026-11-25T10:00:00Z')

describe('the judge of the client', () => {
  it('finds nothing wrong with any real earthquake', () => {
    const faults = readEarthquakes().flatMap((feature) => contractJudge(earthquakeEvent(feature)))
    expect(faults).toEqual([])
  })

  it('finds nothing wrong with simulated orders', () => {
    const faults = Array.from({ length: 500 }, (_, n) => contractJudge(orderEvent('seed', n, arrival))).flat()
    expect(faults).toEqual([])
  })

  it.each(breaks.filter(({ reason }) => reason === 'schema' || reason === 'envelope'))('names: $what', ({ apply }) => {
    const [fault] = contractJudge(apply(orderEvent('seed', 1, arrival)))
    expect(fault?.path).toMatch(/^\/|^$/)
    expect(fault?.expected).not.toBe('')
  })

  it('knows no contract for a type that nobody declared', () => {
    const event = { ...orderEvent('seed', 1, arrival), type: 'OrderArchived' }
    expect(contractJudge(event)).toEqual([
      { code: 'unknown_contract', path: '/type', expected: 'a contract for com.acme.orders OrderArchived version 1' },
    ])
  })
})
