import { DocumentInvalid } from './errors.ts'
import { parseDocument } from './json-document.ts'
import { electedKey } from './object-keys.ts'
import type { ObjectStore } from './object-store.ts'

/** Lines that no contract could be found for are counted under this name. */
export const unknownType = '_unknown'

/** Metadata of quarantined records are loaded like a type of this name. */
export const quarantineType = '_quarantine'

/** Where they go. */
export const quarantineTable = {
  name: quarantineType,
  table: { schema: 'ops', name: 'quarantine_records' },
} as const

export interface FileReport {
  readonly key: string
  readonly rows: number
  readonly bytes: number
}

export interface TimeRange {
  readonly min: string
  readonly max: string
}

/** What Conform found for one type: received = conformed + duplicate + quarantined. */
export interface TypeReport {
  readonly name: string
  readonly received: number
  readonly conformed: number
  readonly duplicate: number
  readonly quarantined: number
  readonly late: number
  readonly drift: number
  readonly reasons: Readonly<Partial<Record<string, number>>>
  readonly files: readonly FileReport[]
  readonly event_time?: TimeRange | null
  readonly received_at?: TimeRange | null
  /** Rows of child tables, by the table's name in the contract; there when the contract has any. */
  readonly children?: readonly { readonly name: string; readonly rows: number; readonly files: readonly FileReport[] }[]
  /** Column → conformed rows in which it is null. */
  readonly nulls?: Readonly<Record<string, number>>
}

/** `elected/<batch_id>.json`: the report of the first complete attempt, and so the only truth about its files and counts. */
export interface ElectedReport {
  readonly batch_id: string
  readonly sequence: number
  readonly attempt: number
  readonly job_run_id: string
  readonly contracts: string
  readonly types: readonly TypeReport[]
  /** What is known about each quarantined record, without its bytes. */
  readonly quarantine_metadata_files?: readonly FileReport[]
}

/** Undefined when no attempt is complete yet. */
export async function findElected(
  store: Pick<ObjectStore, 'read'>,
  batchId: string,
): Promise<ElectedReport | undefined> {
  const key = electedKey(batchId)
  const stored = await store.read(key)
  return stored && parseDocument<ElectedReport>(stored.text, key, ['batch_id', 'attempt', 'contracts', 'types'])
}

/** Throws DocumentInvalid when no attempt is complete: what asks comes after the election. */
export async function readElected(store: Pick<ObjectStore, 'read'>, batchId: string): Promise<ElectedReport> {
  const report = await findElected(store, batchId)
  if (!report) throw new DocumentInvalid(`No attempt of ${batchId} was elected; see the log of the Conform job`)
  return report
}

/** The report of one type. Throws DocumentInvalid when it was not in the batch. */
export function reportOf(report: ElectedReport, name: string): TypeReport {
  const type = report.types.find((candidate) => candidate.name === name)
  if (!type)
    throw new DocumentInvalid(
      `The report of ${report.batch_id} has no type ${name}; see ${electedKey(report.batch_id)}`,
    )
  return type
}
