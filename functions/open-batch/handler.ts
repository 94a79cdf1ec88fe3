import { batchLog } from '#runtime/batch-log.ts'
import { s3Client, sfnClient } from '#runtime/clients.ts'
import { parseEnvironment } from '#runtime/config.ts'
import { sfnExecutions } from '#runtime/executions.ts'
import { readManifest } from '#runtime/manifest-log.ts'
import { s3ObjectStore } from '#runtime/object-store.ts'
import { logger, observed } from '#runtime/observability.ts'
import { findElected, readElected } from '#runtime/report.ts'
import { electedTypes, openBatch } from './open.ts'

const config = parseEnvironment(process.env, {
  BATCHES_BUCKET: 'bucket of manifests, attempts and reports',
  PROCESS_BATCH_ARN: 'state machine whose executions process batches',
})
const store = s3ObjectStore(s3Client(), config.BATCHES_BUCKET)

/** For example {"manifest": "manifests/0000000007.json", "execution": "arn:…"}, or after Conform {"batch": "b0000000007", "elected": true}. */
type OpenBatchEvent =
  | { readonly manifest: string; readonly execution: string; readonly by?: string }
  | { readonly batch: string; readonly elected: true }

export const handler = observed(async (event: OpenBatchEvent) => {
  if ('elected' in event) return { elected: electedTypes(await readElected(store, event.batch)) }
  const manifest = await readManifest(store, event.manifest)
  const opened = await openBatch({
    manifest,
    execution: event.execution,
    ...(event.by && { by: event.by }),
    batches: batchLog(store),
    executions: sfnExecutions(sfnClient(), config.PROCESS_BATCH_ARN),
    elected: await findElected(store, manifest.batch_id),
    now: new Date(),
  })
  logger.info('batch opened', { batch: opened.id, attempt: opened.attempt, status: opened.status, by: event.by })
  return opened
})
