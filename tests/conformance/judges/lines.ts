import type { Random } from '../../../producers/simulator/random.ts'
import type { CompiledContracts } from './contracts.ts'
import { jsonText, NumberText } from './json-text.ts'
import { mutate, type Schema, sampleOf } from './values.ts'

/** One event as text, and the line of EventBridge around it. */
export interface EventLine {
  readonly event: string
  readonly line: string
}

/** An event of one of the contracts: sound, with a payload that was changed, or with an envelope that was. */
export function eventLine(contracts: CompiledContracts, random: Random): EventLine {
  const { source, type, version, payload_schema: schema } = random.pick(contracts.types)
  let data = sampleOf(schema, random)
  const changes = random.pick([0, 1, 1, 1, 2])
  for (let change = 0; change < changes; change += 1) data = mutate(data, schema, random)
  const sound = {
    specversion: '1.0',
    id: random.uuid(),
    source,
    type,
    time: '2026-11-25T10:00:00Z',
    ...(random.chance(0.7) && { dataversion: version }),
    data,
  }
  const event = random.chance(0.3) ? changeEnvelope(sound, random) : sound
  const text = jsonText(event)
  const head = {
    version: '0',
    id: 'e',
    'detail-type': nameIn(event.type, type),
    source: nameIn(event.source, source),
    account: '000000000000',
    time: '2026-11-25T10:00:01Z',
    region: 'eu-central-1',
    resources: [],
  }
  return { event: text, line: `${JSON.stringify(head).slice(0, -1)},"detail":${text}}` }
}

/** EventBridge has taken what the producer said, if it was a name. */
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
