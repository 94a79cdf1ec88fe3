import { inNetwork, readAddress } from './addresses.ts'

/** A leaf value of an event. */
export type Scalar = string | number | boolean | null

/** Says whether one leaf value satisfies one entry of a pattern's list. */
export type Test = (value: Scalar) => boolean

/** Why a pattern cannot be a rule's; the message is the reason that the author reads. */
export class InvalidPattern extends Error {
  override readonly name = 'InvalidEventPatternException'
}

/** `exists: false` is the one operator that looks at what is not there. */
export const absent = Symbol('absent')

const smallest = -5e9
const largest = 5e9

/** Compiles one entry of a leaf's list: a literal or `{operator: argument}`. Throws InvalidPattern. */
export function compileEntry(entry: unknown, path: string): Test | typeof absent {
  if (Array.isArray(entry)) throw new InvalidPattern(`${path}: a list inside a list of values is not allowed`)
  if (typeof entry !== 'object' || entry === null) return literal(entry, path)
  const members = Object.entries(entry)
  const [first] = members
  if (!first) throw new InvalidPattern(`${path}: empty match expressions are not allowed`)
  if (members.length > 1) throw new InvalidPattern(`${path}: only one key is allowed in a match expression`)
  const [operator, argument] = first
  if (operator === 'exists') return exists(argument, path)
  const compile = Object.hasOwn(operators, operator) ? operators[operator] : undefined
  if (!compile) throw new InvalidPattern(`${path}: unrecognized match type ${operator}`)
  return compile(argument, path)
}

const operators: Readonly<Record<string, (argument: unknown, path: string) => Test>> = {
  prefix: (argument, path) => affix('prefix', argument, path),
  suffix: (argument, path) => affix('suffix', argument, path),
  'equals-ignore-case': (argument, path) => {
    const wanted = new RegExp(`^${anyCase(requireText(argument, 'equals-ignore-case', path))}$`, 'u')
    return (value) => typeof value === 'string' && wanted.test(value)
  },
  wildcard: (argument, path) => {
    const matches = compileWildcard(requireText(argument, 'wildcard', path), path)
    return (value) => typeof value === 'string' && matches(value)
  },
  'anything-but': anythingBut,
  numeric,
  cidr,
}

/** Operators that `anything-but` may wrap; each takes one text or a list of texts. */
const negatable = ['prefix', 'suffix', 'equals-ignore-case', 'wildcard']
const affixes: ReadonlySet<string> = new Set(['prefix', 'suffix'])

function literal(wanted: unknown, path: string): Test {
  if (typeof wanted === 'number' && !Number.isSafeInteger(wanted) && Math.abs(wanted) > Number.MAX_SAFE_INTEGER) {
    throw new InvalidPattern(`${path}: ${wanted} is too large to be compared exactly`)
  }
  return (value) => value === wanted
}

function exists(argument: unknown, path: string): Test | typeof absent {
  if (typeof argument !== 'boolean') {
    throw new InvalidPattern(`${path}: exists match pattern must be either true or false`)
  }
  return argument ? () => true : absent
}

function affix(kind: 'prefix' | 'suffix', argument: unknown, path: string): Test {
  if (isObject(argument)) {
    const [[operator, inner] = [], ...more] = Object.entries(argument)
    if (operator !== 'equals-ignore-case' || more.length > 0) {
      throw new InvalidPattern(`${path}: ${kind} takes a text or {"equals-ignore-case": text}`)
    }
    const text = anyCase(requireText(inner, `${kind} equals-ignore-case`, path))
    const wanted = new RegExp(kind === 'prefix' ? `^${text}` : `${text}$`, 'u')
    return (value) => typeof value === 'string' && wanted.test(value)
  }
  const wanted = requireText(argument, kind, path)
  return kind === 'prefix'
    ? (value) => typeof value === 'string' && value.startsWith(wanted)
    : (value) => typeof value === 'string' && value.endsWith(wanted)
}

function anythingBut(argument: unknown, path: string): Test {
  if (isObject(argument)) {
    const [[operator, inner] = [], ...more] = Object.entries(argument)
    const compile = operator !== undefined && negatable.includes(operator) ? operators[operator] : undefined
    if (!compile || more.length > 0) {
      throw new InvalidPattern(`${path}: anything-but takes values or one of ${negatable.join(', ')}`)
    }
    const texts = (Array.isArray(inner) ? inner : [inner]).map((text) => {
      if (requireText(text, `anything-but ${operator}`, path) === '' && affixes.has(operator ?? '')) {
        throw new InvalidPattern(`${path}: anything-but ${operator} does not take an empty text`)
      }
      return compile(text, path)
    })
    if (texts.length === 0) throw new InvalidPattern(`${path}: anything-but ${operator} needs at least one text`)
    return (value) => !texts.some((test) => test(value))
  }
  const refused = Array.isArray(argument) ? argument : [argument]
  if (refused.length === 0) throw new InvalidPattern(`${path}: anything-but needs at least one value`)
  const kinds = new Set(refused.map((value) => typeof value))
  if (kinds.size > 1 || !(kinds.has('string') || kinds.has('number'))) {
    throw new InvalidPattern(`${path}: values of anything-but must be either all texts or all numbers`)
  }
  const set = new Set<unknown>(refused)
  return (value) => !set.has(value)
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
}

function numeric(argument: unknown, path: string): Test {
  if (!Array.isArray(argument) || argument.length === 0) {
    throw new InvalidPattern(`${path}: numeric takes a list such as [">", 0, "<=", 5]`)
  }
  if (argument.length !== 2 && argument.length !== 4) {
    throw new InvalidPattern(`${path}: numeric takes one or two pairs of operator and number`)
  }
  const [firstOperator, first, secondOperator, second] = argument as readonly unknown[]
  const lower = bound(firstOperator, first, path)
  if (argument.length === 2) return inRange(lower)
  const upper = bound(secondOperator, second, path)
  if (!String(firstOperator).startsWith('>') || !String(secondOperator).startsWith('<')) {
    throw new InvalidPattern(`${path}: a numeric range names its lower bound (> or >=) first, then its upper (< or <=)`)
  }
  if ((first as number) >= (second as number)) throw new InvalidPattern(`${path}: bottom must be less than top`)
  return inRange((value) => lower(value) && upper(value))
}

function bound(operator: unknown, limit: unknown, path: string): (value: number) => boolean {
  const compare =
    typeof operator === 'string' && Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined
  if (!compare) throw new InvalidPattern(`${path}: unrecognized numeric range operator: ${String(operator)}`)
  if (typeof limit !== 'number') throw new InvalidPattern(`${path}: the value of ${String(operator)} must be numeric`)
  if (limit < smallest || limit > largest) {
    throw new InvalidPattern(`${path}: value must be between -5.0E9 and 5.0E9, inclusive`)
  }
  return (value) => compare(value, limit)
}

/** Numbers outside the documented range have no place in a numeric comparison. */
function inRange(test: (value: number) => boolean): Test {
  return (value) => typeof value === 'number' && value >= smallest && value <= largest && test(value)
}

function cidr(argument: unknown, path: string): Test {
  const [text = '', bits = '', ...more] = requireText(argument, 'cidr', path).split('/')
  if (bits === '' || more.length > 0) throw new InvalidPattern(`${path}: malformed CIDR, one '/' required`)
  const network = readAddress(text)
  if (!network) throw new InvalidPattern(`${path}: nonstandard IP address: ${text}`)
  if (!/^\d{1,3}$/.test(bits) || Number(bits) >= network.bits) {
    throw new InvalidPattern(
      `${path}: malformed CIDR, mask bits must be a number from 0 to ${network.bits - 1}; one address is a text to match`,
    )
  }
  return (value) => typeof value === 'string' && inNetwork(readAddress(value), network, Number(bits))
}

/**
 * A text in any case: each character of the pattern stands for its upper and its lower case, which may be several characters
 * (`ß` stands for `SS`). A regular expression that this text must match, without anchors.
 */
function anyCase(text: string): string {
  return [...text]
    .map((character) => {
      const forms = [...new Set([character.toLowerCase(), character.toUpperCase()])]
      return `(?:${forms.map(literally).join('|')})`
    })
    .join('')
}

const literally = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/**
 * `*` stands for any text, also none; `\*` and `\\` are literal. Literal pieces are searched from left to right, each at its first
 * place, so that no pattern can take more than linear time.
 */
function compileWildcard(pattern: string, path: string): (value: string) => boolean {
  const pieces = ['']
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]
    const next = pattern[at + 1]
    if (character === '*') {
      if (next === '*') throw new InvalidPattern(`${path}: consecutive wildcard characters at pos ${at}`)
      pieces.push('')
      continue
    }
    if (character === '\\') {
      if (next !== '*' && next !== '\\') throw new InvalidPattern(`${path}: invalid escape character at pos ${at}`)
      at++
    }
    pieces.push(`${pieces.pop()}${pattern[at]}`)
  }
  const [head = '', ...rest] = pieces
  const tail = rest.pop()
  if (tail === undefined) return (value) => value === head
  return (value) => {
    if (value.length < head.length + tail.length || !value.startsWith(head) || !value.endsWith(tail)) return false
    let from = head.length
    const end = value.length - tail.length
    for (const piece of rest) {
      const found = value.indexOf(piece, from)
      if (found < 0 || found + piece.length > end) return false
      from = found + piece.length
    }
    return true
  }
}

function requireText(value: unknown, operator: string, path: string): string {
  if (typeof value !== 'string') throw new InvalidPattern(`${path}: ${operator} match pattern must be a string`)
  return value
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
