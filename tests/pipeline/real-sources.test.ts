import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { balances } from '../../cli/accounts.ts'
import { copyTree } from '../../cli/copy-tree.ts'
import type { BatchEnd } from '../../cli/run-batch.ts'
import { root } from '../../cli/state.ts'
import { eventBridgeBus } from '../../producers/client/event-bus.ts'
import { createPublisher } from '../../producers/client/publish.ts'
import { startLakehouse, type TestLakehouse } from '../support/lakehouse.ts'

/** Public data that nobody here wrote stands beside the checkout where the project is developed; a clone elsewhere has none. */
const data = join(root, '..', 'shared', 'data')
const present = existsSync(data)
if (!present) console.warn(`skipped: there is no ${data} with the public data sets that this scenario loads`)

const textOf = (file: string) => gunzipSync(readFileSync(join(data, file)))
const linesOf = (file: string) => textOf(file).toString('utf8').trimEnd().split('\n')

interface InvoiceLine {
  readonly Quantity: string
  readonly InvoiceDate: string
  readonly UnitPrice: string
  readonly Country: string
}
interface Push {
  readonly repo: { readonly name: string }
  readonly payload: { readonly commits: readonly unknown[] }
}

const retailFiles = ['adjustment-line', 'cancellation-line', 'invoice-line'].map(
  (name) => `online-retail/${name}.ndjson.gz`,
)

describe.skipIf(!present)('sources of other people, each with a contract and not one line of code', () => {
  let lake: TestLakehouse
  let tree: string
  let batch: BatchEnd

  beforeAll(async () => {
    tree = await copyTree('sources')
    await cp(join(root, 'tests', 'sources', 'contracts'), join(tree, 'schemas', 'contracts'), { recursive: true })
    await promisify(execFile)(process.execPath, ['compiler/main.ts'], { cwd: tree })
    lake = await startLakehouse(tree)
    await Promise.all([publishRetail(lake), publishEdits(lake), publishPlain(lake), putAccessLog(lake)])
    batch = await lake.runBatch()
  })
  afterAll(async () => {
    await lake?.stop()
    await rm(tree, { recursive: true, force: true })
  })

  it('lose nothing: every line is loaded, a duplicate, or in quarantine', () => {
    expect(batch.failure).toBeUndefined()
    const types = batch.published?.types ?? []
    for (const type of types) expect(balances(type), type.name).toBe(true)
    const counts = types.map(({ name, received, loaded, duplicate, quarantined }) => [
      name,
      received,
      loaded,
      duplicate,
      quarantined,
    ])
    expect(counts.toSorted()).toEqual([
      ['access.request', 6_667, 6_667, 0, 0],
      ['clicks.click', 2_300, 2_264, 36, 0],
      ['gharchive.push_event', 5_762, 5_762, 0, 0],
      ['retail.invoice_line', 370_931, 370_931, 0, 0],
      ['wiki.edit', 24_120, 24_120, 0, 0],
    ])
  })

  it('revenue per country and month is that of the files, to the tenth of a penny', async () => {
    const expected = new Map<string, bigint>()
    for (const line of retailFiles.flatMap(linesOf)) {
      const { Quantity, InvoiceDate, UnitPrice, Country } = JSON.parse(line) as InvoiceLine
      const key = `${Country} ${InvoiceDate.slice(0, 7)}`
      expected.set(key, (expected.get(key) ?? 0n) + BigInt(Quantity) * thousandths(UnitPrice))
    }
    const rows = await lake.asAnalyst(
      `SELECT country || ' ' || TO_CHAR(invoiced_at, 'YYYY-MM') AS what, SUM(quantity * unit_price) AS revenue
       FROM retail.invoice_line GROUP BY country || ' ' || TO_CHAR(invoiced_at, 'YYYY-MM')`,
    )
    expect(new Map(rows.map(({ what, revenue }) => [what, thousandths(revenue ?? '')]))).toEqual(expected)
  })

  it('pushes and commits per repository are those of the archive', async () => {
    const pushes = linesOf('github-archive/PushEvent.ndjson.gz').map((line) => JSON.parse(line) as Push)
    const expected = new Map<string, [number, number]>()
    for (const { repo, payload } of pushes) {
      const [count, commits] = expected.get(repo.name) ?? [0, 0]
      expected.set(repo.name, [count + 1, commits + payload.commits.length])
    }
    const rows = await lake.asAnalyst(
      `SELECT p.repo_name, COUNT(DISTINCT p.event_id) AS pushes, COUNT(c.sha) AS commits
       FROM gharchive.push_event p LEFT JOIN gharchive.push_event_commits c ON c.event_id = p.event_id
       GROUP BY p.repo_name`,
    )
    expect(
      new Map(rows.map(({ repo_name, pushes, commits }) => [repo_name, [Number(pushes), Number(commits)]])),
    ).toEqual(expected)
  })

  it('bytes per status are those of the access log, whose lines are no JSON', async () => {
    const expected = new Map<string, [number, number]>()
    for (const line of linesOf('access-logs/apache-combined.log.gz')) {
      const [, status = '', bytes = ''] = /" ([0-9]{3}) ([0-9-]+) "/.exec(line) ?? []
      const [count, sum] = expected.get(status) ?? [0, 0]
      expected.set(status, [count + 1, sum + (bytes === '-' ? 0 : Number(bytes))])
    }
    const rows = await lake.asAnalyst(
      'SELECT status, COUNT(*) AS requests, COALESCE(SUM(byte_count), 0) AS bytes FROM access.request GROUP BY status',
    )
    expect(new Map(rows.map(({ status, requests, bytes }) => [status, [Number(requests), Number(bytes)]]))).toEqual(
      expected,
    )
  })
})

/** Exact: an amount in thousandths. */
function thousandths(text: string): bigint {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(text) ?? []
  return BigInt(`${sign}${whole}${fraction.padEnd(3, '0')}`)
}

const cloudEvent = (source: string, type: string, id: string, time: string, data: unknown) => ({
  specversion: '1.0' as const,
  id,
  source,
  type,
  time,
  data,
})

/** Rows of files: their id is where they stand. */
async function publishRetail(lake: TestLakehouse): Promise<void> {
  for (const file of retailFiles) {
    const digest = createHash('sha256').update(textOf(file)).digest('hex')
    const events = linesOf(file).map((line, row) =>
      cloudEvent('uk.retail.shop', 'InvoiceLine', `${digest}#${row}`, new Date().toISOString(), JSON.parse(line)),
    )
    await expectSent(await lake.publish(events))
  }
}

async function publishEdits(lake: TestLakehouse): Promise<void> {
  const events = linesOf('wikipedia-edits/edit.ndjson.gz').map((line, row) =>
    cloudEvent('org.wikimedia.changes', 'Edit', String(row), new Date().toISOString(), JSON.parse(line)),
  )
  await expectSent(await lake.publish(events))
}

/** Payloads alone, as their publishers wrote them, byte for byte. */
async function publishPlain(lake: TestLakehouse): Promise<void> {
  const bus = eventBridgeBus(new EventBridgeClient(lake.connection), lake.stack.bus)
  const entries = [
    ...linesOf('github-archive/PushEvent.ndjson.gz').map((detail, row) =>
      plain('org.gharchive', 'PushEvent', detail, row),
    ),
    ...linesOf('usagov-clicks/click.ndjson.gz').map((detail, row) => plain('gov.usa.go', 'Click', detail, row)),
  ]
  await expectSent(await createPublisher({ bus }).put(entries))
}

const plain = (source: string, detailType: string, detail: string, place: number) => ({
  source,
  detailType,
  detail,
  sizeBytes: Buffer.byteLength(source + detailType + detail),
  members: [place],
})

async function putAccessLog(lake: TestLakehouse): Promise<void> {
  const client = new FirehoseClient(lake.connection)
  const records = linesOf('access-logs/apache-combined.log.gz').map((line) => ({ Data: Buffer.from(line) }))
  for (let from = 0; from < records.length; from += 500) {
    const { FailedPutCount } = await client.send(
      new PutRecordBatchCommand({
        DeliveryStreamName: lake.stack.streamOf('access'),
        Records: records.slice(from, from + 500),
      }),
    )
    expect(FailedPutCount).toBe(0)
  }
}

function expectSent(outcomes: readonly { readonly status: string }[]): void {
  expect(outcomes.filter(({ status }) => status !== 'sent')).toEqual([])
}
