import { s3Client } from '#runtime/clients.ts'
import { parseEnvironment } from '#runtime/config.ts'
import { currentContracts, readContractSet } from '#runtime/contract-set.ts'
import { s3ObjectStore } from '#runtime/object-store.ts'
import { observed } from '#runtime/observability.ts'
import { planMarts, type TypeOutcome } from './plan.ts'

const config = parseEnvironment(process.env, { ARTIFACTS_BUCKET: 'bucket of compiled contract sets' })
const artifacts = s3ObjectStore(s3Client(), config.ARTIFACTS_BUCKET)

/** For example {"batch": "b0000000007", "types": [{"type": "orders.order_placed", "status": "loaded", "counts": {…}}], "nonce": "…-0"}. */
interface PlanMartsEvent {
  readonly batch: string
  readonly types: readonly TypeOutcome[]
  readonly nonce: string
}

/** Marts are a state of the warehouse, not of the batch: the current set says which there are, not the one that the batch pins. */
export const handler = observed(async ({ batch, types, nonce }: PlanMartsEvent) => {
  const { marts } = await readContractSet(artifacts, await currentContracts(artifacts))
  return { marts: planMarts({ batchId: batch, types, marts, nonce }) }
})
