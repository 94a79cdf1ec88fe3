import { attemptsLimit, type BatchLog } from '#runtime/batch-log.ts'
import type { Executions } from '#runtime/executions.ts'
import type { BatchManifest } from '#runtime/manifest-log.ts'
import { manifestKey } from '#runtime/object-keys.ts'
import { isComplete } from '#runtime/published-batch.ts'
import { type ElectedReport, quarantineType, unknownType } from '#runtime/report.ts'

export interface OpenRequest {
  readonly manifest: BatchManifest
  /** ARN of the execution that asks; asking again gives the same attempt. */
  readonly execution: string
  /** A person who starts the batch after its automatic attempts ended. */
  readonly by?: string
  readonly batches: BatchLog
  readonly executions: Pick<Executions, 'isRunning'>
  readonly elected: ElectedReport | undefined
  readonly now: Date
}

export interface ElectedTypes {
  readonly attempt: number
  /** Types that a contract knows, and what is known of quarantined records; `rows` are ready to load. */
  readonly types: readonly { readonly name: string; readonly rows: number }[]
}

export interface OpenedBatch {
  readonly id: string
  readonly manifest: string
  readonly sequence: number
  readonly contracts: string
  /** 0 unless the batch is open. */
  readonly attempt: number
  /** Glue workers that the batch's bytes ask for. */
  readonly workers: number
  readonly status: 'open' | 'running elsewhere' | 'closed' | 'exhausted'
  readonly elected?: ElectedTypes
}

/** Decides whether this execution may process the batch, and as which attempt. */
export async function openBatch(request: OpenRequest): Promise<OpenedBatch> {
  const { manifest, elected } = request
  const { status, attempt } = await admit(request)
  return {
    id: manifest.batch_id,
    manifest: manifestKey(manifest.sequence),
    sequence: manifest.sequence,
    contracts: manifest.contracts,
    attempt,
    workers: workersFor(manifest.objects.reduce((bytes, { size }) => bytes + size, 0)),
    status,
    ...(elected && { elected: electedTypes(elected) }),
  }
}

async function admit({ manifest, execution, by, batches, executions, now }: OpenRequest) {
  const batchId = manifest.batch_id
  for (;;) {
    const attempts = await batches.attempts(batchId)
    const ours = attempts.find((attempt) => attempt.execution === execution)
    if (ours) return { status: 'open', attempt: ours.attempt } as const
    const published = await batches.published(batchId)
    if (published && isComplete(published)) return { status: 'closed', attempt: 0 } as const
    const last = attempts.at(-1)
    if (last && (await executions.isRunning(last.execution)))
      return { status: 'running elsewhere', attempt: 0 } as const
    if (by === undefined) {
      if (await batches.hasFailed(batchId)) return { status: 'closed', attempt: 0 } as const
      if (attempts.length >= attemptsLimit) return { status: 'exhausted', attempt: 0 } as const
    }
    const attempt = (last?.attempt ?? 0) + 1
    await batches.appendAttemptIfFree({ batch_id: batchId, attempt, execution, started_at: now.toISOString() })
    // Whether this write won, lost to a rival, or lost only its answer: the next look shows it.
  }
}

/** What follows the election needs of the report: never the list of files, which may be long. */
export function electedTypes({
  attempt,
  types,
  quarantine_metadata_files: metadata = [],
}: ElectedReport): ElectedTypes {
  const quarantined = metadata.reduce((sum, { rows }) => sum + rows, 0)
  return {
    attempt,
    types: [
      ...types.filter(({ name }) => name !== unknownType).map(({ name, conformed }) => ({ name, rows: conformed })),
      ...(quarantined > 0 ? [{ name: quarantineType, rows: quarantined }] : []),
    ],
  }
}

/** A worker has four cores, and a core takes a task of about 64 MB compressed (0.5 GB of text); one more worker drives. */
const workerBytes = 4 * 64 * 1024 * 1024
const fewestWorkers = 2
const mostWorkers = 20

export const workersFor = (compressedBytes: number): number =>
  Math.min(mostWorkers, Math.max(fewestWorkers, 1 + Math.ceil(compressedBytes / workerBytes)))
