import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as keys from '#runtime/object-keys.ts'

describe('object keys', () => {
  it('leads from a sequence number to batch and manifest and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (sequence) => {
        expect(keys.sequenceOf(keys.batchIdOf(sequence))).toBe(sequence)
        expect(keys.sequenceOf(keys.manifestKey(sequence))).toBe(sequence)
        expect(keys.batchIdOfMarker(keys.publishedKey(keys.batchIdOf(sequence)))).toBe(keys.batchIdOf(sequence))
      }),
    )
  })

  it('sorts manifests as their numbers', () => {
    const numbers = fc.integer({ min: 1, max: 9_999_999_999 })
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        expect(keys.manifestKey(a) < keys.manifestKey(b)).toBe(a < b)
      }),
    )
  })

  it.each(['manifests/1.json', 'published/b0000000001.json', 'manifests/0000000001.json.bak', ''])(
    'knows no sequence number in %j',
    (text) => {
      expect(keys.sequenceOf(text)).toBeUndefined()
    },
  )

  it('divides a service by hour of arrival', () => {
    const start = keys.rawHourStart('service=orders/', new Date('2026-11-23T10:59:59Z'))
    expect(start).toBe('service=orders/2026/11/23/10')
    expect('service=orders/2026/11/23/10/orders-1-x.gz' > start).toBe(true)
    expect('service=orders/2026/11/23/09/orders-1-x.gz' > start).toBe(false)
  })
})
