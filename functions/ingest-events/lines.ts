import type { Taken } from '#runtime/event-judge/judge.ts'

/** One record for Firehose: a line as the bus writes it, without its end. */
export interface Line {
  readonly service: string
  readonly bytes: Uint8Array
  readonly events: number
}

/** What the bus says of every event. */
export interface Receipt {
  readonly account: string
  readonly region: string
  readonly source: string
  readonly receivedAt: Date
  readonly newId: () => string
}

/** The bus takes entries up to this size; what this door took, the other would take too when it is sent again. */
export const entryBytes = 256 * 1024
/** Several events of one type share a line up to this size, as the publishing client packs them for the bus. */
const packedBytes = 64 * 1024
/** The bus counts an entry's time with 14 bytes. */
const timeBytes = 14

const opening = Buffer.from('{"events":[')
const separator = Buffer.from(',')
const closing = Buffer.from(']}')
const brace = Buffer.from('}')

/** Whether the bus would take the event in an entry of its own. */
export const fitsEntry = (source: string, { type, bytes }: Taken): boolean =>
  frameOf(source, type) + bytes.length <= entryBytes

/**
 * Events → lines of EventBridge's envelope, in order; neighbours of one type share a line. The events' own bytes go into it: only line
 * breaks between their tokens fall away, because a record must stay one line.
 */
export function linesOf(events: readonly Taken[], receipt: Receipt): readonly Line[] {
  const lines: Line[] = []
  const open = new Map<string, Draft>()
  for (const event of events) {
    const bytes = withoutLineBreaks(event.bytes)
    const draft = open.get(event.type)
    if (draft && draft.sizeBytes + 1 + bytes.length <= packedBytes) {
      draft.parts.push(bytes)
      draft.sizeBytes += 1 + bytes.length
      continue
    }
    if (draft) lines.push(close(draft, receipt))
    const { service, type } = event
    const sizeBytes = frameOf(receipt.source, type) + opening.length + closing.length + bytes.length
    open.set(type, { service, type, parts: [bytes], sizeBytes })
  }
  for (const draft of open.values()) lines.push(close(draft, receipt))
  return lines
}

interface Draft {
  readonly service: string
  readonly type: string
  readonly parts: Buffer[]
  sizeBytes: number
}

function close({ service, type, parts }: Draft, { account, region, source, receivedAt, newId }: Receipt): Line {
  const time = `${receivedAt.toISOString().slice(0, -5)}Z`
  const envelope = { version: '0', id: newId(), 'detail-type': type, source, account, time, region, resources: [] }
  const head = Buffer.from(`${JSON.stringify(envelope).slice(0, -1)},"detail":`)
  const [first = closing, ...others] = parts
  const detail =
    others.length === 0 ? [first] : [opening, first, ...others.flatMap((part) => [separator, part]), closing]
  return { service, bytes: Buffer.concat([head, ...detail, brace]), events: parts.length }
}

const frameOf = (source: string, type: string): number =>
  timeBytes + Buffer.byteLength(source) + Buffer.byteLength(type)

const lineFeed = 0x0a
const carriageReturn = 0x0d

/** JSON allows line breaks between tokens only, so that none of a string is lost. */
function withoutLineBreaks(bytes: Buffer): Buffer {
  if (!bytes.includes(lineFeed) && !bytes.includes(carriageReturn)) return bytes
  return Buffer.from(bytes.filter((byte) => byte !== lineFeed && byte !== carriageReturn))
}
