import { expect } from 'vitest'
import type { ContractSet } from '#runtime/contract-set.ts'
import { bootstrapStatements } from '../../cli/deploy/bootstrap-warehouse.ts'
import { compile } from '../../compiler/compile.ts'
import type { SourceFiles } from '../../compiler/read-contracts.ts'
import { contractSetPath } from '../../compiler/targets/contract-set.ts'
import { migrated } from './migrated.ts'
import { admin, startWarehouse, type TestWarehouse } from './warehouse.ts'

/** Who acts in these tests. `planner` only looks. */
export const roles = { machines: 'machines', planner: 'planner', confirm: 'confirm' } as const

/** The contract set that sources compile to. */
export const compiledSet = (files: SourceFiles): ContractSet =>
  JSON.parse(compile(files).find(({ path }) => path === contractSetPath)?.text ?? '') as ContractSet

/** A warehouse with its users and the relations of a contract set. */
export async function startMigratedWarehouse(set: ContractSet): Promise<TestWarehouse> {
  const warehouse = await startWarehouse()
  const arn = (name: string) => `arn:aws:iam::000000000000:role/${name}`
  const users = { stateMachines: arn(roles.machines), confirmLoad: arn(roles.confirm), analyst: arn('analyst') }
  for (const sql of bootstrapStatements(users)) {
    const { error } = await warehouse.run(admin, [sql])
    expect(error === undefined || error.includes('already exists'), error).toBe(true)
  }
  await migrated(warehouse, set.migrations, roles)
  return warehouse
}
