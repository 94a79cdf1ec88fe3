import { s3Client } from '#runtime/clients.ts'
import { parseEnvironment } from '#runtime/config.ts'
import { contractOf, readContractSet } from '#runtime/contract-set.ts'
import { s3ObjectStore } from '#runtime/object-store.ts'
import { logger, observed } from '#runtime/observability.ts'
import { readElected, reportOf } from '#runtime/report.ts'
import { checkQuality } from './check.ts'

const config = parseEnvironment(process.env, {
  BATCHES_BUCKET: 'bucket of elected reports',
  ARTIFACTS_BUCKET: 'bucket of compiled contract sets',
})
const batches = s3ObjectStore(s3Client(), config.BATCHES_BUCKET)
const artifacts = s3ObjectStore(s3Client(), config.ARTIFACTS_BUCKET)

/** For example {"batch": "b0000000007", "contracts": "9f86d081884c7d65", "type": {"name": "orders.order_placed"}}. */
interface CheckQualityEvent {
  readonly batch: string
  readonly contracts: string
  readonly type: { readonly name: string }
}

export const handler = observed(async ({ batch, contracts, type }: CheckQualityEvent) => {
  const { checks } = contractOf(await readContractSet(artifacts, contracts), type.name)
  const verdict = checkQuality(reportOf(await readElected(batches, batch), type.name), checks, new Date())
  if (verdict.outcome !== 'pass') logger.warn('quality check not met', { batch, type: type.name, ...verdict })
  return verdict
})
