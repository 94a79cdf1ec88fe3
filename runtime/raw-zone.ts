import { rawHourStart, rawServicesPrefix, serviceOfFolder } from './object-keys.ts'
import type { ObjectStore } from './object-store.ts'

/** One delivered object, as a manifest names it. */
export interface RawObject {
  readonly key: string
  readonly etag: string
  /** Compressed bytes. */
  readonly size: number
  readonly service: string
}

/** What Firehose delivered, by service and hour of arrival. */
export interface RawZone {
  /** Objects that arrived in the hour of `since` or later, UTC. */
  list(since: Date): AsyncIterable<RawObject>
}

export function rawZone(store: Pick<ObjectStore, 'folders' | 'list'>): RawZone {
  return {
    async *list(since) {
      for await (const folder of store.folders(rawServicesPrefix)) {
        const service = serviceOfFolder(folder)
        for await (const { key, etag, sizeBytes } of store.list(folder, rawHourStart(folder, since))) {
          yield { key, etag, size: sizeBytes, service }
        }
      }
    },
  }
}
