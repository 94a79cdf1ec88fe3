import { redshiftDataClient, s3Client } from '#runtime/clients.ts'
import { parseEnvironment } from '#runtime/config.ts'
import { readContractSet } from '#runtime/contract-set.ts'
import { DocumentInvalid } from '#runtime/errors.ts'
import { documentText, parseDocument } from '#runtime/json-document.ts'
import { migrationPlanKey } from '#runtime/object-keys.ts'
import { s3ObjectStore } from '#runtime/object-store.ts'
import { logger, observed } from '#runtime/observability.ts'
import { databaseName, nonceOf } from '#runtime/warehouse.ts'
import { queryWarehouse } from '#runtime/warehouse-query.ts'
import { type Chunk, packChunks } from './chunks.ts'
import { heldRelations, heldRelationsQuery } from './held-relations.ts'
import { planMigration } from './plan.ts'

const config = parseEnvironment(process.env, {
  ARTIFACTS_BUCKET: 'bucket of compiled contract sets',
  WORKGROUP_NAME: 'Redshift Serverless workgroup of the warehouse',
  MACHINE_USER: 'database user of the state machines, owner of all relations',
  CONFIRM_USER: 'database user of confirm-load',
  ANALYST_ROLE: 'database role of analysts',
})
const artifacts = s3ObjectStore(s3Client(), config.ARTIFACTS_BUCKET)
const place = { workgroup: config.WORKGROUP_NAME, database: databaseName }

/** What was planned before anything ran: the record of a deploy, and what its chunks are read from. */
interface MigrationPlan {
  readonly contracts: string
  readonly planned_at: string
  readonly chunks: readonly Chunk[]
}

/** For example {"contracts": "9f86d081884c7d65", "nonce": "…"}, then {"plan": "contracts/9f86…/migrations/….json", "index": 1, "nonce": "…"}. */
type MigrateWarehouseEvent =
  | { readonly contracts: string; readonly nonce: string }
  | { readonly plan: string; readonly index: number }

export const handler = observed(async (event: MigrateWarehouseEvent) =>
  'plan' in event ? chunkOf(event.plan, event.index) : chunkOf(await plan(event.contracts, event.nonce), 0),
)

async function plan(contracts: string, nonce: string): Promise<string> {
  const { migrations } = await readContractSet(artifacts, contracts)
  const relations = migrations.flatMap((each) => ('relation' in each ? each.relation : []))
  const rows = await queryWarehouse(redshiftDataClient(), place, {
    sql: heldRelationsQuery(relations),
    what: 'the catalog of the warehouse',
  })
  const steps = planMigration(migrations, heldRelations(rows), {
    machine_user: config.MACHINE_USER,
    confirm_user: config.CONFIRM_USER,
    analyst_role: config.ANALYST_ROLE,
  })
  const key = migrationPlanKey(contracts, nonceOf(nonce))
  const document: MigrationPlan = { contracts, planned_at: new Date().toISOString(), chunks: packChunks(steps) }
  await artifacts.write(key, documentText(document))
  logger.info('migration planned', { contracts, plan: key, chunks: document.chunks.length })
  return key
}

/** A chunk with the token of its call and, unless it is the last, what asks for the next. */
async function chunkOf(key: string, index: number) {
  const stored = await artifacts.read(key)
  if (!stored) throw new DocumentInvalid(`There is no ${key}; start the migration again`)
  const { chunks } = parseDocument<MigrationPlan>(stored.text, key, ['chunks'])
  const chunk = chunks[index]
  if (!chunk) throw new DocumentInvalid(`${key} has no chunk ${index}; it has ${chunks.length}`)
  const next = index + 1 < chunks.length ? { next: { plan: key, index: index + 1 } } : {}
  return { ...chunk, token: `migrate-${nonceOf(key, String(index))}`, ...next }
}
