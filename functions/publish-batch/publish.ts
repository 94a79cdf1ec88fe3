import { BatchUnbalanced, DocumentInvalid, TransientError } from '#runtime/errors.ts'
import { lineText, parseDocument } from '#runtime/json-document.ts'
import { publishedKey } from '#runtime/object-keys.ts'
import type { ObjectStore } from '#runtime/object-store.ts'
import {
  isComplete,
  type LoadStatus,
  type MartOutcome,
  type PublishedBatch,
  type PublishedType,
} from '#runtime/published-batch.ts'
import { type ElectedReport, quarantineType, type TypeReport, unknownType } from '#runtime/report.ts'

export interface LoadCounts {
  readonly staged: number
  readonly inserted: number
  readonly duplicates: number
  readonly id_collisions: number
  /** Absent when there was nothing to load. */
  readonly loaded_at?: string
}

/** How one type left the Map of the state machine. */
export interface TypeOutcome {
  readonly type: string
  readonly status: LoadStatus
  /** There when it is loaded. */
  readonly counts?: LoadCounts
}

/**
 * Adds up what Conform and the warehouse say about each type of a batch.
 * Throws BatchUnbalanced when received = loaded + duplicate + quarantined + held + failed does not hold for each.
 */
export function account(
  report: ElectedReport,
  outcomes: readonly TypeOutcome[],
  marts: readonly MartOutcome[],
  now: Date,
): PublishedBatch {
  const types = report.types.map((type) => accountOf(type, outcomeOf(type, outcomes)))
  const wrong = types.filter((type) => type.received !== sumOf(type))
  if (wrong.length > 0) {
    const figures = wrong.map((type) => `${type.name} received ${type.received} but accounts for ${sumOf(type)}`)
    throw new BatchUnbalanced(
      `${report.batch_id} does not balance: ${figures.join(', ')}; compare its report with the ledger`,
    )
  }
  const { batch_id, sequence, contracts, attempt } = report
  const quarantine = quarantineOf(report, outcomes)
  return {
    batch_id,
    sequence,
    published_at: now.toISOString(),
    contracts,
    attempt,
    balanced: true,
    types,
    marts,
    ...quarantine,
  }
}

const sumOf = ({ loaded, duplicate, quarantined, held, failed }: PublishedType): number =>
  loaded + duplicate + quarantined + held + failed

function outcomeOf({ name }: TypeReport, outcomes: readonly TypeOutcome[]): TypeOutcome {
  if (name === unknownType) return { type: name, status: 'loaded', counts: nothing }
  const outcome = outcomes.find(({ type }) => type === name)
  if (!outcome) throw new DocumentInvalid(`Nobody says what became of ${name}; look at the execution's LoadTypes`)
  return outcome
}

/** Throws BatchUnbalanced when the warehouse took another number of records than the job described. */
function quarantineOf(
  { batch_id: batchId, quarantine_metadata_files: files = [] }: ElectedReport,
  outcomes: readonly TypeOutcome[],
): Pick<PublishedBatch, 'quarantine'> {
  const outcome = outcomes.find(({ type }) => type === quarantineType)
  if (!outcome) return {}
  const records = files.reduce((sum, { rows }) => sum + rows, 0)
  if (outcome.status === 'loaded' && outcome.counts?.inserted !== records) {
    throw new BatchUnbalanced(
      `${batchId} does not balance: ${records} records are in quarantine, ops.quarantine has ${outcome.counts?.inserted}; compare its report with the ledger`,
    )
  }
  return { quarantine: { status: outcome.status === 'loaded' ? 'loaded' : 'failed', records } }
}

const nothing: LoadCounts = { staged: 0, inserted: 0, duplicates: 0, id_collisions: 0 }

function accountOf(report: TypeReport, { status, counts = nothing }: TypeOutcome): PublishedType {
  const collisions = counts.id_collisions
  return {
    name: report.name,
    received: report.received,
    loaded: counts.inserted,
    duplicate: report.duplicate + counts.duplicates,
    quarantined: report.quarantined + collisions,
    held: status === 'held' ? report.conformed : 0,
    failed: status === 'failed' ? report.conformed : 0,
    reasons:
      collisions === 0
        ? report.reasons
        : { ...report.reasons, id_collision: (report.reasons.id_collision ?? 0) + collisions },
    status,
    ...(counts.loaded_at !== undefined && { loaded_at: counts.loaded_at }),
  }
}

/**
 * Makes the account visible, and returns the types that this call changed: all of a new batch, those that had failed or been held of
 * one published before. A complete account is never replaced.
 */
export async function publish(
  store: Pick<ObjectStore, 'read' | 'writeIfAbsent' | 'replace'>,
  batch: PublishedBatch,
): Promise<readonly PublishedType[]> {
  const key = publishedKey(batch.batch_id)
  if (await store.writeIfAbsent(key, lineText(batch))) return batch.types
  const stored = await store.read(key)
  if (!stored) throw new TransientError(`${key} is being written by another; look again`)
  const before = parseDocument<PublishedBatch>(stored.text, key, ['types'])
  const changed = batch.types.filter(({ name, status }) => status !== 'failed' && wasOtherwise(before, name, status))
  const described = before.quarantine?.status === 'failed' && batch.quarantine?.status === 'loaded'
  if (isComplete(before) || (changed.length === 0 && !described)) return []
  if (await store.replace(key, lineText(batch), stored.etag)) return changed
  throw new TransientError(`${key} was changed by another meanwhile; look again`)
}

const wasOtherwise = ({ types }: PublishedBatch, name: string, status: LoadStatus): boolean =>
  types.some((type) => type.name === name && type.status !== status)
