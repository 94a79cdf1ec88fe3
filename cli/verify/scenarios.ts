import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { isComplete } from '#runtime/published-batch.ts'
import { writeRecord } from '../../producers/record/file.ts'
import { publishRecord } from '../../producers/record/publish.ts'
import { verifyRecord } from '../../producers/record/verify.ts'
import { firstWave, secondWave } from '../../producers/simulator/waves.ts'
import { addUp, balances, total } from '../accounts.ts'
import { recordsOf } from '../data-api.ts'
import type { Lake } from '../lake.ts'
import { awaitBatch, claim } from '../run-batch.ts'
import type { Reach } from '../stack.ts'
import { doorsOf } from '../start/publish.ts'
import { count } from '../start/report.ts'
import type { Steps } from '../steps.mjs'
import { asAdmin, asAnalyst } from '../warehouse-users.ts'

/** One statement about the stage, and whether it was found so. */
export interface Finding {
  readonly what: string
  readonly holds: boolean
  readonly remark: string
}

export interface Scene {
  readonly lake: Lake<Reach>
  readonly steps: Steps
  readonly orders: number
  /** No new object for so long means that Firehose has delivered what it had. */
  readonly quietSeconds: number
  readonly signal: AbortSignal
}

/**
 * Two hours of a company in little: publish with real clients, deliver, claim, process, then hold tables, counts and rights against what
 * the publishers wrote down before they sent. Throws only when the work itself cannot go on.
 */
export async function runScenarios(scene: Scene): Promise<readonly Finding[]> {
  const { lake, steps, orders } = scene
  const folder = await mkdtemp(join(tmpdir(), 'tributary-verify-'))
  const scenario = { seed: `verify ${folder}`, arrival: new Date(), orders }
  const records: string[] = []
  const findings: Finding[] = []
  const find = (what: string, holds: boolean, remark = '') => {
    findings.push({ what, holds, remark })
    steps.line(`  ${holds ? steps.paint.green('✔') : steps.paint.red('✘')} ${what}${remark && `  ${remark}`}`)
  }
  const seen = new Set<string>()
  for (const [place, wave] of [firstWave, secondWave].entries()) {
    const path = join(folder, `wave-${place + 1}.ndjson`)
    await writeRecord(path, wave(scenario))
    records.push(path)
    const before = await rawKeys(lake)
    const { surprises, sent } = await steps.step(`Wave ${place + 1} published`, () =>
      publishRecord(path, doorsOf(lake.connection, lake.stack, lake.contracts)),
    )
    const events = Object.values(sent).reduce((sum, each) => sum + each, 0)
    find(
      `wave ${place + 1}: the bus answered as the publishers expected`,
      surprises.length === 0,
      surprises[0] ?? `${count(events)} sent`,
    )
    await steps.step(`Wave ${place + 1} delivered by Firehose`, () => untilQuiet(scene, before))
    const failures = await steps.step(`Wave ${place + 1} claimed and processed`, () => processAll(scene, seen))
    find(
      `wave ${place + 1}: every batch was started by its manifest and ended well`,
      failures.length === 0,
      failures.join('; ').slice(0, 500),
    )
  }
  await compare(scene, records, find)
  return findings
}

const rawKeys = async ({ objects, stack }: Lake<Reach>): Promise<number> =>
  (await objects.keys(stack.buckets.raw, 'service=')).length

const pollMilliseconds = 1_000

async function untilQuiet({ lake, quietSeconds, signal }: Scene, before: number): Promise<void> {
  let known = before
  for (let since = Date.now(); known === before || Date.now() - since < quietSeconds * 1000; ) {
    await delay(pollMilliseconds, undefined, { signal })
    const now = await rawKeys(lake)
    if (now !== known) since = Date.now()
    known = now
  }
}

/** Claims until nothing is left, whether this claim or the schedule's took it, and follows every batch. The failures. */
async function processAll({ lake, signal }: Scene, seen: Set<string>): Promise<readonly string[]> {
  const failures: string[] = []
  for (;;) {
    await claim(lake.connection, lake.stack)
    const fresh = (await lake.documents.manifests()).map(({ batch_id }) => batch_id).filter((id) => !seen.has(id))
    if (fresh.length === 0) return failures
    for (const batchId of fresh) {
      seen.add(batchId)
      const end = await orAborted(signal, awaitBatch(lake.connection, lake.documents, batchId))
      if (end.failure !== undefined) failures.push(`${batchId}: ${end.failure}`)
    }
  }
}

async function compare(
  { lake, steps }: Scene,
  records: readonly string[],
  find: (what: string, holds: boolean, remark?: string) => void,
) {
  const published = await lake.documents.allPublished()
  const accounts = addUp(published)
  const lawful = published.every(({ types }) => types.every(balances)) && published.every(isComplete)
  find(
    'received = loaded + duplicate + quarantined, per batch and type',
    lawful,
    `${count(total(accounts).received)} received`,
  )

  const admin = asAdmin(lake.connection, lake.stack)
  const verdict = await steps.step("Tables compared with the publishers' record", () =>
    verifyRecord({ records, accounts, query: async (sql) => recordsOf(await admin(sql)), holds: 'all' }),
  )
  const { lost, doubled, changed, unexpected, counts } = verdict
  const wrong = counts.map(({ what, expected, found }) => `${what}: ${expected} expected, ${found} found`)
  find(
    "tables and counts are the publishers' own record, value for value",
    verdict.equal,
    [`${lost} lost, ${doubled} doubled, ${changed} changed, ${unexpected} unexpected`, ...wrong].join('; '),
  )

  const analyst = await asAnalyst(lake.connection, lake.stack)
  const filled = new Set(accounts.filter(({ loaded }) => loaded > 0).map((account) => account.type))
  const type = lake.contracts.types.find(({ name }) => filled.has(name))
  if (type) {
    const { schema, name } = type.table
    const view = type.name
    find(`an analyst reads ${view}`, Number((await analyst(`SELECT COUNT(*) FROM ${view}`)).rows[0]?.[0]) > 0)
    const refusal = await analyst(`SELECT * FROM ${schema}.${name} LIMIT 1`).then(
      () => 'it was not refused',
      (error: Error) => error.message,
    )
    find(
      `an analyst may not read the table ${schema}.${name}`,
      /permission denied/i.test(refusal),
      refusal.slice(0, 120),
    )
  }
  const answers: number[] = []
  for (const { name, headline } of lake.contracts.marts) {
    if (!headline) continue
    const { rows } = await analyst(headline.sql)
    answers.push(rows.length)
    find(`an analyst may ask marts.${name}`, true, `${headline.question} ${rows.length} rows`)
  }
  find(
    'marts of what was published have rows',
    answers.some((rows) => rows > 0),
  )
  find('nothing is left to claim', (await claim(lake.connection, lake.stack)).length === 0)
}

/** The work's result, or an error as soon as the signal aborts. */
export async function orAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error)
    signal.addEventListener('abort', abort, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
