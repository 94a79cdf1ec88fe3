import type { BatchManifest } from '#runtime/manifest-log.ts'
import type { ElectedReport } from '#runtime/report.ts'
import { type Arrival, findArrivals } from './arrivals.ts'
import type { BatchDocuments } from './batch-documents.ts'
import type { CompiledType } from './contract-set.ts'
import { type Result, recordsOf } from './data-api.ts'
import type { Objects } from './objects.ts'
import { queryParquet } from './parquet.ts'
import { type Rejection, readRejections } from './rejections.ts'

/** Where one copy of an event went. */
export interface Trace {
  readonly arrival: Arrival
  /** Absent while no batch has claimed the object. */
  readonly batchId?: string
  readonly attempt?: { readonly number: number; readonly jobRunId: string; readonly contracts: string }
  readonly rejection?: Rejection
  /** The copy that this one repeats is the one that was loaded. */
  readonly duplicate?: true
  readonly parquetKey?: string
  /** The row without values of persons. */
  readonly row?: Readonly<Record<string, string | null>>
  readonly table?: string
}

export interface TraceSources {
  readonly objects: Objects
  readonly documents: BatchDocuments
  readonly buckets: Readonly<Record<'raw' | 'batches' | 'curated' | 'quarantine' | 'artifacts', string>>
  readonly types: readonly CompiledType[]
  /** Sees base tables. */
  readonly query: (sql: string) => Promise<Result>
}

interface Loaded {
  readonly type: CompiledType
  readonly row: Readonly<Record<string, string | null>>
}

/** Follows every copy of an event from the raw zone to its end, in the order of arrival. */
export async function traceEvent(sources: TraceSources, eventId: string): Promise<readonly Trace[]> {
  const { objects, documents, buckets } = sources
  const keys = await objects.keys(buckets.raw, 'service=')
  const arrivals = await findArrivals(objects, buckets.raw, keys, eventId, sources.types)
  const manifests = await documents.manifests()
  const rejections = await readRejections({ ...sources, quarantine: buckets.quarantine }, { eventId })
  const loaded = await findLoaded(sources, arrivals, eventId)
  const traces: Trace[] = []
  for (const arrival of arrivals) {
    const manifest = manifests.find((each) => each.objects.some(({ key }) => key === arrival.rawKey))
    const report = manifest && (await documents.elected(manifest.batch_id))
    traces.push(await follow(sources, { arrival, eventId, manifest, report, rejections, loaded }))
  }
  return traces
}

interface Copy {
  readonly arrival: Arrival
  readonly eventId: string
  readonly manifest: BatchManifest | undefined
  readonly report: ElectedReport | undefined
  readonly rejections: readonly Rejection[]
  readonly loaded: Loaded | undefined
}

async function follow(sources: TraceSources, copy: Copy): Promise<Trace> {
  const { arrival, manifest, report, rejections, loaded, eventId } = copy
  if (manifest === undefined) return { arrival }
  const batchId = manifest.batch_id
  if (report === undefined) return { arrival, batchId }
  const { attempt: number, job_run_id: jobRunId, contracts } = report
  const known = { arrival, batchId, attempt: { number, jobRunId, contracts } }
  const rejection = rejections.find(
    ({ rawKey, line, place }) => rawKey === arrival.rawKey && line === arrival.line + 1 && place === arrival.place + 1,
  )
  if (rejection) return { ...known, rejection }
  const place = [batchId, manifest.objects.findIndex(({ key }) => key === arrival.rawKey), arrival.line, arrival.place]
  const row = loaded?.row
  if (!row || [row._batch_id, row._object, row._line, row._index].join() !== place.join()) {
    return { ...known, ...(row && { duplicate: true }) }
  }
  const parquetKey = await fileOf(sources, report, loaded.type.name, eventId)
  const { schema, name } = loaded.type.table
  return {
    ...known,
    table: `${schema}.${name}`,
    row: withoutPersons(loaded),
    ...(parquetKey !== undefined && { parquetKey }),
  }
}

async function findLoaded(
  { types, query }: TraceSources,
  arrivals: readonly Arrival[],
  eventId: string,
): Promise<Loaded | undefined> {
  for (const type of types) {
    if (!arrivals.some(({ source, detailType }) => source === type.source && detailType === type.type)) continue
    const sql = `SELECT * FROM ${type.table.schema}.${type.table.name} WHERE event_id = '${eventId.replaceAll("'", "''")}'`
    const [row] = recordsOf(await query(sql))
    if (row) return { type, row }
  }
  return undefined
}

/** What names a person stays in the data zones; a pseudonym may be shown. */
/** A row that may be printed. Members that no contract names are the sender's to choose, so `_rest` may hold anything. */
export function withoutPersons({ type, row }: Loaded): Readonly<Record<string, string | null>> {
  const personal = new Set(type.columns.filter(({ pii }) => pii !== undefined).map(({ name }) => name))
  const shown = (name: string, value: string | null): string | null => {
    if (value === null) return null
    if (name === '_rest') return '(may be personal)'
    return personal.has(name) ? '(personal)' : value
  }
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, shown(name, value)]))
}

async function fileOf(
  { objects, buckets }: TraceSources,
  report: ElectedReport,
  type: string,
  eventId: string,
): Promise<string | undefined> {
  const keys = report.types.find(({ name }) => name === type)?.files.map(({ key }) => key) ?? []
  const query = 'SELECT object_place FROM $files WHERE event_id = $eventId LIMIT 1'
  const [row] = await queryParquet(objects, buckets.curated, keys, query, { eventId })
  return row && String(row.object_key)
}
