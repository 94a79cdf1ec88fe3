import { readdirSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeRecord } from '../../producers/record/file.ts'
import { firstWave, secondWave } from '../../producers/simulator/waves.ts'
import { differences, type MartRow, openProofs, provenMarts } from '../support/mart-proofs.ts'

describe('the independent computation of marts', () => {
  let proofOf: (mart: string) => Promise<readonly MartRow[]>
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-proofs-'))
    const scenario = { seed: 'proofs', arrival: new Date('2026-11-25T10:00:00Z'), orders: 300 }
    const records = [join(folder, '1.ndjson'), join(folder, '2.ndjson')]
    await writeRecord(records[0] ?? '', firstWave(scenario))
    await writeRecord(records[1] ?? '', secondWave(scenario))
    proofOf = await openProofs({ records, flights: 100_000 })
  })
  const sumOf = (rows: readonly MartRow[], column: string) => rows.reduce((sum, row) => sum + Number(row[column]), 0)

  it('is there for each mart', () => {
    const marts = readdirSync('schemas/marts').filter((file) => file.endsWith('.yml'))
    expect(provenMarts.toSorted()).toEqual(marts.map((file) => file.replace('.yml', '')).toSorted())
  })

  it('finds what is known of the sources', async () => {
    const routes = await proofOf('route_delay_daily')
    expect([routes.length, sumOf(routes, 'flights')]).toEqual([20_875, 100_000])
    const route = routes.filter(({ origin, destination }) => origin === 'DFW' && destination === 'LGA')
    expect([sumOf(route, 'flights'), sumOf(route, 'late_flights')]).toEqual([103, 60])
    const strikes = await proofOf('wildlife_strike_monthly')
    expect(sumOf(strikes, 'strikes')).toBe(10_000)
    const geese = strikes.filter(({ species }) => species === 'Canada goose')
    expect([sumOf(geese, 'strikes'), sumOf(geese, 'total_cost')]).toEqual([190, 15_389_869])
    const quakes = await proofOf('earthquake_hourly')
    expect(Math.max(...quakes.map(({ max_magnitude }) => Number(max_magnitude ?? 0)))).toBe(6.4)
  })

  it('agrees with itself about what was paid', async () => {
    const orders = await proofOf('order_lifecycle')
    expect(sumOf(orders, 'captured') + sumOf(orders, 'outstanding')).toBeCloseTo(sumOf(orders, 'total'), 2)
    expect(new Set(orders.map(({ payment_status }) => payment_status)).size).toBeGreaterThanOrEqual(3)
  })
})

describe('a mart beside its proof', () => {
  const row = { day: '2026-11-25', currency: 'EUR', revenue: '10.10', average_age: '3.3333333333' }
  const compare = (found: readonly MartRow[]) => differences(['day', 'currency'], found, [row])

  it('is equal whatever the spelling of numbers and times', () => {
    expect(compare([{ ...row, day: '2026-11-25 00:00:00', revenue: '10.1', average_age: '3.33333333334' }])).toEqual([])
  })

  it.each([
    ['a cent', [{ ...row, revenue: '10.11' }], ['2026-11-25 | EUR: revenue is 10.11, proven 10.10']],
    ['a null', [{ ...row, revenue: null }], ['2026-11-25 | EUR: revenue is null, proven 10.10']],
    ['a row', [], ['2026-11-25 | EUR: missing']],
    ['a key', [row, row], ['2026-11-25 | EUR: twice']],
    ['a column', [{ ...row, more: '1' }], ['2026-11-25 | EUR: more is 1, proven undefined']],
    ['another row', [row, { ...row, currency: 'USD' }], ['2026-11-25 | USD: not proven']],
  ])('differs by %s', (_what, found, faults) => {
    expect(compare(found)).toEqual(faults)
  })
})
