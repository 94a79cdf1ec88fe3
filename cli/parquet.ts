import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import type { Objects } from './objects.ts'

export type ParquetRow = Readonly<Record<string, unknown>>

/**
 * Queries Parquet objects with DuckDB: `$files` in the query stands for their rows, with the column `object_key` added. Values come
 * back as JSON would hold them; binary as base64. No objects, no rows.
 */
export async function queryParquet(
  objects: Objects,
  bucket: string,
  keys: readonly string[],
  query: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<readonly ParquetRow[]> {
  if (keys.length === 0) return []
  const folder = await mkdtemp(join(tmpdir(), 'tributary-parquet-'))
  try {
    const paths: string[] = []
    for (const [place, key] of keys.entries()) {
      const path = join(folder, `${place}.parquet`)
      await writeFile(path, await objects.bytes(bucket, key))
      paths.push(path)
    }
    const instance = await DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    try {
      const list = paths.map((path) => `'${path}'`).join(', ')
      const place = `regexp_extract(filename, '([0-9]+)\\.parquet$', 1)::INT`
      const source = `(SELECT *, ${place} AS object_place FROM read_parquet([${list}], filename = true, union_by_name = true))`
      const reader = await connection.runAndReadAll(
        query.replace('$files', () => source),
        parameters,
      )
      return reader.getRowObjectsJson().map(({ object_place, ...row }) => ({
        ...row,
        ...(object_place !== undefined && { object_key: keys[Number(object_place)] }),
      }))
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
