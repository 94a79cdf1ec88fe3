import { ServiceError, unsupported } from '../errors.ts'
import { isRecord } from '../input.ts'
import { substitute } from './variables.ts'
import { matchesArn, matchesText } from './wildcards.ts'

/** Operator → key → the values of which one must fit. */
export type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** What is known of a request: keys in lower case; a key may have several values. */
export type Context = Readonly<Record<string, readonly string[]>>

type Compare = (wanted: string, given: string) => boolean

const ordered =
  (read: (text: string) => number, holds: (given: number, wanted: number) => boolean): Compare =>
  (wanted, given) =>
    holds(read(given), read(wanted))
const instant = (text: string): number => (/^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text))

/** An operator with `not` holds when no value fits, and when the key is absent. */
const operators: Readonly<Record<string, { readonly compare: Compare; readonly not?: true }>> = {
  StringEquals: { compare: (wanted, given) => wanted === given },
  StringNotEquals: { compare: (wanted, given) => wanted === given, not: true },
  StringEqualsIgnoreCase: { compare: (wanted, given) => wanted.toLowerCase() === given.toLowerCase() },
  StringNotEqualsIgnoreCase: { compare: (wanted, given) => wanted.toLowerCase() === given.toLowerCase(), not: true },
  StringLike: { compare: matchesText },
  StringNotLike: { compare: matchesText, not: true },
  // AWS treats the two spellings alike: both know wildcards.
  ArnEquals: { compare: matchesArn },
  ArnLike: { compare: matchesArn },
  ArnNotEquals: { compare: matchesArn, not: true },
  ArnNotLike: { compare: matchesArn, not: true },
  Bool: { compare: (wanted, given) => wanted.toLowerCase() === given.toLowerCase() },
  NumericEquals: { compare: ordered(Number, (given, wanted) => given === wanted) },
  NumericNotEquals: { compare: ordered(Number, (given, wanted) => given === wanted), not: true },
  NumericLessThan: { compare: ordered(Number, (given, wanted) => given < wanted) },
  NumericLessThanEquals: { compare: ordered(Number, (given, wanted) => given <= wanted) },
  NumericGreaterThan: { compare: ordered(Number, (given, wanted) => given > wanted) },
  NumericGreaterThanEquals: { compare: ordered(Number, (given, wanted) => given >= wanted) },
  DateLessThan: { compare: ordered(instant, (given, wanted) => given < wanted) },
  DateLessThanEquals: { compare: ordered(instant, (given, wanted) => given <= wanted) },
  DateGreaterThan: { compare: ordered(instant, (given, wanted) => given > wanted) },
  DateGreaterThanEquals: { compare: ordered(instant, (given, wanted) => given >= wanted) },
}

/** Keys that this plane fills in for the requests that have them (it makes none for logs under a key). A policy with another key is refused: it would be judged without it. */
const knownKeys = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:userid',
  'events:detail-type',
  'events:source',
  'iam:passedtoservice',
  'kms:calleraccount',
  'kms:encryptioncontext:aws:logs:arn',
  'kms:viaservice',
  'redshift-data:statement-owner-iam-userid',
  's3:delimiter',
  's3:prefix',
  'sts:externalid',
])

/** Throws UnsupportedOperation for an operator or key that this plane cannot judge. */
export function checkCondition(policy: string, condition: Readonly<Record<string, unknown>>): Condition {
  return Object.fromEntries(
    Object.entries(condition).map(([operator, keys]) => {
      const { name } = split(operator)
      if (name !== 'Null' && !operators[name]) throw unsupported(`The condition operator ${operator} of ${policy}`)
      if (!isRecord(keys)) throw new ServiceError('MalformedPolicyDocument', `${policy}: ${operator} is not an object`)
      const read = Object.entries(keys).map(([key, values]) => {
        if (!knownKeys.has(key.toLowerCase())) throw unsupported(`The condition key ${key} of ${policy}`)
        return [key, (Array.isArray(values) ? values : [values]).map(String)]
      })
      return [operator, Object.fromEntries(read) as Record<string, readonly string[]>]
    }),
  )
}

/** True when every operator and key holds. */
export function conditionHolds(condition: Condition, context: Context, variables: boolean): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => holds(operator, key.toLowerCase(), wanted, context, variables)),
  )
}

function holds(
  operator: string,
  key: string,
  values: readonly string[],
  context: Context,
  variables: boolean,
): boolean {
  const { name, set, ifExists } = split(operator)
  const given = context[key]
  if (name === 'Null') return values.some((value) => (value.toLowerCase() === 'true') === (given === undefined))
  const known = operators[name]
  if (!known) throw unsupported(`The condition operator ${operator}`)
  if (given === undefined || given.length === 0) return ifExists || known.not === true || set === 'ForAllValues'
  const wanted = variables ? values.flatMap((value) => substitute(value, context) ?? []) : values
  const fits = (one: string) => wanted.some((each) => known.compare(each, one)) !== (known.not === true)
  return set === 'ForAnyValue' ? given.some(fits) : given.every(fits)
}

function split(operator: string): { readonly name: string; readonly set?: string; readonly ifExists: boolean } {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? []
  return { name, ifExists: ifExists !== undefined, ...(set === undefined ? {} : { set }) }
}
