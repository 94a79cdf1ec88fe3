import type { Catalog, Contract } from '../contract.ts'
import { relationNames } from '../names.ts'
import { martRelations } from './marts.ts'
import { quarantineRelations } from './quarantine.ts'
import type { Statement } from './statement.ts'
import { idOf } from './statement.ts'
import { childViewNames } from './views.ts'

const analyst = `ROLE "\${analyst_role}"`
const confirmer = `"\${confirm_user}"`

/**
 * Who may read what: analysts views only, confirm-load what Apply wrote about a load. Everything else stays with the machine's
 * role, which submits these statements and so owns all relations.
 */
export function grants({ services, contracts, marts }: Catalog, latest: readonly Contract[]): readonly Statement[] {
  const views = latest.flatMap((contract) => {
    const { view, current } = relationNames(contract)
    const children = childViewNames(contract, contracts).map((child) => child.view)
    return [view, ...children, ...(current === undefined ? [] : [current])]
  })
  const evident = contracts.length > 0 ? ['ops.batches', quarantineRelations.view, 'ops.table_trust'] : []
  const refreshes = marts.length > 0 ? ['ops.mart_refreshes'] : []
  const shown = [...views, ...evident, ...marts.map((mart) => martRelations(mart).view), ...refreshes]
  const evidence = [
    ...contracts.flatMap((contract) => [relationNames(contract).ledger, relationNames(contract).collisions]),
    ...(contracts.length > 0 ? [quarantineRelations.ledger] : []),
    ...refreshes,
  ]
  return [
    ...['ops', 'marts', ...services.map(({ name }) => name)].map((schema) => usage(schema, analyst, 'analyst')),
    ...shown.map((relation) => select(relation, analyst, 'analyst')),
    usage('ops', confirmer, 'confirm'),
    ...evidence.map((relation) => select(relation, confirmer, 'confirm')),
  ]
}

const usage = (schema: string, grantee: string, id: string): Statement => ({
  id: `grant-${id}-${schema}`,
  kind: 'grant',
  on: schema,
  sql: `GRANT USAGE ON SCHEMA ${schema} TO ${grantee}`,
})

const select = (relation: string, grantee: string, id: string): Statement => ({
  id: `grant-${id}-${idOf(relation)}`,
  kind: 'grant',
  on: relation,
  sql: `GRANT SELECT ON ${relation} TO ${grantee}`,
})
