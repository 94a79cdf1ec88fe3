import { absent, compileEntry, InvalidPattern, type Scalar, type Test } from './pattern-operators.ts'

export { InvalidPattern } from './pattern-operators.ts'

/** Says whether an event (the whole envelope, parsed) is one of the rule's. */
export type Matcher = (event: unknown) => boolean

interface Leaf {
  readonly kind: 'leaf'
  readonly tests: readonly Test[]
  /** The path from the root when the list holds `exists: false`. */
  readonly absentAt?: readonly string[]
}

interface Branch {
  readonly kind: 'branch'
  readonly fields: readonly (readonly [string, Leaf | Branch])[]
  /** Each `$or` needs one of its alternatives. */
  readonly alternatives: readonly (readonly Branch[])[]
}

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
 * Two fields below one array match only inside the same element, as EventBridge's own engine does it.
 */
export function compilePattern(pattern: unknown): Matcher {
  const text = typeof pattern === 'string' ? pattern : JSON.stringify(pattern)
  if (text.length > maximumCharacters) {
    throw new InvalidPattern(`the pattern has ${text.length} characters, ${maximumCharacters} are allowed`)
  }
  const root = compileBranch(parse(text), [])
  const combinations = countCombinations(root)
  if (combinations > maximumCombinations) {
    throw new InvalidPattern(`$or makes ${combinations} combinations, ${maximumCombinations} are allowed`)
  }
  return (event) => matchBranch(root, event, event)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new InvalidPattern(`the pattern is not JSON: ${(error as Error).message}`)
  }
}

function compileBranch(pattern: unknown, path: readonly string[]): Branch {
  const place = path.length === 0 ? 'pattern' : path.join('.')
  if (!isObject(pattern)) throw new InvalidPattern(`${place}: must be an object or an array`)
  const members = Object.entries(pattern)
  if (members.length === 0) throw new InvalidPattern(`${place}: empty objects are not allowed`)
  const alternatives: Branch[][] = []
  const fields: [string, Leaf | Branch][] = []
  for (const [name, value] of members) {
    if (isOr(name, value)) alternatives.push(value.map((alternative) => compileBranch(alternative, path)))
    else fields.push([name, compileField(value, [...path, name])])
  }
  return { kind: 'branch', fields, alternatives }
}

function isOr(name: string, value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return (
    name === '$or' &&
    Array.isArray(value) &&
    value.length >= 2 &&
    value.every((one) => isObject(one) && !Object.keys(one).some((key) => reserved.has(key)))
  )
}

function compileField(value: unknown, path: readonly string[]): Leaf | Branch {
  if (!Array.isArray(value)) return compileBranch(value, path)
  const place = path.join('.')
  if (value.length === 0) throw new InvalidPattern(`${place}: empty arrays are not allowed`)
  const entries = value.map((entry) => compileEntry(entry, place))
  return {
    kind: 'leaf',
    tests: entries.filter((entry) => entry !== absent),
    ...(entries.includes(absent) ? { absentAt: path } : {}),
  }
}

function countCombinations(branch: Branch): number {
  let product = 1
  for (const [, field] of branch.fields) if (field.kind === 'branch') product *= countCombinations(field)
  for (const choices of branch.alternatives) {
    product *= choices.reduce((sum, choice) => sum + countCombinations(choice), 0)
  }
  return product
}

function matchBranch(branch: Branch, value: unknown, root: unknown): boolean {
  if (Array.isArray(value) && value.length > 0) return value.some((element) => matchBranch(branch, element, root))
  const object = isObject(value) ? value : {}
  for (const [name, field] of branch.fields) {
    const member = Object.hasOwn(object, name) ? object[name] : undefined
    if (!(field.kind === 'leaf' ? matchLeaf(field, member, root) : matchBranch(field, member, root))) return false
  }
  return branch.alternatives.every((choices) => choices.some((choice) => matchBranch(choice, value, root)))
}

function matchLeaf(leaf: Leaf, value: unknown, root: unknown): boolean {
  if (anyScalar(value, (scalar) => leaf.tests.some((test) => test(scalar)))) return true
  return leaf.absentAt !== undefined && !hasLeaf(root, leaf.absentAt, 0)
}

/** Leaves are scalars, also inside arrays of any depth; objects are none. */
function anyScalar(value: unknown, test: (scalar: Scalar) => boolean): boolean {
  if (Array.isArray(value)) return value.some((element) => anyScalar(element, test))
  if (value === undefined || isObject(value)) return false
  return test(value as Scalar)
}

function hasLeaf(value: unknown, path: readonly string[], depth: number): boolean {
  const name = path[depth]
  if (name === undefined) return anyScalar(value, () => true)
  if (Array.isArray(value)) return value.some((element) => hasLeaf(element, path, depth))
  return isObject(value) && Object.hasOwn(value, name) && hasLeaf(value[name], path, depth + 1)
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
