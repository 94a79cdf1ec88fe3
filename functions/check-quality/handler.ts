import { athenaQueries } from '#runtime/athena-query.ts'
import { athenaClient, s3Client } from '#runtime/clients.ts'
import { parseEnvironment } from '#runtime/config.ts'
import { contractOf, readContractSet } from '#runtime/contract-set.ts'
import { s3ObjectStore } from '#runtime/object-store.ts'
import { logger, observed } from '#runtime/observability.ts'
import { readElected, reportOf } from '#runtime/report.ts'
import { checkQuality } from './check.ts'
import { volumeHistory } from './volume.ts'

const config = parseEnvironment(process.env, {
  BATCHES_BUCKET: 'bucket of elected reports',
  ARTIFACTS_BUCKET: 'bucket of compiled contract sets',
  CATALOG: 'first part of the names of all databases in the Glue catalog',
  ATHENA_WORKGROUP: 'Athena workgroup that answers about earlier batches',
})
/** Well below the function's timeout, so that a slow answer warns and nothing else. */
const patienceMilliseconds = 60_000

const batches = s3ObjectStore(s3Client(), config.BATCHES_BUCKET)
const athena = athenaQueries(athenaClient(), { workgroup: config.ATHENA_WORKGROUP, patienceMilliseconds })
const artifacts = s3ObjectStore(s3Client(), config.ARTIFACTS_BUCKET)

/** For example {"batch": "b0000000007", "contracts": "9f86d081884c7d65", "type": {"name": "orders.order_placed"}}. */
interface CheckQualityEvent {
  readonly batch: string
  readonly contracts: string
  readonly type: { readonly name: string }
}

export const handler = observed(async ({ batch, contracts, type }: CheckQualityEvent) => {
  const { checks } = contractOf(await readContractSet(artifacts, contracts), type.name)
  const report = await readElected(batches, batch)
  const history = checks.some(({ metric }) => metric === 'volume_percent')
    ? await volumeHistory(athena, `${config.CATALOG}_ops`, type.name, report.sequence)
    : undefined
  const verdict = checkQuality(reportOf(report, type.name), checks, new Date(), history)
  if (verdict.outcome !== 'pass') logger.warn('quality check not met', { batch, type: type.name, ...verdict })
  return verdict
})
