import type { ParquetColumn } from '../../engines/duckdb/parquet.ts'

/** A column of the target table. */
export interface TableColumn {
  readonly name: string
  /** PostgreSQL's name: text, jsonb, numeric, timestamp without time zone, … */
  readonly type: string
  readonly precision?: number
  readonly scale?: number
  /** VARCHAR(n), VARBYTE(n). */
  readonly maxBytes?: number
}

/** How Redshift calls the column's type. */
export function redshiftType(column: TableColumn): string {
  const names: Readonly<Record<string, string>> = {
    text: `VARCHAR(${column.maxBytes ?? 65_535})`,
    character: 'CHAR',
    jsonb: 'SUPER',
    bytea: `VARBYTE(${column.maxBytes ?? 64_000})`,
    numeric: `DECIMAL(${column.precision}, ${column.scale})`,
    'timestamp without time zone': 'TIMESTAMP',
    'timestamp with time zone': 'TIMESTAMPTZ',
    'double precision': 'DOUBLE PRECISION',
  }
  return names[column.type] ?? column.type.toUpperCase()
}

/**
 * The DuckDB expression that turns file column `c` into text for PostgreSQL's COPY, or undefined when Redshift's COPY would refuse the
 * pair: physical and logical type must be the table's, a decimal's precision and scale too.
 */
export function conversion(
  column: TableColumn,
  file: ParquetColumn,
  c: string,
  serializeToJson: boolean,
): string | undefined {
  const plain = file.converted === '' && file.logical === ''
  const text =
    file.physical === 'BYTE_ARRAY' &&
    (file.converted === 'UTF8' || file.converted === 'JSON' || file.logical.startsWith('String'))
  switch (column.type) {
    case 'text':
    case 'character':
      return text ? c : undefined
    case 'jsonb':
      if (text) return `to_json(${c})`
      return serializeToJson && file.physical === 'GROUP' ? `to_json(${c})` : undefined
    case 'bytea':
      return file.physical === 'BYTE_ARRAY' && plain ? `'\\x' || hex(${c})` : undefined
    case 'smallint':
      return file.physical === 'INT32' && file.converted === 'INT_16' ? c : undefined
    case 'integer':
      return file.physical === 'INT32' && (plain || file.converted === 'INT_32') ? c : undefined
    case 'bigint':
      return file.physical === 'INT64' && (plain || file.converted === 'INT_64') ? c : undefined
    case 'numeric':
      return file.converted === 'DECIMAL' && file.precision === column.precision && file.scale === column.scale
        ? c
        : undefined
    case 'real':
      return file.physical === 'FLOAT' ? c : undefined
    case 'double precision':
      return file.physical === 'DOUBLE' ? c : undefined
    case 'boolean':
      return file.physical === 'BOOLEAN' ? c : undefined
    case 'date':
      return file.physical === 'INT32' && file.converted === 'DATE' ? c : undefined
    case 'timestamp without time zone':
    case 'timestamp with time zone':
      return isTimestamp(file) ? `CAST(${c} AS TIMESTAMP)` : undefined
    default:
      return undefined
  }
}

/** INT96, or INT64 of micro- or milliseconds. Nanoseconds load as wrong dates in Redshift, silently: here they fail. */
function isTimestamp(file: ParquetColumn): boolean {
  if (file.physical === 'INT96') return true
  return file.physical === 'INT64' && (file.converted === 'TIMESTAMP_MICROS' || file.converted === 'TIMESTAMP_MILLIS')
}

export function parquetType(file: ParquetColumn): string {
  const size = file.precision === undefined ? '' : `(${file.precision}, ${file.scale})`
  return `${file.physical.toLowerCase()} ${file.name}${file.converted === '' ? '' : ` (${file.converted}${size})`}`
}
