import type { Catalog } from '../contract.ts'
import { grants } from './grants.ts'
import { martStatements, refreshesView } from './marts.ts'
import { quarantineTables, quarantineView } from './quarantine.ts'
import type { Statement } from './statement.ts'
import { typeTables } from './tables.ts'
import { trustView } from './trust.ts'
import { batchesView, childViews, currentView, typeView } from './views.ts'

/** A statement with its place; `${machine_user}`, `${confirm_user}` and `${analyst_role}` stand for names. */
export type Migration = Statement

/**
 * Everything that the warehouse holds, in an order in which it can be made, as if nothing were there yet. What of it a warehouse lacks
 * or holds otherwise, migrate-warehouse finds out.
 */
export function planMigrations(catalog: Catalog): readonly Migration[] {
  const { services, contracts, marts } = catalog
  const latest = contracts.filter(
    ({ service, name, major }) =>
      !contracts.some((other) => other.service === service && other.name === name && other.major > major),
  )
  const schemas = ['ops', 'stage', 'marts', ...services.map(({ name }) => name)]
  const statements: readonly Statement[] = [
    ...schemas.map(createSchema),
    ...contracts.flatMap(typeTables),
    ...quarantineTables(contracts),
    ...latest.flatMap((contract) => [typeView(contract, contracts), ...childViews(contract, contracts)]),
    ...latest.flatMap((contract) => currentView(contract)),
    ...batchesView(contracts),
    ...quarantineView(contracts),
    ...marts.flatMap(martStatements),
    ...refreshesView(marts),
    ...trustView(contracts, marts),
    ...grants(catalog, latest),
  ]
  return statements.map((statement, index) => ({
    ...statement,
    id: `${String(index + 1).padStart(4, '0')}-${statement.id}`,
  }))
}

const createSchema = (schema: string): Statement => ({
  id: `schema-${schema}`,
  kind: 'schema',
  sql: `CREATE SCHEMA IF NOT EXISTS ${schema}`,
})
