import type { Entity } from './contract.ts'

/** `customer_care` → `CustomerCare`: the part of a CloudFormation logical id. */
export const pascalCase = (name: string): string =>
  name
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')

/** How reports name the type: the view's name; from the second major on with the major, because reports count majors apart. */
export const typeName = (contract: Named): string =>
  `${contract.service.name}.${contract.name}${contract.major === 1 ? '' : `_v${contract.major}`}`

interface Named {
  readonly service: { readonly name: string }
  readonly name: string
  readonly major: number
}

/** The qualified names of all relations of one contract. Each part is snake_case, so none needs quotes. */
export interface RelationNames {
  /** Base table: rows as loaded, for the loader only. */
  readonly table: string
  /** What analysts read, all majors together. */
  readonly view: string
  /** The latest event of each entity; only where the entity has `latestBy`. */
  readonly current?: string
  readonly lock: string
  readonly ledger: string
  readonly collisions: string
}

/** The qualified names of the relations of one child table. */
export interface ChildNames {
  readonly table: string
  readonly view: string
}

/** Names the relations of a child table. */
export function childNames(contract: Named, child: { readonly name: string }): ChildNames {
  const view = `${contract.service.name}.${contract.name}_${child.name}`
  return { table: `${view}_v${contract.major}`, view }
}

/** Names every relation of a contract. */
export function relationNames(contract: Named & { readonly entity?: Entity }): RelationNames {
  const schema = contract.service.name
  const table = `${contract.name}_v${contract.major}`
  return {
    table: `${schema}.${table}`,
    view: `${schema}.${contract.name}`,
    ...(contract.entity?.latestBy !== undefined && { current: `${schema}.${contract.entity.name}_current` }),
    lock: `stage.lock_${schema}_${table}`,
    ledger: `ops.ledger_${schema}_${table}`,
    collisions: `ops.collisions_${schema}_${table}`,
  }
}
