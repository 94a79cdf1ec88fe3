import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AthenaClient } from '@aws-sdk/client-athena'
import { GlueClient } from '@aws-sdk/client-glue'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { athenaQueries } from '#runtime/athena-query.ts'
import { lineText } from '#runtime/json-document.ts'
import { glueCatalog } from '#runtime/partition-catalog.ts'
import type { PublishedBatch, PublishedType } from '#runtime/published-batch.ts'
import { type AthenaView, createAthenaViews } from '../../cli/deploy/athena-views.ts'
import { root } from '../../cli/state.ts'
import { compile } from '../../compiler/compile.ts'
import { readSources } from '../../compiler/main.ts'
import type { SourceFiles } from '../../compiler/read-contracts.ts'
import { volumeHistory } from '../../functions/check-quality/volume.ts'
import { partitionsOf, registerPartitions } from '../../functions/publish-batch/partitions.ts'
import { startTested, type TestedPlane } from '../../local/tests/start.ts'
import { askAthena } from '../support/athena.ts'
import { aPublishedBatch, aPublishedType, aReport, aTypeReport } from '../support/batch-builders.ts'
import { thingFile, thingSources, thingWith } from '../unit/compiler/thing-contract.ts'

const lines =
  '    lines: { type: array, table: lines, items: { type: object, properties: { sku: { type: string, description: Sku. } } }, description: Its lines. }'
const second = 'schemas/contracts/things/thing-changed.v2.yml'
const sources = thingSources({
  [thingFile]: thingWith({ 14: lines }),
  [second]: thingWith({ 2: 'version: "2.0"' }),
})
type Artefacts = ReadonlyMap<string, string>

const artefactsOf = (files: SourceFiles): Artefacts =>
  new Map(compile(files).map(({ path, text }) => [path.replace('schemas/generated/', ''), text]))

let tested: TestedPlane
let s3: S3Client
let athena: AthenaClient
let ask: (sql: string) => Promise<readonly Readonly<Record<string, string | null>>[]>

interface Row {
  readonly id: string
  readonly thing?: string
  readonly amount?: string
  readonly line?: number
  readonly skus?: readonly string[]
}

beforeAll(async () => {
  tested = await startTested({ engines: ['glue', 'athena'] })
  s3 = new S3Client({ ...tested.client, forcePathStyle: true })
  for (const Bucket of ['curated', 'batches', 'answers']) await s3.send(new CreateBucketCommand({ Bucket }))
  const ResultConfiguration = { OutputLocation: 's3://answers/' }
  await tested.plane.services
    .get('athena')
    ?.resources?.['AWS::Athena::WorkGroup']?.create(
      { Name: 'wg', WorkGroupConfiguration: { ResultConfiguration } },
      {} as never,
    )
  athena = new AthenaClient(tested.client)
  ask = (sql) => askAthena(athena, 'wg', 'test_things', sql)
  await deploy(artefactsOf(sources), 'test')
}, 60_000)
afterAll(() => tested.remove())

/** What CloudFormation makes of catalog.yml, and the deploy of the views. */
async function deploy(artefacts: Artefacts, catalog: string): Promise<readonly string[]> {
  const text = (artefacts.get('catalog.yml') ?? '')
    .replaceAll('$' + '{self:custom.catalog}', catalog)
    .replaceAll('$' + '{CuratedBucket}', 'curated')
    .replaceAll('$' + '{BatchesBucket}', 'batches')
  const { Resources } = parse(text) as {
    Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>
  }
  const types = tested.plane.services.get('glue')?.resources
  const names = new Map<string, string>()
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve)
    if (typeof value !== 'object' || value === null) return value
    const { Ref, 'Fn::Sub': sub } = value as { Ref?: string; 'Fn::Sub'?: string }
    if (sub !== undefined) return sub
    if (Ref !== undefined) return Ref === 'AWS::AccountId' ? '000000000000' : names.get(Ref)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolve(member)]))
  }
  const made = async (wanted: string): Promise<void> => {
    for (const [id, { Type, Properties }] of Object.entries(Resources)) {
      if (Type !== wanted) continue
      const created = await types?.[Type]?.create(resolve(Properties) as Record<string, unknown>, {} as never)
      names.set(id, created?.physicalId ?? '')
    }
  }
  await made('AWS::Glue::Database')
  await made('AWS::Glue::Table')
  const views = (parse(artefacts.get('athena-views.yml') ?? '') as readonly AthenaView[]).map((view) => ({
    ...view,
    database: `${catalog}_${view.database}`,
    sql: view.sql.replaceAll('$' + '{catalog}', catalog),
  }))
  await createAthenaViews(athena, 'wg', views)
  return views.map(({ database, name }) => `${database}.${name}`)
}

/** Puts the batch's file where Conform would, and publishes it. */
async function publish(
  sequence: number,
  table: string,
  rows: readonly Row[],
  type: Partial<PublishedType>,
): Promise<void> {
  const batch = `b000000000${sequence}`
  const folder = (name: string) => `things/${name}/event_date=2026-11-23/batch=${batch}/attempt=1-jr/`
  const at = `TIMESTAMP '2026-11-23 10:00:0${sequence}'`
  const technical = ({ id, line = 0 }: Row) =>
    `'${id}' AS event_id, ${at} AS event_time, ${at} AS _received_at, '${batch}' AS _batch_id, 0::INT AS _object, ${line}::BIGINT AS _line, 0::INT AS _index`
  const events = rows.map(
    (row) =>
      `SELECT ${technical(row)}, '1.0' AS _contract_version, 'h' AS _payload_hash, NULL::VARCHAR AS _rest, '${row.thing ?? row.id}' AS thing_id, ${at} AS changed_at, ${row.amount ?? '1'}::DECIMAL(12, 2) AS amount, 'EUR' AS currency, 'anna' AS owner, 'k-anna' AS owner_key`,
  )
  const items = rows.flatMap((row) =>
    (row.skus ?? []).map(
      (sku, position) =>
        `SELECT ${technical(row)}, ${position}::INT AS _position, NULL::VARCHAR AS _rest, '${sku}' AS sku`,
    ),
  )
  await put(`${folder(table)}0-0.parquet`, events)
  const children = table.endsWith('v1') && items.length > 0
  if (children) await put(`${folder('thing_changed_lines_v1')}0-0.parquet`, items)
  const name = type.name ?? 'things.thing_changed'
  const file = (key: string) => ({ key: `${key}0-0.parquet`, rows: 1, bytes: 1 })
  const report = aReport({
    batch_id: batch,
    types: [
      aTypeReport({
        name,
        files: [file(folder(table))],
        ...(children && {
          children: [{ name: 'lines', rows: items.length, files: [file(folder('thing_changed_lines_v1'))] }],
        }),
      }),
    ],
  })
  const published: PublishedBatch = aPublishedBatch({
    batch_id: batch,
    sequence,
    types: [aPublishedType({ name, ...type })],
  })
  // of a type that waits, too: only what the document says makes a row visible
  const asLoaded = aPublishedBatch({ types: [aPublishedType({ name })] })
  await registerPartitions(
    glueCatalog(new GlueClient(tested.client), 'test'),
    'curated',
    partitionsOf(report, asLoaded),
  )
  await s3.send(new PutObjectCommand({ Bucket: 'batches', Key: `published/${batch}.json`, Body: lineText(published) }))
}

async function put(Key: string, selects: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'athena-views-'))
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (${selects.join(' UNION ALL ')}) TO '${folder}/file.parquet' (FORMAT parquet)`)
  connection.closeSync()
  instance.closeSync()
  await s3.send(new PutObjectCommand({ Bucket: 'curated', Key, Body: readFileSync(join(folder, 'file.parquet')) }))
  rmSync(folder, { recursive: true })
}

describe('the views of Athena', () => {
  beforeAll(async () => {
    // the second batch loaded first
    await publish(
      1,
      'thing_changed_v1',
      [
        { id: 'e1', amount: '10.5', skus: ['late'] },
        { id: 'e2', skus: ['x', 'y'] },
        { id: 'e2', line: 1, amount: '99', skus: ['z'] },
      ],
      { loaded_at: '2026-11-23T11:00:02.000000Z' },
    )
    await publish(2, 'thing_changed_v1', [{ id: 'e1', amount: '3.25', skus: ['early'] }], {
      loaded_at: '2026-11-23T11:00:01.000000Z',
    })
    await publish(3, 'thing_changed_v1', [{ id: 'held', skus: ['w'] }], { status: 'held', loaded: 0, held: 1 })
    await publish(4, 'thing_changed_v2', [{ id: 'e1', thing: 'e2', amount: '7' }], {
      name: 'things.thing_changed_v2',
      loaded_at: '2026-11-23T11:00:03.000000Z',
    })
  }, 60_000)

  it('hold each event of loaded batches once in its major, the copy that the warehouse met first', async () => {
    expect(await ask('SELECT event_id, _batch_id, amount FROM thing_changed ORDER BY event_id, _batch_id')).toEqual([
      { event_id: 'e1', _batch_id: 'b0000000002', amount: '3.25' },
      { event_id: 'e1', _batch_id: 'b0000000004', amount: '7.00' },
      { event_id: 'e2', _batch_id: 'b0000000001', amount: '1.00' },
    ])
  })

  it('show what personal data allows, and no remains', async () => {
    const [row] = await ask('SELECT * FROM thing_changed LIMIT 1')
    expect(Object.keys(row ?? {})).toEqual([
      'event_id',
      'event_time',
      '_received_at',
      '_batch_id',
      '_contract_version',
      'thing_id',
      'changed_at',
      'amount',
      'currency',
      'owner_key',
      'parts',
    ])
  })

  it('hold the items of those events, and of no other copy', async () => {
    expect(await ask('SELECT event_id, _position, sku FROM thing_changed_lines ORDER BY sku')).toEqual([
      { event_id: 'e1', _position: '0', sku: 'early' },
      { event_id: 'e2', _position: '0', sku: 'x' },
      { event_id: 'e2', _position: '1', sku: 'y' },
    ])
  })

  it('hold the latest event of each entity', async () => {
    expect(await ask('SELECT thing_id, event_id, amount FROM thing_current ORDER BY thing_id')).toEqual([
      { thing_id: 'e1', event_id: 'e1', amount: '3.25' },
      { thing_id: 'e2', event_id: 'e1', amount: '7.00' },
    ])
  })

  it('answer what earlier batches brought', async () => {
    const queries = athenaQueries(athena, { workgroup: 'wg', patienceMilliseconds: 10_000 })
    const history = (sequence: number) => volumeHistory(queries, 'test_ops', 'things.thing_changed', sequence)
    expect(await history(1)).toEqual({ batches: 0, mean: 0 })
    expect(await history(3)).toEqual({ batches: 2, mean: 10 })
    expect(await volumeHistory(queries, 'none_ops', 'things.thing_changed', 3)).toEqual({
      failure: expect.stringContaining('SCHEMA_NOT_FOUND'),
    })
  })

  it('tell what became of each type in each batch', async () => {
    expect(await ask('SELECT "batch_id", "type", "status", "held" FROM test_ops.loads ORDER BY 1')).toMatchObject([
      { type: 'things.thing_changed', status: 'loaded' },
      { status: 'loaded' },
      { status: 'held', held: '1' },
      { type: 'things.thing_changed_v2' },
    ])
  })
})

it('can be made of every contract here, and read without a batch', async () => {
  const views = await deploy(artefactsOf(readSources(root)), 'all')
  expect(views.length).toBeGreaterThan(5)
  for (const view of views)
    expect(await askAthena(athena, 'wg', 'all_ops', `SELECT COUNT(*) AS n FROM ${view}`), view).toEqual([
      { n: view === 'all_ops.loads' ? '4' : '0' },
    ])
}, 120_000)
