import { eventBridgeBus } from '#runtime/bus.ts'
import { eventBridgeClient, glueClient, s3Client } from '#runtime/clients.ts'
import { parseEnvironment } from '#runtime/config.ts'
import { s3ObjectStore } from '#runtime/object-store.ts'
import { logger, metrics, observed } from '#runtime/observability.ts'
import { glueCatalog } from '#runtime/partition-catalog.ts'
import type { MartOutcome } from '#runtime/published-batch.ts'
import { readElected, reportOf } from '#runtime/report.ts'
import { partitionsOf, registerPartitions } from './partitions.ts'
import { account, publish, type TypeOutcome } from './publish.ts'

const config = parseEnvironment(process.env, {
  BATCHES_BUCKET: 'bucket of elected reports and publications',
  EVENT_BUS_NAME: 'bus that hears of published batches',
  CURATED_BUCKET: 'bucket of the files that partitions point to',
  CATALOG: 'first part of the names of all databases in the Glue catalog',
})
const store = s3ObjectStore(s3Client(), config.BATCHES_BUCKET)
const catalog = glueCatalog(glueClient(), config.CATALOG)
const bus = eventBridgeBus(eventBridgeClient(), config.EVENT_BUS_NAME)

/** For example {"batch": {"id": "b0000000007"}, "types": [{"type": "orders.order_placed", "status": "loaded", "counts": {…}}]}. */
interface PublishBatchEvent {
  readonly batch: { readonly id: string }
  readonly types: readonly TypeOutcome[]
  readonly marts: readonly MartOutcome[]
}

export const handler = observed(async ({ batch, types, marts }: PublishBatchEvent) => {
  const report = await readElected(store, batch.id)
  const published = account(report, types, marts, new Date())
  const absent = await registerPartitions(catalog, config.CURATED_BUCKET, partitionsOf(report, published))
  if (absent.length > 0) logger.warn('tables are not in the catalog', { batch: batch.id, tables: absent })
  for (const type of await publish(store, published)) {
    metrics.addDimension('type', type.name)
    metrics.addMetric('Received', 'Count', type.received)
    metrics.addMetric('Loaded', 'Count', type.loaded)
    metrics.addMetric('Duplicate', 'Count', type.duplicate)
    metrics.addMetric('Quarantined', 'Count', type.quarantined)
    metrics.addMetric('Held', 'Count', type.held)
    metrics.addMetric('Late', 'Count', reportOf(report, type.name).late)
    metrics.publishStoredMetrics()
  }
  metrics.addMetric('BatchPublished', 'Count', 1)
  metrics.addMetric('MartNotRefreshed', 'Count', marts.filter(({ status }) => status === 'failed').length)
  metrics.addMetric('MartKeyDuplicates', 'Count', marts.filter(hasKeyDuplicates).length)
  await bus.announce('BatchPublished', published)
  logger.info('batch published', { batch: batch.id, types: published.types, marts })
  return published
})

const hasKeyDuplicates = (mart: MartOutcome): boolean => mart.status === 'refreshed' && mart.key_duplicates > 0
