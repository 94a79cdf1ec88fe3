import type { Column } from '../columns.ts'
import type { Catalog, ChildTable, Contract } from '../contract.ts'
import { athenaType } from '../logical-types.ts'
import { childNames, relationNames, typeName } from '../names.ts'
import {
  childViewNames,
  isShown,
  majorsOf,
  mask,
  shownName,
  shownOfChildren,
  shownTechnical,
  uniqueByName,
} from '../warehouse/views.ts'
import {
  catalogPlaceholder,
  loadsView,
  opsDatabase,
  publishedColumns,
  publishedTable,
  publishedTypeColumns,
} from './published.ts'

/** A view of Athena. */
export interface AthenaView {
  /** Views of one step read tables and views of earlier ones. */
  readonly step: 1 | 2 | 3
  /** Without the stage's part. */
  readonly database: string
  readonly name: string
  /** A SELECT; names without a database are those of the view's own. */
  readonly sql: string
}

/** What says which row of an event is the one that the warehouse holds. */
const places = ['_object', '_line', '_index'] as const

/** All views, in an order in which they can be made. */
export function athenaViews({ contracts }: Catalog): readonly AthenaView[] {
  const latest = contracts.filter(
    ({ service, name, major }) =>
      !contracts.some((other) => other.service === service && other.name === name && other.major > major),
  )
  return [
    loads(),
    ...latest.map((contract) => eventView(contract, contracts)),
    ...latest.flatMap((contract) => childViews(contract, contracts)),
    ...latest.flatMap(currentView),
  ]
}

/** The published documents, one row per batch and type. */
function loads(): AthenaView {
  const batch = publishedColumns.filter(({ name }) => name !== 'types').map(({ name }) => `p.${quoted(name)}`)
  const type = publishedTypeColumns.map(({ name }) => quoted(name))
  return {
    step: 1,
    database: opsDatabase,
    name: loadsView,
    sql: `SELECT\n${list([...batch, ...publishedTypeColumns.map(({ name }) => `t.${quoted(name)}${name === 'name' ? ' AS "type"' : ''}`)])}\nFROM ${quoted(publishedTable)} p\nCROSS JOIN UNNEST(p."types") AS t (${type.join(', ')})`,
  }
}

/** One event type as analysts see it: all majors, loaded batches only, each event once within its major, personal data masked. */
function eventView(latest: Contract, contracts: readonly Contract[]): AthenaView {
  const majors = majorsOf(latest, contracts)
  const columns = uniqueByName(majors.flatMap((major) => major.columns)).filter(isShown)
  const selects = majors.map((major) => {
    const shown = [...shownTechnical.map(quoted), ...columns.map((column) => shownColumn(column, major.columns))]
    return `SELECT\n${list(shown)}\nFROM ${copies(major, visible(major))} copies\nWHERE "_copy" = 1`
  })
  return { step: 2, database: latest.service.name, name: latest.name, sql: selects.join('\nUNION ALL\n') }
}

/** The items of an array, of those copies of events that count. */
function childViews(latest: Contract, contracts: readonly Contract[]): readonly AthenaView[] {
  const majors = majorsOf(latest, contracts)
  return childViewNames(latest, contracts).map(({ name, view }) => {
    const parts = majors.flatMap((major) => {
      const child = major.tables.find((table) => table.name === name)
      return child ? [{ major, child }] : []
    })
    const columns = uniqueByName(parts.flatMap(({ child }) => child.columns)).filter(isShown)
    const selects = parts.map(({ major, child }) => childSelect(major, child, columns))
    return {
      step: 2,
      database: latest.service.name,
      name: tableOf(view),
      sql: selects.join('\nUNION ALL\n'),
    }
  })
}

function childSelect(major: Contract, child: ChildTable, columns: readonly Column[]): string {
  const shown = [
    ...shownOfChildren.map((name) => `c.${quoted(name)}`),
    ...columns.map((column) => shownColumn(column, child.columns, 'c.')),
  ]
  const keys = ['batch', 'event_id', ...places]
  const same = keys.map((key) => `e.${quoted(key)} = c.${quoted(key)}`).join(' AND ')
  const events = copies(
    major,
    keys.map((key) => `r.${quoted(key)}`),
  )
  return `SELECT\n${list(shown)}\nFROM ${quoted(tableOf(childNames(major, child).table))} c\nINNER JOIN ${events} e ON ${same}\nWHERE e."_copy" = 1`
}

/** As in the warehouse, where NULL sorts as the largest. */
function currentView(contract: Contract): readonly AthenaView[] {
  const { current } = relationNames(contract)
  const { entity } = contract
  if (current === undefined || entity?.latestBy === undefined) return []
  const key = entity.key.map((name) => quoted(shownName(contract, name))).join(', ')
  const columns = [...shownTechnical, ...contract.columns.filter(isShown).map((column) => column.name)].map(quoted)
  const revision = `ROW_NUMBER() OVER (PARTITION BY ${key} ORDER BY ${quoted(entity.latestBy)} DESC NULLS FIRST, "event_time" DESC, "event_id" DESC) AS "_revision"`
  const revisions = `(\n  SELECT\n${list([...columns, revision], 4)}\n  FROM ${quoted(contract.name)}\n)`
  return [
    {
      step: 3,
      database: contract.service.name,
      name: tableOf(current),
      sql: `SELECT\n${list(columns)}\nFROM ${revisions} revisions\nWHERE "_revision" = 1`,
    },
  ]
}

/**
 * Rows of one major's table in loaded batches, the copies of an event numbered in the order in which the warehouse met them: the batch
 * that loaded first, in it the first by place. The warehouse looks for copies within the identity window, this everywhere.
 */
function copies(major: Contract, columns: readonly string[]): string {
  const order = ['l."loaded_at"', 'l."sequence"', ...places.map((place) => `r.${quoted(place)}`)]
  const number = `ROW_NUMBER() OVER (PARTITION BY r."event_id" ORDER BY ${order.join(', ')}) AS "_copy"`
  const loaded = `l."batch_id" = r."batch" AND l."type" = '${typeName(major)}' AND l."status" = 'loaded'`
  const table = quoted(tableOf(relationNames(major).table))
  return `(\n  SELECT\n${list([...columns, number], 4)}\n  FROM ${table} r\n  INNER JOIN "${catalogPlaceholder}_${opsDatabase}".${quoted(loadsView)} l ON ${loaded}\n)`
}

const visible = (major: Contract): readonly string[] =>
  [...shownTechnical, ...major.columns.filter(isShown).map(({ name }) => name)].map((name) => `r.${quoted(name)}`)

function shownColumn(column: Column, own: readonly Column[], table = ''): string {
  const found = own.find(({ name }) => name === column.name)
  const name = quoted(column.name)
  if (!found) return `CAST(NULL AS ${athenaType(column)}) AS ${name}`
  if (found.pii === 'direct') return `CASE WHEN ${table}${name} IS NOT NULL THEN ${mask} END AS ${name}`
  return `${table}${name}`
}

const tableOf = (relation: string): string => relation.slice(relation.indexOf('.') + 1)

const quoted = (name: string): string => `"${name}"`

const list = (parts: readonly string[], indent = 2): string =>
  parts.map((part) => `${' '.repeat(indent)}${part}`).join(',\n')
