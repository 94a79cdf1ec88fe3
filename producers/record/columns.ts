import { exactDecimal, exactNumber } from './numbers.ts'
import { utcMicroseconds } from './times.ts'

/** How a value stands in the warehouse. `epoch` is Unix milliseconds in the event and a timestamp in the warehouse. */
export type Kind = 'text' | 'timestamp' | 'epoch' | 'integer' | 'double' | 'json' | { readonly decimalPlaces: number }

/** Where a column's value stands in `data`: its kind, then the way to it. */
export type ColumnSource = readonly [kind: Kind, ...path: (string | number)[]]

/** A table as its publisher expects it: column → where its value stands in `data`. */
export interface TableMap {
  /** The base table, schema and all. */
  readonly table: string
  readonly columns: Readonly<Record<string, ColumnSource>>
  /** Keyed pseudonyms: column → the column whose values it stands for. The key is not the publisher's to know. */
  readonly pseudonyms?: Readonly<Record<string, string>>
}

interface Event {
  readonly time: string
  readonly data: unknown
}

/**
 * The row that an event must become, as exact text: timestamps in UTC with microseconds, decimals with their fixed places, doubles
 * in their shortest form, JSON canonical. `rest` is what the contract does not know, canonical too.
 */
export function expectedValues(event: Event, map: TableMap, rest?: unknown): Readonly<Record<string, string | null>> {
  const values: Record<string, string | null> = {
    event_time: utcMicroseconds(event.time),
    _rest: rest === undefined ? null : canonicalJson(rest),
  }
  for (const [column, [kind, ...path]] of Object.entries(map.columns))
    values[column] = textOf(kind, reach(event.data, path))
  return values
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
      return String(value)
    case 'timestamp':
      return utcMicroseconds(String(value))
    case 'epoch':
      return utcMicroseconds(new Date(Number(value)).toISOString())
    case 'integer':
    case 'double':
      return exactNumber(String(value))
    case 'json':
      return canonicalJson(value)
  }
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
