import type { ResultColumn } from './statement.ts'

interface Kind {
  readonly name: string
  readonly field: (cell: string) => Readonly<Record<string, unknown>>
  readonly signed?: boolean
}

const asText = (cell: string) => ({ stringValue: cell })
const asLong = (cell: string) => ({ longValue: Number.isSafeInteger(Number(cell)) ? Number(cell) : exactNumber(cell) })
const asDouble = (cell: string) => ({ doubleValue: Number.isFinite(Number(cell)) ? Number(cell) : cell })

/** PostgreSQL's type → Redshift's name and the member of Field that carries it. Decimals are text, as in the Data API. */
const kinds: Readonly<Record<number, Kind>> = {
  16: { name: 'bool', field: (cell) => ({ booleanValue: cell === 't' }) },
  20: { name: 'int8', field: asLong, signed: true },
  21: { name: 'int2', field: asLong, signed: true },
  23: { name: 'int4', field: asLong, signed: true },
  25: { name: 'varchar', field: asText },
  700: { name: 'float4', field: asDouble, signed: true },
  701: { name: 'float8', field: asDouble, signed: true },
  1042: { name: 'bpchar', field: asText },
  1043: { name: 'varchar', field: asText },
  1082: { name: 'date', field: asText },
  1114: { name: 'timestamp', field: asText },
  1184: { name: 'timestamptz', field: asText },
  1700: { name: 'numeric', field: asText, signed: true },
  3802: { name: 'super', field: asText },
}

/** A 64-bit integer beyond 2^53 keeps its digits on the wire. */
function exactNumber(text: string): unknown {
  return (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(text)
}

export function fieldOf(cell: string | null, column: ResultColumn): Readonly<Record<string, unknown>> {
  if (cell === null) return { isNull: true }
  return (kinds[column.oid]?.field ?? asText)(cell)
}

export function columnMetadata(column: ResultColumn): Readonly<Record<string, unknown>> {
  const kind = kinds[column.oid]
  const numeric = column.oid === 1700 && column.modifier >= 0
  return {
    name: column.name,
    label: column.name,
    typeName: kind?.name ?? 'varchar',
    isSigned: kind?.signed ?? false,
    isCaseSensitive: kind === undefined || kind.field === asText,
    isCurrency: false,
    nullable: 1,
    length: 0,
    precision: numeric ? ((column.modifier - 4) >> 16) & 0xffff : 0,
    scale: numeric ? (column.modifier - 4) & 0x7ff : 0,
    schemaName: '',
    tableName: '',
  }
}
