import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUp, balances } from '../../cli/accounts.ts'
import { insightLines } from '../../cli/start/insights.ts'
import { doorsOf } from '../../cli/start/publish.ts'
import { asAnalyst } from '../../cli/warehouse-users.ts'
import { feedsOfThePast } from '../../producers/feeds/past.ts'
import type { Sending } from '../../producers/record/expectation.ts'
import { writeRecord } from '../../producers/record/file.ts'
import { publishRecord } from '../../producers/record/publish.ts'
import { verifyRecord } from '../../producers/record/verify.ts'
import { firstWave, secondWave } from '../../producers/simulator/waves.ts'
import { compareEngines, disagreements } from '../support/both-engines.ts'
import { startLakehouse, type TestLakehouse } from '../support/lakehouse.ts'
import { differences, openProofs } from '../support/mart-proofs.ts'

const scenario = { seed: 'happy hour', arrival: new Date(), orders: 1_000 }
const flights = 100_000

async function* firstHour(): AsyncGenerator<Sending> {
  yield* feedsOfThePast(flights)
  yield* firstWave(scenario)
}

describe('two hours of orders, payments and earthquakes, good and bad, and the feeds of the past', () => {
  let lake: TestLakehouse
  const records: string[] = []
  beforeAll(async () => {
    lake = await startLakehouse()
    const folder = await mkdtemp(join(tmpdir(), 'tributary-record-'))
    for (const [hour, wave] of [firstHour(), secondWave(scenario)].entries()) {
      const path = join(folder, `${hour}.ndjson`)
      records.push(path)
      await writeRecord(path, wave)
      const { surprises } = await publishRecord(path, doorsOf(lake.connection, lake.stack, lake.contracts))
      expect(surprises).toEqual([])
      const { failure } = await lake.runBatch()
      expect(failure).toBeUndefined()
    }
  })
  afterAll(() => lake.stop())

  it('end in tables and quarantine exactly as the publishers recorded before sending', async () => {
    const accounts = addUp(await lake.documents.allPublished())
    const verdict = await verifyRecord({ records, accounts, query: lake.query, holds: 'all' })
    expect(verdict.counts).toEqual([])
    expect(
      verdict.tables.map(({ lost, doubled, changed, unexpected }) => [lost, doubled, changed, unexpected]),
    ).toEqual(verdict.tables.map(() => [[], [], [], []]))
    expect(verdict.equal).toBe(true)
  })

  it('balance per batch and type', async () => {
    const published = await lake.documents.allPublished()
    expect(published).toHaveLength(2)
    for (const type of published.flatMap(({ types }) => types)) expect(balances(type), type.name).toBe(true)
  })

  it('send unknown types and unknown sources to quarantine, by name', async () => {
    const unknown = addUp(await lake.documents.allPublished()).find(({ type }) => type === '_unknown')
    expect(unknown?.reasons.unknown_contract).toBe(70)
  })

  it('show analysts the latest solution of each earthquake', async () => {
    const [counts] = await lake.asAnalyst(
      'SELECT COUNT(*) AS solutions, COUNT(DISTINCT earthquake_id) AS quakes FROM usgs.earthquake_current',
    )
    expect(counts).toEqual({ solutions: '1707', quakes: '1707' })
  })

  it('fill each mart with what DuckDB computes from the sources, to the cent, its key unique', async () => {
    const proofOf = await openProofs({ records, flights })
    expect(lake.contracts.marts.length).toBeGreaterThanOrEqual(6)
    for (const { name, key } of lake.contracts.marts) {
      const found = await lake.asAnalyst(`SELECT * FROM marts.${name}`)
      expect(found.length, name).toBeGreaterThan(0)
      expect(differences(key, found, await proofOf(name)).slice(0, 10), name).toEqual([])
    }
  })

  it('answer the headlines of the marts', async () => {
    const query = await asAnalyst(lake.connection, lake.stack)
    const screen = (await insightLines(lake.contracts, query)).join('\n')
    expect(screen).toMatch(/DFW +LGA +103 +60 +58/)
    expect(screen).toMatch(/Canada goose +190 +\d+ +15389869\.00/)
    expect(screen).toMatch(/6\.4 .*Hualian/)
  })

  it('hide from analysts what names a person', async () => {
    const [row] = await lake.asAnalyst('SELECT * FROM orders.order_placed LIMIT 1')
    expect(row).not.toHaveProperty('customer_id')
    expect(row?.email).not.toMatch(/@example\.com/)
    expect(row?.customer_id_key).toMatch(/^[0-9a-f]{64}$/)
    const [commit] = await lake.asAnalyst('SELECT * FROM github.push_commits LIMIT 1')
    expect(commit).toMatchObject({ author_email: '***', author_key: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(commit).not.toHaveProperty('author')
    await expect(lake.asAnalyst('SELECT * FROM github.push_commits_v1')).rejects.toThrow(/permission denied/i)
    await expect(lake.asAnalyst('SELECT * FROM orders.order_placed_v1')).rejects.toThrow(/permission denied/i)
  })

  it('tell analysts what was refused, what to trust, and that the keys of marts are keys', async () => {
    const accounts = addUp(await lake.documents.allPublished())
    const refused = await lake.asAnalyst('SELECT type, COUNT(*) AS records FROM ops.quarantine GROUP BY 1 ORDER BY 1')
    expect(refused.map(({ type, records }) => [type, Number(records)])).toEqual(
      accounts
        .flatMap(({ type, quarantined }) => (quarantined > 0 ? [[type, quarantined] as const] : []))
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    )
    const trust = await lake.asAnalyst('SELECT relation, owner, on_time, verdict FROM ops.table_trust')
    expect(trust).toContainEqual({
      relation: 'orders.order_placed',
      owner: 'checkout',
      on_time: 'true',
      verdict: 'pass',
    })
    expect(trust).toContainEqual({
      relation: 'marts.revenue_hourly',
      owner: 'checkout',
      on_time: 'true',
      verdict: 'pass',
    })
    const marts = await lake.asAnalyst(
      'SELECT mart, MAX(key_duplicates) AS duplicates FROM ops.mart_refreshes WHERE batch_id IS NOT NULL GROUP BY 1',
    )
    expect(marts.length).toBeGreaterThanOrEqual(4)
    for (const { mart, duplicates } of marts) expect(duplicates, String(mart)).toBe('0')
  })

  it('show the same counts and sums in Athena as in the warehouse', async () => {
    const compared = await compareEngines(lake)
    expect(disagreements(compared)).toEqual([])
    expect(compared.filter(({ athena }) => Number(athena?.all_rows) > 0).length).toBeGreaterThanOrEqual(2)
  })

  it('leave nothing for the next claim but one of the events themselves', async () => {
    await lake.flush()
    expect(await lake.claim()).toEqual([])
  })
})
