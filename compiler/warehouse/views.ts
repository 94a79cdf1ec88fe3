import type { Column } from '../columns.ts'
import { pseudonymName } from '../columns.ts'
import type { Contract } from '../contract.ts'
import { redshiftType } from '../logical-types.ts'
import { relationNames } from '../names.ts'
import { lines, type Statement, view } from './statement.ts'
import { ledgerColumnNames } from './tables.ts'

/** Technical columns that help analysts; `_rest`, places in raw objects and hashes are the loader's. */
const shownTechnical = ['event_id', 'event_time', '_received_at', '_batch_id', '_contract_version'] as const

/** What a masked value reads; whether there was one stays visible. */
const mask = "'***'"

/** The view of one event type for analysts: all majors together, personal data masked. */
export function typeView(latest: Contract, contracts: readonly Contract[]): Statement {
  const majors = contracts
    .filter(({ service, name }) => service === latest.service && name === latest.name)
    .sort((a, b) => b.major - a.major)
  const columns = uniqueByName(majors.flatMap((major) => major.columns)).filter(isShown)
  return view(
    relationNames(latest).view,
    majors.map((major) => relationNames(major).table),
    majors.map((major) => selectMajor(major, columns)).join('\nUNION ALL\n'),
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
export const shownColumns = (contract: Contract): readonly Column[] => contract.columns.filter(isShown)

/** An identifier is shown by its pseudonym only. */
const isShown = (column: Column): boolean => column.pii !== 'identifier'

function shownName(contract: Contract, name: string): string {
  const column = contract.columns.find((candidate) => candidate.name === name)
  return column?.pii === 'identifier' ? pseudonymName(name) : name
}

function selectMajor(major: Contract, columns: readonly Column[]): string {
  const parts = columns.map((column) => {
    const own = major.columns.find((candidate) => candidate.name === column.name)
    if (!own) return `CAST(NULL AS ${redshiftType(column)}) AS ${column.name}`
    if (own.pii === 'direct') return `CASE WHEN ${own.name} IS NOT NULL THEN ${mask} END AS ${own.name}`
    return own.name
  })
  return `SELECT\n${lines([...shownTechnical, ...parts])}\nFROM ${relationNames(major).table}`
}

function uniqueByName(columns: readonly Column[]): readonly Column[] {
  return [...new Map(columns.toReversed().map((column) => [column.name, column])).values()].sort(
    (a, b) => firstPlace(columns, a) - firstPlace(columns, b),
  )
}

const firstPlace = (columns: readonly Column[], column: Column): number =>
  columns.findIndex((candidate) => candidate.name === column.name)
