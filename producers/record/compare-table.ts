import { type ChildMap, canonicalJsonText, type Kind, type TableMap } from './columns.ts'
import { exactNumber } from './numbers.ts'

export interface Change {
  readonly eventId: string
  readonly column: string
  readonly expected: string | null
  readonly found: string | null
}

/** What a table holds against what its publishers expect. Equal = all lists empty. */
export interface TableComparison {
  readonly table: string
  readonly expected: number
  readonly found: number
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly changed: readonly Change[]
  /** Ids that these publishers never sent, or sent as events that must not be loaded. */
  readonly unexpected: readonly string[]
}

export type Row = Readonly<Record<string, string | null>>

/** Runs a query on the warehouse; every value comes back as text. */
export type Query = (sql: string) => Promise<readonly Row[]>

type Values = Readonly<Record<string, string | null>>

/** A base table: of events, or a child table, whose rows are named `<event id>[<position>]`. */
type AnyTable = TableMap | ChildMap

export const childKey = (eventId: string, position: number | string): string => `${eventId}[${position}]`

/** Compares a base table with the expected rows, row by row and column by column. */
export async function compareTable(
  map: AnyTable,
  expected: ReadonlyMap<string, Values>,
  query: Query,
): Promise<TableComparison> {
  const rows = await query(selectOf(map))
  const seen = new Set<string>()
  const doubled: string[] = []
  const unexpected: string[] = []
  const changed: Change[] = []
  const keys = new Pseudonyms(map)
  for (const row of rows) {
    const eventId = 'array' in map ? childKey(row.event_id ?? '', row._position ?? '') : (row.event_id ?? '')
    const values = expected.get(eventId)
    if (seen.has(eventId)) doubled.push(eventId)
    else if (values === undefined) unexpected.push(eventId)
    else changed.push(...changesOf(map, eventId, values, row), ...keys.changesOf(eventId, row))
    seen.add(eventId)
  }
  const lost = [...expected.keys()].filter((eventId) => !seen.has(eventId))
  return { table: map.table, expected: expected.size, found: rows.length, lost, doubled, changed, unexpected }
}

const technical = { event_time: 'timestamp', _rest: 'json' } as const

/** Reads all expected columns so that their text depends neither on the session's settings nor on a client's numbers. */
function selectOf(map: AnyTable): string {
  const { table, columns, pseudonyms = {} } = map
  const kinds: readonly (readonly [string, Kind])[] = [
    ...Object.entries(technical),
    ...Object.entries(columns).map(([name, [kind]]) => [name, kind] as const),
  ]
  const expressions = kinds.map(([name, kind]) => `${expressionOf(name, kind)} AS ${name}`)
  const place = 'array' in map ? ['CAST(_position AS VARCHAR) AS _position'] : []
  return `SELECT event_id, ${[...place, ...expressions, ...Object.keys(pseudonyms)].join(', ')} FROM ${table}`
}

function expressionOf(name: string, kind: Kind): string {
  if (isTime(kind)) return `TO_CHAR(${name}, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  if (kind === 'boolean') return `CASE WHEN ${name} THEN 'true' WHEN NOT ${name} THEN 'false' END`
  return kind === 'integer' || kind === 'date' || typeof kind === 'object' ? `CAST(${name} AS VARCHAR)` : name
}

const isTime = (kind: Kind): boolean => kind === 'timestamp' || kind === 'epoch' || kind === 'day' || kind === 'moment'

function changesOf(map: AnyTable, eventId: string, values: Values, row: Row): readonly Change[] {
  const changes: Change[] = []
  for (const [column, expected] of Object.entries(values)) {
    const kind =
      column in technical ? technical[column as keyof typeof technical] : (map.columns[column]?.[0] ?? 'text')
    const found = comparable(kind, row[column] ?? null)
    if (found !== expected) changes.push({ eventId, column, expected, found })
  }
  return changes
}

/** Spellings of one number or of one JSON value are one; a decimal's places are part of it. */
function comparable(kind: Kind, text: string | null): string | null {
  if (text === null) return null
  if (kind === 'json') return canonicalJsonText(text)
  return kind === 'integer' || kind === 'double' ? exactNumber(text) : text
}

/** A pseudonym is 64 hexadecimal digits; equal values have equal ones and different values different ones. */
class Pseudonyms {
  readonly #columns: readonly (readonly [string, string])[]
  readonly #ofValue = new Map<string, string>()
  readonly #valueOf = new Map<string, string>()

  constructor({ pseudonyms = {} }: AnyTable) {
    this.#columns = Object.entries(pseudonyms)
  }

  changesOf(eventId: string, row: Row): readonly Change[] {
    const changes: Change[] = []
    for (const [column, of] of this.#columns) {
      const value = row[of] ?? null
      const found = row[column] ?? null
      const expected = value === null ? null : this.#expected(column, value, found ?? '')
      if (found !== expected) changes.push({ eventId, column, expected, found })
    }
    return changes
  }

  #expected(column: string, value: string, found: string): string {
    if (!/^[0-9a-f]{64}$/.test(found)) return '64 hexadecimal digits'
    const known = this.#ofValue.get(`${column} ${value}`)
    if (known !== undefined) return known
    if (this.#valueOf.has(`${column} ${found}`)) return 'a pseudonym that no other value has'
    this.#ofValue.set(`${column} ${value}`, found)
    this.#valueOf.set(`${column} ${found}`, value)
    return found
  }
}
