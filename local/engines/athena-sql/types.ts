/** A Hive type of the Glue catalog, read. */
export type HiveType =
  | { readonly kind: 'plain'; readonly name: string }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'array'; readonly of: HiveType }
  | { readonly kind: 'map'; readonly key: HiveType; readonly value: HiveType }
  | { readonly kind: 'struct'; readonly fields: readonly { readonly name: string; readonly type: HiveType }[] }

/** Hive's name → DuckDB's. */
const plainTypes: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  int: 'INTEGER',
  bigint: 'BIGINT',
  float: 'FLOAT',
  double: 'DOUBLE',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
}

/** Reads `array<struct<name:string,n:bigint>>`. Throws with the part that this plane does not read. */
export function readHiveType(text: string): HiveType {
  const reader = { text: text.toLowerCase().replaceAll(' ', ''), at: 0 }
  const type = readType(reader)
  if (reader.at < reader.text.length) throw unreadable(text)
  return type
}

interface Reader {
  readonly text: string
  at: number
}

function readType(reader: Reader): HiveType {
  const name = take(reader, /[a-z]+/y)
  switch (name) {
    case 'decimal': {
      const [, precision, scale] = /^\((\d+),(\d+)\)$/.exec(take(reader, /\(\d+,\d+\)/y)) ?? []
      return { kind: 'decimal', precision: Number(precision), scale: Number(scale) }
    }
    case 'varchar':
    case 'char':
      take(reader, /\(\d+\)/y)
      return { kind: 'plain', name: 'string' }
    case 'array': {
      take(reader, /</y)
      const of = readType(reader)
      take(reader, />/y)
      return { kind: 'array', of }
    }
    case 'map': {
      take(reader, /</y)
      const key = readType(reader)
      take(reader, /,/y)
      const value = readType(reader)
      take(reader, />/y)
      return { kind: 'map', key, value }
    }
    case 'struct': {
      const fields: { name: string; type: HiveType }[] = []
      take(reader, /</y)
      do {
        const field = take(reader, /[a-z0-9_]+/y)
        take(reader, /:/y)
        fields.push({ name: field, type: readType(reader) })
      } while (take(reader, /[,>]/y) === ',')
      return { kind: 'struct', fields }
    }
    default:
      if (plainTypes[name] === undefined) throw unreadable(name)
      return { kind: 'plain', name }
  }
}

function take(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)?.[0]
  if (found === undefined) throw unreadable(reader.text)
  reader.at += found.length
  return found
}

const unreadable = (text: string): Error => new Error(`The type ${text} is not in this local plane's Athena`)

/** The DuckDB type that holds the values. */
export function duckType(type: HiveType): string {
  switch (type.kind) {
    case 'plain':
      return plainTypes[type.name] ?? 'VARCHAR'
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`
    case 'array':
      return `${duckType(type.of)}[]`
    case 'map':
      return `MAP(${duckType(type.key)}, ${duckType(type.value)})`
    case 'struct':
      return `STRUCT(${type.fields.map(({ name, type: of }) => `"${name}" ${duckType(of)}`).join(', ')})`
  }
}

/** DuckDB's type of a result column → Athena's (Trino's) name with precision and scale; sums of integers are BIGINT there. */
export function athenaTypeOf(duck: string): {
  readonly name: string
  readonly precision: number
  readonly scale: number
} {
  const [, precision, scale] = /^DECIMAL\((\d+),(\d+)\)$/.exec(duck) ?? []
  if (precision !== undefined) return { name: 'decimal', precision: Number(precision), scale: Number(scale) }
  if (duck.endsWith(']')) return { name: 'array', precision: 0, scale: 0 }
  if (duck.startsWith('STRUCT')) return { name: 'row', precision: 0, scale: 0 }
  if (duck.startsWith('MAP')) return { name: 'map', precision: 0, scale: 0 }
  const found = plainResults[duck]
  if (!found) throw new Error(`A result of type ${duck} is not in this local plane's Athena`)
  return { name: found[0], precision: found[1], scale: 0 }
}

const plainResults: Readonly<Record<string, readonly [name: string, precision: number]>> = {
  VARCHAR: ['varchar', 2_147_483_647],
  BOOLEAN: ['boolean', 0],
  TINYINT: ['tinyint', 3],
  SMALLINT: ['smallint', 5],
  INTEGER: ['integer', 10],
  BIGINT: ['bigint', 19],
  HUGEINT: ['bigint', 19],
  FLOAT: ['float', 24],
  DOUBLE: ['double', 53],
  DATE: ['date', 0],
  TIMESTAMP: ['timestamp', 3],
  '"NULL"': ['unknown', 0],
}

/** DuckDB's type of a view's column → the Hive type under which the catalog lists it. */
export function hiveTypeOf(duck: string): string {
  const { name, precision, scale } = athenaTypeOf(duck)
  if (name === 'varchar' || name === 'unknown') return 'string'
  if (name === 'integer') return 'int'
  if (name === 'decimal') return `decimal(${precision},${scale})`
  if (name === 'array' || name === 'row' || name === 'map')
    throw new Error(`A view with a column of type ${duck} is not in this local plane's Athena`)
  return name
}

/** As `hiveTypeOf`, in Trino's words. */
export function viewTypeOf(duck: string): string {
  const { name, precision, scale } = athenaTypeOf(duck)
  if (name === 'decimal') return `decimal(${precision},${scale})`
  return name === 'timestamp' ? 'timestamp(3)' : name
}
