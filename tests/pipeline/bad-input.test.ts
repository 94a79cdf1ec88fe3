import { gzipSync } from 'node:zlib'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { queryParquet } from '../../cli/parquet.ts'
import { type Rejection, readRejections } from '../../cli/rejections.ts'
import { traceEvent } from '../../cli/trace.ts'
import { asAdmin } from '../../cli/warehouse-users.ts'
import type { OrderEvent } from '../../producers/simulator/order.ts'
import { wire } from '../../producers/simulator/stream-lines.ts'
import { startLakehouse, type TestLakehouse } from '../support/lakehouse.ts'
import { anOrder } from '../support/orders.ts'

const now = new Date()

/** A line as the bus would have written it, with one spelling changed. */
function spelt(event: OrderEvent, from: string | RegExp, to: string): string {
  const line = wire(event, now)
  const changed = line.replace(from, () => to)
  if (changed === line) throw new Error(`${String(from)} is not in ${line}`)
  return changed
}

const beforeLines = (member: string) => [/"lines":/, `${member},"lines":`] as const

interface Poison {
  readonly what: string
  readonly reason: string
  readonly line: (event: OrderEvent) => string | Uint8Array
  /** Nobody can tell its type or its id. */
  readonly unknown?: true
}

const poisons: readonly Poison[] = [
  { what: 'a cut line', reason: 'malformed_json', unknown: true, line: (event) => wire(event, now).slice(0, -40) },
  {
    what: 'two events in one line',
    reason: 'malformed_json',
    unknown: true,
    line: (event) => wire(event, now).repeat(2),
  },
  {
    what: 'NaN',
    reason: 'malformed_json',
    unknown: true,
    line: (event) => spelt(event, /"total":[^,]+/, '"total":NaN'),
  },
  { what: 'a list', reason: 'envelope', unknown: true, line: () => '[1, 2]' },
  {
    what: 'invalid UTF-8',
    reason: 'encoding',
    unknown: true,
    line: (event) => Buffer.from(spelt(event, /"channel":"\w+"/, '"channel":"caf\u00e9"'), 'latin1'),
  },
  {
    what: 'a byte order mark',
    reason: 'encoding',
    unknown: true,
    line: (event) => `\ufeff${wire(event, now)}`,
  },
  {
    what: 'half a surrogate pair',
    reason: 'encoding',
    line: (event) => spelt(event, ...beforeLines('"note":"\\ud800"')),
  },
  { what: 'NUL', reason: 'encoding', line: (event) => spelt(event, ...beforeLines('"note":"a\\u0000b"')) },
  { what: 'a key twice', reason: 'duplicate_key', line: (event) => spelt(event, '"total":', '"total":1,"total":') },
  {
    what: 'a key twice, deep inside',
    reason: 'duplicate_key',
    line: (event) => spelt(event, '"quantity":', '"quantity":1,"quantity":'),
  },
  {
    what: 'an integer beyond 2^53',
    reason: 'number_range',
    line: (event) => spelt(event, /"quantity":\d+/, '"quantity":9007199254740993'),
  },
  {
    what: 'a number beyond every double',
    reason: 'number_range',
    line: (event) => spelt(event, /"total":[^,]+/, '"total":1e400'),
  },
  { what: 'three decimals', reason: 'number_range', line: (event) => spelt(event, /"total":[^,]+/, '"total":10.005') },
  {
    what: 'decimals that no double shows',
    reason: 'number_range',
    line: (event) => spelt(event, /"total":[^,]+/, '"total":10.0000000000000000001'),
  },
  {
    what: 'eleven digits before the point',
    reason: 'number_range',
    line: (event) => spelt(event, /"total":[^,]+/, '"total":12345678901'),
  },
  {
    what: 'a text of 65,536 bytes',
    reason: 'too_large',
    line: (event) => spelt(event, ...beforeLines(`"note":"${'n'.repeat(65_536)}"`)),
  },
  {
    what: 'unknown members that SUPER could not take as text',
    reason: 'too_large',
    line: (event) =>
      spelt(
        event,
        ...beforeLines(
          `"more":[${Array(100)
            .fill(`"${'m'.repeat(1_000)}"`)
            .join(',')}]`,
        ),
      ),
  },
  {
    what: 'a structure of 300 levels',
    reason: 'too_deep',
    line: (event) => spelt(event, ...beforeLines(`"note":${'['.repeat(300)}${']'.repeat(300)}`)),
  },
  {
    what: 'another version',
    reason: 'unknown_contract',
    line: (event) => spelt(event, '"dataversion":"1.2"', '"dataversion":"7.0"'),
  },
  {
    what: 'a version that is no version',
    reason: 'envelope',
    unknown: true,
    line: (event) => spelt(event, '"dataversion":"1.2"', '"dataversion":"latest"'),
  },
  {
    what: 'another source inside',
    reason: 'envelope',
    unknown: true,
    line: (event) => wire({ ...event, source: 'com.acme.other' }, now).replace('com.acme.other', 'com.acme.orders'),
  },
  {
    what: 'the year 9999',
    reason: 'time_out_of_range',
    line: (event) => wire({ ...event, time: '9999-12-31T23:59:59Z' }, now),
  },
  {
    what: 'the year 1970',
    reason: 'time_out_of_range',
    line: (event) => wire({ ...event, time: '1970-01-01T00:00:00Z' }, now),
  },
  {
    what: 'a date that does not exist',
    reason: 'schema',
    line: (event) => spelt(event, /"placed_at":"[^"]+"/, '"placed_at":"2026-02-29T10:00:00Z"'),
  },
  {
    what: 'a member named __proto__ in place of a list',
    reason: 'schema',
    line: (event) => spelt(event, /"lines":\[.*?\]/, '"lines":{"__proto__":[]}'),
  },
]

/** Odd, but right: each is loaded with exactly this value. */
const oddities = [
  {
    what: 'spaces and line ends between members',
    column: 'total',
    value: '5.00',
    line: (event: OrderEvent) => spelt(event, /"total":[^,]+/, '"total" :\t5.0 '),
  },
  {
    what: 'an exponent',
    column: 'total',
    value: '1250.00',
    line: (event: OrderEvent) => spelt(event, /"total":[^,]+/, '"total":125e1'),
  },
  {
    what: 'the widest decimal',
    column: 'total',
    value: '9999999999.99',
    line: (event: OrderEvent) => spelt(event, /"total":[^,]+/, '"total":9999999999.99'),
  },
  {
    what: 'trailing zeros beyond the scale',
    column: 'total',
    value: '0.10',
    line: (event: OrderEvent) => spelt(event, /"total":[^,]+/, '"total":0.1000000000000000000000'),
  },
  {
    what: 'escapes',
    column: 'shipping_country',
    value: 'DE',
    line: (event: OrderEvent) =>
      wire({ ...event, data: { ...event.data, shipping: { country: 'XX' } } }, now).replace('"XX"', '"\\u0044\\u0045"'),
  },
  {
    what: 'SQL in a value',
    column: 'customer_id',
    value: `'); DROP TABLE x;--`,
    line: (event: OrderEvent) => wire({ ...event, data: { ...event.data, customer_id: `'); DROP TABLE x;--` } }, now),
  },
] as const

describe('bad input behind the bus', () => {
  let lake: TestLakehouse
  let rejections: readonly Rejection[]
  const events = new Map<string, OrderEvent>()
  const lines = new Map<string, Buffer>()
  const neighbours = [anOrder(), anOrder()]

  beforeAll(async () => {
    lake = await startLakehouse()
    for (const { what, line } of [...poisons, ...oddities]) {
      const event = anOrder()
      events.set(what, event)
      lines.set(what, Buffer.from(line(event)))
    }
    const good = wire(neighbours[0] as OrderEvent, now)
    await lake.putLine('orders', good)
    for (const line of lines.values()) await lake.putLine('orders', line)
    await lake.putLine('orders', '   ')
    await lake.putLine('orders', wire(neighbours[1] as OrderEvent, now))
    await putRaw('cut.gz', gzipSync(Buffer.from(`${wire(anOrder(), now)}\n`.repeat(2_000))).subarray(0, 4_000))
    await putRaw('no-gzip.gz', Buffer.from('this was never gzip'))
    await putRaw('empty.gz', gzipSync(Buffer.alloc(0)))
    const { failure } = await lake.runBatch()
    expect(failure).toBeUndefined()
    rejections = await readRejections(sources())
  })
  afterAll(() => lake.stop())

  async function putRaw(name: string, body: Uint8Array): Promise<void> {
    const hour = now.toISOString().slice(0, 13).replaceAll(/[-T]/g, '/')
    const client = new S3Client({ ...lake.connection, forcePathStyle: true })
    const Key = `service=orders/${hour}/${name}`
    await client.send(new PutObjectCommand({ Bucket: lake.stack.buckets.raw, Key, Body: body }))
  }

  const sources = () => ({
    objects: lake.objects,
    documents: lake.documents,
    buckets: lake.stack.buckets,
    quarantine: lake.stack.buckets.quarantine,
    types: lake.contracts.types,
    query: asAdmin(lake.connection, lake.stack),
  })

  /** The rejection of a poison: by its line, since some have no id. */
  function rejectionOf(what: string): Rejection | undefined {
    const place = [...lines.keys()].indexOf(what) + 2 // after the good neighbour, counted from one
    return rejections.find(({ line, rawKey }) => line === place && !/cut|no-gzip/.test(rawKey))
  }

  it.each(poisons)('$what: $reason', ({ what, reason, unknown }) => {
    const rejection = rejectionOf(what)
    expect(rejection?.reasons[0]?.code).toBe(reason)
    expect(rejection?.type).toBe(unknown || reason === 'unknown_contract' ? '_unknown' : 'orders.order_placed')
    if (!unknown) expect(rejection?.eventId).toBe(events.get(what)?.id)
  })

  it.each(oddities)('$what is loaded exactly', async ({ what, column, value }) => {
    const [row] = await lake.query(
      `SELECT ${column} FROM orders.order_placed_v1 WHERE event_id = '${events.get(what)?.id}'`,
    )
    expect(row?.[column]).toBe(value)
  })

  it('keeps the raw bytes of each rejected event', async () => {
    const [manifest] = await lake.documents.manifests()
    const report = await lake.documents.elected(manifest?.batch_id ?? '')
    const keys = report?.quarantine_files.map(({ key }) => key) ?? []
    const rows = await queryParquet(
      lake.objects,
      lake.stack.buckets.quarantine,
      keys,
      'SELECT _line, hex(raw) AS raw FROM $files',
    )
    for (const { what } of poisons) {
      const line = lines.get(what) ?? Buffer.alloc(0)
      const kept = rows.find(({ _line }) => Number(_line) + 1 === rejectionOf(what)?.line)
      expect(line.includes(Buffer.from(String(kept?.raw), 'hex')), what).toBe(true)
      expect(String(kept?.raw).length).toBeGreaterThan(0)
    }
  })

  it('does not stop the neighbours, and says nothing of a blank line', async () => {
    const ids = neighbours.map(({ id }) => `'${id}'`).join(', ')
    const rows = await lake.query(`SELECT event_id FROM orders.order_placed_v1 WHERE event_id IN (${ids})`)
    expect(rows).toHaveLength(2)
    const [account] = await lake.documents.allPublished()
    const received = account?.types.reduce((sum, type) => sum + type.received, 0)
    expect(received).toBe(poisons.length + oddities.length + neighbours.length)
  })

  it('reports corrupt objects whole, apart from the law', async () => {
    const report = (await lake.documents.elected('b0000000001')) as
      | { readonly objects: { readonly total: number; readonly corrupt: readonly { readonly key: string }[] } }
      | undefined
    const names = report?.objects.corrupt.map(({ key }) => key.split('/').at(-1))
    expect(names?.toSorted()).toEqual(['cut.gz', 'no-gzip.gz'])
  })

  it('shows analysts each rejected event, whatever its id and reasons hold', async () => {
    const published = await lake.documents.allPublished()
    const refused = published.flatMap(({ types }) => types.map(({ quarantined }) => quarantined))
    const [told] = await lake.asAnalyst('SELECT COUNT(*) AS records FROM ops.quarantine')
    expect(Number(told?.records)).toBe(refused.reduce((sum, count) => sum + count, 0))
  })

  it('never shows a personal value in a reason', async () => {
    expect(JSON.stringify(rejections.map(({ reasons }) => reasons))).not.toMatch(/@example\.com|c-\d+/)
  })

  it('can be traced: from the raw line to the quarantine or to the row', async () => {
    const [bad] = await traceEvent(sources(), events.get('three decimals')?.id ?? '')
    expect(bad?.rejection?.reasons[0]).toMatchObject({ code: 'number_range', path: '/data/total' })
    const [good, ...others] = await traceEvent(sources(), neighbours[0]?.id ?? '')
    expect(others).toEqual([])
    expect(good).toMatchObject({ batchId: 'b0000000001', table: 'orders.order_placed_v1' })
    expect(good?.parquetKey).toMatch(/^orders\/order_placed_v1\/event_date=/)
    expect(good?.row?.email).toBe('(personal)')
  })
})
