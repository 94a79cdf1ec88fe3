import { isGroup, isSymbol, type Node, render, wordOf } from './nodes.ts'
import { refusal, refuseType } from './refuse.ts'
import { SqlError } from './tokens.ts'

/** A column type as Redshift knows it. */
export interface RedshiftType {
  /** What PostgreSQL stores. */
  readonly postgres: string
  /** Bytes that a value may have; VARCHAR(n), VARBYTE(n) and relatives. */
  readonly maxBytes?: number
  readonly kind: 'text' | 'super' | 'bytes' | 'other'
  /** Index of the first node behind the type. */
  readonly end: number
}

const longestVarchar = 65_535
const longestVarbyte = 16_777_216

/** Same words in both engines. */
const same: ReadonlySet<string> = new Set(
  'smallint int2 integer int int4 bigint int8 real float4 float8 float boolean bool date timestamptz timetz interval regclass name'.split(
    ' ',
  ),
)

/** Reads the type at `at`; `fallbackBytes` is the length of a VARCHAR without one (256 in a table, none in a cast). */
export function readType(nodes: readonly Node[], at: number, fallbackBytes?: number): RedshiftType {
  refuseType(nodes, at)
  const word = wordOf(nodes[at])
  const next = wordOf(nodes[at + 1])
  if (word === undefined)
    throw new SqlError(`syntax error: a type is expected at "${render(nodes.slice(at, at + 1)).trim()}"`)
  if (word === 'character' && next === 'varying') return textType(nodes, at + 2, fallbackBytes)
  if (word === 'binary' && next === 'varying') return bytesType(nodes, at + 2)
  if (word === 'double' && next === 'precision') return { postgres: 'double precision', kind: 'other', end: at + 2 }
  if (word === 'varchar' || word === 'nvarchar') return textType(nodes, at + 1, fallbackBytes)
  if (word === 'text') return { ...textType([], 0, fallbackBytes), end: at + 1 }
  if (word === 'char' || word === 'character' || word === 'nchar' || word === 'bpchar') {
    const length = argument(nodes, at + 1) ?? (word === 'bpchar' ? '256' : '1')
    return { postgres: `char(${length})`, kind: 'other', end: at + (isGroup(nodes[at + 1]) ? 2 : 1) }
  }
  if (word === 'varbyte' || word === 'varbinary') return bytesType(nodes, at + 1)
  if (word === 'super') return { postgres: 'jsonb', kind: 'super', end: at + 1 }
  if (word === 'decimal' || word === 'numeric') {
    const given = argument(nodes, at + 1)
    const precision = Number(given?.split(',')[0] ?? 18)
    if (!(precision >= 1 && precision <= 38))
      throw new SqlError(`DECIMAL precision ${precision} must be between 1 and 38`)
    return { postgres: `numeric(${given ?? '18,0'})`, kind: 'other', end: at + (given === undefined ? 1 : 2) }
  }
  if (word === 'timestamp' || word === 'time') {
    const zone = wordOf(nodes[at + 1])
    const words =
      (zone === 'with' || zone === 'without') && wordOf(nodes[at + 2]) === 'time' && wordOf(nodes[at + 3]) === 'zone'
    return { postgres: words ? `${word} ${zone} time zone` : word, kind: 'other', end: at + (words ? 4 : 1) }
  }
  if (same.has(word)) {
    const precision = word === 'float' ? argument(nodes, at + 1) : undefined
    return { postgres: precision ? `float(${precision})` : word, kind: 'other', end: at + (precision ? 2 : 1) }
  }
  throw refusal(`the type ${word.toUpperCase()}`)
}

function textType(nodes: readonly Node[], at: number, fallbackBytes: number | undefined): RedshiftType {
  const given = argument(nodes, at)
  const maxBytes = given === undefined ? fallbackBytes : given.toLowerCase() === 'max' ? longestVarchar : Number(given)
  if (maxBytes !== undefined && !(maxBytes >= 1 && maxBytes <= longestVarchar)) {
    throw new SqlError(`length for type varchar cannot exceed ${longestVarchar}`)
  }
  return {
    postgres: 'text',
    kind: 'text',
    end: given === undefined ? at : at + 1,
    ...(maxBytes === undefined ? {} : { maxBytes }),
  }
}

function bytesType(nodes: readonly Node[], at: number): RedshiftType {
  const given = argument(nodes, at)
  const maxBytes = Number(given ?? 64_000)
  if (!(maxBytes >= 1 && maxBytes <= longestVarbyte))
    throw new SqlError(`length for type varbyte cannot exceed ${longestVarbyte}`)
  return { postgres: 'bytea', kind: 'bytes', maxBytes, end: given === undefined ? at : at + 1 }
}

/** Text between the parentheses at `at`, without blanks. */
function argument(nodes: readonly Node[], at: number): string | undefined {
  const node = nodes[at]
  if (!isGroup(node) || node.nodes.some((each) => isSymbol(each, '.'))) return undefined
  return render(node.nodes).replaceAll(/\s/g, '')
}
