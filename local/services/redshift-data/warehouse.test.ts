import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestPlane, testPlane } from '../../engines/test-plane.ts'
import type { Principal, ResourceContext, Service } from '../../service.ts'
import { createRedshiftServerlessService } from '../redshift-serverless/service.ts'
import { createRedshiftDataService } from './service.ts'

vi.setConfig({ testTimeout: 30_000 })

interface Described {
  readonly Id: string
  readonly Status: string
  readonly Error?: string
  readonly ResultRows: number
  readonly SubStatements?: readonly { readonly Status: string; readonly Error?: string }[]
}

let plane: TestPlane
let data: Service
let serverless: Service
let secretArn: string
const copyRole = 'arn:aws:iam::000000000000:role/copy'

beforeAll(async () => {
  plane = testPlane()
  serverless = createRedshiftServerlessService(plane)
  data = createRedshiftDataService(plane)
  await serverless.start?.()
  await data.start?.()
  const context = {} as ResourceContext
  const namespace = {
    NamespaceName: 'n',
    DbName: 'warehouse',
    AdminUsername: 'admin',
    ManageAdminPassword: true,
    IamRoles: [copyRole],
  }
  const made = await serverless.resources?.['AWS::RedshiftServerless::Namespace']?.create(namespace, context)
  secretArn = String(made?.attributes['Namespace.AdminPasswordSecretArn'])
  await serverless.resources?.['AWS::RedshiftServerless::Workgroup']?.create(
    { WorkgroupName: 'w', NamespaceName: 'n' },
    context,
  )
}, 60_000)

afterAll(async () => {
  await data.stop?.()
  await serverless.stop?.()
  plane.remove()
})

const call = async (
  operation: string,
  input: Readonly<Record<string, unknown>>,
  as: Principal = plane.role('loader'),
): Promise<unknown> => data.operations[operation]?.(input, { principal: as, region: 'eu-central-1' })

async function batch(
  sqls: readonly string[],
  extra: Readonly<Record<string, unknown>> = {},
  as?: Principal,
): Promise<Described> {
  const { Id } = (await call(
    'BatchExecuteStatement',
    { WorkgroupName: 'w', Database: 'warehouse', Sqls: sqls, ...extra },
    as,
  )) as Described
  let described: Described
  do described = (await call('DescribeStatement', { Id, WaitTimeSeconds: 10 }, as)) as Described
  while (!/FINISHED|FAILED|ABORTED/.test(described.Status))
  return described
}

const asAdmin = (...sqls: readonly string[]) => ok(batch(sqls, { SecretArn: secretArn }, plane.admin))

async function ok(work: Promise<Described>): Promise<Described> {
  const described = await work
  expect(described.Error).toBeUndefined()
  expect(described.Status).toBe('FINISHED')
  return described
}

/** The cells of one query, run as admin, as plain values. */
async function rows(sql: string, parameters?: readonly { name: string; value: string }[]): Promise<unknown[][]> {
  const input = {
    Sql: sql,
    WorkgroupName: 'w',
    Database: 'warehouse',
    SecretArn: secretArn,
    WaitTimeSeconds: 10,
    ...(parameters ? { Parameters: parameters } : {}),
  }
  const { Id } = (await call('ExecuteStatement', input, plane.admin)) as Described
  const described = (await call('DescribeStatement', { Id, WaitTimeSeconds: 10 }, plane.admin)) as Described
  if (described.Status !== 'FINISHED') throw new Error(described.Error)
  const { Records } = (await call('GetStatementResult', { Id }, plane.admin)) as {
    Records: Record<string, unknown>[][]
  }
  return Records.map((record) => record.map((field) => (field.isNull ? null : Object.values(field)[0])))
}

describe('functions mean what they mean in Redshift', () => {
  it.each([
    [`DATEDIFF(day, '2026-01-01 23:59'::timestamp, '2026-01-02 00:01'::timestamp)`, 1],
    [`DATEDIFF('month', DATE '2026-01-31', DATE '2026-02-01')`, 1],
    [`DATEDIFF(qtr, '1998-07-01'::date, '2009-01-01'::date)`, 42],
    [`DATEDIFF(hour, '2026-01-01 00:59:59'::timestamp, '2026-01-01 01:00:00'::timestamp)`, 1],
    [`DATEDIFF(year, DATE '2026-12-31', DATE '2027-01-01')`, 1],
    [`DATEDIFF(week, DATE '2026-11-21', DATE '2026-11-22')`, 1],
    [`DATEADD(month, 1, DATE '2026-01-31')`, '2026-02-28 00:00:00'],
    [`DATEADD(m, 30, '2026-01-01 00:00'::timestamp)`, '2026-01-01 00:30:00'],
    [`DATE_TRUNC('hour', '2026-01-01 10:42:10'::timestamp)`, '2026-01-01 10:00:00'],
    [`DATE_TRUNC('month', DATE '2026-01-17')`, '2026-01-01 00:00:00'],
    [`CONVERT_TIMEZONE('Europe/London', '2026-07-01 12:00'::timestamp)`, '2026-07-01 13:00:00'],
    [`LAST_DAY(DATE '2028-02-03')`, '2028-02-29'],
    [`ADD_MONTHS(DATE '2008-03-31', 1)`, '2008-04-30 00:00:00'],
    [`TRUNC('2026-01-01 10:42:10'::timestamp)`, '2026-01-01'],
    [`NVL(NULL, 3)`, 3],
    [`NVL2(NULL, 'a', 'b')`, 'b'],
    [`DECODE(NULL, NULL, 'none', 'some')`, 'none'],
    [`LEN('häuser')`, 6],
    [`'häuser'::varchar(3)`, 'hä'],
    [`CAST('häuser' AS VARCHAR(2))`, 'h'],
    [`STRTOL('ff', 16)`, 255],
    [`CHARINDEX('b', 'abc')`, 2],
    [`JSON_EXTRACT_PATH_TEXT('{"a":{"b":"c"}}', 'a', 'b')`, 'c'],
    [`JSON_SERIALIZE(JSON_PARSE('{"a": [1, 2.50, null]}'))`, '{"a":[1,2.50,null]}'],
    [`9007199254740991::bigint`, 9007199254740991],
    [`1.10::decimal(12,2)`, '1.10'],
    [`true AND SHA2('a', 256) = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'`, true],
  ])('%s', async (expression, expected) => {
    expect(await rows(`SELECT ${expression}`)).toEqual([[expected]])
  })

  it('keeps the digits of integers beyond 2^53 on the wire', async () => {
    const [[value]] = (await rows('SELECT 9007199254740993::bigint')) as [[unknown]]
    expect(JSON.stringify(value)).toBe('9007199254740993')
  })

  it('binds parameters as values', async () => {
    expect(
      await rows('SELECT :a || :b, :a', [
        { name: 'a', value: `x'; DROP` },
        { name: 'b', value: 'y' },
      ]),
    ).toEqual([[`x'; DROPy`, `x'; DROP`]])
  })

  it('runs TOP, QUALIFY, LISTAGG, APPROXIMATE and steps into SUPER', async () => {
    await asAdmin(
      'CREATE TABLE q (id INTEGER, n INTEGER, s SUPER)',
      `INSERT INTO q SELECT 1, 1, JSON_PARSE('{"name":{"first":"Ada"},"lines":[{"sku":"a","qty":2},{"sku":"b","qty":3}]}')`,
      `INSERT INTO q SELECT 1, 2, JSON_PARSE('{"lines":[]}')`,
    )
    expect(await rows('SELECT TOP 1 id, n FROM q ORDER BY n DESC')).toEqual([[1, 2]])
    expect(await rows('SELECT id, n FROM q QUALIFY ROW_NUMBER() OVER (PARTITION BY id ORDER BY n DESC) = 1')).toEqual([
      [1, 2],
    ])
    expect(await rows('SELECT id, ROW_NUMBER() OVER (ORDER BY n) AS r FROM q QUALIFY r = 2')).toEqual([[1, 2]])
    expect(
      await rows('SELECT COUNT(*) FROM (SELECT * FROM q QUALIFY ROW_NUMBER() OVER (ORDER BY n) = 1) AS z'),
    ).toEqual([[1]])
    expect(
      await rows(`SELECT LISTAGG(n, '-') WITHIN GROUP (ORDER BY n DESC), APPROXIMATE COUNT(DISTINCT id) FROM q`),
    ).toEqual([['2-1', 1]])
    expect(
      await rows(`SELECT t.s.name.first::varchar, l.sku::varchar FROM q t, t.s.lines AS l WHERE l.qty > 2`),
    ).toEqual([['Ada', 'b']])
    expect(await rows(`SELECT s.lines[0].qty::int + 1 FROM q WHERE n = 1`)).toEqual([[3]])
  })
})

describe('what Redshift lacks is refused by name', () => {
  it.each([
    [`INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING`, 'ON CONFLICT'],
    [`DELETE FROM t RETURNING id`, 'RETURNING'],
    [`SELECT ARRAY[1,2]`, 'ARRAY'],
    [`SELECT 1 WHERE 'a' = ANY ('{a}')`, 'ANY'],
    [`CREATE INDEX i ON t (a)`, 'CREATE INDEX'],
    [`CREATE SEQUENCE s`, 'CREATE SEQUENCE'],
    [`SELECT nextval('s')`, 'NEXTVAL'],
    [`SELECT * FROM t, LATERAL (SELECT 1) x`, 'LATERAL'],
    [`SELECT s -> 'a' FROM t`, 'operator ->'],
    [`SELECT s ->> 'a' FROM t`, 'operator ->>'],
    [`SELECT DISTINCT ON (a) a FROM t`, 'DISTINCT ON'],
    [`SELECT count(*) FILTER (WHERE a > 1) FROM t`, 'FILTER'],
    [`INSERT INTO t SELECT generate_series(1, 3)`, 'generate_series'],
    [`SELECT * FROM t TABLESAMPLE SYSTEM (1)`, 'TABLESAMPLE'],
    [`CREATE TABLE x (a UUID)`, 'UUID'],
    [`CREATE TABLE x (a JSONB)`, 'JSONB'],
    [`CREATE TABLE x (a TEXT[])`, 'array types'],
    [`SELECT '1'::uuid`, 'UUID'],
    [`CREATE TABLE x (a INT CHECK (a > 1))`, 'CHECK'],
    [`CREATE TABLE x (a INT GENERATED ALWAYS AS (b) STORED)`, 'GENERATED ALWAYS'],
    [`CREATE TABLE x (a INT ENCODE zzz)`, 'encoding'],
    [`ALTER TABLE x ADD COLUMN IF NOT EXISTS a INT`, 'IF NOT EXISTS'],
    [`SET SESSION AUTHORIZATION admin`, 'SESSION AUTHORIZATION'],
    [`SET work_mem TO '1GB'`, 'work_mem'],
    [`COPY t FROM 's3://b/m' IAM_ROLE 'r' FORMAT PARQUET MANIFEST MAXERROR 5`, 'MAXERROR'],
    [`BEGIN`, 'BEGIN'],
    [`SELECT 1; SELECT 2`, 'one statement'],
    [`UNLOAD ('select 1') TO 's3://x'`, 'UNLOAD'],
  ])('%s', async (sql, name) => {
    const { Status, Error: error } = await batch([sql], { SecretArn: secretArn }, plane.admin)
    expect(Status).toBe('FAILED')
    expect(error).toContain(name)
  })
})

describe('tables and views', () => {
  it('accepts keys without enforcing them and counts VARCHAR in bytes', async () => {
    await asAdmin(
      `CREATE TABLE k (id VARCHAR(3) NOT NULL ENCODE zstd DISTKEY, n BIGINT IDENTITY(1,1), PRIMARY KEY (id)) SORTKEY (id) BACKUP NO`,
      `INSERT INTO k (id) VALUES ('a'), ('a')`,
    )
    expect(await rows('SELECT id, n FROM k ORDER BY n')).toEqual([
      ['a', 1],
      ['a', 2],
    ])
    const wide = await batch([`INSERT INTO k (id) VALUES ('ää')`], { SecretArn: secretArn }, plane.admin)
    expect(wide.Error).toBe('ERROR: value too long for type character varying(3)')
  })

  it('widens VARCHAR, and only that', async () => {
    await asAdmin('CREATE TABLE wide (a VARCHAR(3))', 'CREATE VIEW wide_view AS SELECT a FROM wide')
    const alter = (n: number, ...more: string[]) =>
      batch([`ALTER TABLE wide ALTER COLUMN a TYPE VARCHAR(${n})`, ...more], { SecretArn: secretArn }, plane.admin)
    expect((await alter(5, 'SELECT 1')).Error).toContain('cannot run inside a transaction block')
    await ok(alter(5))
    expect((await alter(5)).Error).toContain('should be different')
    expect((await alter(4)).Error).toContain('should be larger')
    await asAdmin(`INSERT INTO wide VALUES ('12345')`)
  })

  it('replaces a view by one with the same columns only, keeps its grants, and drops none that another reads', async () => {
    await asAdmin(
      'CREATE SCHEMA v',
      'CREATE ROLE analyst',
      'CREATE TABLE v.base (a INTEGER, b INTEGER)',
      'CREATE VIEW v.low AS SELECT a, b FROM v.base',
      'CREATE VIEW v.high AS SELECT a FROM v.low',
      'GRANT USAGE ON SCHEMA v TO ROLE analyst',
      'GRANT SELECT ON v.low TO ROLE analyst',
      'CREATE OR REPLACE VIEW v.low AS SELECT a, a + b AS b FROM v.base',
    )
    expect(await rows(`SELECT has_table_privilege('analyst', 'v.low', 'SELECT')`)).toEqual([[true]])
    for (const [sql, error] of [
      ['CREATE OR REPLACE VIEW v.low AS SELECT b AS first, a FROM v.base', 'cannot change name of view column "a"'],
      ['CREATE OR REPLACE VIEW v.low AS SELECT a, b, b AS c FROM v.base', 'cannot change number of columns in view'],
      ['CREATE OR REPLACE VIEW v.low AS SELECT a FROM v.base', 'cannot drop columns from view'],
      ['DROP VIEW v.low', 'other objects depend on it'],
    ] as const) {
      expect((await batch([sql], { SecretArn: secretArn }, plane.admin)).Error, sql).toContain(error)
    }
    await asAdmin('DROP VIEW v.high, v.low', 'CREATE VIEW v.low AS SELECT b AS first, a FROM v.base')
    expect(await rows(`SELECT first, a FROM v.low`)).toEqual([])
  })

  it('are described by the catalog in Redshift’s words, to any user', async () => {
    await asAdmin(
      'CREATE TABLE described (a VARCHAR(80) NOT NULL, b SUPER, c DECIMAL(12, 2), d TIMESTAMP, e DOUBLE PRECISION, f VARCHAR(3))',
      'ALTER TABLE described ADD COLUMN g BIGINT',
    )
    const { Id } = await ok(
      batch(
        [
          `SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a INNER JOIN pg_class c ON c.oid = a.attrelid
           WHERE c.relname = 'described' AND a.attnum > 0 ORDER BY a.attnum`,
        ],
        {},
        plane.role('stranger'),
      ),
    )
    const result = (await call('GetStatementResult', { Id: `${Id}:1` }, plane.role('stranger'))) as {
      readonly Records: readonly (readonly { readonly stringValue: string }[])[]
    }
    expect(result.Records.map((record) => record.map(({ stringValue }) => stringValue))).toEqual([
      ['a', 'character varying(80)'],
      ['b', 'super'],
      ['c', 'numeric(12,2)'],
      ['d', 'timestamp without time zone'],
      ['e', 'double precision'],
      ['f', 'character varying(3)'],
      ['g', 'bigint'],
    ])
  })

  it('takes JSON_PARSE’s refusals', async () => {
    const nested = `${'['.repeat(1001)}${']'.repeat(1001)}`
    for (const [text, message] of [
      ['{"a":', 'invalid JSON'],
      ['{"a":1,"a":2}', 'duplicate key'],
      [nested, 'nesting level 1001'],
    ]) {
      const { Error: error } = await batch([`SELECT JSON_PARSE('${text}')`], { SecretArn: secretArn }, plane.admin)
      expect(error).toContain(message)
    }
  })
})

describe('identity', () => {
  it('is the role: without rights at first sight, then with what it was granted', async () => {
    const role = plane.role('Reader-Role')
    await asAdmin('CREATE TABLE secret_things (a INTEGER)')
    const denied = await batch(['SELECT * FROM secret_things'], {}, role)
    expect(denied.Error).toContain('permission denied')
    expect((await batch(['SELECT current_user'], {}, role)).Status).toBe('FINISHED')
    await asAdmin('GRANT SELECT ON secret_things TO "IAMR:Reader-Role"')
    await ok(batch(['SELECT * FROM secret_things'], {}, role))
    expect((await batch(['CREATE TABLE mine (a INTEGER)'], {}, role)).Error).toContain('permission denied')
    await expect(call('DescribeStatement', { Id: denied.Id }, plane.role('other'))).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
    })
  })

  it('makes a machine the owner of its schemas', async () => {
    const machine = plane.role('machine')
    await asAdmin('CREATE USER "IAMR:machine" PASSWORD DISABLE', 'GRANT CREATE ON DATABASE warehouse TO "IAMR:machine"')
    await ok(
      batch(
        [
          'CREATE SCHEMA IF NOT EXISTS m',
          'CREATE TABLE m.t (a INTEGER)',
          'CREATE OR REPLACE VIEW m.v AS SELECT a FROM m.t',
        ],
        {},
        machine,
      ),
    )
    await ok(
      batch(
        ['CREATE OR REPLACE VIEW m.v AS SELECT a + 1 AS a FROM m.t', 'GRANT SELECT ON m.v TO ROLE analyst'],
        {},
        machine,
      ),
    )
  })
})

describe('batches', () => {
  it('are one transaction: a failure leaves nothing and aborts the rest', async () => {
    const described = await batch(
      ['CREATE TABLE gone (a INTEGER)', 'SELECT 1/0', 'SELECT 2'],
      { SecretArn: secretArn },
      plane.admin,
    )
    expect(described.SubStatements?.map(({ Status }) => Status)).toEqual(['FINISHED', 'FAILED', 'ABORTED'])
    await expect(rows('SELECT * FROM gone')).rejects.toThrow('does not exist')
  })

  it('answers the same token with the same statement, after a failure too', async () => {
    const input = { WorkgroupName: 'w', Database: 'warehouse', Sqls: ['SELECT 1/0'], ClientToken: 'token-1' }
    const one = (await call('BatchExecuteStatement', input)) as Described
    await call('DescribeStatement', { Id: one.Id, WaitTimeSeconds: 10 })
    const other = (await call('BatchExecuteStatement', input)) as Described
    expect(other.Id).toBe(one.Id)
    expect(other.Status).toBe('FAILED')
  })

  it('see one snapshot, taken after LOCK: eight concurrent loaders load once; without LOCK they double', async () => {
    const load = (lock: readonly string[], table: string) => [
      ...lock,
      `INSERT INTO ${table} SELECT 'e1' WHERE NOT EXISTS (SELECT 1 FROM ${table}_ledger)`,
      `INSERT INTO ${table}_ledger SELECT 'b1' WHERE NOT EXISTS (SELECT 1 FROM ${table}_ledger)`,
    ]
    for (const table of ['safe', 'unsafe'])
      await asAdmin(
        `CREATE TABLE ${table} (id VARCHAR(9))`,
        `CREATE TABLE ${table}_ledger (id VARCHAR(9))`,
        `CREATE TABLE ${table}_lock (n BIGINT)`,
      )
    const eight = (lock: readonly string[], table: string) =>
      Promise.all(Array.from({ length: 8 }, () => ok(batch(load(lock, table), { SecretArn: secretArn }, plane.admin))))
    await eight(['SET LOCAL statement_timeout TO 60000', 'LOCK safe_lock'], 'safe')
    expect(await rows('SELECT (SELECT count(*) FROM safe), (SELECT count(*) FROM safe_ledger)')).toEqual([[1, 1]])
    await eight([], 'unsafe')
    expect(Number((await rows('SELECT count(*) FROM unsafe'))[0]?.[0])).toBeGreaterThan(1)
  }, 30_000)

  it('can be cancelled while they wait for a lock', async () => {
    await asAdmin('CREATE TABLE held (n BIGINT)')
    const slow = (await call(
      'BatchExecuteStatement',
      {
        WorkgroupName: 'w',
        Database: 'warehouse',
        SecretArn: secretArn,
        Sqls: ['LOCK held', 'SELECT count(*) FROM stl_series a, stl_series b'],
      },
      plane.admin,
    )) as Described
    await call('DescribeStatement', { Id: slow.Id, WaitTimeSeconds: 10 }, plane.admin)
    await asAdmin('CREATE TABLE big AS SELECT generate_series(1, 20000) AS n').catch(() => {})
    const sql = `WITH a AS (SELECT 1 AS n UNION ALL SELECT 2), b AS (SELECT x.n FROM a x, a y, a z, a p, a q, a r, a s, a t) SELECT count(*) FROM b x, b y, b z, b w`
    const endless = (await call(
      'ExecuteStatement',
      { WorkgroupName: 'w', Database: 'warehouse', SecretArn: secretArn, Sql: sql },
      plane.admin,
    )) as Described
    await new Promise((resolve) => setTimeout(resolve, 200))
    await call('CancelStatement', { Id: endless.Id }, plane.admin)
    const described = (await call(
      'DescribeStatement',
      { Id: endless.Id, WaitTimeSeconds: 10 },
      plane.admin,
    )) as Described
    expect(described.Status).toBe('ABORTED')
    await expect(call('CancelStatement', { Id: endless.Id }, plane.admin)).rejects.toMatchObject({
      code: 'ValidationException',
    })
  }, 30_000)
})

describe('COPY', () => {
  const types = `s VARCHAR(20), i INTEGER, n BIGINT, d DECIMAL(12,2), t TIMESTAMP, day DATE, f DOUBLE PRECISION, b BOOLEAN, j SUPER`
  const row = (over: Readonly<Record<string, string>> = {}) => {
    const values = {
      s: `'x"y,' || chr(10) || '\\N'`,
      i: '7::INTEGER',
      n: '9007199254740993::BIGINT',
      d: '9999999999.99::DECIMAL(12,2)',
      t: `TIMESTAMP '2026-11-25 01:02:03.456789'`,
      day: `DATE '2026-11-25'`,
      f: '0.1::DOUBLE',
      b: 'true',
      j: `'{"a":1}'`,
      ...over,
    }
    return `SELECT ${Object.entries(values)
      .map(([name, value]) => `${value} AS ${name}`)
      .join(', ')}`
  }

  async function put(
    key: string,
    ...queries: readonly string[]
  ): Promise<{ url: string; mandatory: boolean; meta: { content_length: number } }> {
    const file = join(plane.stateDir, 'made.parquet')
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(`COPY (${queries.join(' UNION ALL ')}) TO '${file}' (FORMAT parquet)`)
    plane.objects.set(`s3://lake/${key}`, readFileSync(file))
    return { url: `s3://lake/${key}`, mandatory: true, meta: { content_length: statSync(file).size } }
  }

  const manifest = (...entries: readonly unknown[]) =>
    plane.objects.set('s3://lake/m.manifest', Buffer.from(JSON.stringify({ entries })))
  const copy = (table: string, role = copyRole) =>
    batch(
      [`COPY ${table} FROM 's3://lake/m.manifest' IAM_ROLE '${role}' FORMAT AS PARQUET MANIFEST`],
      { SecretArn: secretArn },
      plane.admin,
    )

  it('loads exact values, all files or none, in the name of the role', async () => {
    await asAdmin(`CREATE TABLE exact (${types})`)
    const nulls = row({
      s: `''`,
      n: 'NULL::BIGINT',
      d: '-0.01::DECIMAL(12,2)',
      b: 'NULL::BOOLEAN',
      t: 'NULL::TIMESTAMP',
      j: 'NULL::VARCHAR',
    })
    manifest(await put('one.parquet', row()), await put('two.parquet', nulls))
    plane.calls.length = 0
    const described = await ok(copy('exact'))
    expect(described.SubStatements?.[0]).toMatchObject({ Status: 'FINISHED', ResultRows: 2 })
    expect(plane.calls.filter((each) => each.startsWith('s3.')).every((each) => each.endsWith(' copy'))).toBe(true)
    expect(await rows(`SELECT s, i, d, t, day, f, b, j::varchar FROM exact WHERE b`)).toEqual([
      ['x"y,\n\\N', 7, '9999999999.99', '2026-11-25 01:02:03.456789', '2026-11-25', 0.1, true, '"{\\"a\\":1}"'],
    ])
    expect(await rows(`SELECT n = 9007199254740993 FROM exact WHERE b`)).toEqual([[true]])
    expect(await rows(`SELECT s, n, d, b, t, j FROM exact WHERE b IS NULL`)).toEqual([
      ['', null, '-0.01', null, null, null],
    ])
  })

  it('refuses what does not fit, leaves nothing and says why', async () => {
    await asAdmin(`CREATE TABLE strict (${types})`)
    const good = await put('good.parquet', row())
    const cases: readonly (readonly [unknown, string])[] = [
      [{ ...good, url: 's3://lake/absent.parquet' }, 'Mandatory file is not found'],
      [{ ...good, meta: { content_length: 3 } }, 'content_length'],
      [{ url: good.url, mandatory: true }, 'meta.content_length is required'],
      [await put('scale.parquet', row({ d: '1.234::DECIMAL(12,3)' })), 'incompatible Parquet schema for column'],
      [await put('int.parquet', row({ n: '1::INTEGER' })), 'Column type: BIGINT, Parquet schema: int32 n'],
      [await put('nano.parquet', row({ t: `TIMESTAMP_NS '2026-11-25 01:02:03.456789'` })), 'Column type: TIMESTAMP'],
      [
        await put('wide.parquet', row({ s: `repeat('ä', 11)` })),
        'longer than the length defined in the table. Table: 20',
      ],
      [await put('nul.parquet', row({ s: `'a' || chr(0)` })), 'NUL'],
      [await put('count.parquet', `SELECT 1 AS a`), 'Table columns: 9, Data columns: 1'],
    ]
    for (const [entry, message] of cases) {
      manifest(good, entry)
      const described = await copy('strict')
      expect({ message, status: described.Status }).toEqual({ message, status: 'FAILED' })
      expect(described.Error).toContain(message)
    }
    expect(await rows('SELECT count(*) FROM strict')).toEqual([[0]])
    expect(Number((await rows('SELECT count(*) FROM sys_load_error_detail'))[0]?.[0])).toBe(cases.length)
    expect((await copy('strict', 'arn:aws:iam::000000000000:role/stranger')).Error).toContain('not attached')
  })
})

it('keeps tables over a restart and calls what ran at a kill aborted', async () => {
  await asAdmin('CREATE TABLE kept (a INTEGER)')
  const statements = plane.store.collection<{ id: string; status: string }>('redshift-statements')
  const some = statements.list()[0]
  if (!some) throw new Error('no statement')
  statements.put(some.id, { ...some, status: 'STARTED' })
  await data.stop?.()
  await serverless.stop?.()
  const next = plane.again()
  serverless = createRedshiftServerlessService(next)
  data = createRedshiftDataService(next)
  plane = next
  await data.start?.()
  await serverless.start?.()
  expect(next.store.collection<{ status: string }>('redshift-statements').get(some.id)?.status).toBe('ABORTED')
  secretArn = String(next.store.collection<{ adminSecretArn: string }>('redshift-namespaces').list()[0]?.adminSecretArn)
  await next.call(
    'secretsmanager',
    'CreateSecret',
    { Name: 'redshift!n-admin', SecretString: '{"username":"admin"}' },
    next.admin,
  )
  expect(await rows('SELECT count(*) FROM kept')).toEqual([[0]])
}, 30_000)
