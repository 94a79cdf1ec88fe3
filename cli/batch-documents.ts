import type { Attempt, FailedBatch } from '#runtime/batch-log.ts'
import type { BatchManifest } from '#runtime/manifest-log.ts'
import {
  attemptsPrefix,
  electedKey,
  failedKey,
  manifestsPrefix,
  publishedKey,
  publishedPrefix,
} from '#runtime/object-keys.ts'
import type { PublishedBatch } from '#runtime/published-batch.ts'
import type { ElectedReport, FileReport } from '#runtime/report.ts'
import type { Objects } from './objects.ts'

/** What the bucket `batches` says; everything in the order of batches. */
export interface BatchDocuments {
  manifests(): Promise<readonly BatchManifest[]>
  attempts(batchId: string): Promise<readonly Attempt[]>
  elected(batchId: string): Promise<(ElectedReport & { readonly quarantine_files: readonly FileReport[] }) | undefined>
  published(batchId: string): Promise<PublishedBatch | undefined>
  allPublished(): Promise<readonly PublishedBatch[]>
  failed(batchId: string): Promise<FailedBatch | undefined>
}

export function batchDocuments(objects: Objects, bucket: string): BatchDocuments {
  const all = async <T>(prefix: string): Promise<readonly T[]> => {
    const keys = await objects.keys(bucket, prefix)
    const documents = await Promise.all(keys.map((key) => objects.json<T>(bucket, key)))
    return documents.filter((document) => document !== undefined)
  }
  return {
    manifests: () => all<BatchManifest>(manifestsPrefix),
    attempts: async (batchId) => {
      const attempts = await all<Attempt>(attemptsPrefix(batchId))
      return attempts.toSorted((a, b) => a.attempt - b.attempt)
    },
    elected: (batchId) => objects.json(bucket, electedKey(batchId)),
    published: (batchId) => objects.json(bucket, publishedKey(batchId)),
    allPublished: () => all<PublishedBatch>(publishedPrefix),
    failed: (batchId) => objects.json(bucket, failedKey(batchId)),
  }
}
