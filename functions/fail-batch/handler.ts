import { batchLog } from '#runtime/batch-log.ts'
import { eventBridgeBus } from '#runtime/bus.ts'
import { eventBridgeClient, s3Client } from '#runtime/clients.ts'
import { parseEnvironment } from '#runtime/config.ts'
import { s3ObjectStore } from '#runtime/object-store.ts'
import { logger, metrics, observed } from '#runtime/observability.ts'
import { failBatch } from './fail.ts'

const config = parseEnvironment(process.env, {
  BATCHES_BUCKET: 'bucket of attempts and failure markers',
  EVENT_BUS_NAME: 'bus that hears of batches which need a person',
})
const batches = batchLog(s3ObjectStore(s3Client(), config.BATCHES_BUCKET))
const bus = eventBridgeBus(eventBridgeClient(), config.EVENT_BUS_NAME)

/** For example {"manifest": "manifests/0000000007.json", "failure": {"Error": "States.TaskFailed", "Cause": "…"}}. */
interface FailBatchEvent {
  readonly manifest: string
  readonly failure: unknown
}

export const handler = observed(async ({ manifest, failure }: FailBatchEvent) => {
  const record = await failBatch({ manifest, failure, batches, now: new Date() })
  metrics.addMetric('AttemptFailed', 'Count', 1)
  if (record.final) {
    metrics.addMetric('BatchFailed', 'Count', 1)
    await bus.announce('BatchFailed', record)
  }
  logger.error('batch failed', { ...record })
  return record
})
