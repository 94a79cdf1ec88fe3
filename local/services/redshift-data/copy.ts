import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { openParquetReader, type ParquetReader } from '../../engines/duckdb/parquet.ts'
import { copyIn } from '../../engines/postgres/copy-in.ts'
import type { CopyStatement } from '../../engines/redshift-sql/copy-statement.ts'
import { quoteName } from '../../engines/redshift-sql/nodes.ts'
import { messageOf, ServiceError } from '../../errors.ts'
import { conversion, parquetType, redshiftType, type TableColumn } from './columns.ts'
import type { Objects } from './objects.ts'

/** A COPY that failed; its members become a row of sys_load_error_detail. */
export class CopyError extends Error {
  override readonly name = 'CopyError'
  readonly file: string
  readonly column: TableColumn | undefined

  constructor(message: string, file = '', column?: TableColumn) {
    super(message)
    this.file = file
    this.column = column
  }
}

interface Entry {
  readonly url: string
  readonly length: number
}

/**
 * Loads the Parquet files of a manifest into a table, by position, inside the transaction that `client` holds open. Returns the rows
 * loaded. Throws CopyError; a failure leaves nothing once the transaction is rolled back.
 */
export async function runCopy(
  client: pg.ClientBase,
  copy: CopyStatement,
  objects: Objects,
  scratch: string,
): Promise<number> {
  const entries = await readManifest(copy.from, objects)
  const columns = await targetColumns(client, copy)
  await mkdir(scratch, { recursive: true })
  const folder = await mkdtemp(join(scratch, 'copy-'))
  const reader = await openParquetReader(folder)
  try {
    let rows = 0
    for (const [index, entry] of entries.entries()) {
      // one name per file: DuckDB remembers what it read under a name
      rows += await loadFile(client, copy, entry, columns, objects, reader, join(folder, String(index)))
    }
    return rows
  } finally {
    reader.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function readManifest(uri: string, objects: Objects): Promise<readonly Entry[]> {
  const text = await objects.text(uri).catch((error: unknown) => {
    const status = error instanceof ServiceError ? error.status : 500
    const code = error instanceof ServiceError ? error.code : 'InternalError'
    throw new CopyError(
      `Problem reading manifest file - S3ServiceException:${messageOf(error)},Status ${status},Error ${code}`,
      uri,
    )
  })
  let entries: unknown
  try {
    entries = (JSON.parse(text) as { entries?: unknown }).entries
  } catch {
    throw new CopyError('The manifest file is not valid JSON', uri)
  }
  if (!Array.isArray(entries) || entries.length === 0) throw new CopyError('The manifest file has no entries', uri)
  const found: Entry[] = []
  for (const { url, mandatory, meta } of entries as {
    url?: string
    mandatory?: boolean
    meta?: { content_length?: number }
  }[]) {
    if (typeof url !== 'string') throw new CopyError('A manifest entry has no url', uri)
    if (typeof meta?.content_length !== 'number')
      throw new CopyError(`Manifest entry ${url}: meta.content_length is required for PARQUET`, uri)
    const size = await objects.size(url).catch((error: unknown) => {
      throw new CopyError(`S3ServiceException:${messageOf(error)}`, url)
    })
    if (size === undefined && mandatory === true)
      throw new CopyError(`Mandatory file is not found: the specified S3 object ${url} does not exist`, url)
    if (size === undefined) continue // not mandatory: skipped without a word, as Redshift does
    if (size !== meta.content_length) {
      throw new CopyError(
        `File ${url}: content_length ${meta.content_length} of the manifest differs from the object's ${size}`,
        url,
      )
    }
    found.push({ url, length: size })
  }
  return found
}

async function targetColumns(client: pg.ClientBase, copy: CopyStatement): Promise<readonly TableColumn[]> {
  const table = copy.table.map(quoteName).join('.')
  const { rows } = await client.query<{
    name: string
    type: string
    modifier: number
    bytes: number | null
    identity: string
  }>(
    `SELECT a.attname AS name, regexp_replace(format_type(a.atttypid, a.atttypmod), '\\(.*\\)', '') AS type, a.atttypmod AS modifier,
       (SELECT substring(c.conname FROM '_bytes_([0-9]+)$')::int FROM pg_constraint AS c
         WHERE c.conrelid = a.attrelid AND c.conkey = ARRAY[a.attnum] AND c.conname ~ '_bytes_[0-9]+$' LIMIT 1) AS bytes,
       a.attidentity AS identity
     FROM pg_attribute AS a WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [table],
  )
  const all = rows.map(({ name, type, modifier, bytes }) => ({
    name,
    type,
    ...(type === 'numeric' ? { precision: ((modifier - 4) >> 16) & 0xffff, scale: (modifier - 4) & 0x7ff } : {}),
    ...(bytes === null ? {} : { maxBytes: bytes }),
  }))
  if (!copy.columns) return all.filter((_, at) => rows[at]?.identity !== 'a')
  return copy.columns.map((name) => {
    const column = all.find((each) => each.name === name)
    if (!column) throw new CopyError(`column "${name}" of relation "${copy.table.join('.')}" does not exist`)
    return column
  })
}

async function loadFile(
  client: pg.ClientBase,
  copy: CopyStatement,
  entry: Entry,
  columns: readonly TableColumn[],
  objects: Objects,
  reader: ParquetReader,
  path: string,
): Promise<number> {
  const local = `${path}.parquet`
  const csv = `${path}.csv`
  await objects.download(entry.url, local)
  const found = await reader.columns(local).catch(() => {
    throw new CopyError(`File '${entry.url}' is not a readable Parquet file`, entry.url)
  })
  if (found.length !== columns.length) {
    throw new CopyError(
      `Unmatched number of columns between table and file. Table columns: ${columns.length}, Data columns: ${found.length}`,
      entry.url,
    )
  }
  const expressions = columns.map((column, at) => {
    const file = found[at]
    const expression = file && conversion(column, file, `c${at}`, copy.serializeToJson)
    if (expression !== undefined) return expression
    throw new CopyError(
      `Spectrum Scan Error. File '${entry.url}' has an incompatible Parquet schema for column '${column.name}'. ` +
        `Column type: ${redshiftType(column)}, Parquet schema: ${file ? parquetType(file) : 'none'}`,
      entry.url,
      column,
    )
  })
  await reader.toCsv(local, expressions, csv)
  const list = columns.map((column) => quoteName(column.name)).join(', ')
  const sql = `COPY ${copy.table.map(quoteName).join('.')} (${list}) FROM STDIN (FORMAT csv)`
  try {
    return await copyIn(client, sql, createReadStream(csv, { highWaterMark: 1 << 18 }))
  } catch (error) {
    throw rowError(error, entry.url, columns)
  } finally {
    await Promise.all([local, csv].map((file) => rm(file, { force: true })))
  }
}

/** PostgreSQL's refusal of a row, in Redshift's words. Permission errors stay themselves. */
function rowError(error: unknown, file: string, columns: readonly TableColumn[]): Error {
  const { code, constraint, column: named } = error as { code?: string; constraint?: string; column?: string }
  if (code === '42501' || code === '57014' || !(error instanceof Error)) return error as Error
  const bytes = /^(.*)_bytes_(\d+)$/.exec(constraint ?? '')
  if (bytes) {
    const column = columns.find((each) => each.name === bytes[1])
    return new CopyError(
      `The length of the data column ${bytes[1]} is longer than the length defined in the table. Table: ${bytes[2]}`,
      file,
      column,
    )
  }
  if (code === '23502')
    return new CopyError(
      `Missing data for not-null field ${named}`,
      file,
      columns.find((each) => each.name === named),
    )
  if (code === '22021')
    return new CopyError('String contains invalid or unsupported UTF8 codepoints or a NUL character', file)
  return new CopyError(error.message, file)
}
