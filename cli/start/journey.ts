import { type Published, publishRecord } from '../../producers/record/publish.ts'
import { type Verdict, verifyRecord } from '../../producers/record/verify.ts'
import { type Account, addUp, balances } from '../accounts.ts'
import { recordsOf } from '../data-api.ts'
import { type Lake, openLake } from '../lake.ts'
import { warehouseUrl } from '../plane-control.ts'
import { connectionOf, type PlaneAddress } from '../plane-process.ts'
import type { BatchEnd } from '../run-batch.ts'
import { root, type StateFolder } from '../state.ts'
import type { Steps } from '../steps.mjs'
import { asAdmin, asAnalyst } from '../warehouse-users.ts'
import { runBatches } from './batches.ts'
import { deploy } from './deploy.ts'
import { eventToTry, insightLines } from './insights.ts'
import { doorsOf } from './publish.ts'
import { openPublishersRecord, type PublishersRecord, type Wave } from './publishers-record.ts'
import { accountLines, count, lawLines, recordLines, type StartReport } from './report.ts'
import type { Stopwatch } from './stopwatch.ts'

export interface Journey {
  readonly state: StateFolder
  readonly orders: number
  readonly flights: number
  readonly plane: PlaneAddress
  readonly steps: Steps
  readonly watch: Stopwatch
  /** Takes the lines that are the result. */
  readonly say: (lines: readonly string[]) => void
}

/** A start on kept state sends this many events of before again, to show that nothing is loaded twice. */
const repeatedOnRestart = 1_000

/**
 * Deploys, publishes two waves and runs a batch after each, then holds the result against the publishers' record. Returns the report,
 * and the id of an event to look at.
 */
export async function journey(given: Journey): Promise<{ readonly report: StartReport; readonly eventId: string }> {
  const { state, orders, flights, plane, steps, watch, say } = given
  const lake = await deployed(given)
  steps.section('Publish', 'the AWS SDK, to the local bus; each event is recorded before it is sent')
  const record = await watch.time('record', () =>
    openPublishersRecord(state.publishers, { seed: 'tributary', orders, flights, now: new Date() }),
  )
  // What an earlier start left comes first: which of two events with one id is loaded depends on the order of the batches.
  const ends: BatchEnd[] = record.fresh ? [] : [...(await runBatches(lake, steps, watch))]
  for (const wave of await wavesToSend(record, steps)) {
    await send(lake, record, wave, given)
    ends.push(...(await runBatches(lake, steps, watch)))
  }
  const published = await lake.documents.allPublished()
  const accounts = addUp(published)
  const verdict = await steps.step("Comparison with the publishers' own record", () =>
    watch.time('compare', () => compare(lake, record, accounts)),
  )
  const lawful = published.every(({ types }) => types.every(balances))
  const complete = ends.every(({ failure }) => failure === undefined)
  say(['', ...accountLines(accounts).map((line) => `  ${line}`)])
  say([...lawLines(accounts, steps.paint), ...recordLines(verdict, steps.paint)].map((line) => `  ${line}`))
  const analyst = await asAnalyst(lake.connection, lake.stack)
  say([
    '',
    steps.paint.bold('What an analyst sees'),
    ...(await insightLines(lake.contracts, analyst)).map((line) => `  ${line}`),
  ])
  const report: StartReport = {
    balanced: lawful && complete && verdict.equal && published.length > 0,
    batches: published.length,
    refused: refusedBy(record),
    types: accounts,
    seconds: watch.seconds(),
    endpoint: plane.endpoint,
    warehouse: await warehouseUrl(lake.connection),
  }
  return { report, eventId: await eventToTry(lake.contracts, analyst) }
}

async function deployed({ plane, steps, watch }: Journey): Promise<Lake> {
  steps.section('Deploy', 'sls deploy --stage local')
  const connection = connectionOf(plane)
  return steps.step(
    'Stack',
    async (progress) => {
      await watch.time('deploy', () => deploy(root, connection, progress))
      return openLake(connection)
    },
    ({ contracts: { types, services } }) =>
      `${types.length} contracts of ${services.length} services → ${services.length + 1} rules and streams, ${types.reduce((sum, { tables = [] }) => sum + 1 + tables.length, 0)} tables`,
  )
}

/** What was not sent to its end before; when all was, a part of it once more. */
async function wavesToSend(record: PublishersRecord, steps: Steps): Promise<readonly Wave[]> {
  const open = record.waves.filter((wave) => record.outcome(wave) === undefined)
  if (open.length > 0) return open
  steps.line(`  Kept state: the ${record.waves.length} waves were sent before; some of their events are sent again`)
  return [await record.recordRepetition(repeatedOnRestart, new Date())]
}

async function send(lake: Lake, record: PublishersRecord, wave: Wave, { steps, watch }: Journey): Promise<void> {
  const work = async () => {
    const outcome = await publishRecord(wave.path, doorsOf(lake.connection, lake.stack, lake.contracts))
    record.finish(wave, outcome)
    return outcome
  }
  const { refused, surprises } = await steps.step(
    wave.name.replace('-', ' '),
    () => watch.time('publish', work),
    sentWords,
  )
  for (const [code, number] of Object.entries(refused)) steps.warn(`${count(number)} refused by the bus: ${code}`)
  for (const surprise of surprises.slice(0, 5)) steps.warn(surprise)
}

function sentWords({ sent }: Published): string {
  const names = Object.keys(sent)
  const total = Object.values(sent).reduce((sum, number) => sum + number, 0)
  const services = new Set(names.map((name) => name.split('.')[0]).filter((name) => !name?.startsWith('_')))
  return `${count(total)} events, of ${[...services].toSorted().join(', ')}`
}

/** First as if nobody else had ever published; where that fails on kept state, only the record's own rows are held. */
async function compare(lake: Lake, record: PublishersRecord, accounts: readonly Account[]): Promise<Verdict> {
  const admin = asAdmin(lake.connection, lake.stack)
  const options = {
    records: record.sent().map(({ path }) => path),
    accounts,
    query: async (sql: string) => recordsOf(await admin(sql)),
  }
  const strict = await verifyRecord({ ...options, holds: 'all' })
  if (strict.equal || record.fresh) return strict
  return verifyRecord({ ...options, holds: 'ours' })
}

function refusedBy(record: PublishersRecord): number {
  const refused = record.sent().flatMap((wave) => Object.values(record.outcome(wave)?.refused ?? {}))
  return refused.reduce((sum, number) => sum + number, 0)
}
