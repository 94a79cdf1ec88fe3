import { relationsOf } from '#runtime/warehouse.ts'
import type { BatchDocuments } from './batch-documents.ts'
import type { CompiledType } from './contract-set.ts'
import { type Result, recordsOf } from './data-api.ts'
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

export interface RejectionSources {
  readonly objects: Objects
  readonly documents: BatchDocuments
  readonly quarantine: string
  readonly types: readonly Pick<CompiledType, 'name' | 'table'>[]
  /** Sees the warehouse's record of collisions. */
  readonly query: (sql: string) => Promise<Result>
}

/**
 * Reads all rejections in the order of batches: the quarantine of the elected attempts (what the reports name and nothing else), and
 * the ids that the warehouse found held by another event.
 */
export async function readRejections(
  sources: RejectionSources,
  filter: RejectionFilter = {},
): Promise<readonly Rejection[]> {
  const { objects, documents, quarantine } = sources
  const rejections: Rejection[] = []
  const collisions = await readCollisions(sources, filter)
  for (const manifest of await documents.manifests()) {
    const report = await documents.elected(manifest.batch_id)
    const keys = report?.quarantine_files.map(({ key }) => key) ?? []
    const rows = await queryParquet(objects, quarantine, keys, sqlOf(filter), { ...filter })
    rejections.push(...rows.map((row) => rejectionOf(manifest.batch_id, row)))
    rejections.push(
      ...collisions
        .filter(({ batchId }) => batchId === manifest.batch_id)
        .map(({ object, ...collision }) => ({ ...collision, rawKey: manifest.objects[object]?.key ?? '' })),
    )
  }
  return rejections
}

async function readCollisions({ types, query }: RejectionSources, { type, reason, eventId }: RejectionFilter) {
  if (reason !== undefined && reason !== 'id_collision') return []
  const collisions: (Omit<Rejection, 'rawKey'> & { readonly object: number })[] = []
  for (const { name, table } of types) {
    if (type !== undefined && type !== name) continue
    const where = eventId === undefined ? '' : ` WHERE event_id = '${eventId.replaceAll("'", "''")}'`
    const { collisions: relation } = relationsOf({ table })
    const sql = `SELECT batch_id, event_id, _object, _line, _index, held_batch_id FROM ${relation.schema}.${relation.name}${where} ORDER BY batch_id, _object, _line, _index`
    for (const row of recordsOf(await query(sql))) {
      const expected = `the payload that ${row.held_batch_id ?? ''} loaded under this id`
      collisions.push({
        batchId: row.batch_id ?? '',
        type: name,
        eventId: row.event_id ?? null,
        reasons: [{ code: 'id_collision', path: '/id', expected, got: 'another payload' }],
        object: Number(row._object),
        line: Number(row._line) + 1,
        place: Number(row._index) + 1,
      })
    }
  }
  return collisions
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
