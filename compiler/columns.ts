import type { ChildTable, MemberSchema } from './contract.ts'
import { listedValues, mainType } from './json-types.ts'
import { type LogicalType, maxTextBytes, type TypeSize } from './logical-types.ts'
import type { Member, PayloadPath } from './members.ts'
import { type CompiledReading, compileReading, isLocal, readingsOf, readType } from './readings.ts'
import type { DocumentPath } from './source-document.ts'

/** One payload column. Order in the list = order in Parquet files, staging tables and DDL. */
export interface Column extends TypeSize {
  readonly name: string
  readonly path: PayloadPath
  readonly type: LogicalType
  readonly nullable: boolean
  /** Spellings of null. */
  readonly missing?: readonly string[]
  /** How values become the type where they are not of it on the wire. */
  readonly parse?: readonly CompiledReading[]
  /** A time by the clock of some place; which instant it is, is not known. */
  readonly local?: true
  readonly pii?: 'direct' | 'identifier'
  /** The identifier column that this one is the keyed pseudonym of. */
  readonly pseudonym_of?: string
  readonly schema: MemberSchema
  readonly at: DocumentPath
}

/** Columns that every table has before the payload's. Payload columns may not take their names. */
export const technicalColumns = [
  { name: 'event_id', redshift: 'VARCHAR(256) NOT NULL', glue: 'string' },
  { name: 'event_time', redshift: 'TIMESTAMP NOT NULL', glue: 'timestamp' },
  { name: '_received_at', redshift: 'TIMESTAMP NOT NULL', glue: 'timestamp' },
  { name: '_batch_id', redshift: 'VARCHAR(16) NOT NULL', glue: 'string' },
  { name: '_object', redshift: 'INTEGER NOT NULL', glue: 'int' },
  { name: '_line', redshift: 'BIGINT NOT NULL', glue: 'bigint' },
  { name: '_index', redshift: 'INTEGER NOT NULL', glue: 'int' },
  { name: '_contract_version', redshift: 'VARCHAR(16) NOT NULL', glue: 'string' },
  { name: '_payload_hash', redshift: 'VARCHAR(64) NOT NULL', glue: 'string' },
  { name: '_rest', redshift: 'SUPER', glue: 'string' },
] as const

/** Columns that every child table has before those of its items: the event's, and the item's place in its array from zero. */
export const childTechnicalColumns = [
  ...technicalColumns.filter(
    ({ name }) => name !== '_contract_version' && name !== '_payload_hash' && name !== '_rest',
  ),
  { name: '_position', redshift: 'INTEGER NOT NULL', glue: 'int' },
  { name: '_rest', redshift: 'SUPER', glue: 'string' },
] as const

/** The column of an item that is not an object. */
const itemColumn = 'value'

/** HMAC-SHA256 in hexadecimal digits. */
const pseudonymBytes = 64

/** Flattens members to columns; an identifier is followed by the column of its pseudonym. */
export function planColumns(members: readonly Member[]): readonly Column[] {
  return members.filter(({ role, table }) => role === 'leaf' && table === undefined).flatMap(columnsOf)
}

/** The child tables of a payload with their columns. */
export function planTables(members: readonly Member[]): readonly ChildTable[] {
  return members.flatMap(({ role, schema, path, at, table: outer }): readonly ChildTable[] => {
    if (role !== 'table' || schema.table === undefined || outer !== undefined) return []
    const { table: name } = schema
    const leaves = members.filter(({ role: kind, table }) => kind === 'leaf' && table === name)
    return [{ name, path, columns: leaves.flatMap(columnsOf), at }]
  })
}

/** The name of the pseudonym column of an identifier. */
export const pseudonymName = (column: string): string => `${column}_key`

function columnsOf(member: Member): readonly Column[] {
  const { schema, path, at } = member
  const readings = readingsOf(schema)
  const nullable = member.nullable || (schema.missing?.length ?? 0) > 0
  const column: Column = {
    name: schema.column ?? (path.length === 0 ? itemColumn : path.join('_')),
    path,
    ...typeOf(schema),
    nullable,
    ...(schema.missing?.length && { missing: schema.missing }),
    ...(readings.length > 0 && { parse: readings.map(compileReading) }),
    ...(readings.some(isLocal) && { local: true }),
    ...(schema.pii && { pii: schema.pii }),
    schema,
    at,
  }
  if (schema.pii !== 'identifier') return [column]
  return [
    column,
    {
      name: pseudonymName(column.name),
      path,
      type: 'string',
      max_bytes: pseudonymBytes,
      nullable,
      ...(column.missing && { missing: column.missing }),
      pseudonym_of: column.name,
      schema,
      at,
    },
  ]
}

function typeOf(schema: MemberSchema): TypeSize & { readonly type: LogicalType } {
  const [reading] = readingsOf(schema)
  if (reading) return readType(reading)
  switch (mainType(schema)) {
    case 'string':
      return textType(schema)
    case 'integer':
      return { type: 'integer' }
    case 'number':
      if (!schema.decimal) return { type: 'double' }
      return { type: 'decimal', precision: schema.decimal[0], scale: schema.decimal[1] }
    case 'boolean':
      return { type: 'boolean' }
    default:
      return { type: 'json' }
  }
}

function textType(schema: MemberSchema): TypeSize & { readonly type: LogicalType } {
  if (schema.format === 'uuid') return { type: 'uuid', max_bytes: 36 }
  if (schema.format === 'date-time') return { type: 'timestamp' }
  if (schema.format === 'date') return { type: 'date' }
  return { type: 'string', max_bytes: textBytes(schema) }
}

/** A character takes up to four bytes. Listed values get room for longer ones that a later version may add. */
function textBytes(schema: MemberSchema): number {
  if (schema.maxLength !== undefined) return Math.min(4 * schema.maxLength, maxTextBytes)
  const values = listedValues(schema)
  if (values) return Math.max(64, ...values.map((value) => Buffer.byteLength(String(value))))
  return maxTextBytes
}
