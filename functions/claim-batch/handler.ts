import { batchLog } from '#runtime/batch-log.ts'
import { s3Client, sfnClient } from '#runtime/clients.ts'
import { parseEnvironment } from '#runtime/config.ts'
import { currentContracts } from '#runtime/contract-set.ts'
import { sfnExecutions } from '#runtime/executions.ts'
import { manifestLog } from '#runtime/manifest-log.ts'
import { s3ObjectStore } from '#runtime/object-store.ts'
import { logger, metrics, observed } from '#runtime/observability.ts'
import { rawZone } from '#runtime/raw-zone.ts'
import { claimBatch, lookBackStart } from './claim.ts'
import { startStranded } from './start-stranded.ts'

const config = parseEnvironment(process.env, {
  RAW_BUCKET: 'bucket that Firehose delivers to',
  BATCHES_BUCKET: 'bucket of manifests, attempts and reports',
  ARTIFACTS_BUCKET: 'bucket of compiled contract sets',
  PROCESS_BATCH_ARN: 'state machine that processes a manifest',
  BATCH_BYTES_LIMIT: 'compressed bytes of one batch',
  BATCH_OBJECTS_LIMIT: 'objects of one batch',
})
const batches = s3ObjectStore(s3Client(), config.BATCHES_BUCKET)

/** Runs on a schedule; the event carries nothing that matters. */
export const handler = observed(async (_event: unknown, context) => {
  const log = manifestLog(batches)
  const now = new Date()
  const manifests = await claimBatch({
    zone: rawZone(s3ObjectStore(s3Client(), config.RAW_BUCKET)),
    log,
    contracts: await currentContracts(s3ObjectStore(s3Client(), config.ARTIFACTS_BUCKET)),
    now,
    nonce: context.awsRequestId,
    limits: { bytes: Number(config.BATCH_BYTES_LIMIT), objects: Number(config.BATCH_OBJECTS_LIMIT) },
  })
  for (const { batch_id, objects } of manifests) {
    metrics.addMetric('ObjectsClaimed', 'Count', objects.length)
    logger.info('batch claimed', { batch: batch_id, objects: objects.length })
  }
  const restarted = await startStranded({
    recent: await log.readSince((lastClaim) => lookBackStart(lastClaim, now)),
    batches: batchLog(batches),
    executions: sfnExecutions(sfnClient(), config.PROCESS_BATCH_ARN),
    now,
  })
  metrics.addMetric('BatchesRestarted', 'Count', restarted.length)
  if (restarted.length > 0) logger.warn('batches had no live attempt and were started', { batches: restarted })
  return { batches: manifests.map(({ batch_id }) => batch_id), restarted }
})
