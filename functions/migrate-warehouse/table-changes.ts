import type { TableMigration } from '#runtime/contract-set.ts'
import { qualified, quoted } from '#runtime/sql.ts'
import type { HeldRelation } from './held-relations.ts'

/** What one table of the set asks of the warehouse. */
export interface TableChanges {
  /** Statements that a transaction takes. */
  readonly made: readonly string[]
  /** Statements that none takes: Redshift widens a VARCHAR outside transactions only. */
  readonly widened: readonly string[]
  /** Why the table cannot become what the contract says; nothing of it may run then. */
  readonly refused: readonly string[]
}

/** Compares a table with what is held under its name: inside a major, members are added and texts grow, and nothing else happens. */
export function tableChanges(table: TableMigration, held: HeldRelation | undefined): TableChanges {
  if (held === undefined) return { made: [table.sql], widened: [], refused: [] }
  const { relation, columns } = table
  if (held.kind === 'view') return { made: [], widened: [], refused: [`${relation} is a view in the warehouse`] }
  const [schema = '', name = ''] = relation.split('.')
  const alter = `ALTER TABLE ${qualified({ schema, name })}`
  const heldTypes = new Map(held.columns.map((column) => [column.name, column.type]))
  const wanted = new Set(columns.map((column) => column.name))
  const made: string[] = []
  const widened: string[] = []
  const refused = held.columns
    .filter((column) => !wanted.has(column.name))
    .map((column) => `column ${column.name} of ${relation} is in the warehouse and no longer in the contract`)
  for (const column of columns) {
    const type = heldTypes.get(column.name)
    if (type === column.type) continue
    if (type === undefined) made.push(`${alter} ADD COLUMN ${quoted(column.name)} ${column.type}`)
    else if (isLonger(column.type, type)) {
      widened.push(`${alter} ALTER COLUMN ${quoted(column.name)} TYPE ${column.type}`)
    } else
      refused.push(
        `column ${column.name} of ${relation} is ${type} in the warehouse and ${column.type} in the contract`,
      )
  }
  return { made, widened, refused }
}

const varcharBytes = (type: string): number => Number(/^VARCHAR\((\d+)\)$/.exec(type)?.[1] ?? Number.NaN)

const isLonger = (wanted: string, held: string): boolean => varcharBytes(wanted) > varcharBytes(held)
