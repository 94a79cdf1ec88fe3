import { describe, expect, it } from 'vitest'
import {
  athenaBilledBytes,
  eventBridgeChunks,
  firehoseBilledBytes,
  glueDpuSeconds,
  kmsRequests,
  lambdaGbSeconds,
  redshiftRpuSeconds,
  s3WriteRequests,
} from '../../../../cli/cost/billing.ts'
import { costOf, readPrices } from '../../../../cli/cost/prices.ts'

const kib = 1024

describe('what AWS bills', () => {
  it.each([
    [1, 1],
    [64 * kib, 1],
    [64 * kib + 1, 2],
    [256 * kib, 4], // the example of the pricing page: "an event with a 256 KB payload is billed as 4 events"
  ])('an entry of %i bytes as %i chunks of 64 KiB', (bytes, chunks) => {
    expect(eventBridgeChunks(bytes)).toBe(chunks)
  })

  it.each([
    [3 * kib, 5 * kib], // the pricing page: "a 3 KB record is billed as 5 KB, a 12 KB record as 15 KB"
    [12 * kib, 15 * kib],
    [42 * kib, 45 * kib], // and "if your records are 42 KB each, 45 KB are counted"
    [5 * kib, 5 * kib],
    [5 * kib + 1, 10 * kib],
    [0, 5 * kib],
  ])('a Firehose record of %i bytes as %i', (bytes, billed) => {
    expect(firehoseBilledBytes(bytes)).toBe(billed)
  })

  it('a Spark job by worker and second, a minute at least', () => {
    // The pricing page: 6 DPUs for 15 minutes. 6 × 900 s = 5,400 DPU-s = 1.5 DPU-h; 1.5 × $0.44 = $0.66.
    const dpuSeconds = glueDpuSeconds({ dpus: 6, seconds: 900 })
    expect(dpuSeconds).toBe(5_400)
    expect(costOf(readPrices().prices.glueDpuHour, dpuSeconds / 3600)).toBeCloseTo(0.66, 10)
    expect(glueDpuSeconds({ dpus: 2, seconds: 7.2 })).toBe(120) // 2 × 60
    expect(glueDpuSeconds({ dpus: 2, seconds: 60.1 })).toBe(122) // 2 × 61
  })

  it('a wake-up of the warehouse by RPU and second, a minute at least, and nothing while it sleeps', () => {
    expect(redshiftRpuSeconds({ rpus: 8, seconds: 1.8 })).toBe(480) // 8 × 60
    expect(redshiftRpuSeconds({ rpus: 8, seconds: 90.2 })).toBe(728) // 8 × 91
    expect(redshiftRpuSeconds({ rpus: 8, seconds: 0 })).toBe(0)
    // The published example: 4 RPUs for an hour are $1.50.
    const rpuSeconds = redshiftRpuSeconds({ rpus: 4, seconds: 3600 })
    expect(costOf(readPrices().prices.redshiftRpuHour, rpuSeconds / 3600)).toBeCloseTo(1.5, 10)
  })

  it('a function by memory and millisecond', () => {
    expect(lambdaGbSeconds({ memoryMib: 512, seconds: 1.0004 })).toBeCloseTo(0.5 * 1.001, 12)
  })

  it('a query of Athena in whole MiB, ten at least', () => {
    expect(athenaBilledBytes(1)).toBe(10 * kib * kib)
    expect(athenaBilledBytes(10 * kib * kib + 1)).toBe(11 * kib * kib)
  })

  it('an object of several parts by begin, parts and end', () => {
    expect(s3WriteRequests(8 * kib * kib, 8 * kib * kib)).toBe(1)
    expect(s3WriteRequests(20 * kib * kib, 8 * kib * kib)).toBe(5) // begin, 8 + 8 + 4 MiB, end
  })

  it('requests to KMS, of which a bucket key leaves a hundredth', () => {
    expect(kmsRequests(10_000, 0.01, false)).toBe(10_000)
    expect(kmsRequests(10_000, 0.01, true)).toBe(100)
  })

  it('Firehose tier by tier', () => {
    // 600 TB = 614,400 GiB: 512,000 × $0.029 = $14,848; the other 102,400 × $0.025 = $2,560; together $17,408.
    expect(costOf(readPrices().prices.firehoseGib, 614_400)).toBeCloseTo(17_408, 6)
  })
})

describe('the price file', () => {
  it('names day, unit, source and evidence of every price', () => {
    const { asOf, prices } = readPrices()
    expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/)
    for (const [name, price] of Object.entries(prices)) {
      expect(price.source, name).toMatch(/^https:\/\/aws\.amazon\.com\//)
      expect(['read', 'recalled'], name).toContain(price.evidence)
      expect(price.unit, name).not.toBe('')
    }
  })
})
