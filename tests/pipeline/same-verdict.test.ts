import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isDeepStrictEqual, promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyTree } from '../../cli/copy-tree.ts'
import { keyOfSource } from '../../cli/ingest-key.ts'
import { queryParquet } from '../../cli/parquet.ts'
import type { BatchEnd } from '../../cli/run-batch.ts'
import { python, root } from '../../cli/state.ts'
import { signRequest } from '../../producers/client/sign-request.ts'
import { type HostileEvent, hostileEvents, lineOf } from '../corpus/hostile-events.ts'
import { limitEvents, limitTimes, limitValues } from '../corpus/limit-values.ts'
import { startLakehouse, type TestLakehouse } from '../support/lakehouse.ts'

const type = 'limits.limit_reached'
/** What the Data API writes as JSON numbers, which its client reads as doubles. */
const inDoubles: ReadonlySet<string> = new Set(['big', 'free'])
/** What a record of Firehose may have. */
const recordBytes = 1_024_000
const busBytes = 200 * 1024

const headOf = (event: HostileEvent) => {
  const head = JSON.parse(
    `${lineOf(event)
      .toString('latin1')
      .split(',"detail":')[0]
      ?.replace(/^[^{]*/, '')}}`,
  )
  return head as { readonly source: string; readonly 'detail-type': string }
}
const isText = ({ bytes }: HostileEvent) => Buffer.from(bytes.toString('utf8')).equals(bytes)
/** What quarantine must say; undefined: the event is not there. */
const reasonOf = ({ verdict, column }: HostileEvent) => column ?? (verdict === 'taken' ? undefined : verdict)

interface Refusal {
  readonly object: string
  readonly line: number
  readonly reason: string
  readonly raw: Buffer
}

describe('one verdict at every door', () => {
  let lake: TestLakehouse
  let tree: string
  let batch: BatchEnd
  let refusals: readonly Refusal[]
  let files: readonly string[]
  const objects = { raw: [] as string[], firehose: [] as string[], bus: [] as string[], http: [] as string[] }
  const busAnswers = new Map<HostileEvent, string | undefined>()
  const httpAnswers = new Map<HostileEvent, string>()
  const throughFirehose = hostileEvents.filter((event) => lineOf(event).length <= recordBytes)
  const throughBus = hostileEvents.filter((event) => isText(event) && event.bytes.length > 0)

  beforeAll(async () => {
    tree = await copyTree('limits')
    await cp(join(root, 'tests', 'corpus', 'contracts'), join(tree, 'schemas', 'contracts'), { recursive: true })
    await promisify(execFile)(process.execPath, ['compiler/main.ts'], { cwd: tree })
    lake = await startLakehouse(tree)
    await putObject('hostile.gz', hostileEvents.map(lineOf))
    await putObject(
      'limits.gz',
      limitEvents.map((bytes) => lineOf({ bytes })),
    )
    objects.raw.push(...(await newObjects()))
    await putRecords()
    objects.firehose.push(...(await newObjects()))
    await putEvents()
    objects.bus.push(...(await newObjects()))
    await post()
    objects.http.push(...(await newObjects()))
    batch = await lake.runBatch()
    const report = await lake.documents.elected(batch.published?.batch_id ?? 'b0000000001')
    const keys = report?.quarantine_files.map(({ key }) => key) ?? []
    const rows = await queryParquet(
      lake.objects,
      lake.stack.buckets.quarantine,
      keys,
      'SELECT raw_key, _line, reason, hex(raw) AS raw FROM $files',
    )
    refusals = rows.map(({ raw_key, _line, reason, raw }) => ({
      object: String(raw_key),
      line: Number(_line),
      reason: String(reason),
      raw: Buffer.from(String(raw), 'hex'),
    }))
    files = report?.types.find(({ name }) => name === type)?.files.map(({ key }) => key) ?? []
  })
  afterAll(async () => {
    await lake?.stop()
    await rm(tree, { recursive: true, force: true })
  })

  async function putObject(name: string, lines: readonly Buffer[]): Promise<void> {
    const hour = new Date().toISOString().slice(0, 13).replaceAll(/[-T]/g, '/')
    const body = gzipSync(Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')])))
    const client = new S3Client({ ...lake.connection, forcePathStyle: true })
    const Key = `service=limits/${hour}/${name}`
    await client.send(new PutObjectCommand({ Bucket: lake.stack.buckets.raw, Key, Body: body }))
  }

  /** Objects of the raw zone that no door had written before. */
  async function newObjects(): Promise<readonly string[]> {
    await lake.flush()
    const known = new Set(Object.values(objects).flat())
    const all = await lake.objects.keys(lake.stack.buckets.raw, 'service=')
    return all.filter((key) => !known.has(key)).toSorted()
  }

  async function putRecords(): Promise<void> {
    const client = new FirehoseClient(lake.connection)
    for (const event of throughFirehose) {
      const input = { DeliveryStreamName: lake.stack.streamOf('limits'), Records: [{ Data: lineOf(event) }] }
      const { FailedPutCount } = await client.send(new PutRecordBatchCommand(input))
      expect(FailedPutCount).toBe(0)
    }
  }

  async function putEvents(): Promise<void> {
    const client = new EventBridgeClient(lake.connection)
    for (const event of throughBus) {
      const { source, 'detail-type': DetailType } = headOf(event)
      const entry = { EventBusName: lake.stack.bus, Source: source, DetailType, Detail: event.bytes.toString('utf8') }
      const answer = await client.send(new PutEventsCommand({ Entries: [entry] })).catch(({ name }: Error) => name)
      busAnswers.set(event, typeof answer === 'string' ? answer : answer.Entries?.[0]?.ErrorCode)
    }
  }

  async function post(): Promise<void> {
    const keys = new Map<string, string>()
    for (const event of hostileEvents) {
      const { source } = headOf(event)
      const key = keys.get(source) ?? (await keyOfSource(lake.connection, lake.stack, source))
      keys.set(source, key)
      const headers = { 'content-type': 'application/json', ...signRequest({ source, key }, event.bytes) }
      const response = await fetch(lake.stack.ingest.url, { method: 'POST', headers, body: event.bytes })
      const body = (await response.json()) as {
        readonly code?: string
        readonly events?: readonly { readonly reasons: readonly { readonly code: string }[] }[]
      }
      httpAnswers.set(
        event,
        response.status === 202 ? 'taken' : (body.code ?? body.events?.[0]?.reasons[0]?.code ?? ''),
      )
    }
  }

  /** Events whose reason in quarantine is another than they must have, by their lines in one object. */
  function wrongByLine(events: readonly HostileEvent[], isObject: (key: string) => boolean): readonly unknown[] {
    const reasons = new Map(refusals.filter(({ object }) => isObject(object)).map(({ line, reason }) => [line, reason]))
    return events.flatMap((event, line) =>
      reasons.get(line) === reasonOf(event)
        ? []
        : [{ event: event.name, expected: reasonOf(event), found: reasons.get(line) }],
    )
  }

  /** The same by the bytes that quarantine keeps. */
  function wrongByBytes(events: readonly HostileEvent[], keys: readonly string[]): readonly unknown[] {
    const told = refusals.filter(({ object }) => keys.includes(object))
    return events.flatMap((event) => {
      const found = told.find(({ raw }) => raw.equals(event.bytes) || raw.includes(`"detail":${event.bytes}}`))
      const expected = reasonOf(event)
      return found?.reason === expected ? [] : [{ event: event.name, expected, found: found?.reason }]
    })
  }

  it('loads what is taken', () => {
    expect(batch.failure).toBeUndefined()
    const [limits] = batch.published?.types.filter(({ name }) => name === type) ?? []
    expect(limits).toMatchObject({ status: 'loaded', held: 0, failed: 0 })
    expect(limits?.loaded).toBeGreaterThan(limitEvents.length)
  })

  it('of a raw object', () => {
    expect(wrongByLine(hostileEvents, (key) => key.endsWith('hostile.gz'))).toEqual([])
    expect(wrongByLine([], (key) => key.endsWith('limits.gz'))).toEqual([])
  })

  it('of Firehose, record by record', () => {
    expect(objects.firehose).toHaveLength(1)
    expect(wrongByLine(throughFirehose, (key) => objects.firehose.includes(key))).toEqual([])
  })

  it('of the bus, which refuses itself only what is refused anyway, or too large', () => {
    const accepted = throughBus.filter((event) => busAnswers.get(event) === undefined)
    const refused = throughBus.filter((event) => busAnswers.get(event) !== undefined)
    expect(accepted.length).toBeGreaterThan(350)
    const wrongly = refused.filter(({ verdict, bytes }) => verdict === 'taken' && bytes.length < busBytes)
    expect(wrongly.map((event) => [event.name, busAnswers.get(event)])).toEqual([])
    const delivered = accepted.filter((event) => lineOf(event).length <= recordBytes)
    expect(wrongByBytes(delivered, objects.bus)).toEqual([])
  })

  it('of the HTTP door, which says the reason at once', () => {
    const wrong = hostileEvents.flatMap((event) => {
      const expected = event.bytes.length < busBytes ? event.verdict : 'too_large'
      return httpAnswers.get(event) === expected ? [] : [{ event: event.name, expected, found: httpAnswers.get(event) }]
    })
    expect(wrong).toEqual([])
    const taken = hostileEvents.filter((event) => httpAnswers.get(event) === 'taken')
    expect(wrongByBytes(taken, objects.http)).toEqual([])
  })

  it.each([...new Set(limitValues.map(({ column }) => column))])(
    '%s comes to the warehouse exactly',
    async (column) => {
      const exact = inDoubles.has(column) ? `CAST(${column} AS VARCHAR(64))` : column
      const rows = await lake.query(
        `SELECT event_id, ${exact} AS held FROM limits.limit_reached_v1 WHERE event_id LIKE 'value-%'`,
      )
      const held = new Map(rows.map((row) => [row.event_id, row.held]))
      const wrong = limitValues.flatMap((value, place) => {
        if (value.column !== column) return []
        const found = held.get(`value-${place}`)
        const is = found !== undefined && isHeld(value.held, found)
        return is ? [] : [{ written: value.written.slice(0, 80), held: value.held, found: found?.slice(0, 80) }]
      })
      expect(wrong).toEqual([])
    },
  )

  it('the time of an event comes exactly', async () => {
    const rows = await lake.query(
      `SELECT event_id, event_time FROM limits.limit_reached_v1 WHERE event_id LIKE 'time-%' ORDER BY event_id`,
    )
    expect(rows.map(({ event_time }) => event_time)).toEqual(limitTimes.map(([, held]) => held))
  })

  it('DuckDB, pyarrow and Spark read each file alike', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-read-alike-'))
    try {
      const paths = await Promise.all(
        files.map(async (key, place) => {
          const path = join(folder, `${place}.parquet`)
          await writeFile(path, await lake.objects.bytes(lake.stack.buckets.curated, key))
          return path
        }),
      )
      const script = join(root, 'tests', 'corpus', 'read_alike.py')
      const { stdout } = await promisify(execFile)(python, [script, 'CORRECTED', ...paths], {
        maxBuffer: 64 * 1024 * 1024,
      })
      const { rows, differences } = JSON.parse(stdout) as { readonly rows: number; readonly differences: unknown }
      expect(differences).toEqual([])
      expect(rows).toBeGreaterThan(limitValues.length)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

function isHeld(expected: (typeof limitValues)[number]['held'], found: string | null): boolean {
  if (expected === null || found === null) return expected === found
  if (typeof expected === 'number') return Object.is(Number(found), expected)
  if (typeof expected === 'string') return found === expected
  return isDeepStrictEqual(JSON.parse(found), expected.json)
}
