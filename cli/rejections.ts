import type { BatchDocuments } from './batch-documents.ts'
import type { Objects } from './objects.ts'
import { queryParquet } from './parquet.ts'

export interface Reason {
  readonly code: string
  readonly path: string
  readonly expected: string
  readonly got: string
}

/** One quarantined record. */
export interface Rejection {
  readonly batchId: string
  readonly type: string
  readonly eventId: string | null
  readonly reasons: readonly Reason[]
  /** The raw object and, counted from one, the line in it. */
  readonly rawKey: string
  readonly line: number
  /** The event's place in a packed line, counted from one. */
  readonly place: number
}

export interface RejectionFilter {
  readonly type?: string
  readonly reason?: string
  readonly eventId?: string
}

/** Reads the quarantine of the elected attempts: what the reports name and nothing else, in the order of batches and lines. */
export async function readRejections(
  objects: Objects,
  documents: BatchDocuments,
  bucket: string,
  filter: RejectionFilter = {},
): Promise<readonly Rejection[]> {
  const rejections: Rejection[] = []
  for (const { batch_id } of await documents.manifests()) {
    const report = await documents.elected(batch_id)
    const rows = await queryParquet(
      objects,
      bucket,
      report?.quarantine_files.map(({ key }) => key) ?? [],
      sqlOf(filter),
      {
        ...filter,
      },
    )
    rejections.push(...rows.map((row) => rejectionOf(batch_id, row)))
  }
  return rejections
}

function sqlOf({ type, reason, eventId }: RejectionFilter): string {
  const conditions = [
    ...(type === undefined ? [] : ['type = $type']),
    ...(reason === undefined ? [] : ['reason = $reason']),
    ...(eventId === undefined ? [] : ['event_id = $eventId']),
  ]
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : ''
  return `SELECT type, event_id, reasons, raw_key, _object, _line, _index FROM $files${where} ORDER BY _object, _line, _index`
}

function rejectionOf(batchId: string, row: Readonly<Record<string, unknown>>): Rejection {
  return {
    batchId,
    type: String(row.type),
    eventId: row.event_id === null ? null : String(row.event_id),
    reasons: JSON.parse(String(row.reasons)) as readonly Reason[],
    rawKey: String(row.raw_key),
    line: Number(row._line) + 1,
    place: Number(row._index) + 1,
  }
}
