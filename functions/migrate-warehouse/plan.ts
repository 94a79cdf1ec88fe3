import type { Migration, TableMigration } from '#runtime/contract-set.ts'
import { ContractsIncompatible, DocumentInvalid } from '#runtime/errors.ts'
import type { HeldRelations } from './held-relations.ts'
import { tableChanges } from './table-changes.ts'
import {
  changedViews,
  createViews,
  dropRetired,
  dropViews,
  independentGroups,
  lockRows,
  readersOf,
  type SelectMigration,
} from './view-changes.ts'

/** Statements that belong together: one transaction, or one statement that Redshift runs outside of any. */
export interface Step {
  readonly statements: readonly string[]
  readonly alone?: true
  /** Begins a transaction: its first statement must come before anything that reads. */
  readonly begins?: true
  /** What it does, for people. */
  readonly what: string
}

/**
 * What makes the warehouse hold a contract set, given what it holds. Adds columns, widens texts, replaces views that differ, and leaves
 * what is as it should be. Throws ContractsIncompatible for a change that needs a new major version, before anything has run.
 */
export function planMigration(
  migrations: readonly Migration[],
  held: HeldRelations,
  names: Readonly<Record<string, string>>,
): readonly Step[] {
  const filled = migrations.map((migration) => ({ ...migration, sql: fill(migration, names) }))
  const changes = filled.filter(isTable).map((table) => ({ table, ...tableChanges(table, held.get(table.relation)) }))
  refuseIncompatible(changes)
  const retired = dropRetired(filled.filter(isMadeBySelect), held)
  const widened = changes.filter((change) => change.widened.length > 0)
  const widenedTables = new Set(widened.map(({ table }) => table.relation))
  const views = changedViews(filled.filter(isMadeBySelect), held, widenedTables)
  const inTheWay = readersOf(widenedTables, views)
  const left = new Map([...held].filter(([relation]) => !inTheWay.some((view) => view.relation === relation)))
  const remade = new Set(views.map(({ relation }) => relation))
  return [
    ...filled.filter(({ kind }) => kind === 'schema').map(byItself),
    ...(retired.length > 0 ? [{ statements: retired, what: 'marts and entities that are no more' }] : []),
    ...changes.flatMap(({ table, made }) => made.map((sql) => ({ statements: [sql], what: table.relation }))),
    // Redshift changes no column that a view reads; these views are made again as soon as the columns are wide.
    ...dropViews(inTheWay, held).map((sql) => ({
      statements: [sql],
      what: `views of ${[...widenedTables].join(', ')}`,
    })),
    ...widened.flatMap(({ table, widened: statements }) =>
      statements.map((sql) => ({ statements: [sql], alone: true as const, what: table.relation })),
    ),
    ...independentGroups(views).map((group) => {
      const locks = lockRows(group)
      return {
        statements: [...locks, ...dropViews(group, left), ...createViews(group, filled)],
        what: group.map(({ relation }) => relation).join(', '),
        ...(locks.length > 0 && { begins: true as const }),
      }
    }),
    ...filled.filter((migration) => migration.kind === 'grant' && !remade.has(migration.on)).map(byItself),
  ]
}

const isTable = (migration: Migration): migration is TableMigration => migration.kind === 'table'
const isMadeBySelect = (migration: Migration): migration is SelectMigration =>
  migration.kind === 'view' || migration.kind === 'rows'
const byItself = ({ id, sql }: Migration): Step => ({ statements: [sql], what: id })

function refuseIncompatible(changes: readonly { table: TableMigration; refused: readonly string[] }[]): void {
  const refused = changes.flatMap(({ table, refused: reasons }) =>
    reasons.map((reason) => `contract ${table.contract}: ${reason}`),
  )
  if (refused.length === 0) return
  throw new ContractsIncompatible(
    `${refused.join('; ')}. A deployed table only gains columns and longer texts: this change is a new major version`,
  )
}

/** Placeholders stand inside double quotes, so names are escaped as identifiers. */
const fill = ({ id, sql }: Migration, names: Readonly<Record<string, string>>): string =>
  sql.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = names[name]
    if (value === undefined) throw new DocumentInvalid(`Migration ${id} asks for \${${name}}, which nobody names`)
    return value.replaceAll('"', '""')
  })
