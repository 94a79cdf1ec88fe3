import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** One leaf column of a Parquet file, as its schema has it. */
export interface ParquetColumn {
  readonly name: string
  /** BYTE_ARRAY, INT32, INT64, INT96, FIXED_LEN_BYTE_ARRAY, FLOAT, DOUBLE, BOOLEAN; GROUP for nested columns. */
  readonly physical: string
  /** UTF8, DECIMAL, DATE, TIMESTAMP_MICROS, … or '' . */
  readonly converted: string
  /** The annotation as text; tells nanoseconds, for which there is no converted type. */
  readonly logical: string
  readonly precision?: number
  readonly scale?: number
}

/** Reads and converts Parquet files; files of any size, bounded memory. */
export interface ParquetReader {
  columns(file: string): Promise<readonly ParquetColumn[]>
  /**
   * Writes the file's rows as CSV, one expression per column in file order; NULL is an empty unquoted field, all else is quoted. The
   * expressions address the columns as `c0`, `c1`, …
   */
  toCsv(file: string, expressions: readonly string[], csv: string): Promise<void>
  close(): void
}

/** Opens DuckDB in this process: two threads, 1 GB. */
export async function openParquetReader(temporaryFolder: string): Promise<ParquetReader> {
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: '1GB',
    enable_external_file_cache: 'false',
    temp_directory: temporaryFolder,
  })
  const connected = async <T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> => {
    const connection = await instance.connect()
    try {
      await connection.run(`SET TimeZone = 'UTC'`)
      return await work(connection)
    } finally {
      connection.closeSync()
    }
  }
  return {
    columns: (file) => connected((connection) => readColumns(connection, file)),
    toCsv: (file, expressions, csv) =>
      connected(async (connection) => {
        const names = expressions.map((_, index) => `c${index}`).join(', ')
        const rows = `SELECT ${expressions.join(', ')} FROM read_parquet(${quote(file)}) AS rows_(${names})`
        await connection.run(`COPY (${rows}) TO ${quote(csv)} (FORMAT csv, HEADER false, FORCE_QUOTE *)`)
      }),
    close: () => instance.closeSync(),
  }
}

async function readColumns(connection: DuckDBConnection, file: string): Promise<readonly ParquetColumn[]> {
  const reader = await connection.runAndReadAll(
    `SELECT name, type, converted_type, logical_type, precision, scale, num_children FROM parquet_schema(${quote(file)})`,
  )
  const rows = reader.getRowsJson()
  const columns: ParquetColumn[] = []
  let skip = 0
  for (const [name, physical, converted, logical, precision, scale, children] of rows.slice(1)) {
    const nested = Number(children ?? 0)
    if (skip > 0) skip += nested - 1
    else {
      columns.push({
        name: String(name),
        physical: nested > 0 ? 'GROUP' : String(physical),
        converted: String(converted ?? ''),
        logical: String(logical ?? ''),
        ...(precision === null ? {} : { precision: Number(precision), scale: Number(scale) }),
      })
      skip = nested
    }
  }
  return columns
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
