import type { Random } from '../../../producers/simulator/random.ts'
import type { CompiledContracts } from './contracts.ts'
import { jsonText, NumberText } from './json-text.ts'
import { mutate, type Schema, sampleOf } from './values.ts'

/** A type of events that are JSON: CloudEvents, or plain payloads. */
export type EventType = CompiledContracts['types'][number]

/** An event of a type as text: sound, or with a payload, an envelope or a spelling that was changed. */
export function mutatedEvent(
  { source, type, version, envelope, payload_schema: schema }: EventType,
  random: Random,
): Buffer {
  let data = sampleOf(schema, random)
  const changes = random.pick([0, 1, 1, 1, 2])
  for (let change = 0; change < changes; change += 1) data = mutate(data, schema, random)
  if (envelope?.form === 'plain') return respelt(Buffer.from(jsonText(data)), random)
  const sound = {
    specversion: '1.0',
    id: envelope?.id === 'position' ? `${'0123456789abcdef'.repeat(4)}#${random.between(0, 9)}` : random.uuid(),
    source,
    type,
    time: '2026-11-25T10:00:00Z',
    ...(random.chance(0.7) && { dataversion: version }),
    data,
  }
  const event = random.chance(0.3) ? changeEnvelope(sound, random) : sound
  return respelt(Buffer.from(jsonText(event)), random)
}

const respelt = (text: Buffer, random: Random): Buffer => (random.chance(0.15) ? respell(text, random) : text)

/** The same text with one thing written otherwise: what parsing hides from a validator. */
function respell(bytes: Buffer, random: Random): Buffer {
  const text = bytes.toString('latin1')
  const spelt = (pattern: RegExp, make: (found: string) => string): Buffer => {
    const places = [...text.matchAll(pattern)]
    if (places.length === 0) return bytes
    const { 0: found, index } = random.pick(places)
    return Buffer.from(text.slice(0, index) + make(found) + text.slice(index + found.length), 'latin1')
  }
  const open = random.pick(['[', '{"a":'])
  const levels = random.pick([10, 97, 98, 99, 100, 101, 300, 5000])
  const deep = open.repeat(levels) + (open === '[' ? '' : '1') + (open === '[' ? ']' : '}').repeat(levels)
  return random.pick<() => Buffer>([
    () => spelt(/"[a-z_]+":(?:"[^"\\]*"|[0-9.e+-]+|true|false|null)/g, (member) => `${member},${member}`),
    () => spelt(/"[a-z_]+":/g, (key) => `${key.slice(0, 2)}\\u0000${key.slice(2)}`),
    () =>
      spelt(
        /"[^"\\]*"/g,
        (found) => `${found.slice(0, -1)}${random.pick(['\\ud800', '\\u0000', '\\ud83d\\ude00', '\\/', '\xff'])}"`,
      ),
    () =>
      spelt(
        /:-?[0-9][0-9.e+-]*/g,
        () => `:${random.pick(['1e400', '-1e400', '1e-400', '0e999', '01', '+1', 'NaN', '1.', '-0'])}`,
      ),
    () => spelt(/"[a-z_]+":/g, (key) => `"new":${deep},${key}`),
    () => spelt(/[,:{}[\]]/g, (mark) => random.pick([` ${mark}`, `${mark}\t`, '', `${mark}${mark}`, ';'])),
    () => spelt(/[a-z0-9]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`),
    () => bytes.subarray(0, random.between(0, bytes.length)),
    () => Buffer.concat([bytes, Buffer.from(random.pick([' ', '\t', ',', '{}', '}', '\u00a0']))]),
  ])()
}

/** The line of EventBridge around an event. It has taken what the producer said of source and type, if it was a name. */
export function lineAround(event: Buffer, { source, type, envelope }: EventType): Buffer {
  const said = (member: string, otherwise: string) =>
    envelope?.form === 'plain' ? otherwise : nameIn(memberOf(event, member), otherwise)
  const head = {
    version: '0',
    id: 'e',
    'detail-type': said('type', type),
    source: said('source', source),
    account: '000000000000',
    time: '2026-11-25T10:00:01Z',
    region: 'eu-central-1',
    resources: [],
  }
  return Buffer.concat([Buffer.from(`${JSON.stringify(head).slice(0, -1)},"detail":`), event, Buffer.from('}')])
}

function memberOf(event: Buffer, member: string): unknown {
  try {
    return (JSON.parse(event.toString('utf8')) as Readonly<Record<string, unknown>>)[member]
  } catch {
    return undefined
  }
}

const nameIn = (said: unknown, otherwise: string): string =>
  typeof said === 'string' && said !== '' ? said : otherwise

type Envelope = Readonly<Record<string, unknown>>

const versions = [
  '1',
  '1.',
  '1.x',
  '01',
  '2',
  '2.0',
  '0',
  '',
  '1000000',
  '1000000.0',
  '999999',
  ' 1',
  '1\n',
  '1.2\n',
  '١',
  '-1',
  '1e0',
] as const
const timeSchema: Schema = { type: 'string', maxLength: 40 }

function changeEnvelope(event: Envelope, random: Random): Envelope {
  const member = random.pick(Object.keys(event))
  const { [member]: _, ...without } = event
  return random.pick<() => Envelope>([
    () => without,
    () => ({ ...event, [member]: random.pick<unknown>([null, true, '', [], {}, new NumberText('1')]) }),
    () => ({
      ...event,
      id: random.pick(['a', 'é', '€', '😀']).repeat(random.pick([1, 64, 85, 86, 128, 129, 255, 256, 257])),
    }),
    () => ({ ...event, dataversion: random.pick<unknown>([...versions, new NumberText('1'), null]) }),
    () => ({ ...event, time: mutate(event.time, timeSchema, random) }),
    () => ({ ...event, time: random.pick(times) }),
    () => ({ ...event, specversion: random.pick<unknown>(['1', '1.0 ', '0.3', new NumberText('1.0')]) }),
    () => ({ ...event, [random.pick(['subject', 'datacontenttype', 'extra'])]: random.pick<unknown>([null, 'x', {}]) }),
    () => ({ ...event, type: random.pick(['Unknown', String(event.type).toLowerCase(), `${event.type} `]) }),
  ])()
}

const times = [
  '2026-11-25T10:00:00.123456Z',
  '2026-11-25T10:00:00.1234567Z',
  '2026-11-25T10:00:00.12345600000Z',
  '2026-02-30T10:00:00Z',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+01:00',
  '9999-12-31T23:59:59-01:00',
  '2026-11-25T10:00:00+23:59',
  '2026-11-25T10:00:00-24:00',
  '2026-11-25T23:59:60Z',
  '2026-11-25T10:00:00Z\n',
  '２026-11-25T10:00:00Z',
  '2026-11-25',
] as const
