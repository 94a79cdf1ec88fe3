import { randomUUID } from 'node:crypto'
import { ServiceError } from '../../errors.ts'
import { isRecord, optionalText, texts } from '../../input.ts'
import type { EventBridgeEvent, Input } from '../../service.ts'
import { depthOf } from './json-text.ts'

/** One event on its way: the text that targets receive, and the parsed form that patterns look at. */
export interface EventText {
  readonly id: string
  readonly text: string
  /** The whole envelope, parsed. Numbers may have lost digits here: only patterns read it. */
  readonly parsed: unknown
}

export interface Origin {
  readonly accountId: string
  readonly region: string
}

const maximumDepth = 1000

/**
 * Makes the event of one PutEvents entry. `detail` is carried over as text, so that 9007199254740993, 1.10 and repeated keys arrive as they
 * were sent; only line breaks between its tokens go, because an event must stay one line.
 * Throws ServiceError with the entry's error code: InvalidArgument, MalformedDetail, NotAuthorizedForSourceException.
 */
export function eventOfEntry(entry: Input, origin: Origin, now: Date): EventText {
  const source = required(entry, 'Source')
  if (source.startsWith('aws.')) {
    throw new ServiceError('NotAuthorizedForSourceException', 'Not authorized for the source.')
  }
  const detailType = required(entry, 'DetailType')
  const sent = required(entry, 'Detail')
  const detail = parseDetail(sent)
  const resources = readResources(entry)
  const id = randomUUID()
  const time = wholeSeconds(timeOf(entry.Time, now))
  const { accountId: account, region } = origin
  const head = JSON.stringify({ version: '0', id, 'detail-type': detailType, source, account, time, region, resources })
  return {
    id,
    text: `${head.slice(0, -1)},"detail":${sent.includes('\n') || sent.includes('\r') ? sent.replace(/[\r\n]+/g, '') : sent}}`,
    parsed: { version: '0', id, 'detail-type': detailType, source, account, time, region, resources, detail },
  }
}

/** An AWS service's own event. */
export function eventOfService(event: EventBridgeEvent): EventText {
  return { id: event.id, text: JSON.stringify(event), parsed: event }
}

export function scheduledEvent(ruleArn: string, origin: Origin, due: Date): EventText {
  return eventOfService({
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: origin.accountId,
    time: wholeSeconds(due),
    region: origin.region,
    resources: [ruleArn],
    detail: {},
  })
}

/** Bytes by the documented formula: 14 for a given time, and the UTF-8 of source, detail type, detail and resources. */
export function sizeOfEntry(entry: Input): number {
  let size = entry.Time === undefined || entry.Time === null ? 0 : 14
  for (const member of ['Source', 'DetailType', 'Detail']) {
    const value = entry[member]
    if (typeof value === 'string') size += Buffer.byteLength(value)
  }
  if (Array.isArray(entry.Resources)) {
    for (const resource of entry.Resources) if (typeof resource === 'string') size += Buffer.byteLength(resource)
  }
  return size
}

function required(entry: Input, member: string): string {
  const value = optionalText(entry, member)
  if (value === undefined || value === '') {
    throw invalidArgument(`Parameter ${member} is not valid. Reason: ${member} is a required argument.`)
  }
  return value
}

function parseDetail(text: string): unknown {
  if (!text.isWellFormed()) throw malformed()
  let detail: unknown
  try {
    detail = JSON.parse(text)
  } catch {
    throw malformed()
  }
  if (!isRecord(detail)) throw malformed()
  if (text.length > maximumDepth * 2 && depthOf(text) > maximumDepth) throw malformed()
  return detail
}

function readResources(entry: Input): readonly string[] {
  try {
    return texts(entry, 'Resources')
  } catch {
    throw invalidArgument('Parameter Resources is not valid. Reason: it must be a list of strings.')
  }
}

function timeOf(time: unknown, now: Date): Date {
  if (time === undefined || time === null) return now
  const date = time instanceof Date ? time : new Date(typeof time === 'number' ? time * 1000 : String(time))
  if (Number.isNaN(date.getTime())) throw invalidArgument('Parameter Time is not valid. Reason: it is no timestamp.')
  return date
}

function wholeSeconds(date: Date): string {
  return `${date.toISOString().slice(0, -5)}Z`
}

function malformed(): ServiceError {
  return new ServiceError('MalformedDetail', 'Detail is malformed.')
}

function invalidArgument(message: string): ServiceError {
  return new ServiceError('InvalidArgument', message)
}
