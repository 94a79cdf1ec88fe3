import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { qualified, text } from '#runtime/sql.ts'
import { planQuarantine } from '../../functions/plan-load/plan-quarantine.ts'
import { render } from '../../functions/plan-load/render.ts'
import { aReport } from '../support/batch-builders.ts'
import { compiledSet, roles, startMigratedWarehouse } from '../support/migrated-warehouse.ts'
import type { TestWarehouse } from '../support/warehouse.ts'
import { thingServiceFile, thingServiceLines, thingSources } from '../unit/compiler/thing-contract.ts'

/** What analysts can know of tables and refused records, on a real database. */
const set = compiledSet(
  thingSources({
    [thingServiceFile]: [...thingServiceLines, 'sla: { freshness: PT2H }'],
    'schemas/marts/by_currency.yml': [
      'description: D.',
      'grain: G',
      'key: [currency]',
      'owner: finance',
      'question: Q?',
      'metrics:',
      '  - { column: things, addsUp: true, description: How many. }',
    ],
    'schemas/marts/by_currency.sql': ['SELECT currency, COUNT(*) AS things FROM things.thing_current GROUP BY 1'],
  }),
)
const ledgers = ['ops.ledger_things_thing_changed_v1', 'ops.refreshes_by_currency']
const quarantine = [
  'ops.quarantine_records',
  'ops.ledger_ops_quarantine_records',
  'ops.collisions_things_thing_changed_v1',
]

let warehouse: TestWarehouse
beforeAll(async () => {
  warehouse = await startMigratedWarehouse(set)
}, 120_000)
afterAll(() => warehouse.stop())
beforeEach(() => finished([...ledgers, ...quarantine].map((relation) => `DELETE FROM ${relation}`)))

async function finished(sqls: readonly string[]): Promise<void> {
  expect(await warehouse.run(roles.machines, sqls)).toEqual({ id: expect.anything(), status: 'FINISHED' })
}
const loaded = (batchId: string, receivedMinutesAgo: number, loadedMinutesAgo: number, verdict = 'pass') =>
  `INSERT INTO ops.ledger_things_thing_changed_v1 (batch_id, type, attempt, staged, inserted, duplicates, id_collisions, contract_version, contracts, loaded_at, max_received_at, verdict)
   VALUES ('${batchId}', 'things.thing_changed', 1, 1, 1, 0, 0, '1.0', 'c', DATEADD(minute, -${loadedMinutesAgo}, GETDATE()), DATEADD(minute, -${receivedMinutesAgo}, GETDATE()), '${verdict}')`
const refreshed = (minutesAgo: number, duplicates = 0) =>
  `INSERT INTO ops.refreshes_by_currency VALUES ('by_currency', 'b1', 1, ${duplicates}, DATEADD(minute, -${minutesAgo}, GETDATE()), 0)`
const trust = () =>
  warehouse.query(
    'analyst',
    "SELECT relation, owner, DATEDIFF(minute, latest_received, GETDATE()), DATEDIFF(minute, published_at, GETDATE()), sla_seconds, on_time, verdict, quarantined_24h FROM ops.table_trust WHERE relation <> 'things.thing_current' ORDER BY relation DESC",
  )

interface Refused {
  readonly id?: string
  readonly type?: string
}
let sequence = 0
/** Stages the metadata of refused records; what Apply runs is returned. */
async function staged(batchId: string, records: readonly Refused[]): Promise<readonly string[]> {
  const plan = planQuarantine({
    batchId,
    contracts: 'c1',
    report: aReport(),
    nonce: `try ${++sequence}`,
    batchesBucket: 'batches',
    quarantineBucket: 'quarantine',
    copyRoleArn: 'arn:copy',
  })
  const [create] = plan.stage
  if (create?.kind !== 'create staging') throw new Error('the plan does not begin with a staging table')
  const rows = records.map(
    ({ id, type = 'things.thing_changed' }, line) =>
      `('0:${line}:0', ${text(type)}, ${id === undefined ? 'NULL' : text(id)}, ${text(batchId)}, NULL, 'service=things/x.gz', 0, ${line}, 0, NULL, 'schema', '[{"code":"schema"}]')`,
  )
  await finished([render(create), `INSERT INTO ${qualified(create.staging)} VALUES ${rows.join(', ')}`])
  return plan.apply.map(render)
}

describe('ops.table_trust', () => {
  it('lists tables that never got a row: not on time where that was promised', async () => {
    expect(await trust()).toEqual([
      ['things.thing_changed', 'things', null, null, 7200, false, null, 0],
      ['marts.by_currency', 'finance', null, null, 7200, false, null, 0],
    ])
  })

  it('has the entities of a type as the type itself', async () => {
    await finished([loaded('b1', 90, 30)])
    const [events, entities] = await warehouse.query(
      'analyst',
      "SELECT owner, published_at, on_time, verdict FROM ops.table_trust WHERE relation LIKE 'things.%'",
    )
    expect(entities).toEqual(events)
    expect(events?.slice(2)).toEqual([true, 'pass'])
  })

  it('says what the latest load said, and whether data is as fresh as promised', async () => {
    await finished([loaded('b1', 300, 290, 'warn'), loaded('b2', 90, 30), refreshed(29)])
    expect(await trust()).toEqual([
      ['things.thing_changed', 'things', 90, 30, 7200, true, 'pass', 0],
      ['marts.by_currency', 'finance', 90, 29, 7200, true, 'pass', 0],
    ])
  })

  it('warns of old data, and of what was loaded with a warning', async () => {
    await finished([loaded('b1', 180, 100, 'warn'), refreshed(99)])
    expect(await trust()).toEqual([
      ['things.thing_changed', 'things', 180, 100, 7200, false, 'warn', 0],
      ['marts.by_currency', 'finance', 180, 99, 7200, false, 'warn', 0],
    ])
  })

  it('warns of a mart that was not refreshed since, or whose key is not one', async () => {
    await finished([loaded('b1', 60, 50), refreshed(55, 2)])
    expect((await trust())[1]).toEqual(['marts.by_currency', 'finance', 60, 55, 7200, false, 'warn', 0])
  })

  it('counts what was refused within a day', async () => {
    await finished(await staged('b1', [{ id: 'a' }, { id: 'b' }, { type: '_unknown' }]))
    await finished(await staged('b2', [{ id: 'c' }]))
    await finished([
      "UPDATE ops.quarantine_records SET quarantined_at = DATEADD(hour, -25, GETDATE()) WHERE _batch_id = 'b2'",
    ])
    expect((await trust()).map((row) => row.at(-1))).toEqual([2, 2])
  })
})

describe('ops.quarantine', () => {
  const shown = () =>
    warehouse.query('analyst', 'SELECT type, event_id, record_id, reason FROM ops.quarantine ORDER BY 1, 2')

  it('shows analysts what was refused and why, also by the load itself', async () => {
    await finished(await staged('b1', [{ id: 'a' }, { type: '_unknown' }]))
    await finished([
      "INSERT INTO ops.collisions_things_thing_changed_v1 VALUES ('b1', 'c', '2026-01-01', 2, 9, 1, 'p', 'q', 'b0', GETDATE())",
    ])
    expect(await shown()).toEqual([
      ['_unknown', null, '0:1:0', 'schema'],
      ['things.thing_changed', 'a', '0:0:0', 'schema'],
      ['things.thing_changed', 'c', '2:9:1', 'id_collision'],
    ])
    await expect(warehouse.query('analyst', 'SELECT 1 FROM ops.quarantine_records')).rejects.toThrow(
      'permission denied',
    )
  })

  it('takes a batch once, and an id of any length', async () => {
    const records = [{ id: 'ä'.repeat(1_000) }, { id: 'b' }]
    const tries = await Promise.all([1, 2, 3].map(() => staged('b1', records)))
    await Promise.all(tries.map(finished))
    expect(await shown()).toHaveLength(2)
    expect(
      await warehouse.query(roles.confirm, 'SELECT staged, inserted FROM ops.ledger_ops_quarantine_records'),
    ).toEqual([[2, 2]])
  })
})
