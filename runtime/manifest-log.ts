import { DocumentInvalid } from './errors.ts'
import { documentText, parseDocument } from './json-document.ts'
import { batchIdOf, manifestKey, manifestsPrefix, sequenceOf } from './object-keys.ts'
import type { ObjectStore } from './object-store.ts'
import type { RawObject } from './raw-zone.ts'

/** One batch: what was claimed, and the contracts that judge it. Never changed once written. */
export interface BatchManifest {
  readonly sequence: number
  readonly batch_id: string
  readonly kind: 'live' | 'replay' | 'redrive' | 'backfill' | 'release'
  readonly contracts: string
  readonly claimed_at: string
  readonly nonce: string
  readonly objects: readonly RawObject[]
}

export interface RecentManifests {
  /** In order; at least all that may hold an object which arrived since `since`. */
  readonly manifests: readonly BatchManifest[]
  /** Sequence number of the newest manifest, 0 when there is none. */
  readonly end: number
  readonly since: Date
}

/** The log of all batches: dense from 1, each number written once. */
export interface ManifestLog {
  /** Reads back from the end, as far as `since` asks, given the time of the last live claim. */
  readSince(since: (lastClaim: Date | undefined) => Date): Promise<RecentManifests>
  /** False when the number is taken. */
  appendIfFree(manifest: BatchManifest): Promise<boolean>
}

/** Claims run on clocks that need not agree: read this much further back. */
const clockSkewMilliseconds = 3_600_000
const readAtOnce = 16

export function manifestLog(store: Pick<ObjectStore, 'list' | 'read' | 'writeIfAbsent'>): ManifestLog {
  return {
    async readSince(since) {
      const end = await endOf(store)
      const manifests: BatchManifest[] = []
      let start: Date | undefined
      for (let last = end; last > 0; last -= readAtOnce) {
        const numbers = Array.from({ length: Math.min(readAtOnce, last) }, (_, back) => last - back)
        for (const manifest of await Promise.all(
          numbers.map((sequence) => readManifest(store, manifestKey(sequence))),
        )) {
          manifests.unshift(manifest)
          if (manifest.kind === 'live') start ??= since(new Date(manifest.claimed_at))
        }
        const oldest = manifests[0]
        if (start && oldest && Date.parse(oldest.claimed_at) < start.getTime() - clockSkewMilliseconds) break
      }
      return { manifests, end, since: start ?? since(undefined) }
    },
    appendIfFree: (manifest) => store.writeIfAbsent(manifestKey(manifest.sequence), documentText(manifest)),
  }
}

export async function readManifest(store: Pick<ObjectStore, 'read'>, key: string): Promise<BatchManifest> {
  const stored = await store.read(key)
  if (!stored) throw new DocumentInvalid(`There is no manifest ${key}; name one that claim-batch wrote`)
  return parseDocument<BatchManifest>(stored.text, key, ['sequence', 'batch_id', 'contracts', 'claimed_at', 'objects'])
}

/** A manifest without its place in the log, at a place. */
export const manifestAt = (
  sequence: number,
  manifest: Omit<BatchManifest, 'sequence' | 'batch_id'>,
): BatchManifest => ({ sequence, batch_id: batchIdOf(sequence), ...manifest })

async function endOf(store: Pick<ObjectStore, 'list'>): Promise<number> {
  let end = 0
  for await (const { key } of store.list(manifestsPrefix)) end = sequenceOf(key) ?? end
  return end
}
