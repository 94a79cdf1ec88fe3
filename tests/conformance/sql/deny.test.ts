import { expect, it } from 'vitest'
import { deniedIn } from './deny.ts'

it.each([
  ['CREATE INDEX i ON t (a)', /CREATE INDEX/],
  ['CREATE SEQUENCE s', /sequences/],
  ['SELECT ARRAY[1, 2]', /ARRAY/],
  ['CREATE TABLE t (a INTEGER[])', /array types/],
  ['CREATE TABLE t (a UUID)', /a type of PostgreSQL/],
  ['INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING', /ON CONFLICT/],
  ['DELETE FROM t RETURNING a', /RETURNING/],
  ["SELECT a->>'b' FROM t", /operators/],
  ['ALTER TABLE t ADD COLUMN IF NOT EXISTS a INTEGER', /ADD COLUMN IF NOT EXISTS/],
  ["COPY t FROM 's3://b/m' IAM_ROLE 'r' FORMAT AS PARQUET MANIFEST MAXERROR 3", /takes no MAXERROR/],
  ["COPY t FROM 's3://b/m' IAM_ROLE 'r' PARQUET GZIP", /takes no GZIP/],
])('Redshift does not take: %s', (sql, reason) => {
  expect(deniedIn(sql).join('\n')).toMatch(reason)
})

it.each([
  ['SELECT \'ON CONFLICT\' AS "uuid", s.a[0].b FROM t s -- RETURNING'],
  ["COPY stage.t FROM 's3://bucket/gzip' IAM_ROLE 'maxerror' FORMAT AS PARQUET MANIFEST"],
  ['CREATE TABLE IF NOT EXISTS t (a SUPER, b VARCHAR(36)) DISTKEY (b)'],
])('Redshift may take: %s', (sql) => {
  expect(deniedIn(sql)).toEqual([])
})
