import type { Catalog } from '../contract.ts'
import { grants } from './grants.ts'
import { martView } from './mart-views.ts'
import type { Statement } from './statement.ts'
import { typeTables } from './tables.ts'
import { batchesView, currentView, typeView } from './views.ts'

/** One statement that may run any number of times; `${machine_user}`, `${confirm_user}` and `${analyst_role}` stand for names. */
export interface Migration {
  readonly id: string
  readonly sql: string
}

/** Everything that the warehouse holds, in an order in which it can be made. Additive: nothing is dropped. */
export function planMigrations(catalog: Catalog): readonly Migration[] {
  const { services, contracts, marts } = catalog
  const latest = contracts.filter(
    ({ service, name, major }) =>
      !contracts.some((other) => other.service === service && other.name === name && other.major > major),
  )
  const schemas = ['ops', 'stage', 'marts', ...services.map(({ name }) => name)]
  const statements: readonly Statement[] = [
    ...schemas.map((schema) => ({ id: `schema-${schema}`, sql: `CREATE SCHEMA IF NOT EXISTS ${schema}` })),
    ...contracts.flatMap(typeTables),
    ...latest.map((contract) => typeView(contract, contracts)),
    ...latest.flatMap((contract) => currentView(contract)),
    ...batchesView(contracts),
    ...marts.map(martView),
    ...grants(catalog, latest),
  ]
  return statements.map(({ id, sql }, index) => ({ id: `${String(index + 1).padStart(4, '0')}-${id}`, sql }))
}
