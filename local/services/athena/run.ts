import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type SqlParser, type Translation, translate } from '../../engines/athena-sql/translate.ts'
import { type Lake, openLake } from '../../engines/duckdb/lake.ts'
import { messageOf } from '../../errors.ts'
import type { PlaneContext } from '../../service.ts'
import type { Query, Result } from './queries.ts'
import { sourcesFor } from './sources.ts'
import { createView, dropView } from './views.ts'

export interface Outcome {
  readonly result: Result
  readonly scannedBytes: number
}

/** The workgroup's limit was passed: Athena cancels such a query. */
export class ScanLimit extends Error {
  override readonly name = 'ScanLimit'
}

const nothing: Outcome = { result: { columns: [], rows: [] }, scannedBytes: 0 }

/** Runs one statement. Throws what `reasonOf` tells. `onLake` hears of the engine, to interrupt it. */
export async function runQuery(
  plane: PlaneContext,
  query: Query,
  parser: SqlParser,
  bytesLimit: number | undefined,
  onLake: (lake: Lake) => void,
): Promise<Outcome> {
  const { statement, database, principal } = query
  if (statement.kind === 'drop view') {
    await dropView(plane, query, statement)
    return nothing
  }
  const { sql, references, columns: needed } = await translate(statement.sql, database, parser)
  const folder = await mkdtemp(join(tmpdir(), 'plane-athena-'))
  const lake = await openLake(folder)
  onLake(lake)
  try {
    const sources = sourcesFor(plane, principal, parser, lake)
    for (const reference of references) await sources.add(reference)
    await checkColumns(lake, needed)
    const columns = await lake.columns(sql)
    if (statement.kind === 'create view') {
      await createView(plane, query, statement, columns)
      return nothing
    }
    const scannedBytes = sources.scannedBytes()
    if (bytesLimit !== undefined && scannedBytes > bytesLimit)
      throw new ScanLimit(`Bytes scanned limit was exceeded: ${scannedBytes} of ${bytesLimit}`)
    return { result: { columns, rows: await lake.rows(sql) }, scannedBytes }
  } finally {
    lake.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** What DuckDB would take for an alias must be a column. Throws COLUMN_NOT_FOUND. */
async function checkColumns(lake: Lake, needed: Translation['columns']): Promise<void> {
  for (const { from, names } of needed) {
    const there = await lake.columns(from).catch(() => undefined) // a part that does not stand alone
    const missing = there && names.find((name) => !there.some((column) => column.name.toLowerCase() === name))
    if (missing !== undefined) throw new Error(`COLUMN_NOT_FOUND: Column '${missing}' cannot be resolved`)
  }
}

/** What went wrong, in the manner of Athena: a class in capitals, then words. */
export function reasonOf(error: unknown): string {
  const message = messageOf(error).split('\n', 1)[0] ?? ''
  const named = /\b((?:UnsupportedOperation|[A-Z]+(?:_[A-Z]+)+): .*)$/.exec(message)?.[1]
  if (named !== undefined) return named
  if (/^(?:Binder|Parser|Catalog) Error/.test(message)) return `SYNTAX_ERROR: ${message}`
  if (/^Invalid Input Error: (?:Malformed JSON|JSON)/.test(message))
    return `HIVE_CURSOR_ERROR: Row is not a valid JSON Object: ${message}`
  return message
}
