import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAssumptions, replaced } from '../../../../cli/cost/assumptions.ts'
import { billOf } from '../../../../cli/cost/bill.ts'
import { readDeployment, runsPerDay } from '../../../../cli/cost/deployment.ts'
import { entryShape, type Plan, type Traffic, type Usage, usageOf } from '../../../../cli/cost/model.ts'
import { readPrices } from '../../../../cli/cost/prices.ts'
import { root } from '../../../../cli/state.ts'
import { aDeployment, someAssumptions } from './builders.ts'

const prices = readPrices()

const usd = (plan: Plan, service: string, part: RegExp | string = ''): number =>
  billOf(usageOf(plan), 1, prices)
    .lines.filter((line) => line.service === service && line.part.match(part))
    .reduce((sum, line) => sum + line.usd, 0)

const quantity = (plan: Plan, service: string, part: RegExp | string): number => {
  const lines = usageOf(plan).filter((line: Usage) => line.service === service && line.part.match(part))
  expect(lines).toHaveLength(1)
  return lines[0]?.quantity ?? Number.NaN
}

/** 2 services, 3 types, 30 days of a million events of 1,000 bytes; claims hourly. See builders.ts for the rest. */
const plan = (form: Traffic['form']): Plan => ({
  traffic: { days: 30, services: 2, types: 3, eventsPerDay: 1_000_000, form },
  deployment: aDeployment(),
  assumptions: someAssumptions(),
})

describe('a small company, computed by hand', () => {
  it('sends 65 events in an entry of 64 KiB', () => {
    // Room: 65,536 − 36 of source, type and time − 13 of {"events":[]} = 65,487. An event and its comma: 1,001. 65,487 / 1,001 = 65.4.
    // Detail: 13 + 65 × 1,001 − 1 = 65,077. Entry: + 36 = 65,113. Record: + 200 of envelope + 1 newline = 65,278.
    expect(entryShape('packed', someAssumptions())).toEqual({ events: 65, entryBytes: 65_113, recordBytes: 65_278 })
    expect(entryShape('single', someAssumptions())).toEqual({ events: 1, entryBytes: 1_036, recordBytes: 1_201 })
  })

  it('pays EventBridge $30.00 one by one, and $0.46 packed', () => {
    // 30 M events, a chunk each: 30 × $1. Packed: 30,000,000 / 65 = 461,538.5 → 461,539 chunks.
    expect(quantity(plan('single'), 'EventBridge', 'producers')).toBe(30_000_000)
    expect(quantity(plan('packed'), 'EventBridge', 'producers')).toBe(461_539)
    expect(usd(plan('packed'), 'EventBridge', 'producers')).toBeCloseTo(0.461539, 9)
  })

  it('pays Firehose $4.15 one by one, and $0.83 packed', () => {
    // One by one: 30 M × 5,120 B = 153,600,000,000 B = 143.05 GiB × $0.029 = $4.1485.
    // Packed: 65,278 B → 13 steps of 5,120 = 66,560 B × 461,539 = 30,720,035,840 B = 28.610 GiB × $0.029 = $0.8297.
    expect(usd(plan('single'), 'Firehose')).toBeCloseTo(4.1485, 4)
    expect(usd(plan('packed'), 'Firehose')).toBeCloseTo(0.8297, 4)
  })

  it('pays for 24 DPU-hours of Conform', () => {
    // Packed raw: 461,539 × 65,278 B = 30.13 GB; / 720 claims = 41.8 MB raw, 10.5 MB delivered (4:1): 2 workers, one of them working.
    // 20 s start + 41.8 MB / (4 cores × 10 MB/s) = 21.05 s → a minute: 2 × 60 s × 720 = 86,400 DPU-s = 24 DPU-h × $0.44 = $10.56.
    expect(quantity(plan('packed'), 'Glue', 'Conform')).toBe(24)
    expect(usd(plan('packed'), 'Glue', 'Conform')).toBeCloseTo(10.56, 9)
  })

  it('pays for 16 state transitions a batch', () => {
    // Begin, Open, the Map itself, 3 types of 4 states (Check, Stage, Status, Confirm), End: 4 + 12 = 16.
    // 16 × 720 = 11,520 × $0.025 / 1,000 = $0.288.
    expect(quantity(plan('packed'), 'Step Functions', 'process-batch')).toBe(11_520)
    expect(usd(plan('packed'), 'Step Functions')).toBeCloseTo(0.288, 9)
  })

  it('pays for 5,760 invocations', () => {
    // A batch invokes Open once, Check and Confirm once a type: 1 + 3 × 2 = 7; × 720 = 5,040, and 720 claims.
    // Memory: 5,040 × 0.5 GB × 1 s + 720 × 1 GB × 10 s = 9,720 GB-s × $0.0000133334 = $0.12960.
    expect(quantity(plan('packed'), 'Lambda', 'invocations')).toBe(5_760)
    expect(usd(plan('packed'), 'Lambda', 'memory')).toBeCloseTo(0.1296, 5)
  })

  it('pays for 96 RPU-hours of loads', () => {
    // Two types side by side: 2 rounds × 3 s + 41,667 rows / (8 RPU × 1,000 rows) = 5.2 s → 11.2 s → a minute.
    // 8 RPU × 60 s × 720 = 345,600 RPU-s = 96 RPU-h × $0.375 = $36.
    expect(quantity(plan('packed'), 'Redshift', 'loads')).toBe(96)
    expect(usd(plan('packed'), 'Redshift', 'loads')).toBeCloseTo(36, 9)
  })

  it('pays for requests to S3', () => {
    // Objects: 2 streams × 288 buffers a day × 30 = 17,280 (21 MB of raw an hour and stream fill no 128 MiB), a PUT each.
    // Files: 720 batches × 2 tasks × 2 types of a service = 2,880. Documents: 720 × (4 + 3 types) = 5,040.
    // Lists: 720 claims × (2 services + 2 pages for 2 days' 1,152 objects + 2) = 4,320. Together 29,520 × $0.005 / 1,000 = $0.1476.
    // Reads: (17,280 + 2,880 + 5,040) × 2 = 50,400 × $0.0004 / 1,000 = $0.02016.
    expect(quantity(plan('packed'), 'S3', 'PUT')).toBe(29_520)
    expect(usd(plan('packed'), 'S3', 'PUT')).toBeCloseTo(0.1476, 9)
    expect(usd(plan('packed'), 'S3', 'GET')).toBeCloseTo(0.02016, 9)
    // Each document in the batches bucket is an event on the default bus: 5,040 × $1 / 1,000,000.
    expect(usd(plan('packed'), 'EventBridge', 'batches bucket')).toBeCloseTo(0.00504, 9)
  })

  it('pays KMS for keys, and for requests where buckets have keys of ours', () => {
    const withKeys = (bucketEncryption: 'key' | 'bucket key'): Plan => ({
      ...plan('packed'),
      deployment: { ...aDeployment(), bucketEncryption },
    })
    // 25,200 writes without lists and 50,400 reads = 75,600 × $0.03 / 10,000 = $0.2268; a bucket key leaves 756.
    expect(usd(plan('packed'), 'KMS', 'requests')).toBe(0)
    expect(usd(withKeys('key'), 'KMS', 'requests')).toBeCloseTo(0.2268, 9)
    expect(usd(withKeys('bucket key'), 'KMS', 'requests')).toBeCloseTo(0.002268, 9)
    expect(usd(plan('packed'), 'KMS', 'keys')).toBeCloseTo(2, 9) // 2 keys × $1
  })

  it('pays CloudWatch for metrics, alarms, dashboards and logs', () => {
    // 5 + 4 × 3 types = 17 metrics × $0.30 = $5.10; 6 alarm metrics × $0.10 = $0.60; 1 dashboard = $3.
    // Logs: 5,760 invocations × 1,000 B + 720 runs × 1,000,000 B = 725.76 MB × $0.50 = $0.36288.
    expect(usd(plan('packed'), 'CloudWatch')).toBeCloseTo(5.1 + 0.6 + 3 + 0.36288, 9)
  })

  it('pays X-Ray for a trace per batch and claim', () => {
    // 720 + 720 = 1,440 × $5 / 1,000,000 = $0.0072.
    expect(usd(plan('packed'), 'X-Ray')).toBeCloseTo(0.0072, 9)
  })

  it('pays Athena for each volume check', () => {
    // 1 check × 720 batches × 10 MiB = 7,549,747,200 B = 0.0068665 TiB × $5 = $0.034332.
    expect(usd(plan('packed'), 'Athena')).toBeCloseTo(0.034332, 6)
  })

  it('pays apart for storage and people', () => {
    const stored = billOf(usageOf(plan('packed')), 30_000_000, prices)
    // Marts: 720 × 8 RPU × 1 mart × 5 s = 8 RPU-h = $3. People: 8 × 100 h = 800 RPU-h = $300.
    // Warehouse: 30 M × 150 B × 12 = 54 GB × $0.024 = $1.296. Curated: 30 M × 100 B × 12 = 36 GB × $0.023 = $0.828.
    // Raw: 30.128 GB / 4 / 30 × 90 = 22.596 GB × $0.023 = $0.5197.
    expect(stored.apartUsd).toBeCloseTo(3 + 300 + 1.296 + 0.828 + 0.5197, 3)
    expect(stored.usdPerBillion).toBeCloseTo((stored.pipelineUsd / 30_000_000) * 1e9, 9)
  })
})

describe('a claim above the limit of a batch', () => {
  it('makes a job for each batch', () => {
    const large: Plan = {
      ...plan('packed'),
      traffic: { ...plan('packed').traffic, eventsPerDay: 240_000_000 },
      deployment: { ...aDeployment(), batchBytes: 1_000_000_000 },
    }
    // 240 times the small company's claim: 10.04 GB raw, 2.511 GB delivered: two full batches and one of 0.511 GB.
    // Full: 1 + ⌈10⁹ / 268,435,456⌉ = 5 workers, 4 of them with 16 cores: 20 + 4 GB / 160 MB/s = 45 s → 60 s: 300 DPU-s.
    // Rest: 1 + 2 = 3 workers, 8 cores: 20 + 2.043 GB / 80 MB/s = 45.5 s → 60 s: 180 DPU-s. 780 × 720 / 3,600 = 156 DPU-h.
    expect(quantity(large, 'Glue', 'Conform')).toBe(156)
  })
})

describe('laws', () => {
  const sizes = fc.integer({ min: 50, max: 200_000 })
  const counts = fc.integer({ min: 0, max: 2_000_000_000 })
  const deployment = readDeployment(root, 'dev')
  const assumed = readAssumptions()
  const real = (eventBytes: number, eventsPerDay: number, form: Traffic['form']): Plan => ({
    traffic: { days: 30, services: 15, types: 30, eventsPerDay, form },
    deployment,
    assumptions: replaced(assumed, { eventBytes }, 'given', ''),
  })
  const total = (each: Plan) => {
    const { pipelineUsd, apartUsd } = billOf(usageOf(each), 1, prices)
    return pipelineUsd + apartUsd
  }
  const rounding = 1e-6

  it('more events never cost less', () => {
    fc.assert(
      fc.property(sizes, counts, counts, fc.constantFrom('packed', 'single'), (size, few, more, form) => {
        const [low, high] = few < more ? [few, more] : [more, few]
        expect(total(real(size, low, form))).toBeLessThanOrEqual(total(real(size, high, form)) + rounding)
      }),
    )
  })

  it('packing never costs more', () => {
    fc.assert(
      fc.property(sizes, counts, (size, events) => {
        expect(total(real(size, events, 'packed'))).toBeLessThanOrEqual(total(real(size, events, 'single')) + rounding)
      }),
    )
  })

  it('nothing costs less than nothing', () => {
    fc.assert(
      fc.property(sizes, counts, (size, events) => {
        for (const { usd: cost } of billOf(usageOf(real(size, events, 'packed')), 1, prices).lines) {
          expect(cost).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})

describe('the deployment', () => {
  it('is what serverless.yml says of the stage', () => {
    const [dev, local] = [readDeployment(root, 'dev'), readDeployment(root, 'local')]
    expect([dev.bufferSeconds, local.bufferSeconds]).toEqual([300, 60])
    expect([dev.claimsPerDay, dev.rpus, dev.dpusPerWorker]).toEqual([24, 8, 1])
    expect(dev.memoryMib.get('ClaimBatchLambdaFunction')).toBe(1024)
    expect(dev.taskRawBytes).toBeGreaterThan(0)
    expect(dev.types).toBeGreaterThanOrEqual(dev.services.length)
  })

  it.each([
    ['rate(1 hour)', 24],
    ['rate(15 minutes)', 96],
    ['rate(2 days)', 0.5],
  ])('runs %s %d times a day', (expression, times) => {
    expect(runsPerDay(expression)).toBe(times)
  })

  it('says which option helps with a schedule that it cannot count', () => {
    expect(() => runsPerDay('cron(0 8 * * ? *)')).toThrow(/--claims-per-day/)
  })

  it('keeps the aim: at most $120 for a billion packed events of 1.1 KB', () => {
    const mission: Plan = {
      traffic: { days: 30, services: 15, types: 30, eventsPerDay: 150e9 / 1_100, form: 'packed' },
      deployment: readDeployment(root, 'dev'),
      assumptions: readAssumptions(),
    }
    const { usdPerBillion } = billOf(usageOf(mission), mission.traffic.eventsPerDay * 30, prices)
    expect(usdPerBillion).toBeLessThanOrEqual(120)
  })
})
