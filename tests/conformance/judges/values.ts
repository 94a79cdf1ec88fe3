import { formatPatterns } from '../../../compiler/formats.ts'
import type { Random } from '../../../producers/simulator/random.ts'
import { NumberText } from './json-text.ts'

/** The keywords of a compiled payload schema. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
  readonly anyOf?: readonly Schema[]
}

const spellings: Readonly<Record<string, readonly string[]>> = {
  [formatPatterns['date-time']]: [
    '2026-11-25T10:00:00Z',
    '2026-11-25t10:00:00.123456z',
    '2024-02-29T23:59:59+14:00',
    '0001-01-01T00:00:00Z',
    '2026-11-25T10:00:00.1234560Z',
    '2026-11-25T10:00:00.1234567Z',
    '2026-02-29T10:00:00Z',
    '2026-11-25 10:00:00Z',
    '2026-11-25T10:00:60Z',
    '2026-11-25T24:00:00Z',
    '2026-11-25T10:00:00',
    '2026-11-25T10:00:00+24:00',
    '2026-11-25T10:00:00.Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-01:00',
  ],
  [formatPatterns.date]: ['2026-11-25', '2024-02-29', '2100-02-29', '2026-13-01', '2026-1-1', '2026-11-25T00:00:00Z'],
  [formatPatterns.uuid]: ['c0a8012e-0000-4000-8000-000000000000', 'C0A8012E-0000-4000-8000-00000000000F', 'c0a8012e'],
  [formatPatterns.email]: [
    'a@b.example',
    'a.b+c@d-e.example',
    '@b.example',
    'a@b',
    'é@b.example',
    'a@-b.example',
    'a b@c.de',
  ],
  [formatPatterns.ipv4]: ['10.0.0.255', '0.0.0.0', '256.0.0.1', '010.0.0.1', '1.2.3', '1.2.3.4.5'],
}
const texts = [
  '',
  'a',
  'ab',
  'AB1',
  'AB',
  'abcx',
  'x',
  'zz',
  'DE',
  'de',
  'é',
  '€uro',
  '😀',
  '😀😀😀',
  'e\u0301',
  'ẞ',
  'a\nb',
  ' a',
  'null',
  '1',
  '__proto__',
] as const
const tails = ['\n', ' ', '\r', '\u2028', '٣', '\u00a0', '\u0000', '\ud800', '😀'] as const
const numbers = [
  '0',
  '-0',
  '1',
  '1.0',
  '2',
  '3',
  '0.5',
  '1e0',
  '1E2',
  '1e-7',
  '100.0',
  '-1.5',
  '1.00000000000000001',
  '0.1e1',
  '1e16',
] as const
const hugeNumbers = [
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '-9007199254740993',
  '9223372036854775807',
  '9223372036854775808',
  '1e22',
  '1e308',
  '123456789012345678901234567890',
  '0.30000000000000004',
  '4.9e-324',
] as const
const scalars: readonly unknown[] = [null, true, false, '', 'a', [], {}, [null], { a: 1 }]

/** A value that mostly keeps the schema, near its bounds. */
export function sampleOf(schema: Schema, random: Random): unknown {
  if (schema.anyOf) return sampleOf(random.pick(schema.anyOf), random)
  if (schema.enum) return random.pick(schema.enum.map((each) => numeral(each)))
  if ('const' in schema) return schema.const
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? ['object'])
  switch (random.pick(types)) {
    case 'object':
      return objectOf(schema, random)
    case 'array':
      return arrayOf(schema, random)
    case 'string':
      return textOf(schema, random)
    case 'integer':
      return numberOf(schema, random, true)
    case 'number':
      return numberOf(schema, random, false)
    case 'boolean':
      return random.chance(0.5)
    default:
      return null
  }
}

const numeral = (value: unknown): unknown => (typeof value === 'number' ? new NumberText(String(value)) : value)

function objectOf(schema: Schema, random: Random): Record<string, unknown> {
  const { properties = {}, required = [], additionalProperties: values } = schema
  const members: Record<string, unknown> = {}
  for (const [name, member] of Object.entries(properties)) {
    if (required.includes(name) || random.chance(0.6)) members[name] = sampleOf(member, random)
  }
  if (values) {
    const size = random.between(schema.minProperties ?? 0, schema.maxProperties ?? 3)
    for (let number = 0; number < size; number += 1) members[`key ${number}`] = sampleOf(values, random)
  } else if (random.chance(0.1)) members['unknown member'] = random.pick(scalars)
  return members
}

function arrayOf(schema: Schema, random: Random): readonly unknown[] {
  const { prefixItems = [], items, minItems = 0 } = schema
  const most = Math.min(schema.maxItems ?? minItems + 3, minItems + 3)
  return Array.from({ length: random.between(minItems, most) }, (_, index) => {
    const member = prefixItems[index] ?? items
    return member ? sampleOf(member, random) : random.pick(scalars)
  })
}

function textOf(schema: Schema, random: Random): string {
  if (schema.pattern !== undefined) {
    const fitting = new RegExp(schema.pattern, 'u')
    const known = spellings[schema.pattern] ?? [...['DE', 'AB1', 'AB12345', 'abc', 'cx'], ...texts]
    const fit = known.filter((text) => fitting.test(text))
    return random.pick(fit.length > 0 && random.chance(0.95) ? fit : known)
  }
  const { minLength = 0, maxLength = 12 } = schema
  const length = random.pick([
    minLength,
    maxLength,
    Math.min(maxLength, minLength + 1),
    random.between(minLength, maxLength),
  ])
  return random.pick(['a', 'é', '😀', 'Z']).repeat(length)
}

function numberOf(schema: Schema, random: Random, whole: boolean): NumberText {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf = 1 } = schema
  const bounds = [minimum, maximum, exclusiveMinimum, exclusiveMaximum].filter((bound) => bound !== undefined)
  if (bounds.length === 0) {
    if (random.chance(0.2)) return new NumberText(random.pick(hugeNumbers))
    return new NumberText(random.pick(whole ? ['0', '2', '4.0', '-6', '2e1', '-0'] : numbers))
  }
  const low = minimum ?? exclusiveMinimum ?? -1000
  const high = maximum ?? exclusiveMaximum ?? 1000
  const between = low + random.next() * (high - low)
  const inside = exclusiveMinimum === undefined && exclusiveMaximum === undefined
  const value = inside || random.chance(0.05) ? random.pick([low, high, between, between]) : between
  return new NumberText(String(whole ? Math.trunc(value / multipleOf) * multipleOf : value))
}

/** One thing of the value changed, somewhere in it, so that it may keep the schema no longer. */
export function mutate(value: unknown, wholeSchema: Schema | undefined, random: Random): unknown {
  const schema = wholeSchema?.anyOf?.at(-1) ?? wholeSchema
  if (Array.isArray(value) && random.chance(0.85)) return mutateArray(value, schema, random)
  if (isObject(value) && random.chance(0.92)) return mutateObject(value, schema, random)
  if (typeof value === 'string' && random.chance(0.7)) return mutateText(value, schema, random)
  if (value instanceof NumberText && random.chance(0.8)) return mutateNumber(value, schema, random)
  return random.chance(0.6) ? random.pick(scalars) : new NumberText(random.pick(numbers))
}

function mutateArray(value: readonly unknown[], schema: Schema | undefined, random: Random): readonly unknown[] {
  if (value.length === 0 || random.chance(0.15)) return [...value, random.pick(scalars)]
  const place = random.between(0, value.length - 1)
  if (random.chance(0.15)) return value.toSpliced(place, 1)
  if (random.chance(0.05)) return Array.from({ length: 501 }, () => value[place])
  return value.with(place, mutate(value[place], schema?.prefixItems?.[place] ?? schema?.items, random))
}

function mutateObject(value: Readonly<Record<string, unknown>>, schema: Schema | undefined, random: Random): unknown {
  const names = Object.keys(value)
  if (names.length === 0 || random.chance(0.08)) return { ...value, [random.pick(texts)]: random.pick(scalars) }
  const name = random.pick(names)
  const { [name]: member, ...others } = value
  if (random.chance(0.15)) return others
  if (random.chance(0.05)) return { ...others, [name.toUpperCase()]: member }
  return { ...value, [name]: mutate(member, schema?.properties?.[name] ?? schema?.additionalProperties, random) }
}

function mutateText(value: string, schema: Schema | undefined, random: Random): unknown {
  const { maxLength = 20, minLength = 0, pattern = '' } = schema ?? {}
  return random.pick<() => unknown>([
    () => value + random.pick(tails),
    () => random.pick(tails) + value,
    () => [...value].slice(0, -1).join(''),
    () => value.toUpperCase(),
    () => value.toLowerCase(),
    () => random.pick(['a', 'é', '😀']).repeat(maxLength + random.between(0, 1)),
    () => random.pick(['a', '😀']).repeat(Math.max(0, minLength - random.between(0, 1))),
    () => random.pick(spellings[pattern] ?? texts),
    () => random.pick(texts),
  ])()
}

function mutateNumber({ text }: NumberText, schema: Schema | undefined, random: Random): unknown {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema ?? {}
  const bounds = [minimum, maximum, exclusiveMinimum, exclusiveMaximum].filter((bound) => bound !== undefined)
  const bound = bounds.length > 0 ? random.pick(bounds) : 0
  return random.pick<() => unknown>([
    () => text,
    () => new NumberText(`${text}${/[.e]/i.test(text) ? '0' : '.0'}`),
    () => new NumberText(/e/i.test(text) ? text : `${text}e0`),
    () => new NumberText(String(bound)),
    () => new NumberText(String(bound + random.pick([1, -1, 0.5, -0.5, 1e-9, -1e-9]))),
    () => new NumberText(`${Number.isInteger(bound) && Math.abs(bound) < 1e15 ? bound : 0}.00000000000000000001`),
    () => new NumberText(random.pick(numbers)),
    () => new NumberText(random.pick(hugeNumbers)),
    () => new NumberText('1e400'),
  ])()
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof NumberText)
