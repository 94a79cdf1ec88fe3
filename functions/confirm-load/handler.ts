import { redshiftDataClient, s3Client } from '#runtime/clients.ts'
import { parseEnvironment } from '#runtime/config.ts'
import { contractOf, readContractSet } from '#runtime/contract-set.ts'
import { redshiftLedger } from '#runtime/ledger.ts'
import { s3ObjectStore } from '#runtime/object-store.ts'
import { logger, observed } from '#runtime/observability.ts'
import { databaseName } from '#runtime/warehouse.ts'
import { confirmLoad, type StatementEnd } from './confirm.ts'

const config = parseEnvironment(process.env, {
  ARTIFACTS_BUCKET: 'bucket of compiled contract sets',
  WORKGROUP_NAME: 'Redshift Serverless workgroup of the warehouse',
})
const artifacts = s3ObjectStore(s3Client(), config.ARTIFACTS_BUCKET)
const ledger = redshiftLedger(redshiftDataClient(), { workgroup: config.WORKGROUP_NAME, database: databaseName })

/** For example {"item": {"batch": "b0000000007", "contracts": "9f86…", "type": {"name": "orders.order_placed"}}, "statement": {"status": "FINISHED", "error": ""}}. */
interface ConfirmLoadEvent {
  readonly item: { readonly batch: string; readonly contracts: string; readonly type: { readonly name: string } }
  readonly statement?: StatementEnd
}

export const handler = observed(async ({ item: { batch, contracts, type }, statement }: ConfirmLoadEvent) => {
  const row = await confirmLoad({
    batchId: batch,
    contract: contractOf(await readContractSet(artifacts, contracts), type.name),
    ledger,
    ...(statement && { statement }),
  })
  logger.info('load confirmed', { batch, type: type.name, ...row })
  return row
})
