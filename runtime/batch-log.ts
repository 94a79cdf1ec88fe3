import { documentText, parseDocument } from './json-document.ts'
import {
  attemptKey,
  attemptsPrefix,
  batchIdOf,
  batchIdOfMarker,
  failedKey,
  failedPrefix,
  publishedKey,
  publishedPrefix,
} from './object-keys.ts'
import type { ObjectStore } from './object-store.ts'
import type { PublishedBatch } from './published-batch.ts'

/** One try to process a batch. */
export interface Attempt {
  readonly batch_id: string
  readonly attempt: number
  /** ARN of the execution that tries. */
  readonly execution: string
  readonly started_at: string
}

/** Automatic attempts end after this many; a person may start more. */
export const attemptsLimit = 3

/** The marker that automatic attempts ended without success. */
export interface FailedBatch {
  readonly batch_id: string
  readonly attempts: number
  readonly failed_at: string
  readonly failure: unknown
}

/** What is known of a batch beside its manifest: attempts and end markers. */
export interface BatchLog {
  /** In order. */
  attempts(batchId: string): Promise<readonly Attempt[]>
  /** False when the number is taken. */
  appendAttemptIfFree(attempt: Attempt): Promise<boolean>
  published(batchId: string): Promise<PublishedBatch | undefined>
  /** The marker that automatic attempts ended. */
  hasFailed(batchId: string): Promise<boolean>
  /** Batches after the given sequence number that have a marker of either kind. */
  marked(
    afterSequence: number,
  ): Promise<{ readonly published: ReadonlySet<string>; readonly failed: ReadonlySet<string> }>
  /** True when this call wrote the marker. */
  markFailed(failed: FailedBatch): Promise<boolean>
}

export function batchLog(store: Pick<ObjectStore, 'list' | 'read' | 'writeIfAbsent'>): BatchLog {
  const read = async <T extends object>(
    key: string,
    members: readonly (keyof T & string)[],
  ): Promise<T | undefined> => {
    const stored = await store.read(key)
    return stored && parseDocument<T>(stored.text, key, members)
  }
  const markers = async (prefix: string, afterSequence: number): Promise<ReadonlySet<string>> => {
    const batchIds = new Set<string>()
    for await (const { key } of store.list(prefix, `${prefix}${batchIdOf(afterSequence)}.json`)) {
      batchIds.add(batchIdOfMarker(key))
    }
    return batchIds
  }
  return {
    async attempts(batchId) {
      const keys: string[] = []
      for await (const { key } of store.list(attemptsPrefix(batchId))) keys.push(key)
      const attempts = await Promise.all(keys.map((key) => read<Attempt>(key, ['attempt', 'execution'])))
      return attempts.filter((attempt) => attempt !== undefined).sort((a, b) => a.attempt - b.attempt)
    },
    appendAttemptIfFree: (attempt) =>
      store.writeIfAbsent(attemptKey(attempt.batch_id, attempt.attempt), documentText(attempt)),
    published: (batchId) => read<PublishedBatch>(publishedKey(batchId), ['types']),
    hasFailed: async (batchId) => (await store.read(failedKey(batchId))) !== undefined,
    async marked(afterSequence) {
      const [published, failed] = await Promise.all([
        markers(publishedPrefix, afterSequence),
        markers(failedPrefix, afterSequence),
      ])
      return { published, failed }
    },
    markFailed: (failed) => store.writeIfAbsent(failedKey(failed.batch_id), documentText(failed)),
  }
}
