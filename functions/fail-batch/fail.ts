import { attemptsLimit, type BatchLog } from '#runtime/batch-log.ts'
import { DocumentInvalid } from '#runtime/errors.ts'
import { batchIdOf, sequenceOf } from '#runtime/object-keys.ts'

export interface FailureRecord {
  readonly batch_id: string
  readonly manifest: string
  readonly attempts: number
  /** No automatic attempt follows: a person must act. */
  readonly final: boolean
  readonly failure: unknown
  /** What happens next, or what a person can do. */
  readonly next: string
}

/** Records that an attempt failed; after the last automatic one the batch gets its terminal marker. */
export async function failBatch(request: {
  readonly manifest: string
  readonly failure: unknown
  readonly batches: Pick<BatchLog, 'attempts' | 'markFailed'>
  readonly now: Date
}): Promise<FailureRecord> {
  const { manifest, failure, batches, now } = request
  const sequence = sequenceOf(manifest)
  if (sequence === undefined) throw new DocumentInvalid(`${manifest} is no manifest's key; start executions with one`)
  const batchId = batchIdOf(sequence)
  const attempts = (await batches.attempts(batchId)).length
  const final = attempts >= attemptsLimit
  if (final) await batches.markFailed({ batch_id: batchId, attempts, failed_at: now.toISOString(), failure })
  return {
    batch_id: batchId,
    manifest,
    attempts,
    final,
    failure,
    next: final ? byHand(manifest) : 'the next claim starts it again',
  }
}

const byHand = (manifest: string): string =>
  `mend the cause, then start process-batch with ${JSON.stringify({ by: 'your name', detail: { object: { key: manifest } } })}`
