import type { Migration } from '#runtime/contract-set.ts'
import { packChunks } from '../../functions/migrate-warehouse/chunks.ts'
import { heldRelations, heldRelationsQuery } from '../../functions/migrate-warehouse/held-relations.ts'
import { planMigration } from '../../functions/migrate-warehouse/plan.ts'
import type { TestWarehouse } from './warehouse.ts'

/** Who migrates, and for whom. `planner` only looks. */
export interface MigrationRoles {
  readonly machines: string
  readonly planner: string
  readonly confirm: string
}

/** Migrates a warehouse as the state machine does: looks, plans, runs chunk after chunk. Returns what ran; throws what was refused. */
export async function migrated(
  warehouse: TestWarehouse,
  migrations: readonly Migration[],
  { machines, planner, confirm }: MigrationRoles,
): Promise<readonly string[]> {
  const relations = migrations.flatMap((each) => ('relation' in each ? each.relation : []))
  const cells = await warehouse.query(planner, heldRelationsQuery(relations))
  const rows = cells.map((row) =>
    row.map((cell) => (cell === null ? { isNull: true as const } : { stringValue: String(cell) })),
  )
  const names = { machine_user: `IAMR:${machines}`, confirm_user: `IAMR:${confirm}`, analyst_role: 'analyst' }
  const chunks = packChunks(planMigration(migrations, heldRelations(rows), names))
  for (const { statements, alone, first, last } of chunks) {
    const [sql = ''] = statements
    const { status, error } = await (alone ? warehouse.alone(machines, sql) : warehouse.run(machines, statements))
    if (status !== 'FINISHED') throw new Error(`${first} to ${last}: ${error}`)
  }
  return chunks.flatMap(({ statements }) => statements)
}
