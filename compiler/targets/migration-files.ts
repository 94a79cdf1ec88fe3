import { type Artefact, generatedFolder, provenance } from '../artefact.ts'
import type { Catalog } from '../contract.ts'
import { planMigrations } from '../warehouse/migrations.ts'

/** warehouse.sql: the migrations of contract-set.json as a person reads and reviews them. */
export function migrationFiles(catalog: Catalog): readonly Artefact[] {
  const head = `-- ${provenance('schemas/contracts and schemas/marts')}`
  const parts = planMigrations(catalog).map(({ id, sql }) => `-- ${id}\n${sql};`)
  return [{ path: `${generatedFolder}/warehouse.sql`, text: `${[head, ...parts].join('\n\n')}\n` }]
}
