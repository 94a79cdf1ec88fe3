import type { JsonType, MemberSchema, Reading } from './contract.ts'
import { jsonTypes } from './json-types.ts'
import type { LogicalType, TypeSize } from './logical-types.ts'

/** How the job reads one JSON type of a member's values. Exactly what stands in contract-set.json. */
export type CompiledReading =
  | { readonly kind: 'epoch'; readonly unit: EpochUnit }
  | { readonly kind: 'date-time' }
  | {
      readonly kind: 'time'
      readonly pattern: string
      /** An IANA name, a table that gives one per row, or null for a local time that is kept as it is written. */
      readonly zone?: string | null | { readonly reference: string; readonly by: string }
      readonly ambiguous?: 'quarantine' | 'earlier' | 'later'
    }
  | { readonly kind: 'date'; readonly pattern: string }
  | { readonly kind: 'integer' | 'number' | 'decimal' }
  | { readonly kind: 'boolean'; readonly true: readonly string[]; readonly false: readonly string[] }

export type EpochUnit = 'seconds' | 'milliseconds' | 'microseconds'

/** The readings of a member as a list, as written. */
export const readingsOf = ({ as }: MemberSchema): readonly Reading[] =>
  as === undefined ? [] : Array.isArray(as) ? (as as readonly Reading[]) : [as as Reading]

/** JSON types of the member that a reading takes: texts, or numbers for an epoch (texts too where no number is legal). */
export function takenTypes(reading: Reading, schema: MemberSchema): readonly JsonType[] {
  const types = jsonTypes(schema)
  if (reading.epoch === undefined) return types.filter((type) => type === 'string')
  const numbers = types.filter((type) => type === 'integer' || type === 'number')
  return numbers.length > 0 ? numbers : types.filter((type) => type === 'string')
}

/** The column type that a reading makes. */
export function readType(reading: Reading): TypeSize & { readonly type: LogicalType } {
  if (reading.epoch !== undefined || reading.format === 'date-time') return { type: 'timestamp' }
  if (reading.format === 'date') return { type: 'date' }
  if (reading.type === 'integer') return { type: 'integer' }
  if (reading.type === 'boolean') return { type: 'boolean' }
  if (!reading.decimal) return { type: 'double' }
  return { type: 'decimal', precision: reading.decimal[0], scale: reading.decimal[1] }
}

/** Whether the reading keeps the clock of some place, of which the instant is not known. */
export const isLocal = (reading: Reading): boolean => reading.zone === 'none'

/** A reading as the job takes it. */
export function compileReading(reading: Reading): CompiledReading {
  const { epoch, format, pattern, zone, ambiguous, type, decimal } = reading
  if (epoch !== undefined) return { kind: 'epoch', unit: epoch }
  if (format === 'date') return { kind: 'date', pattern: pattern ?? 'yyyy-MM-dd' }
  if (format === 'date-time') {
    if (pattern === undefined) return { kind: 'date-time' }
    return {
      kind: 'time',
      pattern,
      ...(zone !== undefined && { zone: zone === 'none' ? null : zone }),
      ...(zone !== undefined && zone !== 'none' && { ambiguous: ambiguous ?? 'quarantine' }),
    }
  }
  if (type === 'boolean') return { kind: 'boolean', true: reading.true ?? [], false: reading.false ?? [] }
  if (type === 'integer') return { kind: 'integer' }
  return { kind: decimal ? 'decimal' : 'number' }
}
