import { s3Client } from '#runtime/clients.ts'
import { parseEnvironment } from '#runtime/config.ts'
import { contractOf, readContractSet } from '#runtime/contract-set.ts'
import { documentText } from '#runtime/json-document.ts'
import { s3ObjectStore } from '#runtime/object-store.ts'
import { observed } from '#runtime/observability.ts'
import { quarantineType, readElected } from '#runtime/report.ts'
import type { LoadVerdict } from './load-statement.ts'
import { planLoad } from './plan.ts'
import { planQuarantine } from './plan-quarantine.ts'
import { render } from './render.ts'

const config = parseEnvironment(process.env, {
  BATCHES_BUCKET: 'bucket of elected reports and of the manifests that COPY reads',
  CURATED_BUCKET: 'bucket of the files to load',
  QUARANTINE_BUCKET: 'bucket of the metadata of quarantined records',
  ARTIFACTS_BUCKET: 'bucket of compiled contract sets',
  COPY_ROLE_ARN: 'role in whose name the warehouse reads the files',
})
const batches = s3ObjectStore(s3Client(), config.BATCHES_BUCKET)
const artifacts = s3ObjectStore(s3Client(), config.ARTIFACTS_BUCKET)

/** For example {"item": {"batch": "b0000000007", "contracts": "9f86…", "type": {"name": "orders.order_placed"}}, "verdict": "pass", "nonce": "…-0"}. */
interface PlanLoadEvent {
  readonly item: { readonly batch: string; readonly contracts: string; readonly type: { readonly name: string } }
  readonly verdict: LoadVerdict
  readonly nonce: string
}

export const handler = observed(async ({ item: { batch, contracts, type }, verdict, nonce }: PlanLoadEvent) => {
  const request = {
    batchId: batch,
    contracts,
    report: await readElected(batches, batch),
    nonce,
    batchesBucket: config.BATCHES_BUCKET,
    copyRoleArn: config.COPY_ROLE_ARN,
  }
  const plan =
    type.name === quarantineType
      ? planQuarantine({ ...request, quarantineBucket: config.QUARANTINE_BUCKET })
      : planLoad({
          ...request,
          contract: contractOf(await readContractSet(artifacts, contracts), type.name),
          verdict,
          curatedBucket: config.CURATED_BUCKET,
        })
  for (const { key, document } of plan.manifests) await batches.write(key, documentText(document))
  return {
    stage: plan.stage.map(render),
    stageToken: plan.stageToken,
    apply: plan.apply.map(render),
    applyToken: plan.applyToken,
    drop: plan.drop.map(render),
    dropToken: plan.dropToken,
  }
})
