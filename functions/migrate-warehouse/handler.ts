import { s3Client } from '#runtime/clients.ts'
import { parseEnvironment } from '#runtime/config.ts'
import { readContractSet } from '#runtime/contract-set.ts'
import { s3ObjectStore } from '#runtime/object-store.ts'
import { logger, observed } from '#runtime/observability.ts'
import { nonceOf } from '#runtime/warehouse.ts'
import { planMigration } from './plan.ts'

const config = parseEnvironment(process.env, {
  ARTIFACTS_BUCKET: 'bucket of compiled contract sets',
  MACHINE_USER: 'database user of the state machines, owner of all relations',
  CONFIRM_USER: 'database user of confirm-load',
  ANALYST_ROLE: 'database role of analysts',
})
const artifacts = s3ObjectStore(s3Client(), config.ARTIFACTS_BUCKET)

/** For example {"contracts": "9f86d081884c7d65", "from": 0, "nonce": "…"}. */
interface MigrateWarehouseEvent {
  readonly contracts: string
  readonly from: number
  readonly nonce: string
}

export const handler = observed(async ({ contracts, from, nonce }: MigrateWarehouseEvent) => {
  const { migrations } = await readContractSet(artifacts, contracts)
  const chunk = planMigration(migrations, from, {
    machine_user: config.MACHINE_USER,
    confirm_user: config.CONFIRM_USER,
    analyst_role: config.ANALYST_ROLE,
  })
  logger.info('migrations planned', { contracts, first: chunk.first, last: chunk.last })
  return { ...chunk, token: `migrate-${nonceOf(nonce, contracts, String(from))}` }
})
