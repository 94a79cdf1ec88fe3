import { absent, compileEntry, InvalidPattern, type Scalar, type Test } from './pattern-operators.ts'

export { InvalidPattern } from './pattern-operators.ts'

/** Says whether an event (the whole envelope, parsed) is one of the rule's. */
export type Matcher = (event: unknown) => boolean

/** What one field of an event must be. */
interface Condition {
  readonly path: readonly string[]
  readonly tests: readonly Test[]
  /** The list holds `exists: false`. */
  readonly mayBeAbsent: boolean
}

/** One way to satisfy a pattern, by the field's dotted path. A pattern without `$or` has one. */
type Rule = ReadonlyMap<string, Condition>

/** A scalar of an event, and in which object of each array around it it is. */
interface Leaf {
  readonly value: Scalar
  readonly elements: Elements
}
type Elements = ReadonlyMap<readonly unknown[], number>

const maximumCharacters = 2048
const maximumCombinations = 1000
/** A `$or` whose alternatives use one of these as a field is an ordinary field. */
const reserved = new Set([
  'exists',
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
  'anything-but',
  'numeric',
  'cidr',
])

/**
 * Compiles an event pattern, given as JSON text or parsed. Throws InvalidPattern with the place and the reason.
 * Two fields below one array match only inside the same element, and a field that stands both beside a `$or` and in one of its
 * alternatives is what comes last, as EventBridge's own engine does it.
 */
export function compilePattern(pattern: unknown): Matcher {
  const text = typeof pattern === 'string' ? pattern : JSON.stringify(pattern)
  if (text.length > maximumCharacters) {
    throw new InvalidPattern(`the pattern has ${text.length} characters, ${maximumCharacters} are allowed`)
  }
  const rules = compileObject(parse(text), [], [new Map()]).map(inOrder)
  return (event) => rules.some((conditions) => matches(conditions, 0, event, new Map()))
}

/** The order in which fields are looked at: a field that may be absent is so in the array elements that earlier ones chose. */
const inOrder = (rule: Rule): readonly Condition[] =>
  [...rule].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, condition]) => condition)

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InvalidPattern(`the pattern is not JSON: ${(error as Error).message}`)
  }
}

/** Adds what an object of the pattern asks for to each of the rules so far. */
function compileObject(pattern: unknown, path: readonly string[], before: readonly Rule[]): readonly Rule[] {
  const place = path.length === 0 ? 'pattern' : path.join('.')
  if (!isObject(pattern)) throw new InvalidPattern(`${place}: must be an object or an array`)
  const members = Object.entries(pattern)
  if (members.length === 0) throw new InvalidPattern(`${place}: empty objects are not allowed`)
  let rules = before
  for (const [name, value] of members) {
    const inner = [...path, name]
    if (isOr(name, value)) rules = value.flatMap((alternative) => compileObject(alternative, path, rules))
    else if (Array.isArray(value)) rules = withCondition(rules, compileCondition(value, inner))
    else rules = compileObject(value, inner, rules)
    if (rules.length > maximumCombinations) {
      throw new InvalidPattern(`$or makes ${rules.length} combinations, ${maximumCombinations} are allowed`)
    }
  }
  return rules
}

const withCondition = (rules: readonly Rule[], condition: Condition): readonly Rule[] =>
  rules.map((rule) => new Map(rule).set(condition.path.join('.'), condition))

function isOr(name: string, value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return (
    name === '$or' &&
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every((one) => isObject(one) && !Object.keys(one).some((key) => reserved.has(key)))
  )
}

function compileCondition(list: readonly unknown[], path: readonly string[]): Condition {
  const place = path.join('.')
  if (list.length === 0) throw new InvalidPattern(`${place}: empty arrays are not allowed`)
  const entries = list.map((entry) => compileEntry(entry, place))
  return { path, tests: entries.filter((entry) => entry !== absent), mayBeAbsent: entries.includes(absent) }
}

/** Whether the event satisfies the conditions from `place` on, inside the array elements that the earlier ones chose. */
function matches(conditions: readonly Condition[], place: number, event: unknown, chosen: Elements): boolean {
  const condition = conditions[place]
  if (!condition) return true
  const leaves = [...leavesAt(event, condition.path, 0, new Map())].filter(({ elements }) => agree(elements, chosen))
  if (leaves.length === 0) return condition.mayBeAbsent && matches(conditions, place + 1, event, chosen)
  return leaves.some(
    ({ value, elements }) =>
      condition.tests.some((test) => test(value)) &&
      matches(conditions, place + 1, event, new Map([...chosen, ...elements])),
  )
}

/** Scalars at a path, also inside arrays of any depth; objects are none. */
function* leavesAt(value: unknown, path: readonly string[], depth: number, elements: Elements): Generator<Leaf> {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      yield* leavesAt(element, path, depth, isObject(element) ? new Map(elements).set(value, index) : elements)
    }
    return
  }
  const name = path[depth]
  if (isObject(value)) {
    if (name !== undefined && Object.hasOwn(value, name)) yield* leavesAt(value[name], path, depth + 1, elements)
  } else if (name === undefined && value !== undefined) yield { value: value as Scalar, elements }
}

function agree(one: Elements, other: Elements): boolean {
  for (const [array, index] of one) if (other.has(array) && other.get(array) !== index) return false
  return true
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
