import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  ListQueryExecutionsCommand,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import {
  BatchCreatePartitionCommand,
  CreateDatabaseCommand,
  CreateTableCommand,
  GetTableCommand,
  GlueClient,
} from '@aws-sdk/client-glue'
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTested, type TestedPlane } from '../../tests/start.ts'

const parquet = {
  InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
  SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
}
const columns = [
  { Name: 'id', Type: 'string' },
  { Name: 'n', Type: 'bigint' },
  { Name: 'price', Type: 'decimal(12,2)' },
  { Name: 'sold_at', Type: 'timestamp' },
  { Name: 'ratio', Type: 'double' },
  { Name: 'later', Type: 'string' },
]

let tested: TestedPlane
let athena: AthenaClient
let glue: GlueClient
let s3: S3Client

beforeAll(async () => {
  tested = await startTested({ engines: ['glue', 'athena'] })
  athena = new AthenaClient(tested.client)
  glue = new GlueClient(tested.client)
  s3 = new S3Client({ ...tested.client, forcePathStyle: true })
  for (const Bucket of ['lake', 'answers']) await s3.send(new CreateBucketCommand({ Bucket }))
  await workgroup('people', {})
  await workgroup('small', { BytesScannedCutoffPerQuery: 10_000_000 })
  await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: 'shop' } }))
  await glue.send(
    new CreateTableCommand({
      DatabaseName: 'shop',
      TableInput: {
        Name: 'sales',
        TableType: 'EXTERNAL_TABLE',
        PartitionKeys: [{ Name: 'day', Type: 'string' }],
        StorageDescriptor: { ...parquet, Columns: columns, Location: 's3://lake/sales/' },
      },
    }),
  )
  await put(
    'sales/day=1/a.parquet',
    `('a', 1, 1.50, TIMESTAMP '2026-11-25 01:02:03.456789', 0.1), ('b', 2, NULL, NULL, 1e10)`,
  )
  await put('sales/day=2/b.parquet', `('c', 3, 2.25, TIMESTAMP '2026-11-26 00:00:00', 2)`)
  await put('sales/day=3/unregistered.parquet', `('x', 100, 0, TIMESTAMP '2026-11-26 00:00:00', 0)`)
  await put('sales/day=2/_hidden.parquet', `('h', 100, 0, TIMESTAMP '2026-11-26 00:00:00', 0)`)
  await glue.send(
    new BatchCreatePartitionCommand({
      DatabaseName: 'shop',
      TableName: 'sales',
      PartitionInputList: ['1', '2'].map((day) => ({
        Values: [day],
        StorageDescriptor: { ...parquet, Columns: columns, Location: `s3://lake/sales/day=${day}/` },
      })),
    }),
  )
  const documents = [
    {
      batch: 'b1',
      types: [
        { name: 'sales', received: 2, status: 'loaded' },
        { name: 'gone', received: 1 },
      ],
      more: true,
    },
    { batch: 'b2', types: [{ name: 'sales', received: 5, status: 'held' }] },
  ]
  for (const document of documents) {
    const Body = `${JSON.stringify(document)}\n`
    await s3.send(new PutObjectCommand({ Bucket: 'lake', Key: `published/${document.batch}.json`, Body }))
  }
  await glue.send(
    new CreateTableCommand({
      DatabaseName: 'shop',
      TableInput: {
        Name: 'published',
        TableType: 'EXTERNAL_TABLE',
        StorageDescriptor: {
          Columns: [
            { Name: 'batch', Type: 'string' },
            { Name: 'types', Type: 'array<struct<name:string,received:bigint,status:string>>' },
          ],
          Location: 's3://lake/published/',
          SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
        },
      },
    }),
  )
}, 60_000)
afterAll(() => tested.remove())

async function workgroup(Name: string, more: object): Promise<void> {
  const ResultConfiguration = { OutputLocation: 's3://answers/' }
  const WorkGroupConfiguration = { EnforceWorkGroupConfiguration: true, ResultConfiguration, ...more }
  const type = tested.plane.services.get('athena')?.resources?.['AWS::Athena::WorkGroup']
  await type?.create({ Name, WorkGroupConfiguration }, {} as never)
}

/** Writes rows (id, n, price, sold_at, ratio) as a Parquet file. */
async function put(Key: string, values: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'athena-test-'))
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const rows = `SELECT id, n::BIGINT AS n, price::DECIMAL(12, 2) AS price, sold_at::TIMESTAMP AS sold_at, ratio::DOUBLE AS ratio FROM (VALUES ${values}) AS t (id, n, price, sold_at, ratio)`
  await connection.run(`COPY (${rows}) TO '${folder}/file.parquet' (FORMAT parquet)`)
  connection.closeSync()
  instance.closeSync()
  await s3.send(new PutObjectCommand({ Bucket: 'lake', Key, Body: readFileSync(join(folder, 'file.parquet')) }))
  rmSync(folder, { recursive: true })
}

const start = async (sql: string, WorkGroup = 'people'): Promise<string> => {
  const asked = { QueryString: sql, WorkGroup, QueryExecutionContext: { Database: 'shop' } }
  return (await athena.send(new StartQueryExecutionCommand(asked))).QueryExecutionId ?? ''
}

async function end(QueryExecutionId: string): Promise<QueryExecution> {
  for (;;) {
    const { QueryExecution } = await athena.send(new GetQueryExecutionCommand({ QueryExecutionId }))
    if (QueryExecution && !['QUEUED', 'RUNNING'].includes(QueryExecution.Status?.State ?? '')) return QueryExecution
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Rows without the head; throws with the reason when the query did not succeed. */
async function ask(sql: string): Promise<readonly (readonly (string | undefined)[])[]> {
  const QueryExecutionId = await start(sql)
  const { Status } = await end(QueryExecutionId)
  if (Status?.State !== 'SUCCEEDED') throw new Error(Status?.StateChangeReason)
  const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId }))
  const rows = ResultSet?.Rows?.map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue)) ?? []
  return rows.slice(1)
}

describe('a query', () => {
  it('reads the registered partitions, and nothing else that lies there', async () => {
    expect(await ask('SELECT day, COUNT(*), SUM(n), SUM(price) FROM sales GROUP BY day ORDER BY day')).toEqual([
      ['1', '2', '3', '1.50'],
      ['2', '1', '3', '2.25'],
    ])
  })

  it('answers with the names, types and texts of Athena', async () => {
    const id = await start(
      'SELECT id, n, price, sold_at, ratio, later, count(*) OVER () FROM sales ORDER BY id LIMIT 2',
    )
    const { Statistics, ResultConfiguration, StatementType } = await end(id)
    expect(Statistics?.DataScannedInBytes).toBeGreaterThan(100)
    expect(StatementType).toBe('DML')
    const { ResultSet } = await athena.send(new GetQueryResultsCommand({ QueryExecutionId: id }))
    expect(ResultSet?.ResultSetMetadata?.ColumnInfo?.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      'id varchar',
      'n bigint',
      'price decimal',
      'sold_at timestamp',
      'ratio double',
      'later varchar',
      '_col6 bigint',
    ])
    expect(ResultSet?.Rows?.map(({ Data }) => Data?.map(({ VarCharValue }) => VarCharValue))).toEqual([
      ['id', 'n', 'price', 'sold_at', 'ratio', 'later', '_col6'],
      ['a', '1', '1.50', '2026-11-25 01:02:03.456', '0.1', undefined, '3'],
      ['b', '2', undefined, undefined, '1.0E10', undefined, '3'],
    ])
    expect(ResultConfiguration?.OutputLocation).toBe(`s3://answers/${id}.csv`)
    const stored = await s3.send(new GetObjectCommand({ Bucket: 'answers', Key: `${id}.csv` }))
    expect(await stored.Body?.transformToString()).toContain('"b","2",,,"1.0E10",,"3"\n')
  })

  it('takes rows out of arrays of rows', async () => {
    const sql = `
      SELECT p.batch, t.name, t.received FROM published p
      CROSS JOIN UNNEST(p.types) AS t (name, received, status)
      WHERE t.status = 'loaded' OR t.status IS NULL ORDER BY 1, 2`
    expect(await ask(sql)).toEqual([
      ['b1', 'gone', '1'],
      ['b1', 'sales', '2'],
    ])
    expect(await ask(`SELECT types FROM published WHERE batch = 'b2'`)).toEqual([
      ['[{name=sales, received=5, status=held}]'],
    ])
  })

  it.each([
    ['SELECT 7 / 2, 7 % 4, 7.0e0 / 2', ['3', '3', '3.5']],
    ['SELECT n + 1 AS n, count(*) FROM sales WHERE n > 2 GROUP BY n ORDER BY n', ['4', '1']],
    ['SELECT avg(n), sum(n), count(DISTINCT id) FROM sales', ['2.0', '6', '3']],
    [`SELECT CAST(n AS varchar) || '!' FROM sales WHERE id LIKE 'a%'`, ['1!']],
    [
      `SELECT date_trunc('day', sold_at) FROM sales WHERE sold_at >= TIMESTAMP '2026-11-26 00:00:00'`,
      ['2026-11-26 00:00:00.000'],
    ],
    [`SELECT max(sold_at) - INTERVAL '1' DAY > date '2026-11-24' FROM sales`, ['true']],
    ['SELECT coalesce(later, id) FROM "AwsDataCatalog"."shop"."sales" ORDER BY 1 DESC LIMIT 1', ['c']],
    [`WITH a AS (SELECT n FROM sales) SELECT count(*) FROM a WHERE n IN (SELECT n FROM a WHERE n > 1)`, ['2']],
  ])('counts as Trino: %s', async (sql, row) => {
    expect(await ask(sql)).toEqual([row])
  })

  it.each([
    ['SELECT 1 / 0', 'DIVISION_BY_ZERO'],
    ['SELECT price / 2 FROM sales', 'UnsupportedOperation: division of decimals is not in this local plane'],
    ['SELECT avg(price) FROM sales', 'UnsupportedOperation: avg over decimals is not in this local plane'],
    ['SELECT CAST(sold_at AS varchar) FROM sales', 'UnsupportedOperation: CAST(TIMESTAMP AS VARCHAR)'],
    [`SELECT * FROM sales WHERE sold_at > '2026-11-26'`, 'SYNTAX_ERROR'],
    ['SELECT n + 1 AS more FROM sales WHERE more > 2', "COLUMN_NOT_FOUND: Column 'more' cannot be resolved"],
    ['WITH a AS (SELECT n FROM sales) SELECT n AS m, count(*) FROM a GROUP BY m', 'COLUMN_NOT_FOUND'],
    ['SELECT * FROM (SELECT n AS m, m + 1 AS k FROM sales)', 'COLUMN_NOT_FOUND'],
    ['SELECT nothing FROM sales', 'SYNTAX_ERROR'],
    ['SELECT * FROM elsewhere.sales', 'SCHEMA_NOT_FOUND: elsewhere does not exist'],
    ['SELECT * FROM nowhere', "TABLE_NOT_FOUND: Table 'awsdatacatalog.shop.nowhere' does not exist"],
  ])('fails with the reason: %s', async (sql, reason) => {
    await expect(ask(sql)).rejects.toThrow(reason)
  })

  it.each([
    ['SELECT id::varchar FROM sales', ':: in Athena is not in this local plane'],
    ['SELECT greatest(1, 2)', 'The function greatest in Athena is not in this local plane'],
    ['SELECT * EXCLUDE (n) FROM sales', 'EXCLUDE in Athena'],
    ['FROM sales SELECT id', 'FROM SALES in Athena'],
    ['CREATE TABLE t AS SELECT 1', 'CREATE TABLE in Athena'],
    ['SELECT DISTINCT ON (id) id FROM sales', 'DISTINCT ON in Athena'],
    ['SELECT id FROM sales QUALIFY row_number() OVER (ORDER BY id) = 1', 'QUALIFY in Athena'],
    [`SELECT * FROM read_parquet('/etc/passwd')`, 'The table function read_parquet in Athena'],
    ['SELECT 1; SELECT 2', 'More than one statement in Athena'],
    ['SELECT CAST(id AS uuid) FROM sales', 'CAST to UUID in Athena'],
    ['MSCK REPAIR TABLE sales', 'MSCK REPAIR in Athena'],
  ])('is refused by name: %s', async (sql, message) => {
    await expect(start(sql)).rejects.toThrow(message)
  })

  it('is refused where it is no SQL', async () => {
    await expect(start('SELECT FROM WHERE')).rejects.toMatchObject({ name: 'InvalidRequestException' })
  })

  it('reads no document that spans lines', async () => {
    const Body = JSON.stringify({ batch: 'b3', types: [] }, undefined, 2)
    await s3.send(new PutObjectCommand({ Bucket: 'lake', Key: 'published/b3.json', Body }))
    await expect(ask('SELECT count(batch) FROM published')).rejects.toThrow('HIVE_CURSOR_ERROR')
    await s3.send(
      new PutObjectCommand({ Bucket: 'lake', Key: 'published/b3.json', Body: '{"batch":"b3","types":[]}\n' }),
    )
    expect(await ask('SELECT count(batch) FROM published')).toEqual([['3']])
  })
})

describe('a view', () => {
  it('is kept in the catalog as Athena does, reads what is there then, and can be replaced', async () => {
    await end(await start('CREATE OR REPLACE VIEW priced AS SELECT id, price FROM sales WHERE price IS NOT NULL'))
    const { Table } = await glue.send(new GetTableCommand({ DatabaseName: 'shop', Name: 'priced' }))
    expect(Table).toMatchObject({
      TableType: 'VIRTUAL_VIEW',
      ViewOriginalText: expect.stringMatching(/^\/\* Presto View: /),
      StorageDescriptor: {
        Columns: [
          { Name: 'id', Type: 'string' },
          { Name: 'price', Type: 'decimal(12,2)' },
        ],
      },
    })
    await end(
      await start('CREATE OR REPLACE VIEW twice AS SELECT p.id FROM priced p JOIN shop.priced q ON p.id = q.id'),
    )
    expect(await ask('SELECT count(*) FROM twice')).toEqual([['2']])
    await end(await start('CREATE OR REPLACE VIEW priced AS SELECT id FROM sales'))
    expect(await ask('SELECT count(*) FROM twice')).toEqual([['3']])
    await expect(ask('CREATE VIEW priced AS SELECT 1 AS one')).rejects.toThrow('already exists')
    await expect(ask('CREATE OR REPLACE VIEW sales AS SELECT 1 AS one')).rejects.toThrow('already exists')
    await end(await start('DROP VIEW IF EXISTS priced'))
    await expect(ask('SELECT * FROM twice')).rejects.toThrow('TABLE_NOT_FOUND')
  })
})

describe('a workgroup', () => {
  it('says how it is set', async () => {
    const { WorkGroup } = await athena.send(new GetWorkGroupCommand({ WorkGroup: 'small' }))
    expect(WorkGroup?.Configuration).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 10_000_000,
      ResultConfiguration: { OutputLocation: 's3://answers/' },
    })
    await expect(athena.send(new GetWorkGroupCommand({ WorkGroup: 'none' }))).rejects.toThrow('none is not found')
  })

  it('cancels a query that would scan too much', async () => {
    const Body = `{"batch":"${'x'.repeat(10_500_000)}"}\n`
    await s3.send(new PutObjectCommand({ Bucket: 'lake', Key: 'published/big.json', Body }))
    const { Status } = await end(await start('SELECT batch FROM published', 'small'))
    expect(Status).toMatchObject({ State: 'CANCELLED', StateChangeReason: expect.stringContaining('limit') })
    await s3.send(new PutObjectCommand({ Bucket: 'lake', Key: 'published/big.json', Body: '' }))
  })

  it('lists its queries, the latest first', async () => {
    const id = await start('SELECT 1')
    await end(id)
    const { QueryExecutionIds } = await athena.send(new ListQueryExecutionsCommand({ WorkGroup: 'people' }))
    expect(QueryExecutionIds?.[0]).toBe(id)
  })
})

it('takes the same request once', async () => {
  const request = {
    QueryString: 'SELECT 1',
    WorkGroup: 'people',
    ClientRequestToken: 'the-same-token-of-at-least-32-characters',
  }
  const [one, other] = await Promise.all([
    athena.send(new StartQueryExecutionCommand(request)),
    athena.send(new StartQueryExecutionCommand(request)),
  ])
  expect(one.QueryExecutionId).toBe(other.QueryExecutionId)
})

it('stops a query when asked', async () => {
  const sql =
    'SELECT sum(a.n * b.n) FROM (SELECT x.n FROM sales x, sales y, sales z, sales u, sales v, sales w, sales q, sales r) a, (SELECT x.n FROM sales x, sales y, sales z, sales u, sales v, sales w, sales q, sales r) b'
  const QueryExecutionId = await start(sql)
  await athena.send(new StopQueryExecutionCommand({ QueryExecutionId }))
  expect((await end(QueryExecutionId)).Status?.State).toBe('CANCELLED')
})
