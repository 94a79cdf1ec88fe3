import { readdirSync, readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { earthquakeTable } from '../../../producers/feeds/usgs-earthquakes.columns.ts'
import { canonicalJson, canonicalJsonText, textOf } from '../../../producers/record/columns.ts'
import type { Row } from '../../../producers/record/compare-table.ts'
import type { Sending } from '../../../producers/record/expectation.ts'
import { readRecord, writeRecord } from '../../../producers/record/file.ts'
import { exactDecimal, exactNumber } from '../../../producers/record/numbers.ts'
import { publishedTables } from '../../../producers/record/tables.ts'
import { utcMicroseconds } from '../../../producers/record/times.ts'
import { type TypeAccount, verifyRecord } from '../../../producers/record/verify.ts'

describe('exact text', () => {
  it.each([
    ['12.3', '12.30'],
    ['1e2', '100.00'],
    ['1.5E-1', '0.15'],
    ['0012.340', '12.34'],
    ['-0.00', '0.00'],
    ['9999999999.99', '9999999999.99'],
  ])('of the decimal %s is %s', (text, expected) => {
    expect(exactDecimal(text, 2)).toBe(expected)
  })

  it('never cuts a digit of a decimal', () => {
    expect(() => exactDecimal('0.125', 2)).toThrow('more than 2 digits')
  })

  it.each([
    ['2.0', '2'],
    ['-1e2', '-100'],
    ['1.50', '1.5'],
    ['1e-7', '0.0000001'],
    ['0.0', '0'],
    ['9007199254740993', '9007199254740993'],
    ['1e300', '1e300'],
  ])('of the number %s is %s', (text, expected) => {
    expect(exactNumber(text)).toBe(expected)
  })

  it('of a number has the value of the number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(Number(exactNumber(String(value)))).toBe(value === 0 ? 0 : value)
      }),
    )
  })

  it.each([
    ['2026-11-25T10:00:00Z', '2026-11-25T10:00:00.000000Z'],
    ['2026-11-25T10:00:00.123456+01:00', '2026-11-25T09:00:00.123456Z'],
    ['2024-02-29t23:59:59.5000000-05:30', '2024-03-01T05:29:59.500000Z'],
  ])('of the time %s is %s', (text, expected) => {
    expect(utcMicroseconds(text)).toBe(expected)
  })

  it('of JSON is equal for equal values, to the last digit', () => {
    expect(canonicalJsonText('{"b": 1.0, "a":[1e1, "é"]}')).toBe(canonicalJson({ a: [10, 'é'], b: 1 }))
    expect(canonicalJsonText('[9007199254740993]')).not.toBe(canonicalJsonText('[9007199254740992]'))
  })

  it('of epoch milliseconds is the instant', () => {
    expect(textOf('epoch', 1517966773840)).toBe('2018-02-07T01:26:13.840000Z')
  })
})

describe('the record against the warehouse', () => {
  const values = { event_time: '2018-02-07T01:26:13.840000Z', _rest: null, magnitude: '2.1', place: 'Castaic' }
  const sendings: readonly Sending[] = [
    sending('q1', { outcome: 'loaded', table: earthquakeTable.table, values }),
    sending('q2', { outcome: 'loaded', table: earthquakeTable.table, values }),
    sending('q1', { outcome: 'duplicate', of: 'q1' }),
    sending('q3', { outcome: 'quarantined', reason: 'schema' }),
    sending('q4', { outcome: 'refused', code: 'MalformedDetail' }),
  ]
  const account: TypeAccount = {
    type: 'usgs.earthquake',
    received: 4,
    loaded: 2,
    duplicate: 1,
    quarantined: 1,
    reasons: { schema: 1 },
  }
  const row = (event_id: string, members: Row = {}): Row => ({ event_id, ...values, magnitude: '2.10', ...members })
  let path = ''
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'record-')), 'wave.ndjson')
    await writeRecord(path, sendings)
  })
  const verdictOn = (rows: readonly Row[], accounts = [account], holds: 'all' | 'ours' = 'all') =>
    verifyRecord({
      records: [path],
      accounts,
      query: async (sql) => (sql.includes(earthquakeTable.table) ? rows : []),
      holds,
    })

  it('reads what it wrote', async () => {
    const read: Sending[] = []
    for await (const sending of readRecord(path)) read.push(sending)
    expect(read).toEqual(sendings)
  })

  it('is equal when each expected row is there once with its values, whatever their spelling', async () => {
    expect(await verdictOn([row('q1'), row('q2')])).toMatchObject({
      equal: true,
      lost: 0,
      doubled: 0,
      changed: 0,
      counts: [],
    })
  })

  it('finds a lost, a doubled and an unexpected row', async () => {
    const verdict = await verdictOn([row('q1'), row('q1'), row('q3')])
    expect(verdict).toMatchObject({ equal: false, lost: 1, doubled: 1, unexpected: 1 })
    expect(verdict.tables[0]).toMatchObject({ lost: ['q2'], doubled: ['q1'], unexpected: ['q3'] })
  })

  it('finds a changed value by column', async () => {
    const verdict = await verdictOn([row('q1', { magnitude: '2.2' }), row('q2', { place: null })])
    expect(verdict).toMatchObject({ equal: false, changed: 2 })
    expect(verdict.tables[0]?.changed).toEqual([
      { eventId: 'q1', column: 'magnitude', expected: '2.1', found: '2.2' },
      { eventId: 'q2', column: 'place', expected: 'Castaic', found: null },
    ])
  })

  it('finds a figure that differs, by type and reason', async () => {
    const verdict = await verdictOn([row('q1'), row('q2')], [{ ...account, reasons: { parse: 1 } }])
    expect(verdict.equal).toBe(false)
    expect(verdict.counts).toEqual([
      { what: 'usgs.earthquake quarantined schema', expected: 1, found: 0 },
      { what: 'usgs.earthquake quarantined parse', expected: 0, found: 1 },
    ])
  })

  it('lets others publish beside it when only its own is held', async () => {
    const more = [{ ...account, received: 9, loaded: 7 }]
    expect(await verdictOn([row('q1'), row('q2'), row('z')], more, 'ours')).toMatchObject({
      equal: true,
      unexpected: 1,
    })
    expect(await verdictOn([row('q1')], more, 'ours')).toMatchObject({ equal: false, lost: 1 })
  })

  it('knows each column of the payload that the contracts know', () => {
    const { types } = JSON.parse(readFileSync('schemas/generated/contract-set.json', 'utf8')) as {
      types: {
        table: { schema: string; name: string }
        columns: { name: string }[]
        tables?: { table: { schema: string; name: string }; columns: { name: string }[] }[]
      }[]
    }
    const tables = types.flatMap((type) => [type, ...(type.tables ?? [])])
    const maps = publishedTables.flatMap((map) => [map, ...(map.children ?? [])])
    expect(maps).toHaveLength(tables.length)
    for (const { table, columns, pseudonyms = {} } of maps) {
      const type = tables.find((each) => `${each.table.schema}.${each.table.name}` === table)
      expect([...Object.keys(columns), ...Object.keys(pseudonyms)].sort()).toEqual(
        type?.columns.map(({ name }) => name).sort(),
      )
    }
  })
})

describe('the publishers', () => {
  it('share no code with the pipeline but what the HTTP door tells them', () => {
    const files = readdirSync('producers', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
    for (const file of files) {
      const imports = [...readFileSync(join('producers', file), 'utf8').matchAll(/from '([^']+)'/g)].map(
        ([, from]) => from ?? '',
      )
      const allowed = file.startsWith('client')
        ? /^(\.\/|node:|@aws-sdk\/|\.\.\/\.\.\/(schemas\/generated\/validators|runtime\/event-judge)\/|\.\.\/\.\.\/runtime\/ingest-signature\.ts)/
        : /^(\.\/|\.\.\/(client|feeds|record|simulator)\/|node:|@duckdb\/node-api$)/
      for (const from of imports) expect(`${file}: ${from}`).toMatch(new RegExp(`^${file}: ${allowed.source.slice(1)}`))
    }
  })
})

function sending(eventId: string, expectation: Sending['expect']): Sending {
  const { source, type } = { source: 'gov.usgs.earthquake', type: 'Earthquake' }
  return { door: 'packed', name: 'usgs.earthquake', source, type, eventId, sent: '{}', expect: expectation }
}
