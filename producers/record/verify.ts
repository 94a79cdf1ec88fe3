import { childKey, compareTable, type Query, type TableComparison } from './compare-table.ts'
import type { Sending } from './expectation.ts'
import { readRecord } from './file.ts'
import { publishedTables } from './tables.ts'

/** The lakehouse's own account of one type, added up over its batches. */
export interface TypeAccount {
  readonly type: string
  readonly received: number
  readonly loaded: number
  readonly duplicate: number
  readonly quarantined: number
  readonly reasons: Readonly<Record<string, number>>
}

/** One figure that differs, for example `orders.order_placed duplicate`. */
export interface CountDifference {
  readonly what: string
  readonly expected: number
  readonly found: number
}

export interface Verdict {
  readonly equal: boolean
  readonly lost: number
  readonly doubled: number
  readonly changed: number
  readonly unexpected: number
  readonly tables: readonly TableComparison[]
  readonly counts: readonly CountDifference[]
}

export interface VerifyOptions {
  /** Record files, in the order of sending. */
  readonly records: readonly string[]
  readonly accounts: readonly TypeAccount[]
  readonly query: Query
  /**
   * `all`: nobody else published, nothing was sent twice by accident: every row and figure must be the record's. `ours`: rows of
   * others may stand beside, and figures may be higher.
   */
  readonly holds: 'all' | 'ours'
}

/**
 * Holds the publishers' record against the lakehouse: each expected row is there once with exactly the values sent, and each type's
 * figures are those that the record adds up to.
 */
export async function verifyRecord({ records, accounts, query, holds }: VerifyOptions): Promise<Verdict> {
  const expected = await readExpectations(records)
  const tables: TableComparison[] = []
  for (const map of publishedTables.flatMap((each) => [each, ...(each.children ?? [])])) {
    tables.push(await compareTable(map, expected.rows.get(map.table) ?? new Map(), query))
  }
  const sum = (size: (table: TableComparison) => number) => tables.reduce((total, table) => total + size(table), 0)
  const lost = sum((table) => table.lost.length)
  const doubled = sum((table) => table.doubled.length)
  const changed = sum((table) => new Set(table.changed.map(({ eventId }) => eventId)).size)
  const unexpected = sum((table) => table.unexpected.length)
  const counts = differences(expected.figures, accounts).filter(
    ({ expected: least, found }) => holds === 'all' || found < least,
  )
  const strange = holds === 'all' ? unexpected : 0
  const equal = lost + doubled + changed + strange + counts.length === 0
  return { equal, lost, doubled, changed, unexpected, tables, counts }
}

type Figures = ReadonlyMap<string, number>

interface Expectations {
  /** Table → event id → values. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, Readonly<Record<string, string | null>>>>
  /** `<type> <figure>` → how many. */
  readonly figures: Figures
}

async function readExpectations(records: readonly string[]): Promise<Expectations> {
  const rows = new Map<string, Map<string, Readonly<Record<string, string | null>>>>()
  const figures = new Map<string, number>()
  for (const path of records) {
    for await (const { name, eventId, expect } of readRecord(path)) {
      for (const figure of figuresOf(expect))
        figures.set(`${name} ${figure}`, (figures.get(`${name} ${figure}`) ?? 0) + 1)
      if (expect.outcome !== 'loaded' || eventId === undefined) continue
      const table = rows.get(expect.table) ?? new Map()
      rows.set(expect.table, table.set(eventId, expect.values))
      for (const child of expect.children ?? []) {
        const children = rows.get(child.table) ?? new Map()
        rows.set(child.table, children.set(childKey(eventId, child.position), child.values))
      }
    }
  }
  return { rows, figures }
}

function figuresOf(expect: Sending['expect']): readonly string[] {
  switch (expect.outcome) {
    case 'refused':
      return []
    case 'quarantined':
      return ['received', 'quarantined', `quarantined ${expect.reason}`]
    default:
      return ['received', expect.outcome]
  }
}

function differences(expected: Figures, accounts: readonly TypeAccount[]): readonly CountDifference[] {
  const found = new Map<string, number>()
  for (const { type, received, loaded, duplicate, quarantined, reasons } of accounts) {
    for (const [figure, count] of Object.entries({ received, loaded, duplicate, quarantined }))
      found.set(`${type} ${figure}`, count)
    for (const [reason, count] of Object.entries(reasons)) found.set(`${type} quarantined ${reason}`, count)
  }
  return [...new Set([...expected.keys(), ...found.keys()])]
    .map((what) => ({ what, expected: expected.get(what) ?? 0, found: found.get(what) ?? 0 }))
    .filter(({ expected: one, found: other }) => one !== other)
}
