import type { BatchLog } from '#runtime/batch-log.ts'
import type { Executions } from '#runtime/executions.ts'
import type { BatchManifest } from '#runtime/manifest-log.ts'
import { batchIdOf, manifestKey } from '#runtime/object-keys.ts'
import { isComplete } from '#runtime/published-batch.ts'

/** S3's event of a manifest starts its batch within seconds; what is younger is left to it. */
const graceMilliseconds = 10 * 60_000
/** Batches further back than this have ended or raised their alarm long ago. */
const lookBackBatches = 1_000

export interface StrandedRequest {
  /** The newest manifests, and the sequence number of the last. */
  readonly recent: { readonly manifests: readonly BatchManifest[]; readonly end: number }
  readonly batches: BatchLog
  readonly executions: Executions
  readonly now: Date
}

/**
 * Starts the batches that neither ended nor have a live attempt, and returns their ids. The S3 event of a manifest is the fast
 * path; this is the one that cannot be lost.
 */
export async function startStranded(request: StrandedRequest): Promise<readonly string[]> {
  const { batches, executions, now } = request
  const started: string[] = []
  for (const { batchId, sequence } of await openBatches(request)) {
    const attempts = await batches.attempts(batchId)
    const last = attempts.at(-1)
    if (last && (await executions.isRunning(last.execution))) continue
    // Claims of one hour choose the same name, so that two of them start it once; the next hour may try again.
    const name = `${batchId}-after-${attempts.length}-${now.toISOString().slice(0, 13)}`
    if (await executions.start(name, { detail: { object: { key: manifestKey(sequence) } } })) started.push(batchId)
  }
  return started
}

/** Batches old enough to be started by now, without an end marker; a publication with failed types is no end. */
async function openBatches({ recent, batches, now }: StrandedRequest) {
  const young = new Set(
    recent.manifests
      .filter(({ claimed_at }) => now.getTime() - Date.parse(claimed_at) < graceMilliseconds)
      .map(({ batch_id }) => batch_id),
  )
  const readable = new Set(recent.manifests.map(({ batch_id }) => batch_id))
  const first = Math.max(1, recent.end - lookBackBatches + 1)
  const { published, failed } = await batches.marked(first - 1)
  const open: { batchId: string; sequence: number }[] = []
  for (let sequence = first; sequence <= recent.end; sequence++) {
    const batchId = batchIdOf(sequence)
    if (young.has(batchId) || failed.has(batchId)) continue
    if (published.has(batchId)) {
      const account = readable.has(batchId) ? await batches.published(batchId) : undefined
      if (!account || isComplete(account)) continue
    }
    open.push({ batchId, sequence })
  }
  return open
}
