import type { Contract, Mart } from '../contract.ts'
import { readSelect } from '../mart-sql.ts'
import { childNames, relationNames, typeName } from '../names.ts'
import { type Statement, view } from './statement.ts'
import { createTable } from './tables.ts'

/** The relations of one mart. */
export interface MartRelations {
  /** What analysts read. */
  readonly view: string
  /** The mart's SELECT, kept in the warehouse: table and refresh always follow the same one. */
  readonly query: string
  /** What the SELECT gave at the last refresh. */
  readonly rows: string
  /** Empty; refreshes of the mart take it first, so that one comes after the other. */
  readonly lock: string
  /** One row per refresh. */
  readonly log: string
}

/** How a mart is refreshed after a batch. */
export interface MartRefresh {
  /** Names of the types whose events it reads, through views too. */
  readonly types: readonly string[]
  /** One transaction; `${batch_id}` stands for the batch that asks. */
  readonly statements: readonly string[]
}

/** Names every relation of a mart. */
export const martRelations = ({ name }: Pick<Mart, 'name'>): MartRelations => ({
  view: `marts.${name}`,
  query: `stage.mart_query_${name}`,
  rows: `stage.mart_rows_${name}`,
  lock: `stage.mart_lock_${name}`,
  log: `ops.refreshes_${name}`,
})

/** A mart as a table of its SELECT's rows, under a view for analysts. Redshift's materialized views cannot read views. */
export function martStatements(mart: Mart): readonly Statement[] {
  const names = martRelations(mart)
  const table = createTable(names.view)
  return [
    table(names.lock, ['nothing BIGINT']),
    table(names.log, logColumns),
    view(names.query, [...new Set(readSelect(mart.sql).relations.map(({ name }) => name))], mart.sql.trim()),
    {
      id: `rows-marts-${mart.name.replaceAll('_', '-')}`,
      kind: 'rows',
      relation: names.rows,
      reads: [names.query],
      lock: names.lock,
      // The types of the columns are those of the SELECT, which no words of a contract say.
      sql: `CREATE TABLE ${names.rows} AS\nSELECT * FROM ${names.query}`,
      afterwards: [recordRefresh(mart, 'NULL')],
    },
    view(names.view, [names.rows], `SELECT * FROM ${names.rows}`),
  ]
}

/** All refreshes of all marts as one relation. */
export const refreshesView = (marts: readonly Mart[]): readonly Statement[] => {
  if (marts.length === 0) return []
  const logs = marts.map((mart) => martRelations(mart).log)
  return [
    view(
      'ops.mart_refreshes',
      logs,
      logs.map((log) => `SELECT ${logColumnNames.join(', ')}\nFROM ${log}`).join('\nUNION ALL\n'),
    ),
  ]
}

/** What a refresh of the mart runs, and after which types. TRUNCATE would commit in Redshift: readers would see an empty mart. */
export function martRefresh(mart: Mart, contracts: readonly Contract[]): MartRefresh {
  const names = martRelations(mart)
  const read = new Set(readSelect(mart.sql).relations.map(({ name }) => name))
  return {
    types: contracts.filter((contract) => readable(contract).some((name) => read.has(name))).map(typeName),
    statements: [
      // Before anything that reads: the snapshot is taken by the first statement that does.
      `LOCK TABLE ${names.lock}`,
      `DELETE FROM ${names.rows}`,
      `INSERT INTO ${names.rows}\nSELECT * FROM ${names.query}`,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: plan-marts fills it in
      recordRefresh(mart, "'${batch_id}'"),
    ],
  }
}

/** Relations of a contract that a mart may name. */
export function readable(contract: Contract): readonly string[] {
  const { view: events, current } = relationNames(contract)
  const children = contract.tables.map((child) => childNames(contract, child).view)
  return [events, ...children, ...(current === undefined ? [] : [current])]
}

const logColumns = [
  'mart VARCHAR(127) NOT NULL',
  'batch_id VARCHAR(16)', // null: a migration made the table
  'rows BIGINT NOT NULL',
  'key_duplicates BIGINT NOT NULL', // keys that occur more than once
  'refreshed_at TIMESTAMP NOT NULL',
  'took_seconds BIGINT NOT NULL', // from the beginning of the transaction, waiting for a rival included
]
const logColumnNames = logColumns.map((column) => column.slice(0, column.indexOf(' ')))

const recordRefresh = (mart: Mart, batchId: string): string => {
  const { rows, log } = martRelations(mart)
  return `\
INSERT INTO ${log} (${logColumnNames.join(', ')})
SELECT '${mart.name}', ${batchId}, r.row_count, d.key_duplicates, GETDATE(), DATEDIFF(second, SYSDATE, GETDATE())
FROM (SELECT COUNT(*) AS row_count FROM ${rows}) r
CROSS JOIN (SELECT COUNT(*) AS key_duplicates FROM (SELECT COUNT(*) AS copies FROM ${rows} GROUP BY ${mart.key.join(', ')} HAVING COUNT(*) > 1) k) d`
}
