import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ContractSet, contractOf } from '#runtime/contract-set.ts'
import { qualified, text } from '#runtime/sql.ts'
import { bootstrapStatements } from '../../cli/deploy/bootstrap-warehouse.ts'
import { compile } from '../../compiler/compile.ts'
import type { SourceFiles } from '../../compiler/read-contracts.ts'
import { contractSetPath } from '../../compiler/targets/contract-set.ts'
import { planLoad } from '../../functions/plan-load/plan.ts'
import { render } from '../../functions/plan-load/render.ts'
import { planMarts } from '../../functions/plan-marts/plan.ts'
import { aReport, aTypeReport } from '../support/batch-builders.ts'
import { migrated } from '../support/migrated.ts'
import { admin, startWarehouse, type TestWarehouse } from '../support/warehouse.ts'
import { thingFile, thingSources, thingWith } from '../unit/compiler/thing-contract.ts'

/** Two releases of one contract, one after the other on a real database. COPY is left out: rows are staged by INSERT. */
const roles = { machines: 'machines', planner: 'planner', confirm: 'confirm' }
const mart = (sql: string) => ({
  'schemas/marts/things_daily.yml': [
    'description: D.',
    'grain: one row per day and label',
    'key: [day, label]',
    'owner: things',
    'question: Q?',
    'metrics:',
    '  - { column: things, addsUp: true, description: How many. }',
  ],
  'schemas/marts/things_daily.sql': [sql],
})
const daily = (label: string) =>
  mart(
    `SELECT DATE_TRUNC('day', changed_at) AS day, ${label} AS label, COUNT(*) AS things FROM things.thing_current GROUP BY 1, 2`,
  )

const compiled = (files: SourceFiles): ContractSet =>
  JSON.parse(compile(files).find(({ path }) => path === contractSetPath)?.text ?? '') as ContractSet

const setA = compiled(thingSources(daily('currency')))
/** A member in the middle, a longer text, and a mart that reads the new member. */
const setB = compiled(
  thingSources({
    [thingFile]: thingWith({
      2: 'version: "1.1"',
      9: '    thing_id: { type: string, maxLength: 30, description: Its number. }\n    colour: { type: string, maxLength: 9, description: Of its coat. }',
    }),
    ...daily('colour'),
  }),
)

let warehouse: TestWarehouse
beforeAll(async () => {
  warehouse = await startWarehouse()
  const arn = (name: string) => `arn:aws:iam::000000000000:role/${name}`
  const users = { stateMachines: arn(roles.machines), confirmLoad: arn(roles.confirm), analyst: arn('analyst') }
  for (const sql of bootstrapStatements(users)) {
    const { error } = await warehouse.run(admin, [sql])
    expect(error === undefined || error.includes('already exists'), error).toBe(true)
  }
}, 120_000)
afterAll(() => warehouse.stop())

const migrate = (set: ContractSet) => migrated(warehouse, set.migrations, roles)

/** Stages one thing by a pinned set; what Apply runs is returned. */
async function staged(set: ContractSet, batchId: string, thing: Readonly<Record<string, string>>) {
  const plan = planLoad({
    batchId,
    contracts: 'c1',
    contract: contractOf(set, 'things.thing_changed'),
    report: aReport({ batch_id: batchId, types: [aTypeReport({ name: 'things.thing_changed' })] }),
    verdict: 'pass',
    nonce: batchId,
    batchesBucket: 'batches',
    curatedBucket: 'curated',
    copyRoleArn: 'arn:copy',
  })
  const [create] = plan.stage
  if (create?.kind !== 'create staging') throw new Error('the plan does not begin with a staging table')
  const row = {
    event_id: batchId,
    event_time: '2026-11-23 08:30:00',
    _received_at: '2026-11-23 08:30:00',
    _batch_id: batchId,
    _contract_version: '1',
    _payload_hash: 'p',
    changed_at: '2026-11-23 08:30:00',
    currency: 'EUR',
    ...thing,
  }
  const insert = `INSERT INTO ${qualified(create.staging)} (${Object.keys(row).join(', ')}, _object, _line, _index) VALUES (${Object.values(row).map(text).join(', ')}, 0, 0, 0)`
  await ran([render(create), insert])
  return plan.apply.map(render)
}

async function ran(sqls: readonly string[]): Promise<void> {
  expect(await warehouse.run(roles.machines, sqls)).toMatchObject({ status: 'FINISHED' })
}

describe('a deployed contract', () => {
  const long = 'x'.repeat(100)

  it('gains a member and a longer text, with the views, entities and marts above, while a batch of the old set is under way', async () => {
    await migrate(setA)
    await ran(await staged(setA, 'b1', { thing_id: 't1' }))
    const underWay = await staged(setA, 'b2', { thing_id: 't2' })

    await migrate(setB)
    await ran(underWay)
    await ran(await staged(setA, 'b3', { thing_id: 't3' }))
    await ran(await staged(setB, 'b4', { thing_id: long, colour: 'red' }))

    expect(
      await warehouse.query('analyst', 'SELECT thing_id, colour FROM things.thing_changed ORDER BY event_id'),
    ).toEqual([
      ['t1', null],
      ['t2', null],
      ['t3', null],
      [long, 'red'],
    ])
    expect(await warehouse.query('analyst', 'SELECT colour FROM things.thing_current ORDER BY 1')).toEqual([
      ['red'],
      [null],
      [null],
      [null],
    ])
    const types = [{ type: 'things.thing_changed', status: 'loaded', counts: { staged: 1 } }] as const
    for (const { statements } of planMarts({ batchId: 'b4', types, marts: setA.marts, nonce: 'n' }))
      await ran(statements)
    // A batch of the old set refreshes the mart that there is now.
    expect(await warehouse.query('analyst', 'SELECT label, things FROM marts.things_daily ORDER BY 1')).toEqual([
      ['red', 1],
      [null, 3],
    ])
    expect(await warehouse.query('analyst', 'SELECT COUNT(*) FROM ops.batches')).toEqual([[4]])
    expect(
      await warehouse.query(roles.confirm, 'SELECT inserted FROM ops.ledger_things_thing_changed_v1 ORDER BY batch_id'),
    ).toEqual([[1], [1], [1], [1]])
    await expect(warehouse.query('analyst', 'SELECT 1 FROM things.thing_changed_v1')).rejects.toThrow(
      'permission denied',
    )
  })

  it('is left alone when nothing changed', async () => {
    const again = await migrate(setB)
    expect(again.filter((sql) => !/^(GRANT|CREATE SCHEMA IF NOT EXISTS) /.test(sql))).toEqual([])
  })

  it('is read by analysts without a gap while a view changes', async () => {
    const wider = compiled(
      thingSources({
        [thingFile]: thingWith({
          9: '    thing_id: { type: string, maxLength: 30, description: Its number. }\n    colour: { type: string, maxLength: 9, description: Of its coat. }\n    size: { type: integer, description: S. }',
        }),
        ...daily('colour'),
      }),
    )
    let reading = true
    const reads = (async () => {
      let count = 0
      for (; reading; count++) await warehouse.query('analyst', 'SELECT COUNT(*) FROM marts.things_daily')
      return count
    })()
    const statements = await migrate(wider)
    reading = false
    expect(await reads).toBeGreaterThan(0)
    expect(statements.join('\n')).toContain(
      'DROP VIEW marts.things_daily\nDROP TABLE stage.mart_rows_things_daily\nDROP VIEW stage.mart_query_things_daily, things.thing_current, things.thing_changed',
    )
    expect(await warehouse.query('analyst', 'SELECT COUNT(size) FROM things.thing_changed')).toEqual([[0]])
  })

  it('refuses what is a new major version, and leaves everything as it is', async () => {
    await expect(migrate(setA)).rejects.toThrow(
      'contract things.thing_changed: column colour of things.thing_changed_v1 is in the warehouse and no longer in the contract',
    )
    expect(await warehouse.query('analyst', 'SELECT COUNT(colour) FROM things.thing_changed')).toEqual([[1]])
  })
})
