import type { Column } from '../columns.ts'
import { pseudonymName } from '../columns.ts'
import type { Contract } from '../contract.ts'
import { redshiftType } from '../logical-types.ts'
import { childNames, relationNames } from '../names.ts'
import { lines, type Statement, view } from './statement.ts'
import { ledgerColumnNames } from './tables.ts'

/** Technical columns that help analysts; `_rest`, places in raw objects and hashes are the loader's. */
export const shownTechnical = ['event_id', 'event_time', '_received_at', '_batch_id', '_contract_version'] as const

/** The event's and the item's place in its array, from zero. */
export const shownOfChildren = ['event_id', 'event_time', '_received_at', '_batch_id', '_position'] as const

/** What a masked value reads; whether there was one stays visible. */
export const mask = "'***'"

/** The view of one event type for analysts: all majors together, personal data masked. */
export function typeView(latest: Contract, contracts: readonly Contract[]): Statement {
  const tables = majorsOf(latest, contracts).map((major) => ({
    relation: relationNames(major).table,
    columns: major.columns,
  }))
  return unionView(relationNames(latest).view, shownTechnical, tables)
}

/** Of each child table that some major has, the view for analysts, like that of the events. */
export function childViews(latest: Contract, contracts: readonly Contract[]): readonly Statement[] {
  const majors = majorsOf(latest, contracts)
  return childViewNames(latest, contracts).map(({ name, view: relation }) => {
    const tables = majors.flatMap((major) =>
      major.tables
        .filter((child) => child.name === name)
        .map((child) => ({ relation: childNames(major, child).table, columns: child.columns })),
    )
    return unionView(relation, shownOfChildren, tables)
  })
}

/** Child tables of all majors of a type, by name, newest first. */
export function childViewNames(
  latest: Contract,
  contracts: readonly Contract[],
): readonly { readonly name: string; readonly view: string }[] {
  const names = majorsOf(latest, contracts).flatMap((major) => major.tables.map(({ name }) => name))
  return [...new Set(names)].map((name) => ({ name, view: childNames(latest, { name }).view }))
}

/** All majors of a type, newest first. */
export const majorsOf = (latest: Contract, contracts: readonly Contract[]): readonly Contract[] =>
  contracts
    .filter(({ service, name }) => service === latest.service && name === latest.name)
    .sort((a, b) => b.major - a.major)

interface ShownTable {
  readonly relation: string
  readonly columns: readonly Column[]
}

function unionView(relation: string, technical: readonly string[], tables: readonly ShownTable[]): Statement {
  const columns = uniqueByName(tables.flatMap((table) => table.columns)).filter(isShown)
  return view(
    relation,
    tables.map((table) => table.relation),
    tables.map((table) => selectShown(table, technical, columns)).join('\nUNION ALL\n'),
  )
}

/** The latest event of each entity, where the contract says by what it is the latest. */
export function currentView(contract: Contract): readonly Statement[] {
  const names = relationNames(contract)
  const { entity } = contract
  if (names.current === undefined || entity?.latestBy === undefined) return []
  const key = entity.key.map((name) => shownName(contract, name)).join(', ')
  const columns = [...shownTechnical, ...contract.columns.filter(isShown).map((column) => column.name)]
  const revision = `ROW_NUMBER() OVER (PARTITION BY ${key} ORDER BY ${entity.latestBy} DESC, event_time DESC, event_id DESC)`
  return [
    view(
      names.current,
      [names.view],
      `SELECT\n${lines(columns)}\nFROM (\n  SELECT\n${lines([...columns, `${revision} AS _revision`].map((line) => `  ${line}`))}\n  FROM ${names.view}\n) revisions\nWHERE _revision = 1`,
    ),
  ]
}

/** All ledgers as one relation: what was loaded, by batch and type. */
export function batchesView(contracts: readonly Contract[]): readonly Statement[] {
  if (contracts.length === 0) return []
  const ledgers = contracts.map((contract) => relationNames(contract).ledger)
  const selects = ledgers.map((ledger) => `SELECT\n${lines(ledgerColumnNames)}\nFROM ${ledger}`)
  return [view('ops.batches', ledgers, selects.join('\nUNION ALL\n'))]
}

/** Names of the columns that analysts see, in order. */
export const shownColumns = (table: Pick<Contract, 'columns'>): readonly Column[] => table.columns.filter(isShown)

/** An identifier is shown by its pseudonym only. */
export const isShown = (column: Column): boolean => column.pii !== 'identifier'

/** The column that shows analysts what the named one holds. */
export function shownName(contract: Contract, name: string): string {
  const column = contract.columns.find((candidate) => candidate.name === name)
  return column?.pii === 'identifier' ? pseudonymName(name) : name
}

function selectShown(
  { relation, columns: held }: ShownTable,
  technical: readonly string[],
  columns: readonly Column[],
) {
  const parts = columns.map((column) => {
    const own = held.find((candidate) => candidate.name === column.name)
    if (!own) return `CAST(NULL AS ${redshiftType(column)}) AS ${column.name}`
    if (own.pii === 'direct') return `CASE WHEN ${own.name} IS NOT NULL THEN ${mask} END AS ${own.name}`
    return own.name
  })
  return `SELECT\n${lines([...technical, ...parts])}\nFROM ${relation}`
}

/** The first of each name, in order of their first places. */
export function uniqueByName(columns: readonly Column[]): readonly Column[] {
  return [...new Map(columns.toReversed().map((column) => [column.name, column])).values()].sort(
    (a, b) => firstPlace(columns, a) - firstPlace(columns, b),
  )
}

const firstPlace = (columns: readonly Column[], column: Column): number =>
  columns.findIndex((candidate) => candidate.name === column.name)
