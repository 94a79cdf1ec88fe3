import { gunzipSync } from 'node:zlib'
import type { HistoryEvent } from '@aws-sdk/client-sfn'
import { unknownType } from '#runtime/report.ts'
import { entryBytes } from '../../producers/client/pack.ts'
import type { Lake } from '../lake.ts'
import { executionHistory } from '../run-batch.ts'
import type { Reach } from '../stack.ts'
import { stageTimes } from '../stages.ts'

/** What a lakehouse did with the events that it got, as far as AWS would bill it. */
export interface MeasuredRun {
  readonly batches: readonly MeasuredBatch[]
  readonly objects: number
  /** Compressed, as delivered. */
  readonly deliveredBytes: number
  readonly curatedBytes: number
  readonly curatedFiles: number
  readonly rows: number
  readonly lines: Lines
}

export interface MeasuredBatch {
  readonly batchId: string
  readonly deliveredBytes: number
  readonly types: number
  readonly jobSeconds: number
  readonly loadSeconds: number
  readonly transitions: number
  /** Name of each state that was entered → how often. */
  readonly states: ReadonlyMap<string, number>
}

/** Sizes of raw lines. */
export interface Lines {
  readonly events: number
  readonly rawBytes: number
  /** Size of each entry that came by the bus, as EventBridge counts it. */
  readonly entryBytes: readonly number[]
  /** Size of each record of Firehose. */
  readonly recordBytes: readonly number[]
  /** Detail type → events, and bytes of their CloudEvents. */
  readonly types: ReadonlyMap<string, { readonly events: number; readonly bytes: number }>
}

/** Reads published batches, their executions' histories and every raw object. Undefined when nothing was published. */
export async function measureRun({
  connection,
  stack,
  objects,
  documents,
}: Lake<Reach>): Promise<MeasuredRun | undefined> {
  const published = new Set((await documents.allPublished()).map(({ batch_id }) => batch_id))
  const manifests = (await documents.manifests()).filter(({ batch_id }) => published.has(batch_id))
  if (manifests.length === 0) return undefined
  const batches: MeasuredBatch[] = []
  let [curatedBytes, curatedFiles, rows] = [0, 0, 0]
  for (const { batch_id: batchId, objects: claimed } of manifests) {
    const report = await documents.elected(batchId)
    const files = report?.types.flatMap((type) => type.files) ?? []
    curatedBytes += sum(files.map(({ bytes }) => bytes))
    curatedFiles += files.length
    rows += sum(files.map((file) => file.rows))
    const executions = (await documents.attempts(batchId)).map(({ execution }) => execution)
    const histories = await Promise.all(executions.map((execution) => executionHistory(connection, execution)))
    const { started_at, finished_at } = (report ?? {}) as {
      readonly started_at?: string
      readonly finished_at?: string
    }
    batches.push({
      batchId,
      deliveredBytes: sum(claimed.map(({ size }) => size)),
      types: report?.types.filter(({ name }) => name !== unknownType).length ?? 0,
      jobSeconds: started_at && finished_at ? (Date.parse(finished_at) - Date.parse(started_at)) / 1000 : 0,
      loadSeconds: sum(histories.map((history) => stageTimes(history).seconds.load ?? 0)),
      ...statesOf(histories.flat()),
    })
  }
  const keys = manifests.flatMap((manifest) => manifest.objects.map(({ key }) => key))
  const texts: string[] = []
  for (const key of keys) texts.push(unpack(await objects.bytes(stack.buckets.raw, key)))
  return {
    batches,
    objects: keys.length,
    deliveredBytes: sum(batches.map((batch) => batch.deliveredBytes)),
    curatedBytes,
    curatedFiles,
    rows,
    lines: measureLines(texts),
  }
}

/** A corrupt object was billed as what nobody can read. */
function unpack(bytes: Uint8Array): string {
  try {
    return gunzipSync(bytes).toString('utf8')
  } catch {
    return ''
  }
}

function statesOf(history: readonly HistoryEvent[]): Pick<MeasuredBatch, 'transitions' | 'states'> {
  const states = new Map<string, number>()
  for (const { stateEnteredEventDetails } of history) {
    const name = stateEnteredEventDetails?.name
    if (name !== undefined) states.set(name, (states.get(name) ?? 0) + 1)
  }
  return { states, transitions: sum([...states.values()]) }
}

/** Measures raw objects' lines; what is no record of the bus came past it. */
export function measureLines(texts: readonly string[]): Lines {
  const types = new Map<string, { events: number; bytes: number }>()
  const entries: number[] = []
  const records: number[] = []
  let [events, rawBytes] = [0, 0]
  for (const line of texts.flatMap((text) => text.split('\n')).filter((text) => text !== '')) {
    const recordBytes = Buffer.byteLength(line) + 1
    rawBytes += recordBytes
    records.push(recordBytes)
    const record = recordOf(line)
    if (record === undefined) {
      events += 1
      continue
    }
    const { source, 'detail-type': type, detail } = record
    entries.push(entryBytes(source, type, JSON.stringify(detail)))
    const members = (detail as { readonly events?: unknown } | null)?.events
    for (const event of Array.isArray(members) ? (members as readonly unknown[]) : [detail]) {
      const known = types.get(type) ?? { events: 0, bytes: 0 }
      types.set(type, { events: known.events + 1, bytes: known.bytes + Buffer.byteLength(JSON.stringify(event)) })
      events += 1
    }
  }
  return { events, rawBytes, entryBytes: entries, recordBytes: records, types }
}

interface BusRecord {
  readonly source: string
  readonly 'detail-type': string
  readonly detail: unknown
}

function recordOf(line: string): BusRecord | undefined {
  try {
    const record = JSON.parse(line) as Partial<BusRecord> | null
    const isWhole =
      typeof record?.source === 'string' && typeof record['detail-type'] === 'string' && record.detail !== undefined
    return isWhole ? (record as BusRecord) : undefined
  } catch {
    return undefined
  }
}

/** Mean bytes of an event's CloudEvent, over all types. */
export function meanEventBytes({ types }: Lines): number {
  const all = [...types.values()]
  const events = sum(all.map((type) => type.events))
  return events === 0 ? 0 : Math.round(sum(all.map(({ bytes }) => bytes)) / events)
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
