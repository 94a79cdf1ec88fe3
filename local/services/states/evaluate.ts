import { createHash, randomUUID } from 'node:crypto'
import jsonata from 'jsonata'
import { expressionOf } from './definition.ts'
import { Failure } from './failures.ts'

/** Names visible to expressions: `$states` and the workflow's variables. */
export interface Bindings {
  readonly states: {
    readonly input: unknown
    readonly context: unknown
    readonly result?: unknown
    readonly errorOutput?: unknown
  }
  readonly variables: Readonly<Record<string, unknown>>
  readonly now: () => Date
}

const largestData = 256 * 1024
const longestRange = 1000
const compiled = new Map<string, jsonata.Expression>()

/** Evaluates every `{% … %}` inside a value. Throws Failure States.QueryEvaluationError. `field` names the place in messages. */
export async function evaluate(value: unknown, bindings: Bindings, field: string): Promise<unknown> {
  const source = expressionOf(value)
  if (source !== undefined) return evaluateExpression(source, bindings, field)
  if (Array.isArray(value))
    return Promise.all(value.map((each, index) => evaluate(each, bindings, `${field}[${index}]`)))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(
    async ([name, member]) => [name, await evaluate(member, bindings, `${field}/${name}`)] as const,
  )
  return Object.fromEntries(await Promise.all(members))
}

async function evaluateExpression(source: string, bindings: Bindings, field: string): Promise<unknown> {
  let result: unknown
  try {
    result = await compile(source).evaluate(undefined, {
      ...functions(bindings.now),
      ...bindings.variables,
      states: bindings.states,
    })
  } catch (error) {
    throw queryError(source, field, `threw an error during evaluation: ${describe(error)}`)
  }
  if (result === undefined) throw queryError(source, field, 'returned nothing (undefined)')
  if (typeof result === 'function' || (typeof result === 'object' && result !== null && '_jsonata_lambda' in result)) {
    throw queryError(source, field, 'returned a function')
  }
  return JSON.parse(JSON.stringify(result)) as unknown
}

/** Throws Failure when the value does not have the wanted type. */
export async function evaluateAs<T>(
  value: unknown,
  bindings: Bindings,
  field: string,
  expected: string,
  is: (result: unknown) => result is T,
): Promise<T> {
  const result = await evaluate(value, bindings, field)
  if (is(result)) return result
  throw new Failure(
    'States.QueryEvaluationError',
    `The value of the field '${field}' must be ${expected}, got ${JSON.stringify(result)?.slice(0, 200)}`,
  )
}

export const isNumber = (value: unknown): value is number => typeof value === 'number'
export const isText = (value: unknown): value is string => typeof value === 'string'
export const isFlag = (value: unknown): value is boolean => typeof value === 'boolean'

/** Throws Failure States.DataLimitExceeded above 256 KiB of JSON. */
export function checkSize<T>(value: T, what: string): T {
  const size = Buffer.byteLength(JSON.stringify(value) ?? '')
  if (size <= largestData) return value
  throw new Failure(
    'States.DataLimitExceeded',
    `${what} returned a result with a size exceeding the maximum number of bytes service limit (${size} of ${largestData}).`,
  )
}

function compile(source: string): jsonata.Expression {
  const known = compiled.get(source)
  if (known) return known
  const made = jsonata(source)
  compiled.set(source, made)
  return made
}

function queryError(source: string, field: string, what: string): Failure {
  return new Failure(
    'States.QueryEvaluationError',
    `The JSONata expression '${source}' specified for the field '${field}' ${what}.`,
  )
}

function describe(error: unknown): string {
  const { code, message } = error as { readonly code?: string; readonly message?: string }
  return [code, message ?? String(error)].filter((part) => part !== undefined).join(': ')
}

const fromMillis = jsonata('$fromMillis($at, $picture, $zone)')

/** What Step Functions adds to JSONata, and the plane's clock in place of the system's. `$eval` is absent, as there. */
function functions(now: () => Date): Readonly<Record<string, unknown>> {
  return {
    partition: (list: readonly unknown[], size: number) => {
      if (!Array.isArray(list)) return undefined
      if (!(size >= 1)) throw new Error('$partition: the size must be a positive number')
      const parts: unknown[][] = []
      for (let at = 0; at < list.length; at += Math.floor(size)) parts.push(list.slice(at, at + Math.floor(size)))
      return parts
    },
    range: (from: number, to: number, step: number) => {
      if (![from, to, step].every(Number.isInteger) || step === 0)
        throw new Error('$range: three integers, the last not 0')
      const count = Math.floor((to - from) / step) + 1
      if (count > longestRange) throw new Error(`$range: at most ${longestRange} values`)
      return Array.from({ length: Math.max(count, 0) }, (_, index) => from + index * step)
    },
    hash: (text: unknown, algorithm = 'SHA-256') => {
      const name = { MD5: 'md5', 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' }[
        algorithm
      ]
      if (name === undefined) throw new Error(`$hash: the algorithm ${algorithm} does not exist`)
      return createHash(name).update(String(text)).digest('hex')
    },
    random: (seed?: number) => (seed === undefined ? Math.random() : seeded(seed)),
    uuid: () => randomUUID(),
    parse: (text: string) => JSON.parse(text) as unknown,
    eval: () => {
      throw new Error('$eval is not supported')
    },
    millis: () => now().getTime(),
    now: async (picture?: string, zone?: string) =>
      picture === undefined
        ? now().toISOString()
        : ((await fromMillis.evaluate({}, { at: now().getTime(), picture, zone })) as string),
  }
}

/** One number in [0, 1) per seed. */
function seeded(seed: number): number {
  const digest = createHash('sha256').update(String(seed)).digest()
  return digest.readUInt32BE(0) / 2 ** 32
}
