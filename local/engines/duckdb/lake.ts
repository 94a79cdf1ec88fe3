import {
  type DuckDBConnection,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api'
import { sessionStatements } from '../athena-sql/functions.ts'
import type { SqlParser } from '../athena-sql/translate.ts'
import { duckType, type HiveType } from '../athena-sql/types.ts'

/** A table over files. */
export interface LakeTable {
  readonly database: string
  readonly name: string
  readonly columns: readonly { readonly name: string; readonly type: HiveType }[]
  /** Names of the partition keys; their values are text. */
  readonly keys: readonly string[]
  readonly format: 'parquet' | 'json'
  readonly files: readonly { readonly path: string; readonly values: readonly string[] }[]
}

export interface LakeView {
  readonly database: string
  readonly name: string
  /** SQL of DuckDB. */
  readonly sql: string
}

export interface LakeColumn {
  readonly name: string
  /** DuckDB's name. */
  readonly type: string
}

/** One query's own DuckDB, in memory, over files where they are. */
export interface Lake {
  addTable(table: LakeTable): Promise<void>
  /** After everything that it reads. */
  addView(view: LakeView): Promise<void>
  columns(sql: string): Promise<readonly LakeColumn[]>
  /** Cells as Athena writes them; null is NULL. */
  rows(sql: string): Promise<readonly (readonly (string | null)[])[]>
  interrupt(): void
  close(): void
}

const fileColumn = '_plane_file'
const batchOfValues = 500

export async function openLake(temporaryFolder: string): Promise<Lake> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: '1GB',
    temp_directory: temporaryFolder,
  })
  const connection = await instance.connect()
  for (const statement of sessionStatements) await connection.run(statement)
  let tables = 0
  return {
    addTable: async (table) => {
      tables += 1
      await addTable(connection, table, `_plane_files_${tables}`)
    },
    addView: async ({ database, name, sql }) => {
      await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoteName(database)}`)
      await connection.run(`CREATE VIEW ${quoteName(database)}.${quoteName(name)} AS ${sql}`)
    },
    columns: (sql) => describe(connection, sql),
    rows: async (sql) => {
      const reader = await connection.runAndReadAll(sql)
      const doubles = reader.columnTypes().map((type) => ['DOUBLE', 'FLOAT'].includes(String(type)))
      return reader.getRows().map((row) =>
        row.map((value, at) => {
          if (value === null) return null
          return doubles[at] ? doubleText(Number(value)) : cellText(value)
        }),
      )
    },
    interrupt: () => connection.interrupt(),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** DuckDB's parser, which needs no tables. */
export async function openSqlParser(): Promise<SqlParser & { close(): void }> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' })
  const connection = await instance.connect()
  const ask = async (sql: string): Promise<string> => String((await connection.runAndReadAll(sql)).getRows()[0]?.[0])
  return {
    parse: async (sql) => {
      const tree = parseExactly(await ask(`SELECT json_serialize_sql(${quoteText(sql)})`)) as {
        readonly error: boolean
        readonly error_message?: string
      }
      if (tree.error) throw new SyntaxError(tree.error_message ?? 'not a query')
      return tree
    },
    print: (tree) => ask(`SELECT json_deserialize_sql(${quoteText(JSON.stringify(tree))})`),
    close: () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

interface ExactJson {
  rawJSON(text: string): unknown
  parse(text: string, reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown
}

/** Numbers keep their digits: DuckDB reads 7.0 back as a double only so. */
const parseExactly = (text: string): unknown => {
  const json = JSON as unknown as ExactJson
  return json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? json.rawJSON(source) : value,
  )
}

async function addTable(connection: DuckDBConnection, table: LakeTable, fileTable: string): Promise<void> {
  const { database, name, keys, files } = table
  await connection.run(`CREATE SCHEMA IF NOT EXISTS ${quoteName(database)}`)
  const relation = `${quoteName(database)}.${quoteName(name)}`
  if (files.length === 0) {
    const columns = [
      ...table.columns.map((column) => `CAST(NULL AS ${duckType(column.type)}) AS ${quoteName(column.name)}`),
      ...keys.map((key) => `CAST(NULL AS VARCHAR) AS ${quoteName(key)}`),
    ]
    await connection.run(`CREATE VIEW ${relation} AS SELECT ${columns.join(', ')} WHERE false`)
    return
  }
  await connection.run(
    `CREATE TABLE ${fileTable} (_plane_path VARCHAR${keys.map((key) => `, ${quoteName(key)} VARCHAR`).join('')})`,
  )
  for (let from = 0; from < files.length; from += batchOfValues) {
    const rows = files
      .slice(from, from + batchOfValues)
      .map(({ path, values }) => `(${[path, ...values].map(quoteText).join(', ')})`)
    await connection.run(`INSERT INTO ${fileTable} VALUES ${rows.join(', ')}`)
  }
  const reading = table.format === 'parquet' ? readParquet(table) : readJson(table)
  const present = new Map(
    (await describe(connection, `SELECT * FROM ${reading}`)).map((each) => [each.name, each.type]),
  )
  const columns = [
    ...table.columns.map((column) => columnOf(column, present, table)),
    ...keys.map((key) => `f.${quoteName(key)}`),
  ]
  await connection.run(
    `CREATE VIEW ${relation} AS SELECT ${columns.join(', ')} FROM ${reading} r JOIN ${fileTable} f ON r.${fileColumn} = f._plane_path`,
  )
}

const pathList = ({ files }: LakeTable): string => `[${files.map(({ path }) => quoteText(path)).join(', ')}]`

const readParquet = (table: LakeTable): string =>
  `read_parquet(${pathList(table)}, union_by_name = true, filename = '${fileColumn}', hive_partitioning = false)`

function readJson(table: LakeTable): string {
  const columns = table.columns.map(({ name, type }) => `${quoteText(name)}: ${quoteText(duckType(type))}`)
  return `read_json(${pathList(table)}, format = 'newline_delimited', columns = {${columns.join(', ')}}, filename = '${fileColumn}', hive_partitioning = false)`
}

/** Which types of a file a table's type reads; a column that no file has is NULL. */
function columnOf(
  { name, type }: LakeTable['columns'][number],
  present: ReadonlyMap<string, string>,
  table: LakeTable,
): string {
  const wanted = duckType(type)
  const found = present.get(name)
  if (found === undefined) return `CAST(NULL AS ${wanted}) AS ${quoteName(name)}`
  if (wanted === 'TIMESTAMP' && /^TIMESTAMP/.test(found)) {
    // timestamp is timestamp(3) in Athena
    return `date_trunc('millisecond', CAST(r.${quoteName(name)} AS TIMESTAMP)) AS ${quoteName(name)}`
  }
  if (table.format === 'parquet' && found !== wanted && !(found === 'INTEGER' && wanted === 'BIGINT'))
    throw new Error(
      `HIVE_BAD_DATA: Field ${name}'s type ${found} in parquet file is incompatible with type ${wanted} defined in table schema of ${table.name}`,
    )
  return `CAST(r.${quoteName(name)} AS ${wanted}) AS ${quoteName(name)}`
}

async function describe(connection: DuckDBConnection, sql: string): Promise<readonly LakeColumn[]> {
  const reader = await connection.runAndReadAll(`DESCRIBE ${sql}`)
  return reader.getRows().map(([name, type]) => ({ name: String(name), type: String(type) }))
}

function cellText(value: DuckDBValue): string {
  if (value === null) return 'null'
  if (value instanceof DuckDBTimestampValue) return timestampText(value.micros)
  if (value instanceof DuckDBDateValue || value instanceof DuckDBDecimalValue) return value.toString()
  if (value instanceof DuckDBListValue) return `[${value.items.map(cellText).join(', ')}]`
  if (value instanceof DuckDBMapValue)
    return `{${value.entries.map((entry) => `${cellText(entry.key)}=${cellText(entry.value)}`).join(', ')}}`
  if (value instanceof DuckDBStructValue) {
    const members = Object.entries(value.entries).map(([name, member]) => `${name}=${cellText(member)}`)
    return `{${members.join(', ')}}`
  }
  return String(value)
}

/** `2026-11-25 01:02:03.000`. */
const timestampText = (micros: bigint): string =>
  new Date(Number(micros / 1000n)).toISOString().replace('T', ' ').replace('Z', '')

/** As Java writes a double: `1.0`, `0.1`, `1.0E10`, `1.0E-4`. */
function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const size = Math.abs(value)
  if (value === 0 || (size >= 1e-3 && size < 1e7)) {
    const text = Object.is(value, -0) ? '-0' : String(value)
    return text.includes('.') ? text : `${text}.0`
  }
  const [digits = '', exponent = ''] = value.toExponential().split('e')
  return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`
}

export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`
