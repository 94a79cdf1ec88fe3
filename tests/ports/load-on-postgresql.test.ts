import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ContractSet } from '#runtime/contract-set.ts'
import { contractOf } from '#runtime/contract-set.ts'
import { qualified, text } from '#runtime/sql.ts'
import { bootstrapStatements } from '../../cli/deploy/bootstrap-warehouse.ts'
import { planLoad } from '../../functions/plan-load/plan.ts'
import { render } from '../../functions/plan-load/render.ts'
import { aReport, aTypeReport } from '../support/batch-builders.ts'
import { migrated } from '../support/migrated.ts'
import { admin, startWarehouse, type TestWarehouse } from '../support/warehouse.ts'

/** The load protocol's SQL on a real database under snapshot isolation, without unique keys. COPY is left out: rows are staged by INSERT. */
const set = JSON.parse(readFileSync('schemas/generated/contract-set.json', 'utf8')) as ContractSet
const contract = contractOf(set, 'orders.order_placed')
const machines = 'machines'

let warehouse: TestWarehouse
let sequence = 0
beforeAll(async () => {
  warehouse = await startWarehouse()
  const role = (name: string) => `arn:aws:iam::000000000000:role/${name}`
  const roles = { stateMachines: role(machines), confirmLoad: role('confirm'), analyst: role('analyst') }
  for (const sql of bootstrapStatements(roles)) {
    const { error } = await warehouse.run(admin, [sql])
    expect(error === undefined || error.includes('already exists'), error).toBe(true)
  }
  await migrate()
}, 120_000)
afterAll(() => warehouse.stop())
beforeEach(async () => {
  const relations = [
    'orders.order_placed_v1',
    'ops.ledger_orders_order_placed_v1',
    'ops.collisions_orders_order_placed_v1',
  ]
  await finished(
    machines,
    relations.map((relation) => `DELETE FROM ${relation}`),
  )
})

const migrate = () => migrated(warehouse, set.migrations, { machines, planner: 'planner', confirm: 'confirm' })

async function finished(as: string, sqls: readonly string[]): Promise<void> {
  expect(await warehouse.run(as, sqls)).toMatchObject({ status: 'FINISHED' })
}

interface StagedEvent {
  readonly id: string
  readonly object?: number
  readonly line?: number
  readonly payload?: string
  readonly time?: string
}

/** Plans one try to load a batch, and stages its events; what Apply runs is returned. */
async function staged(batchId: string, events: readonly StagedEvent[]): Promise<readonly string[]> {
  const plan = planLoad({
    batchId,
    contracts: 'c1',
    contract,
    report: aReport({ batch_id: batchId, types: [aTypeReport({ children: [] })] }),
    verdict: 'pass',
    nonce: `try ${++sequence}`,
    batchesBucket: 'batches',
    curatedBucket: 'curated',
    copyRoleArn: 'arn:copy',
  })
  const creates = plan.stage.filter((step) => step.kind === 'create staging')
  const [create] = creates
  if (create === undefined) throw new Error('the plan has no staging table')
  const rows = events.map(
    ({ id, object = 0, line = 0, payload = 'p', time = '2026-11-23 08:30:00' }) =>
      `(${text(id)}, ${text(time)}, ${text(time)}, ${text(batchId)}, ${object}, ${line}, 0, '1.2', ${text(payload)}, '{"More":[1.50]}', 9.90)`,
  )
  await finished(machines, [
    ...creates.map(render),
    `INSERT INTO ${qualified(create.staging)} (event_id, event_time, _received_at, _batch_id, _object, _line, _index, _contract_version, _payload_hash, _rest, total) VALUES ${rows.join(', ')}`,
  ])
  return plan.apply.map(render)
}

const ledger = (batchId: string) =>
  warehouse.query(
    'confirm',
    `SELECT staged, inserted, duplicates, id_collisions FROM ops.ledger_orders_order_placed_v1 WHERE batch_id = '${batchId}'`,
  )
const held = () =>
  warehouse.query(
    machines,
    'SELECT event_id, _batch_id, _payload_hash FROM orders.order_placed_v1 ORDER BY event_id, _batch_id',
  )
const loadInTurn = async (batchId: string, events: readonly StagedEvent[]) =>
  finished(machines, await staged(batchId, events))

describe('a load', () => {
  it('inserts each new id once, the first copy by object and line', async () => {
    await loadInTurn('b1', [
      { id: 'a', object: 1, line: 0 },
      { id: 'b', object: 0, line: 7 },
      { id: 'b', object: 0, line: 3 },
    ])
    expect(await ledger('b1')).toEqual([[3, 2, 1, 0]])
    expect(await warehouse.query(machines, "SELECT _line FROM orders.order_placed_v1 WHERE event_id = 'b'")).toEqual([
      [3],
    ])
  })

  it('leaves what an earlier batch loaded, and counts it as duplicate', async () => {
    await loadInTurn('b1', [{ id: 'a' }])
    await loadInTurn('b2', [{ id: 'a' }, { id: 'b' }])
    expect(await ledger('b2')).toEqual([[2, 1, 1, 0]])
    expect(await held()).toEqual([
      ['a', 'b1', 'p'],
      ['b', 'b2', 'p'],
    ])
  })

  it('records an id that is held with another payload, and keeps the first', async () => {
    await loadInTurn('b1', [{ id: 'a', payload: 'first' }])
    await loadInTurn('b2', [
      { id: 'a', payload: 'second' },
      { id: 'c', line: 1, payload: 'x' },
      { id: 'c', line: 2, payload: 'y' },
    ])
    expect(await ledger('b2')).toEqual([[3, 1, 0, 2]])
    expect(
      await warehouse.query(
        machines,
        'SELECT event_id, payload_hash, held_payload_hash, held_batch_id FROM ops.collisions_orders_order_placed_v1 ORDER BY 1',
      ),
    ).toEqual([
      ['a', 'second', 'first', 'b1'],
      ['c', 'y', 'x', 'b2'],
    ])
  })

  it('loads a batch once, whatever the number of tries', async () => {
    for (let index = 0; index < 3; index++) await loadInTurn('b1', [{ id: 'a' }, { id: 'b' }])
    expect(await ledger('b1')).toEqual([[2, 2, 0, 0]])
    expect(await held()).toHaveLength(2)
  })

  it('changes nothing when a batch is tried again that the ledger has: what was erased since stays erased', async () => {
    const events = [{ id: 'a' }, { id: 'b', line: 1, payload: 'x' }, { id: 'b', line: 2, payload: 'y' }]
    await loadInTurn('b1', events)
    await finished(machines, ["DELETE FROM orders.order_placed_v1 WHERE event_id = 'a'"])
    await loadInTurn('b1', events)
    expect(await held()).toEqual([['b', 'b1', 'x']])
    expect(await warehouse.query(machines, 'SELECT COUNT(*) FROM ops.collisions_orders_order_placed_v1')).toEqual([[1]])
    expect(await ledger('b1')).toEqual([[3, 2, 0, 1]])
  })

  it('loads a batch once, also when tries run side by side', async () => {
    const events = Array.from({ length: 20 }, (_, line) => ({ id: `e${line}`, line }))
    const tries = await Promise.all([1, 2, 3, 4].map(() => staged('b1', events)))
    await Promise.all(tries.map((apply) => finished(machines, apply)))
    expect(await ledger('b1')).toEqual([[20, 20, 0, 0]])
    expect(await held()).toHaveLength(20)
  })

  it('holds each id once when different batches with the same events load side by side', async () => {
    const events = Array.from({ length: 20 }, (_, line) => ({ id: `e${line}`, line }))
    const batches = ['b1', 'b2', 'b3', 'b4']
    const loads = await Promise.all(batches.map((batchId) => staged(batchId, events)))
    await Promise.all(loads.map((apply) => finished(machines, apply)))
    expect(await held()).toHaveLength(20)
    const accounts = (await Promise.all(batches.map(ledger))).flat()
    expect(accounts.map(([, inserted]) => inserted).toSorted()).toEqual([0, 0, 0, 20])
  })

  it('parses JSON text and keeps its numbers', async () => {
    await loadInTurn('b1', [{ id: 'a' }])
    expect(await warehouse.query(machines, 'SELECT JSON_SERIALIZE(_rest), total FROM orders.order_placed_v1')).toEqual([
      ['{"More":[1.50]}', '9.90'],
    ])
  })

  it('takes an id for new whose held copy lies outside the identity window', async () => {
    await loadInTurn('b1', [{ id: 'a', time: '2026-01-01 00:00:00' }])
    await loadInTurn('b2', [{ id: 'a' }])
    expect(await ledger('b2')).toEqual([[1, 1, 0, 0]])
  })
})

describe('the warehouse', () => {
  it('migrates any number of times', async () => {
    await loadInTurn('b1', [{ id: 'a' }])
    await migrate()
    expect(await held()).toHaveLength(1)
  })

  it('shows analysts views, and neither tables nor ledgers', async () => {
    await loadInTurn('b1', [{ id: 'a' }])
    expect(await warehouse.query('analyst', 'SELECT event_id FROM orders.order_placed')).toEqual([['a']])
    for (const relation of [
      'orders.order_placed_v1',
      'ops.ledger_orders_order_placed_v1',
      'ops.collisions_orders_order_placed_v1',
    ]) {
      await expect(warehouse.query('analyst', `SELECT 1 FROM ${relation}`)).rejects.toThrow('permission denied')
    }
  })

  it('shows confirm-load what a load recorded, and no event', async () => {
    await expect(warehouse.query('confirm', 'SELECT 1 FROM orders.order_placed_v1')).rejects.toThrow(
      'permission denied',
    )
    await expect(warehouse.query('confirm', 'SELECT 1 FROM orders.order_placed')).rejects.toThrow('permission denied')
  })
})
