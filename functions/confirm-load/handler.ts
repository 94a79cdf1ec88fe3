import { redshiftDataClient, s3Client } from '#runtime/clients.ts'
import { parseEnvironment } from '#runtime/config.ts'
import { contractOf, readContractSet } from '#runtime/contract-set.ts'
import { redshiftLedger } from '#runtime/ledger.ts'
import { refreshesOf } from '#runtime/mart-refreshes.ts'
import { s3ObjectStore } from '#runtime/object-store.ts'
import { logger, observed } from '#runtime/observability.ts'
import { quarantineTable, quarantineType } from '#runtime/report.ts'
import { databaseName } from '#runtime/warehouse.ts'
import { confirmLoad, type StatementEnd } from './confirm.ts'
import { confirmMarts, type RefreshEnd } from './confirm-marts.ts'

const config = parseEnvironment(process.env, {
  ARTIFACTS_BUCKET: 'bucket of compiled contract sets',
  WORKGROUP_NAME: 'Redshift Serverless workgroup of the warehouse',
})
const artifacts = s3ObjectStore(s3Client(), config.ARTIFACTS_BUCKET)
const place = { workgroup: config.WORKGROUP_NAME, database: databaseName }
const ledger = redshiftLedger(redshiftDataClient(), place)

/** For example {"item": {"batch": "b0000000007", "contracts": "9f86…", "type": {"name": "orders.order_placed"}}, "statement": {"status": "FINISHED", "error": ""}}. */
interface ConfirmLoadEvent {
  readonly item: { readonly batch: string; readonly contracts: string; readonly type: { readonly name: string } }
  readonly statement?: StatementEnd
}

/** For example {"batch": "b0000000007", "marts": [{"mart": "revenue_hourly", "status": "FINISHED", "error": ""}]}. */
interface ConfirmMartsEvent {
  readonly batch: string
  readonly marts: readonly RefreshEnd[]
}

export const handler = observed(async (event: ConfirmLoadEvent | ConfirmMartsEvent) =>
  'marts' in event ? martsOf(event) : loadOf(event),
)

async function loadOf({ item: { batch, contracts, type }, statement }: ConfirmLoadEvent) {
  const row = await confirmLoad({
    batchId: batch,
    contract:
      type.name === quarantineType
        ? quarantineTable
        : contractOf(await readContractSet(artifacts, contracts), type.name),
    ledger,
    ...(statement && { statement }),
  })
  logger.info('load confirmed', { batch, type: type.name, ...row })
  return row
}

async function martsOf({ batch, marts }: ConfirmMartsEvent) {
  const outcomes = confirmMarts(marts, await refreshesOf(redshiftDataClient(), place, batch))
  for (const outcome of outcomes) {
    const asItShould = outcome.status === 'refreshed' && outcome.key_duplicates === 0
    logger[asItShould ? 'info' : 'error']('mart refreshed', { batch, ...outcome })
  }
  return { marts: outcomes }
}
