import type { CloudEvent } from './cloud-event.ts'

/** One entry of a PutEvents call. `members` are the places of its events in the list that was packed. */
export interface Entry {
  readonly source: string
  readonly detailType: string
  readonly detail: string
  readonly sizeBytes: number
  readonly members: readonly number[]
}

export interface Packed {
  readonly entries: readonly Entry[]
  /** Places of events that no entry can hold. */
  readonly tooLarge: readonly number[]
}

/** EventBridge bills an entry per started 64 KiB, so a full one costs no more than a small one. */
export const packedEntryBytes = 64 * 1024
/** What one call may carry, and so one entry. */
export const callBytes = 256 * 1024
export const callEntries = 10

/** The `time` of an entry counts 14 bytes even where the bus sets it. */
const timeBytes = 14
const opening = '{"events":['
const closing = ']}'

/**
 * Turns events into entries: `packed` joins neighbours of one source and type as `{"events":[…]}` up to 64 KiB, `single` gives
 * each event an entry of its own. The order of the events of one type stays.
 */
export function packEvents(events: readonly CloudEvent[], form: 'packed' | 'single' = 'packed'): Packed {
  const entries: Entry[] = []
  const tooLarge: number[] = []
  const open = new Map<string, Draft>()
  for (const [place, event] of events.entries()) {
    const text = JSON.stringify(event)
    const textBytes = Buffer.byteLength(text)
    const frameBytes = frameOf(event.source, event.type)
    if (frameBytes + textBytes > callBytes) {
      tooLarge.push(place)
      continue
    }
    const key = `${event.source}\n${event.type}`
    const draft = open.get(key)
    if (draft && form === 'packed' && draft.sizeBytes + 1 + textBytes <= packedEntryBytes) {
      draft.texts.push(text)
      draft.members.push(place)
      draft.sizeBytes += 1 + textBytes
      continue
    }
    if (draft) entries.push(close(draft))
    const sizeBytes = frameBytes + opening.length + closing.length + textBytes
    open.set(key, { source: event.source, detailType: event.type, texts: [text], members: [place], sizeBytes })
  }
  for (const draft of open.values()) entries.push(close(draft))
  return { entries, tooLarge }
}

/** Groups entries into calls of at most ten entries and 256 KiB, in order. */
export function groupIntoCalls(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  const calls: Entry[][] = []
  let bytes = 0
  for (const entry of entries) {
    const call = calls.at(-1)
    if (call && call.length < callEntries && bytes + entry.sizeBytes <= callBytes) {
      call.push(entry)
      bytes += entry.sizeBytes
    } else {
      calls.push([entry])
      bytes = entry.sizeBytes
    }
  }
  return calls
}

/** The size of an entry as EventBridge counts it, in bytes. */
export function entryBytes(source: string, detailType: string, detail: string): number {
  return frameOf(source, detailType) + Buffer.byteLength(detail)
}

interface Draft {
  readonly source: string
  readonly detailType: string
  readonly texts: string[]
  readonly members: number[]
  sizeBytes: number
}

function close({ source, detailType, texts, members }: Draft): Entry {
  const detail = texts.length === 1 ? (texts[0] as string) : `${opening}${texts.join(',')}${closing}`
  return { source, detailType, detail, members, sizeBytes: entryBytes(source, detailType, detail) }
}

function frameOf(source: string, detailType: string): number {
  return timeBytes + Buffer.byteLength(source) + Buffer.byteLength(detailType)
}
