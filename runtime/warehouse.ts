import { createHash } from 'node:crypto'
import type { ContractType } from './contract-set.ts'
import { identifierBytesLimit, type Relation } from './sql.ts'

export const databaseName = 'warehouse'

/** The relations of one type that a load touches. */
export interface LoadRelations {
  readonly target: Relation
  readonly lock: Relation
  readonly ledger: Relation
  readonly collisions: Relation
}

export function relationsOf({ table }: Pick<ContractType, 'table'>): LoadRelations {
  const name = `${table.schema}_${table.name}`
  return {
    target: table,
    lock: { schema: 'stage', name: `lock_${name}` },
    ledger: { schema: 'ops', name: `ledger_${name}` },
    collisions: { schema: 'ops', name: `collisions_${name}` },
  }
}

/** The staging table of one try; the nonce keeps tries apart, also where the table's name must be cut. */
export function stagingOf({ table }: Pick<ContractType, 'table'>, nonce: string): Relation {
  const name = `${table.schema}_${table.name}`.slice(0, identifierBytesLimit - nonce.length - 1)
  return { schema: 'stage', name: `${name}_${nonce}` }
}

/** 16 hexadecimal digits that stand for the parts. */
export const nonceOf = (...parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
