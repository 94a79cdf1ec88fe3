import { describe, expect, it } from 'vitest'
import { entryBytes } from '../../../../functions/ingest-events/lines.ts'
import { type PutRecords, putLines } from '../../../../functions/ingest-events/put-lines.ts'
import { TransientError } from '../../../../runtime/errors.ts'
import { anOrder } from '../../../support/orders.ts'
import { aDoor, source } from './door.ts'

describe('a line', () => {
  it('is what the bus writes around the event’s own bytes', async () => {
    const door = aDoor()
    const odd = JSON.stringify(anOrder())
      .replace('"lines":', '"big" : 9007199254740993,\r\n\t"digits":12345678901234567890123456789012345678.10,"lines":')
      .replace('"specversion"', '\n"specversion"')
    expect((await door.post(odd)).status).toBe(202)
    const [line = ''] = door.texts()
    const at = line.indexOf(',"detail":')
    expect(JSON.parse(`${line.slice(0, at)}}`)).toEqual({
      version: '0',
      id: expect.stringMatching(/^bus-/),
      'detail-type': 'OrderPlaced',
      source,
      account: '000000000000',
      time: '2026-11-25T10:00:00Z',
      region: 'eu-central-1',
      resources: [],
    })
    expect(line.slice(at)).toBe(`,"detail":${odd.replaceAll(/[\r\n]/g, '')}}`)
  })

  it('holds several events of a type up to 64 KiB', async () => {
    const door = aDoor()
    const events = Array.from({ length: 200 }, () => JSON.stringify(anOrder()))
    await door.post(`[${events.join(',\n')}]`)
    const lines = door.texts()
    expect(lines.length).toBeGreaterThan(1)
    for (const line of lines) expect(line.length).toBeLessThan(65_536 + 300)
    const details = lines.flatMap((line) => (JSON.parse(line) as { detail: { events: unknown[] } }).detail.events)
    expect(details.map((event) => JSON.stringify(event))).toEqual(events)
  })

  it('takes an event that an entry of the bus can hold, and no byte more', async () => {
    const frame = 14 + source.length + 'OrderPlaced'.length
    const small = JSON.stringify(anOrder()).replace('"lines":', '"padding":"","lines":')
    const room = (bytes: number) => bytes - frame - Buffer.byteLength(small)
    const ofBytes = (bytes: number) => small.replace('"padding":"', `"padding":"${'p'.repeat(room(bytes))}`)
    expect((await aDoor().post(ofBytes(entryBytes))).status).toBe(202)
    expect(await aDoor().post(ofBytes(entryBytes + 1))).toMatchObject({
      status: 422,
      body: { events: [{ index: 0, reasons: [{ code: 'too_large', path: '' }] }] },
    })
  })
})

const line = (text: string, service = 'orders') => ({ service, bytes: Buffer.from(text), events: 1 })
const patience = { tries: 4, sleep: async () => {}, random: () => 1, remainingMilliseconds: () => 30_000 }

/** A Firehose that remembers its calls; `code` sees a record and how often it came before. */
function aFirehose(code: (record: string, before: number) => string | undefined) {
  const calls: string[][] = []
  const put: PutRecords = async (_service, records) => {
    const texts = records.map((record) => Buffer.from(record).toString())
    const answers = texts.map((text) => code(text, calls.flat().filter((one) => one === text).length))
    calls.push(texts)
    return answers
  }
  return { put, calls }
}

describe('sending lines', () => {
  it('sends again only the records that Firehose refused, after growing pauses', async () => {
    const pauses: number[] = []
    const sleep = async (milliseconds: number) => {
      pauses.push(milliseconds)
    }
    const { put, calls } = aFirehose((record, before) =>
      (record === 'b' && before < 2) || (record === 'c' && before < 1) ? 'ServiceUnavailableException' : undefined,
    )
    const sent = await putLines(
      put,
      ['a', 'b', 'c', 'd'].map((text) => line(text)),
      { ...patience, sleep },
    )
    expect(sent).toEqual({ failed: 0, resent: 3, codes: [] })
    expect(calls).toEqual([['a', 'b', 'c', 'd'], ['b', 'c'], ['b']])
    expect(pauses).toEqual([100, 200])
  })

  it('gives up after the last try, and says how many are not there', async () => {
    const { put, calls } = aFirehose((record) => (record === 'b' ? 'InternalFailure' : undefined))
    const sent = await putLines(put, [line('a'), line('b')], patience)
    expect(sent).toEqual({ failed: 1, resent: 3, codes: ['InternalFailure'] })
    expect(calls).toHaveLength(4)
  })

  it('gives up when the time of the function ends', async () => {
    const { put, calls } = aFirehose(() => 'InternalFailure')
    const sent = await putLines(put, [line('a')], { ...patience, remainingMilliseconds: () => 1_050 })
    expect([sent.failed, calls.length]).toEqual([1, 1])
  })

  it('takes a call without an answer for a refusal of all its records', async () => {
    let calls = 0
    const put: PutRecords = async (_service, records) => {
      calls += 1
      if (calls === 1) throw new TransientError('no answer')
      return records.map(() => undefined)
    }
    expect(await putLines(put, [line('a'), line('b')], patience)).toMatchObject({ failed: 0, resent: 2 })
  })

  it('does not hide what no repetition mends', async () => {
    const put: PutRecords = () => Promise.reject(new Error('AccessDeniedException'))
    await expect(putLines(put, [line('a')], patience)).rejects.toThrow('AccessDenied')
  })

  it('keeps to 500 records and 4 MiB a call, each to its own stream', async () => {
    const sizes: (readonly [string, number, number])[] = []
    const put: PutRecords = async (service, records) => {
      sizes.push([service, records.length, records.reduce((sum, { length }) => sum + length, 0)])
      return records.map(() => undefined)
    }
    const large = 'x'.repeat(1_000_000)
    const lines = [
      ...Array.from({ length: 501 }, () => line('a')),
      ...Array.from({ length: 5 }, () => line(large, 'usgs')),
    ]
    await putLines(put, lines, patience)
    expect(sizes).toEqual([
      ['orders', 500, 500],
      ['orders', 1, 1],
      ['usgs', 4, 4_000_000],
      ['usgs', 1, 1_000_000],
    ])
  })
})
