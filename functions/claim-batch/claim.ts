import { type BatchManifest, type ManifestLog, manifestAt, type RecentManifests } from '#runtime/manifest-log.ts'
import type { RawObject, RawZone } from '#runtime/raw-zone.ts'

/** Firehose may deliver up to 24 h late under the prefix of arrival; two hours are margin. */
const latestDeliveryHours = 26
const shortestLookBackHours = 48

/** How much one batch holds at most; but always at least one object. */
export interface BatchLimits {
  /** Compressed. */
  readonly bytes: number
  readonly objects: number
}

export interface ClaimRequest {
  readonly zone: RawZone
  readonly log: ManifestLog
  /** Hash of the compiled contract set that the batches will be judged by. */
  readonly contracts: string
  readonly now: Date
  /** Unique to this invocation and the same when it is retried: recognises our own write when its answer was lost. */
  readonly nonce: string
  readonly limits: BatchLimits
}

/**
 * Puts every raw object that no manifest holds yet into new manifests, and returns these.
 *
 * A claim is a set difference: objects in the raw zone minus objects in the manifest log. The log is
 * dense and each sequence number is written once, so of two claims that race for a number one wins, and
 * the other looks again: an object is never in two live manifests and never in none.
 */
export async function claimBatch(request: ClaimRequest): Promise<readonly BatchManifest[]> {
  for (;;) {
    const recent = await request.log.readSince((lastClaim) => lookBackStart(lastClaim, request.now))
    const objects = await unclaimed(request.zone, recent)
    const ours = recent.manifests.filter(({ nonce }) => nonce === request.nonce)
    const claimed = await appendWhileFree(request, objects, recent.end)
    if (claimed.rest.length === 0) return [...ours, ...claimed.manifests]
    // A rival took the number, or it is ours and only the answer was lost: the next look shows which.
  }
}

/** Appends manifest after manifest until nothing is left or a number is taken. */
async function appendWhileFree(request: ClaimRequest, objects: readonly RawObject[], end: number) {
  const manifests: BatchManifest[] = []
  let rest = objects
  while (rest.length > 0) {
    const part = firstPart(rest, request.limits)
    const manifest = manifestAt(end + manifests.length + 1, {
      kind: 'live',
      contracts: request.contracts,
      claimed_at: request.now.toISOString(),
      nonce: request.nonce,
      objects: part,
    })
    if (!(await request.log.appendIfFree(manifest))) break
    manifests.push(manifest)
    rest = rest.slice(part.length)
  }
  return { manifests, rest }
}

/** The earliest arrival hour that can still hold an unclaimed object. */
export function lookBackStart(lastClaimedAt: Date | undefined, now: Date): Date {
  const shortest = hoursBefore(now, shortestLookBackHours)
  if (lastClaimedAt === undefined) return new Date(0)
  const sinceLastClaim = hoursBefore(lastClaimedAt, latestDeliveryHours)
  return sinceLastClaim < shortest ? sinceLastClaim : shortest
}

async function unclaimed(zone: RawZone, { manifests, since }: RecentManifests): Promise<readonly RawObject[]> {
  const held = new Set(manifests.flatMap(({ objects }) => objects.map(({ key }) => key)))
  const free: RawObject[] = []
  for await (const object of zone.list(since)) if (!held.has(object.key)) free.push(object)
  return free.sort(byServiceThenArrival)
}

/** As many objects, in order, as fit; always at least one, so that a large object cannot block the log. */
export function firstPart(objects: readonly RawObject[], limits: BatchLimits): readonly RawObject[] {
  let bytes = 0
  const end = objects.findIndex(({ size }, index) => {
    bytes += size
    return index > 0 && (bytes > limits.bytes || index === limits.objects)
  })
  return end === -1 ? objects : objects.slice(0, end)
}

const byServiceThenArrival = (a: RawObject, b: RawObject): number =>
  compare(a.service, b.service) || compare(a.key, b.key)

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const hoursBefore = (moment: Date, hours: number): Date => new Date(moment.getTime() - hours * 3_600_000)
