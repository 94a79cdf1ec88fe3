import { describe, expect, it } from 'vitest'
import { readAssumptions } from '../../../../cli/cost/assumptions.ts'
import { billOf } from '../../../../cli/cost/bill.ts'
import { type MeasuredRun, meanEventBytes, measureLines } from '../../../../cli/cost/measured-run.ts'
import { readPrices } from '../../../../cli/cost/prices.ts'
import { usageOfRun } from '../../../../cli/cost/run-usage.ts'
import { aDeployment } from './builders.ts'

const event = (id: string) => ({ id, source: 's', type: 'T', data: {} })
const record = (detail: unknown) => JSON.stringify({ source: 's', 'detail-type': 'T', detail })
/** {"id":"1","source":"s","type":"T","data":{}} */
const eventBytes = 44

describe('raw lines', () => {
  const packed = record({ events: [event('1'), event('2')] })
  const lines = measureLines([`${record(event('3'))}\n${packed}\nno JSON\n`, '', '\n'])

  it('are counted as records of Firehose with their line end, and as entries where they came by the bus', () => {
    expect(lines.recordBytes).toEqual([record(event('3')).length + 1, packed.length + 1, 8])
    expect(lines.rawBytes).toBe(record(event('3')).length + packed.length + 10)
    // An entry counts source, detail type and 14 bytes of time: 16, and its detail; here 13 of the list and a comma.
    expect(lines.entryBytes).toEqual([16 + eventBytes, 16 + 13 + 2 * eventBytes + 1])
  })

  it('are counted as events, by type with their size', () => {
    expect(lines.events).toBe(4)
    expect(lines.types).toEqual(new Map([['T', { events: 3, bytes: 3 * eventBytes }]]))
    expect(meanEventBytes(lines)).toBe(eventBytes)
  })
})

describe('the bill of a measured run', () => {
  const run: MeasuredRun = {
    batches: [
      {
        batchId: 'b0000000001',
        deliveredBytes: 1_000,
        types: 2,
        jobSeconds: 5,
        loadSeconds: 1.5,
        transitions: 40,
        states: new Map([
          ['Open', 2],
          ['Check', 2],
        ]),
      },
      {
        batchId: 'b0000000002',
        deliveredBytes: 1_000,
        types: 1,
        jobSeconds: 90,
        loadSeconds: 70,
        transitions: 30,
        states: new Map([
          ['Open', 2],
          ['Check', 1],
        ]),
      },
    ],
    objects: 3,
    deliveredBytes: 2_000,
    curatedBytes: 500,
    curatedFiles: 4,
    rows: 10,
    lines: {
      events: 100,
      rawBytes: 70_000,
      entryBytes: [1_000, 66_000],
      recordBytes: [1_100, 66_100, 20],
      types: new Map(),
    },
  }
  const { lines } = billOf(usageOfRun(run, aDeployment(), readAssumptions()), 100, readPrices())
  const of = (service: string, part: RegExp) =>
    lines.find((line) => line.service === service && part.test(line.part))?.quantity

  it('counts entries by chunk and records by step', () => {
    expect(of('EventBridge', /entries/)).toBe(3) // 1 + 2 chunks
    expect(of('Firehose', /records/)).toBe(((1 + 13 + 1) * 5 * 1024) / 1024 ** 3) // 66,100 B are 12.9 steps
  })

  it('charges each job and each load for a minute at least', () => {
    expect(of('Glue', /Conform/)).toBe((2 * 60 + 2 * 90) / 3600) // 2 workers each
    expect(of('Redshift', /loads/)).toBe((8 * 60 + 8 * 70) / 3600)
  })

  it('counts what the histories show', () => {
    expect(of('Step Functions', /process-batch/)).toBe(70)
    expect(of('Lambda', /invocations/)).toBe(7)
    expect(of('EventBridge', /batches bucket/)).toBe(4 + 2 + 4 + 1)
  })
})
