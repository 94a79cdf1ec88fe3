import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { contractOf } from '#runtime/contract-set.ts'
import { qualified, text } from '#runtime/sql.ts'
import { planLoad } from '../../functions/plan-load/plan.ts'
import { render } from '../../functions/plan-load/render.ts'
import { aReport, aTypeReport } from '../support/batch-builders.ts'
import { migrated } from '../support/migrated.ts'
import { compiledSet, roles, startMigratedWarehouse } from '../support/migrated-warehouse.ts'
import type { TestWarehouse } from '../support/warehouse.ts'
import { thingFile, thingSources, thingWith } from '../unit/compiler/thing-contract.ts'

/** Child tables on a real database: one load, one ledger row with their events. Rows are staged by INSERT instead of COPY. */
const parts = (items: string) =>
  thingSources({
    [thingFile]: thingWith({
      14: `    parts: { type: array, table: parts, description: Its parts., items: { type: object, properties: { ${items} } } }`,
    }),
  })
const sku = 'sku: { type: string, maxLength: 20, description: S. }'
const maker = 'maker: { type: string, format: email, maxLength: 80, pii: direct, description: Who made it. }'
const buyer = 'buyer: { type: string, maxLength: 20, pii: identifier, description: Whom for. }'
const set = compiledSet(parts(`${sku}, ${maker}, ${buyer}`))

let warehouse: TestWarehouse
beforeAll(async () => {
  warehouse = await startMigratedWarehouse(set)
}, 120_000)
afterAll(() => warehouse.stop())
beforeEach(() =>
  finished(
    [
      'things.thing_changed_v1',
      'things.thing_changed_parts_v1',
      'ops.ledger_things_thing_changed_v1',
      'ops.collisions_things_thing_changed_v1',
    ].map((relation) => `DELETE FROM ${relation}`),
  ),
)

async function finished(sqls: readonly string[]): Promise<void> {
  expect(await warehouse.run(roles.machines, sqls)).toEqual({ id: expect.anything(), status: 'FINISHED' })
}

interface StagedThing {
  readonly id: string
  readonly line: number
  /** SKUs of its parts. */
  readonly parts: readonly string[]
}

let sequence = 0
/** Stages things with their parts; what Apply runs is returned. */
async function staged(batchId: string, things: readonly StagedThing[], used = set): Promise<readonly string[]> {
  const plan = planLoad({
    batchId,
    contracts: 'c1',
    contract: contractOf(used, 'things.thing_changed'),
    report: aReport({ types: [aTypeReport({ name: 'things.thing_changed', children: [] })] }),
    verdict: 'warn',
    nonce: `try ${++sequence}`,
    batchesBucket: 'batches',
    curatedBucket: 'curated',
    copyRoleArn: 'arn:copy',
  })
  const creates = plan.stage.filter((statement) => statement.kind === 'create staging')
  const [events, children] = creates.map(({ staging }) => qualified(staging))
  const time = text('2026-11-23 08:30:00')
  const rows = things.map(
    ({ id, line }) =>
      `(${text(id)}, ${time}, ${time}, ${text(batchId)}, 0, ${line}, 0, '1.0', ${text(`payload of line ${line}`)}, ${text(id)}, ${time})`,
  )
  const items = things.flatMap(({ id, line, parts: skus }) =>
    skus.map(
      (each, position) =>
        `(${text(id)}, ${time}, ${time}, ${text(batchId)}, 0, ${line}, 0, ${position}, '{"More":1}', ${text(each)}, 'a@b.example', 'b1', 'key of b1')`,
    ),
  )
  await finished([
    ...creates.map(render),
    `INSERT INTO ${events} (event_id, event_time, _received_at, _batch_id, _object, _line, _index, _contract_version, _payload_hash, thing_id, changed_at) VALUES ${rows.join(', ')}`,
    ...(items.length === 0
      ? []
      : [
          `INSERT INTO ${children} (event_id, event_time, _received_at, _batch_id, _object, _line, _index, _position, _rest, sku, maker, buyer, buyer_key) VALUES ${items.join(', ')}`,
        ]),
  ])
  return plan.apply.map(render)
}
const load = async (batchId: string, things: readonly StagedThing[]) => finished(await staged(batchId, things))
const shown = () =>
  warehouse.query('analyst', 'SELECT event_id, _position, sku FROM things.thing_changed_parts ORDER BY 1, 2, 3')
const ledger = (batchId: string) =>
  warehouse.query(
    roles.confirm,
    `SELECT staged, inserted, duplicates, id_collisions, child_rows, verdict FROM ops.ledger_things_thing_changed_v1 WHERE batch_id = '${batchId}'`,
  )

describe('a child table', () => {
  it('is loaded with its events, and counted in their ledger row', async () => {
    await load('b1', [
      { id: 'a', line: 0, parts: ['x', 'y'] },
      { id: 'b', line: 1, parts: [] },
    ])
    expect(await shown()).toEqual([
      ['a', 0, 'x'],
      ['a', 1, 'y'],
    ])
    expect(await ledger('b1')).toEqual([[2, 2, 0, 0, 2, 'warn']])
  })

  it('takes of an id that came twice the items of the copy that was loaded', async () => {
    await load('b1', [
      { id: 'a', line: 7, parts: ['late', 'later'] },
      { id: 'a', line: 3, parts: ['first'] },
    ])
    expect(await shown()).toEqual([['a', 0, 'first']])
    expect(await ledger('b1')).toEqual([[2, 1, 0, 1, 1, 'warn']])
  })

  it('takes nothing of an event that an earlier batch loaded', async () => {
    await load('b1', [{ id: 'a', line: 0, parts: ['x'] }])
    await load('b2', [
      { id: 'a', line: 0, parts: ['again'] },
      { id: 'b', line: 1, parts: ['y'] },
    ])
    expect(await shown()).toEqual([
      ['a', 0, 'x'],
      ['b', 0, 'y'],
    ])
    expect(await ledger('b2')).toEqual([[2, 1, 1, 0, 1, 'warn']])
  })

  it('is loaded once, whatever the number of tries, also side by side', async () => {
    const things = Array.from({ length: 10 }, (_, line) => ({ id: `e${line}`, line, parts: ['x', 'y', 'z'] }))
    await Promise.all((await Promise.all([1, 2, 3].map(() => staged('b1', things)))).map(finished))
    expect(await shown()).toHaveLength(30)
    expect(await ledger('b1')).toEqual([[10, 10, 0, 0, 30, 'warn']])
  })

  it('holds the items of each id once when batches with the same events load side by side', async () => {
    const things = Array.from({ length: 10 }, (_, line) => ({ id: `e${line}`, line, parts: ['x', 'y'] }))
    const batches = ['b1', 'b2', 'b3']
    await Promise.all((await Promise.all(batches.map((batchId) => staged(batchId, things)))).map(finished))
    expect(await shown()).toHaveLength(20)
  })

  it('comes or fails together with its events', async () => {
    const apply = await staged('b1', [{ id: 'a', line: 0, parts: ['x'] }])
    const broken = apply.map((sql) => (sql.includes('"ledger_') ? sql.replace('s.staged,', '1 / 0,') : sql))
    expect(await warehouse.run(roles.machines, broken)).toMatchObject({ status: 'FAILED' })
    expect(await shown()).toEqual([])
    expect(await warehouse.query('analyst', 'SELECT 1 FROM things.thing_changed')).toEqual([])
  })

  it('is shown to analysts masked, without places and without what no contract names', async () => {
    await load('b1', [{ id: 'a', line: 0, parts: ['x'] }])
    const time = '2026-11-23 08:30:00'
    expect(await warehouse.query('analyst', 'SELECT * FROM things.thing_changed_parts')).toEqual([
      ['a', time, time, 'b1', 0, 'x', '***', 'key of b1'],
    ])
    for (const column of ['buyer', '_rest', '_object', '_line']) {
      await expect(warehouse.query('analyst', `SELECT ${column} FROM things.thing_changed_parts`)).rejects.toThrow(
        'does not exist',
      )
    }
    await expect(warehouse.query('analyst', 'SELECT 1 FROM things.thing_changed_parts_v1')).rejects.toThrow(
      'permission denied',
    )
  })

  it('gains a member and a longer text, and refuses what is a new major version', async () => {
    await load('b1', [{ id: 'a', line: 0, parts: ['x'] }])
    const longer = 'sku: { type: string, maxLength: 40, description: S. }'
    const size = 'size: { type: integer, description: Z. }'
    const wider = compiledSet(parts(`${longer}, ${size}, ${maker}, ${buyer}`))
    await migrated(warehouse, wider.migrations, roles)
    await finished(await staged('b2', [{ id: 'b', line: 0, parts: ['s'.repeat(40)] }], wider))
    expect(await warehouse.query('analyst', 'SELECT sku, size FROM things.thing_changed_parts ORDER BY 1')).toEqual([
      ['s'.repeat(40), null],
      ['x', null],
    ])
    await expect(migrated(warehouse, set.migrations, roles)).rejects.toThrow(
      /contract things\.thing_changed: column size of things\.thing_changed_parts_v1 is in the warehouse and no longer/,
    )
  })
})
