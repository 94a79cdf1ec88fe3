import { fileURLToPath } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'
import { describe, expect, it } from 'vitest'
import { readSources } from '../../../compiler/main.ts'
import { readContracts, type SourceFiles } from '../../../compiler/read-contracts.ts'
import { planMigrations } from '../../../compiler/warehouse/migrations.ts'
import { thingFile, thingSources, thingWith } from './thing-contract.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const migrations = (files: SourceFiles) => planMigrations(readContracts(files))
const sqlOf = (files: SourceFiles, id: string): string =>
  migrations(files).find((migration) => migration.id.endsWith(id))?.sql ?? ''

/** What DuckDB does not know of Redshift's DDL. Grants are not for DuckDB. */
const forDuckDb = (sql: string): string =>
  sql
    .replaceAll(' DISTSTYLE AUTO SORTKEY AUTO', '')
    .replace(/\bSUPER\b/g, 'JSON')
    .replaceAll('DATEDIFF(second,', "DATEDIFF('second',")
    .replaceAll('DATEADD(hour, -24, GETDATE())', "GETDATE() - INTERVAL '24 hours'")

async function migrated(files: SourceFiles) {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run('CREATE MACRO getdate() AS CAST(now() AS TIMESTAMP)')
  const statements = migrations(files).filter(({ sql }) => !sql.startsWith('GRANT'))
  for (const round of [1, 2]) {
    for (const { id, kind, sql } of statements) {
      if (kind === 'rows' && round > 1) continue // made again only when its SELECT changes
      await connection.run(forDuckDb(sql)).catch((error: unknown) => {
        throw new Error(`${id}, run ${round}: ${String(error)}`)
      })
    }
  }
  return async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson()
}

describe('the migrations of the repository', () => {
  it('run, and run again, on a database', async () => {
    const query = await migrated(readSources(root))
    expect(await query('SELECT * FROM marts.earthquake_hourly')).toEqual([])
    expect(await query('SELECT * FROM marts.revenue_hourly')).toEqual([])
    expect(await query('SELECT * FROM ops.batches')).toEqual([])
  })

  it('are one statement each, short enough for the Data API, with ids in order', () => {
    const all = migrations(readSources(root))
    expect(all.filter(({ sql }) => sql.includes(';') || sql.length > 100_000)).toEqual([])
    expect(all.map(({ id }) => id.slice(0, 4))).toEqual(all.map((_, index) => String(index + 1).padStart(4, '0')))
  })

  it('say of tables and views what a migration compares', () => {
    const all = migrations(readSources(root))
    for (const each of all.filter(({ kind }) => kind === 'table')) {
      if (each.kind !== 'table') continue
      const columns = each.columns.map(({ name, type }) => `  ${name} ${type}`)
      for (const column of columns) expect(each.sql).toContain(`${column}`)
      expect(each.sql.split('\n')).toHaveLength(columns.length + 2)
    }
    const reads = new Map(all.flatMap((each) => ('reads' in each ? [[each.relation, each.reads]] : [])))
    expect(reads.get('stage.mart_query_revenue_hourly')).toEqual(['orders.order_placed'])
    expect(reads.get('stage.mart_rows_revenue_hourly')).toEqual(['stage.mart_query_revenue_hourly'])
    expect(reads.get('marts.revenue_hourly')).toEqual(['stage.mart_rows_revenue_hourly'])
    expect(reads.get('ops.mart_refreshes')).toContain('ops.refreshes_revenue_hourly')
    expect(reads.get('orders.order_placed')).toEqual(['orders.order_placed_v1'])
    expect(reads.get('usgs.earthquake_current')).toEqual(['usgs.earthquake'])
    expect(reads.get('ops.batches')).toContain('ops.ledger_usgs_earthquake_v1')
  })

  it('grant analysts views only', () => {
    const all = migrations(readSources(root))
    const granted = all.flatMap(({ sql }) => /^GRANT SELECT ON (\S+) TO ROLE/.exec(sql)?.[1] ?? [])
    expect(granted.filter((relation) => /_v\d+$|^stage\./.test(relation))).toEqual([])
    expect(granted).toEqual(
      expect.arrayContaining(['orders.order_placed', 'usgs.earthquake_current', 'ops.batches', 'marts.revenue_hourly']),
    )
  })
})

describe('what analysts see', () => {
  const row =
    "'e1', TIMESTAMP '2026-01-01 10:00:00', TIMESTAMP '2026-01-01 10:01:00', 'b0000000001', 0, 0, 0, '1.0', 'h', NULL"

  it('masks direct personal data and shows identifiers by pseudonym only', () => {
    const lines = thingWith({
      12: '    currency: { type: string, enum: [EUR], description: C. }',
      14: '    email: { type: string, pii: direct, description: E. }',
    })
    const sql = sqlOf(thingSources({ [thingFile]: lines }), 'view-things-thing-changed')
    expect(sql).toContain("CASE WHEN email IS NOT NULL THEN '***' END AS email")
    expect(sql).toContain('owner_key')
    expect(sql).not.toMatch(/\bowner\b|_rest|_payload_hash|_object|_line/)
  })

  it('is the latest event of each entity', async () => {
    const query = await migrated(thingSources())
    const insert = (id: string, changed: string, amount: number) =>
      query(
        `INSERT INTO things.thing_changed_v1 VALUES (${row.replace('e1', id)}, 't1', TIMESTAMP '${changed}', ${amount}, 'EUR', 'o', 'k', NULL)`,
      )
    await insert('e1', '2026-01-02', 1)
    await insert('e2', '2026-01-03', 2)
    await insert('e3', '2026-01-01', 3)
    expect(await query('SELECT thing_id, amount FROM things.thing_current')).toEqual([
      { thing_id: 't1', amount: '2.00' },
    ])
  })

  it('joins the majors of one type', async () => {
    const two = thingWith({
      2: 'version: "2.0"',
      12: '    currency: { type: string, maxLength: 90, description: C. }',
      14: '    colour: { type: string, description: C. }',
    })
    const query = await migrated(thingSources({ 'schemas/contracts/things/thing-changed.v2.yml': two }))
    await query(
      `INSERT INTO things.thing_changed_v1 VALUES (${row}, 't1', TIMESTAMP '2026-01-02', 1, 'EUR', 'o', 'k', '[1]')`,
    )
    await query(
      `INSERT INTO things.thing_changed_v2 VALUES (${row}, 't2', TIMESTAMP '2026-01-02', 2, 'EUR', 'o', 'k', 'red')`,
    )
    expect(await query('SELECT thing_id, colour, parts FROM things.thing_changed ORDER BY 1')).toEqual([
      { thing_id: 't1', colour: null, parts: '[1]' },
      { thing_id: 't2', colour: 'red', parts: null },
    ])
  })

  it('is the items of an array, of all majors of their type', async () => {
    const parts = (more: string) =>
      `    parts: { type: array, table: parts, description: P., items: { type: object, properties: { sku: { type: string, description: S. }${more} } } }`
    const query = await migrated(
      thingSources({
        [thingFile]: thingWith({ 14: parts('') }),
        'schemas/contracts/things/thing-changed.v2.yml': thingWith({
          2: 'version: "2.0"',
          14: parts(', maker: { type: string, pii: direct, description: M. }'),
        }),
      }),
    )
    const places = "TIMESTAMP '2026-01-01', TIMESTAMP '2026-01-01', 'b0000000001', 0, 0, 0"
    await query(`INSERT INTO things.thing_changed_parts_v1 VALUES ('e1', ${places}, 3, NULL, 'old')`)
    await query(`INSERT INTO things.thing_changed_parts_v2 VALUES ('e2', ${places}, 4, NULL, 'new', 'Anna')`)
    expect(await query('SELECT event_id, _position, sku, maker FROM things.thing_changed_parts ORDER BY 1')).toEqual([
      { event_id: 'e1', _position: 3, sku: 'old', maker: null },
      { event_id: 'e2', _position: 4, sku: 'new', maker: '***' },
    ])
  })
})
