import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ContractSet } from '#runtime/contract-set.ts'
import { planMarts } from '../../functions/plan-marts/plan.ts'
import { migrated } from '../support/migrated.ts'
import { compiledSet, roles, startMigratedWarehouse } from '../support/migrated-warehouse.ts'
import type { TestWarehouse } from '../support/warehouse.ts'
import { thingFile, thingSources, thingWith } from '../unit/compiler/thing-contract.ts'

/** Marts as tables on a real database under snapshot isolation. Events are inserted into the base table as Apply would. */
/** A mart of things by currency, and one whose key is too coarse for its grain. */
const compiled = (sum: string): ContractSet => {
  const head = (key: string) => [
    'description: D.',
    'grain: G',
    `key: [${key}]`,
    'owner: things',
    'question: Q?',
    'metrics:',
    '  - { column: things, addsUp: true, description: How many. }',
  ]
  const sources = thingSources({
    'schemas/marts/by_currency.yml': head('currency'),
    'schemas/marts/by_currency.sql': [
      `SELECT currency, COUNT(*) AS things, ${sum} FROM things.thing_current GROUP BY currency`,
    ],
    'schemas/marts/coarse.yml': head('currency'),
    'schemas/marts/coarse.sql': [
      'SELECT currency, thing_id, COUNT(*) AS things FROM things.thing_changed GROUP BY 1, 2',
    ],
  })
  return compiledSet(sources)
}
const set = compiled("'x' AS note")

let warehouse: TestWarehouse
beforeAll(async () => {
  warehouse = await startMigratedWarehouse(set)
}, 120_000)
afterAll(() => warehouse.stop())
beforeEach(() =>
  finished([
    'DELETE FROM things.thing_changed_v1',
    'DELETE FROM ops.refreshes_by_currency',
    'DELETE FROM ops.refreshes_coarse',
  ]),
)

async function finished(sqls: readonly string[]): Promise<void> {
  expect(await warehouse.run(roles.machines, sqls)).toEqual({ id: expect.anything(), status: 'FINISHED' })
}
let sequence = 0
const things = (...currencies: readonly string[]) =>
  finished(
    currencies.map((currency) => {
      const id = `e${++sequence}`
      return `INSERT INTO things.thing_changed_v1 (event_id, event_time, _received_at, _batch_id, _object, _line, _index, _contract_version, _payload_hash, thing_id, changed_at, currency) VALUES ('${id}', '2026-01-01', '2026-01-01', 'b1', 0, 0, 0, '1.0', 'p', '${id}', '2026-01-01', '${currency}')`
    }),
  )
const refreshes = (batchId: string, marts = set.marts) =>
  planMarts({
    batchId,
    types: [{ type: 'things.thing_changed', status: 'loaded', counts: { staged: 1 } }],
    marts,
    nonce: batchId,
  })
async function refreshed(batchId: string): Promise<void> {
  for (const { statements } of refreshes(batchId)) await finished(statements)
}
const byCurrency = () => warehouse.query('analyst', 'SELECT currency, things FROM marts.by_currency ORDER BY 1')

describe('a mart', () => {
  it('shows what its last refresh found, and records rows and time', async () => {
    await things('EUR', 'EUR', 'USD')
    await refreshed('b1')
    await things('EUR')
    expect(await byCurrency()).toEqual([
      ['EUR', 2],
      ['USD', 1],
    ])
    await refreshed('b2')
    expect(await byCurrency()).toEqual([
      ['EUR', 3],
      ['USD', 1],
    ])
    expect(
      await warehouse.query(
        'analyst',
        "SELECT batch_id, rows, key_duplicates, took_seconds >= 0 FROM ops.mart_refreshes WHERE mart = 'by_currency' ORDER BY batch_id",
      ),
    ).toEqual([
      ['b1', 2, 0, true],
      ['b2', 2, 0, true],
    ])
  })

  it('counts the keys that occur more than once', async () => {
    await things('EUR', 'EUR', 'EUR', 'USD', 'USD', 'CHF')
    await refreshed('b1')
    expect(
      await warehouse.query(roles.confirm, "SELECT rows, key_duplicates FROM ops.mart_refreshes WHERE mart = 'coarse'"),
    ).toEqual([[6, 2]])
  })

  it('is shown to analysts by its view only', async () => {
    await expect(warehouse.query('analyst', 'SELECT 1 FROM stage.mart_rows_by_currency')).rejects.toThrow(
      'permission denied',
    )
    await expect(warehouse.query('analyst', 'SELECT 1 FROM stage.mart_query_by_currency')).rejects.toThrow(
      'permission denied',
    )
    await expect(warehouse.query('analyst', 'SELECT 1 FROM ops.refreshes_by_currency')).rejects.toThrow(
      'permission denied',
    )
  })

  it('ends in the later state when refreshes run side by side, and is never seen empty or in part', async () => {
    await things('EUR', 'USD')
    await refreshed('b0')
    let reading = true
    const seen = (async () => {
      const counts = new Set<unknown>()
      while (reading) counts.add((await warehouse.query('analyst', 'SELECT COUNT(*) FROM marts.by_currency'))[0]?.[0])
      return counts
    })()
    const rounds = Array.from({ length: 8 }, async (_, round) => {
      await things('EUR')
      for (const { statements } of refreshes(`b${round + 1}`)) await finished(statements)
    })
    const ended = await Promise.allSettled(rounds) // all: what still asks when the warehouse stops would ask for ever
    reading = false
    expect([...(await seen)]).toEqual([2])
    expect(ended.filter(({ status }) => status === 'rejected')).toEqual([])
    expect(await byCurrency()).toEqual([
      ['EUR', 9],
      ['USD', 1],
    ])
    expect(
      await warehouse.query('analyst', "SELECT COUNT(*) FROM ops.mart_refreshes WHERE mart = 'by_currency'"),
    ).toEqual([[9]])
  })

  it('that fails leaves what it showed, and the others are refreshed', async () => {
    await things('EUR')
    await refreshed('b1')
    await things('EUR')
    const [first, second] = refreshes('b2')
    const broken = (first?.statements ?? []).map((sql) => sql.replace('r.row_count', '1 / (r.row_count - r.row_count)'))
    expect(await warehouse.run(roles.machines, broken)).toMatchObject({ status: 'FAILED' })
    await finished(second?.statements ?? [])
    expect(await byCurrency()).toEqual([['EUR', 1]])
    expect(await warehouse.query('analyst', "SELECT COUNT(*) FROM ops.mart_refreshes WHERE batch_id = 'b2'")).toEqual([
      [1],
    ])
  })

  it('takes a changed SELECT with the next migration, filled; a batch of the older set refreshes it too', async () => {
    await things('EUR', 'USD')
    const changed = compiled('MAX(amount) AS largest, MAX(changed_at) AS latest')
    const statements = await migrated(warehouse, changed.migrations, roles)
    expect(statements.join('\n')).not.toContain('DROP VIEW marts.coarse')
    const read = () => warehouse.query('analyst', 'SELECT currency, things, largest, latest FROM marts.by_currency')
    expect(await read()).toHaveLength(2)
    await things('CHF')
    await refreshed('b3')
    expect(await read()).toHaveLength(3)
    expect(
      await warehouse.query(
        'analyst',
        "SELECT batch_id, rows FROM ops.mart_refreshes WHERE mart = 'by_currency' ORDER BY rows",
      ),
    ).toEqual([
      [null, 2],
      ['b3', 3],
    ])
    const again = await migrated(warehouse, changed.migrations, roles)
    expect(again.filter((sql) => !/^(GRANT|CREATE SCHEMA IF NOT EXISTS) /.test(sql))).toEqual([])
  })

  it('that the contracts no longer have is gone, and does not hinder the types that it read', async () => {
    const without = compiledSet(
      thingSources({
        [thingFile]: thingWith({
          4: 'entity: { name: thing, key: [thing_id] }',
          14: '    colour: { type: string, description: C. }',
          13: '    owner: { type: string, maxLength: 40, pii: identifier, description: Who has it. }\n    parts: { type: array, items: { type: object, properties: { sku: { type: string } } }, description: Its parts. }',
        }),
      }),
    )
    await migrated(warehouse, without.migrations, roles)
    await expect(byCurrency()).rejects.toThrow('does not exist')
    await expect(warehouse.query('analyst', 'SELECT 1 FROM things.thing_current')).rejects.toThrow('does not exist')
    expect(await warehouse.query('analyst', 'SELECT colour FROM things.thing_changed')).toEqual([])
  })
})
