import type { Random } from '../../../producers/simulator/random.ts'

type Json = unknown

/** A pattern and events near it, so that about half of them match. */
export interface Sample {
  readonly pattern: Json
  readonly events: readonly Json[]
}

const words = [
  'a',
  'ab',
  'abc',
  'b',
  'ba',
  'B',
  'Abc',
  'a*c',
  'a/b.png',
  'x.PNG',
  '',
  'é',
  'É',
  'straße',
  'STRASSE',
  '5',
  '\\',
] as const
const numbers = [0, -0, 1, 2, 5, -1.5, 300, 3.5, 0.1, 5e9, -5e9, 301.8, 1e-7, 123456.789] as const
const addresses = [
  '10.0.0.0',
  '10.0.0.255',
  '10.0.1.0',
  '10.1.2.3',
  '::1',
  '2001:db8::1',
  '2001:db9::1',
  '010.0.0.1',
  'ten',
  '10.0.0',
] as const
const networks = [
  '10.0.0.0/24',
  '10.0.0.0/8',
  '0.0.0.0/0',
  '10.0.0.255/32',
  '2001:db8::/32',
  '::/0',
  '::1/128',
  '10.0.0.7/24',
] as const
const wildcards = ['*', 'a*', '*c', 'a*c', '*b*', 'a*b*c', 'a\\*c', '*/*.png', 'a', '*a*a*', '\\\\'] as const
const fields = ['source', 'kind', 'value', 'list', 'part'] as const

/** A sample of every operator in every nesting; some patterns are such that no rule may have them. */
export function sample(random: Random): Sample {
  const pattern = branch(random, 0)
  const size = 6
  return { pattern, events: Array.from({ length: size }, () => eventNear(random, pattern)) }
}

function branch(random: Random, depth: number): Record<string, Json> {
  const members: [string, Json][] = some(random, fields, random.between(1, 3)).map((name) => [
    name,
    depth < 2 && random.chance(0.35) ? branch(random, depth + 1) : leaf(random),
  ])
  if (random.chance(0.15)) {
    const alternatives = random.between(random.chance(0.1) ? 1 : 2, 3)
    const or = Array.from({ length: alternatives }, () => branch(random, depth + 1))
    members.splice(random.between(0, members.length), 0, ['$or', or])
  }
  return Object.fromEntries(members)
}

const leaf = (random: Random): readonly Json[] =>
  Array.from({ length: random.chance(0.02) ? 0 : random.between(1, 3) }, () => entry(random))

function entry(random: Random): Json {
  const kinds: readonly (() => Json)[] = [
    () => scalar(random),
    () => scalar(random),
    () => ({ prefix: text(random) }),
    () => ({ suffix: text(random) }),
    () => ({ 'equals-ignore-case': random.pick(words) }),
    () => ({ wildcard: random.pick(wildcards) }),
    () => ({ 'anything-but': excluded(random) }),
    () => ({ numeric: comparison(random) }),
    () => ({ cidr: random.pick(networks) }),
    () => ({ exists: random.chance(0.5) }),
    () => (random.chance(0.15) ? invalid(random) : scalar(random)),
  ]
  return random.pick(kinds)()
}

const text = (random: Random): Json =>
  random.chance(0.3) ? { 'equals-ignore-case': random.pick(words) } : random.pick(words)

function excluded(random: Random): Json {
  const oneOrMore = (pick: () => Json): Json =>
    random.chance(0.5) ? pick() : Array.from({ length: random.between(1, 3) }, pick)
  const kinds: readonly (() => Json)[] = [
    () => oneOrMore(() => random.pick(words)),
    () => oneOrMore(() => random.pick(numbers)),
    () => ({ prefix: oneOrMore(() => random.pick(words)) }),
    () => ({ suffix: oneOrMore(() => random.pick(words)) }),
    () => ({ 'equals-ignore-case': oneOrMore(() => random.pick(words)) }),
    () => ({ wildcard: oneOrMore(() => random.pick(wildcards)) }),
  ]
  return random.pick(kinds)()
}

function comparison(random: Random): Json {
  const limit = () => random.pick(numbers)
  if (random.chance(0.5)) return [random.pick(['=', '<', '<=', '>', '>=']), limit()]
  return [random.pick(['>', '>=']), limit(), random.pick(['<', '<=']), limit()]
}

/** Entries that a rule is refused for, or that look as if it should be. */
const invalid = (random: Random): Json =>
  random.pick<Json>([
    { prefix: 5 },
    { prefix: ['a'] },
    { suffix: null },
    { 'equals-ignore-case': ['a'] },
    { 'equals-ignore-case': 5 },
    { wildcard: 'a**' },
    { wildcard: 'a\\b' },
    { wildcard: 5 },
    { wildcard: ['a*'] },
    { numeric: [] },
    { numeric: ['=', '5'] },
    { numeric: ['!=', 5] },
    { numeric: ['<', 5, '>', 1] },
    { numeric: ['=', 5, '<', 6] },
    { numeric: ['>', 5, '<', 5] },
    { numeric: ['>', 6e9] },
    { numeric: ['>', 1, '<'] },
    { numeric: '= 5' },
    { cidr: '10.0.0.0' },
    { cidr: '10.0.0.0/33' },
    { cidr: 'ten/8' },
    { cidr: '::/129' },
    { cidr: '10.0.0.0/-1' },
    { exists: 'true' },
    { exists: null },
    { unknown: 'a' },
    { prefix: 'a', suffix: 'b' },
    {},
    ['a'],
    { 'anything-but': [] },
    { 'anything-but': ['a', 5] },
    { 'anything-but': true },
    { 'anything-but': null },
    { 'anything-but': { prefix: '' } },
    { 'anything-but': { prefix: [] } },
    { 'anything-but': { exists: false } },
    { 'anything-but': { numeric: ['=', 5] } },
    { 'anything-but': { cidr: '10.0.0.0/8' } },
    { 'anything-but': { prefix: 'a', suffix: 'b' } },
    { 'anything-but': { prefix: { 'equals-ignore-case': 'a' } } },
    { prefix: { prefix: 'a' } },
    { prefix: { 'equals-ignore-case': 5 } },
  ])

const scalar = (random: Random): Json =>
  random.pick<() => Json>([
    () => random.pick(words),
    () => random.pick(words),
    () => random.pick(numbers),
    () => random.pick([true, false, null]),
  ])()

/** An event with the pattern's fields, each mostly filled with what its list asks for. */
export function eventNear(random: Random, pattern: Json): Record<string, Json> {
  const members: Record<string, Json> = {}
  for (const [name, wanted] of Object.entries(pattern as Record<string, Json>)) {
    if (name === '$or' && Array.isArray(wanted)) {
      for (const one of random.chance(0.7) ? [random.pick(wanted as readonly Json[])] : (wanted as readonly Json[]))
        merge(members, eventNear(random, one))
    } else if (Array.isArray(wanted)) {
      if (random.chance(0.9)) members[name] = listed(random, () => near(random, wanted))
    } else if (random.chance(0.95)) {
      members[name] = listed(random, () => (random.chance(0.92) ? eventNear(random, wanted) : scalar(random)), 0.3)
    }
  }
  if (random.chance(0.3)) members[random.pick(fields)] ??= random.chance(0.8) ? scalar(random) : {}
  return members
}

function merge(into: Record<string, Json>, from: Record<string, Json>): void {
  for (const [name, value] of Object.entries(from)) into[name] ??= value
}

function listed(random: Random, make: () => Json, share = 0.2): Json {
  if (!random.chance(share)) return make()
  const list = Array.from({ length: random.between(0, 3) }, make)
  return random.chance(0.1) ? [list] : list
}

/** A value that one entry of the list may accept. */
function near(random: Random, wanted: readonly Json[]): Json {
  if (wanted.length === 0 || random.chance(0.2)) return random.chance(0.9) ? scalar(random) : { inner: scalar(random) }
  const one = random.pick(wanted)
  if (typeof one !== 'object' || one === null) return random.chance(0.85) ? one : scalar(random)
  const [operator = '', argument] = Object.entries(one)[0] ?? []
  return filling(random, operator, argument)
}

function filling(random: Random, operator: string, argument: Json): Json {
  const plain = textIn(argument)
  const cased = () => random.pick([plain, plain.toUpperCase(), plain.toLowerCase()])
  switch (operator) {
    case 'prefix':
      return cased() + random.pick(words)
    case 'suffix':
      return random.pick(words) + cased()
    case 'equals-ignore-case':
      return cased()
    case 'wildcard':
      return plain.replaceAll(/(?<!\\)\*/g, () => random.pick(words)).replaceAll(/\\(?=[*\\])/g, '')
    case 'numeric':
      return random.chance(0.7) ? (number(random, argument) ?? scalar(random)) : random.pick(numbers)
    case 'cidr':
      return random.pick(addresses)
    case 'anything-but':
      return random.chance(0.4) ? plain : scalar(random)
    default:
      return scalar(random)
  }
}

function textIn(argument: Json): string {
  if (typeof argument === 'string') return argument
  if (typeof argument !== 'object' || argument === null) return String(argument)
  return textIn(Object.values(argument)[0] ?? '')
}

function number(random: Random, argument: Json): number | undefined {
  const limits = Array.isArray(argument) ? argument.filter((each) => typeof each === 'number') : []
  const limit = limits.length > 0 ? random.pick(limits as readonly number[]) : undefined
  return limit === undefined ? undefined : limit + random.pick([0, 0, 0.5, -0.5, 1e-6, -1e-6])
}

function some<T>(random: Random, items: readonly T[], count: number): readonly T[] {
  const left = [...items]
  return Array.from({ length: count }, () => left.splice(random.between(0, left.length - 1), 1)[0] as T)
}
