import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openPublishersRecord } from '../../../cli/start/publishers-record.ts'
import type { Sending } from '../../../producers/record/expectation.ts'
import { readRecord } from '../../../producers/record/file.ts'

const nothing = { sent: {}, refused: {}, surprises: [] }
const begin = { seed: 'test', orders: 300, flights: 50, now: new Date('2026-11-25T10:00:00Z') }
const later = { ...begin, now: new Date('2026-11-27T10:00:00Z'), orders: 900 }

async function sendingsOf(path: string): Promise<readonly Sending[]> {
  const sendings: Sending[] = []
  for await (const sending of readRecord(path)) sendings.push(sending)
  return sendings
}

describe("the publishers' record", () => {
  let folder = ''
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'publishers-')), 'publishers')
  })

  it('stays as it was first written, whenever it is opened again', async () => {
    const first = await openPublishersRecord(folder, begin)
    const written = await Promise.all(first.waves.map(({ path }) => sendingsOf(path)))
    const second = await openPublishersRecord(folder, later)
    expect([first.fresh, second.fresh]).toEqual([true, false])
    expect(await Promise.all(second.waves.map(({ path }) => sendingsOf(path)))).toEqual(written)
  })

  it('knows what was sent to its end, and what was not', async () => {
    const record = await openPublishersRecord(folder, begin)
    const [first, second] = record.waves
    if (!first || !second) throw new Error('two waves')
    record.finish(first, nothing)

    const again = await openPublishersRecord(folder, later)
    expect(again.sent().map(({ name }) => name)).toEqual(['wave-1'])
    expect([again.outcome(first), again.outcome(second)]).toEqual([nothing, undefined])
  })

  it('repeats events of before as duplicates, and none that has grown too old', async () => {
    const record = await openPublishersRecord(folder, begin)
    const soon = await sendingsOf((await record.recordRepetition(100, later.now)).path)
    expect(new Set(soon.map(({ expect: { outcome } }) => outcome))).toEqual(new Set(['duplicate']))
    expect(Map.groupBy(soon, ({ name }) => name).get('orders.order_placed')).toHaveLength(10)

    const late = await record.recordRepetition(100, new Date('2027-01-25T10:00:00Z'))
    expect(late.name).toBe('again-2')
    const services = new Set((await sendingsOf(late.path)).map(({ name }) => name.split('.')[0]))
    expect([...services].toSorted()).toEqual(['bts', 'faa', 'github', 'usgs'])
  })
})
