import { expect, it } from 'vitest'
import { tokenize } from './tokens.ts'
import { translate } from './translate.ts'

const one = (sql: string): string => translate(sql).sql.join('; ').replaceAll(/\s+/g, ' ')

it.each([
  ['SELECT NVL(a, 0) FROM t;', 'SELECT COALESCE(a, 0) FROM t'],
  [`SELECT 'NVL(a) -- not a comment' FROM t -- a comment`, `SELECT 'NVL(a) -- not a comment' FROM t`],
  ['SELECT "nvl" FROM t', 'SELECT "nvl" FROM t'],
  [`SELECT DATEADD(day, 1, x) FROM t`, `SELECT redshift.dateadd('day', 1, x) FROM t`],
  ['SELECT GETDATE()::date', 'SELECT redshift.getdate()::date'],
  ['SELECT a FROM t MINUS SELECT b FROM u', 'SELECT a FROM t EXCEPT SELECT b FROM u'],
  ['LOCK stage.lock_a', 'LOCK TABLE stage.lock_a IN ACCESS EXCLUSIVE MODE'],
  ['SET LOCAL statement_timeout TO 600000', 'SET LOCAL statement_timeout TO 600000'],
  ['SET enable_case_sensitive_identifier TO true', 'SET redshift.enable_case_sensitive_identifier TO true'],
  ['GRANT SELECT ON orders.o TO ROLE analyst', 'GRANT SELECT ON orders.o TO analyst'],
  ['GRANT ROLE loader TO ROLE machine', 'GRANT loader TO machine'],
  ['CREATE USER "IAMR:a b" PASSWORD DISABLE', 'CREATE USER "IAMR:a b"'],
  ['VACUUM FULL orders.o', ''],
  ['ALTER TABLE t ALTER SORTKEY AUTO', ''],
  [
    'ALTER TABLE t ADD COLUMN c VARCHAR(3) ENCODE zstd',
    'ALTER TABLE "t" ADD COLUMN "c" text CONSTRAINT "c_bytes_3" CHECK (octet_length("c") <= 3)',
  ],
  [
    'CREATE TABLE t (a BIGINT IDENTITY(1,1), b SUPER, c DECIMAL(12,2) DEFAULT 0 NOT NULL, PRIMARY KEY (a)) DISTSTYLE EVEN SORTKEY (a)',
    'CREATE TABLE t ("a" bigint GENERATED ALWAYS AS IDENTITY (START WITH 1 INCREMENT BY 1), "b" jsonb, "c" numeric(12,2) DEFAULT 0 NOT NULL)',
  ],
  ['SELECT o.p.name FROM s.t AS o', `SELECT o.p['name'] FROM s.t AS o`],
  ['SELECT s.t.p FROM s.t', 'SELECT s.t.p FROM s.t'],
  [
    'MERGE INTO t USING (SELECT 1 AS a) s ON t.a = s.a WHEN MATCHED THEN DELETE',
    'MERGE INTO t USING (SELECT 1 AS a) s ON t.a = s.a WHEN MATCHED THEN DELETE',
  ],
  [
    'SELECT EXTRACT(hour FROM t.x), TRIM(BOTH FROM t.y) FROM t',
    'SELECT EXTRACT(hour FROM t.x), TRIM(BOTH FROM t.y) FROM t',
  ],
])('%s', (redshift, postgres) => {
  expect(one(redshift)).toBe(postgres)
})

it('numbers parameters by name, outside strings and casts only', () => {
  expect(translate(`SELECT :a, ':b', x::int, :c, :a FROM t`)).toMatchObject({
    parameters: ['a', 'c'],
    sql: [`SELECT $1, ':b', x::int, $2, $1 FROM t`],
  })
})

it('reads strings, names, numbers and nested comments as they are', () => {
  const texts = tokenize(`'it''s' "a""b" $$x$$ 1.5e3 /* a /* b */ c */ a.b`).map(
    ({ kind, value }) => `${kind} ${value}`,
  )
  expect(texts).toEqual([`string it's`, 'quoted a"b', 'string x', 'number 1.5e3', 'word a', 'symbol .', 'word b'])
})
