import { exactDecimal, exactNumber } from './numbers.ts'
import { utcMicroseconds } from './times.ts'

/**
 * How a value stands in the warehouse. `epoch` is Unix milliseconds in the event and a timestamp in the warehouse, `day` a date that is
 * a timestamp there, `moment` RFC 3339 text or Unix seconds.
 */
export type Kind =
  | 'text'
  | 'date'
  | 'timestamp'
  | 'epoch'
  | 'day'
  | 'moment'
  | 'integer'
  | 'double'
  | 'boolean'
  | 'json'
  | { readonly decimalPlaces: number }

/** Where a column's value stands in `data`: its kind, then the way to it, or how it is made of `data`. */
export type ColumnSource =
  | readonly [kind: Kind, ...path: (string | number)[]]
  | readonly [kind: Kind, make: (data: unknown) => unknown]

/** A table as its publisher expects it: column → where its value stands in `data`. */
export interface TableMap {
  /** The base table, schema and all. */
  readonly table: string
  readonly columns: Readonly<Record<string, ColumnSource>>
  /** Keyed pseudonyms: column → the column whose values it stands for. The key is not the publisher's to know. */
  readonly pseudonyms?: Readonly<Record<string, string>>
  /** Texts that mean nothing. */
  readonly missing?: readonly string[]
  /** Where the time of the event stands, the first that has a value; without it in the event's own `time`. */
  readonly eventTime?: ColumnSource | readonly ColumnSource[]
  /** Arrays whose items are rows of tables of their own. */
  readonly children?: readonly ChildMap[]
}

/** A child table: the member of `data` that is the array, and where a column's value stands in an item. */
export interface ChildMap {
  readonly table: string
  readonly array: string
  readonly columns: Readonly<Record<string, ColumnSource>>
  readonly pseudonyms?: Readonly<Record<string, string>>
}

/** One expected row of a child table; rows stand in the order of the array. */
export interface ChildRow {
  readonly table: string
  readonly position: number
  readonly values: Readonly<Record<string, string | null>>
}

interface Event {
  readonly time?: string
  readonly data: unknown
}

/**
 * The row that an event must become, as exact text: timestamps in UTC with microseconds, decimals with their fixed places, doubles
 * in their shortest form, JSON canonical. `rest` is what the contract does not know, canonical too.
 */
export function expectedValues(event: Event, map: TableMap, rest?: unknown): Readonly<Record<string, string | null>> {
  const values: Record<string, string | null> = {
    event_time: eventTime(event, map),
    _rest: rest === undefined ? null : canonicalJson(rest),
  }
  for (const [column, source] of Object.entries(map.columns))
    values[column] = readValue(source, event.data, map.missing)
  return values
}

/** The rows of child tables that an event must become, of all arrays. */
export function expectedChildren(event: Event, map: TableMap): readonly ChildRow[] {
  const time = eventTime(event, map)
  return (map.children ?? []).flatMap(({ table, array, columns }) => {
    const items = (event.data as Readonly<Record<string, unknown>>)[array]
    return (Array.isArray(items) ? items : []).map((item: unknown, position) => {
      const rest = unknownOf(item, { columns })
      const values: Record<string, string | null> = {
        event_time: time,
        _rest: rest === undefined ? null : canonicalJson(rest),
      }
      for (const [column, source] of Object.entries(columns)) values[column] = readValue(source, item, map.missing)
      return { table, position, values }
    })
  })
}

function eventTime({ time, data }: Event, { eventTime: sources, missing }: TableMap): string | null {
  if (sources === undefined) return utcMicroseconds(time ?? '')
  const all = (isOne(sources) ? [sources] : sources) as readonly ColumnSource[]
  for (const source of all) {
    const value = readValue(source, data, missing)
    if (value !== null) return value
  }
  return null
}

const isOne = (sources: ColumnSource | readonly ColumnSource[]): boolean => typeof sources[0] === 'string'

function readValue([kind, ...way]: ColumnSource, data: unknown, missing: readonly string[] = []): string | null {
  const [make] = way
  const value = typeof make === 'function' ? make(data) : reach(data, way as readonly (string | number)[])
  return typeof value === 'string' && missing.includes(value) ? null : textOf(kind, value)
}

function reach(data: unknown, path: readonly (string | number)[]): unknown {
  let value = data
  for (const step of path) value = (value as Readonly<Record<string | number, unknown>> | null | undefined)?.[step]
  return value
}

/** The exact text of one value; null stays null. */
export function textOf(kind: Kind, value: unknown): string | null {
  if (value === undefined || value === null) return null
  if (typeof kind === 'object') return exactDecimal(String(value), kind.decimalPlaces)
  switch (kind) {
    case 'text':
    case 'date':
    case 'boolean':
      return String(value)
    case 'timestamp':
      return utcMicroseconds(String(value))
    case 'epoch':
      return utcMicroseconds(new Date(Number(value)).toISOString())
    case 'day':
      return utcMicroseconds(`${String(value)}T00:00:00Z`)
    case 'moment':
      return utcMicroseconds(typeof value === 'number' ? new Date(value * 1000).toISOString() : String(value))
    case 'integer':
    case 'double':
      return exactNumber(String(value))
    case 'json':
      return canonicalJson(value)
  }
}

/** The members of `data` that no column of the map takes, at their places; undefined when there are none. */
export function unknownOf(data: unknown, { columns, children = [] }: Pick<TableMap, 'columns' | 'children'>): unknown {
  const known: Known = new Map(children.map(({ array }) => [array, new Map()]))
  for (const [, ...way] of Object.values(columns)) {
    let level: Known = known
    for (const step of way as readonly (string | number)[]) {
      const next: Known = level.get(step) ?? new Map()
      level.set(step, next)
      level = next
    }
  }
  return unknownBelow(data, known)
}

type Known = Map<string | number, Known>

function unknownBelow(value: unknown, known: Known): unknown {
  if (known.size === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const rest = Object.entries(value).flatMap(([name, member]) => {
    const level = known.get(name)
    const unknown = level === undefined ? member : unknownBelow(member, level)
    return unknown === undefined ? [] : [[name, unknown] as const]
  })
  return rest.length === 0 ? undefined : Object.fromEntries(rest)
}

/** JSON text that is equal for equal values: members by name, no spaces, numbers by value and to the last digit. */
export function canonicalJson(value: unknown): string {
  if (value instanceof Digits) return exactNumber(value.text)
  if (typeof value === 'number') return exactNumber(String(value))
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

/** The canonical form of JSON text whose numbers may have more digits than a double holds. */
export function canonicalJsonText(text: string): string {
  const keepDigits = (_name: string, value: unknown, context?: { readonly source?: string }): unknown =>
    typeof value === 'number' ? new Digits(context?.source ?? String(value)) : value
  return canonicalJson(JSON.parse(text, keepDigits))
}

class Digits {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}
