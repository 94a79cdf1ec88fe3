import { ServiceError } from '../errors.ts'
import { isRecord } from '../input.ts'
import { type Condition, checkCondition } from './conditions.ts'

/** One statement, with lists where a document may have single values. */
export interface Statement {
  /** Of the policy that it stands in; for people. */
  readonly policy: string
  readonly effect: 'Allow' | 'Deny'
  readonly actions?: readonly string[]
  readonly notActions?: readonly string[]
  /** Absent in resource policies that mean the resource they stand on. */
  readonly resources?: readonly string[]
  readonly notResources?: readonly string[]
  readonly principal?: unknown
  readonly notPrincipal?: unknown
  readonly condition: Condition
  /** Documents of version 2012-10-17 may contain variables. */
  readonly variables: boolean
}

const elements = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
])

/** Reads a document once per object. Throws MalformedPolicyDocument, and UnsupportedOperation for conditions that this plane cannot judge. */
export function readPolicy(policy: string, document: unknown): readonly Statement[] {
  if (!isRecord(document)) throw malformed(policy, 'is not an object')
  const known = read.get(document)
  if (known?.[0]?.policy === policy) return known
  const statements = listOf(document.Statement)
  if (statements.length === 0) throw malformed(policy, 'has no Statement')
  const variables = document.Version === '2012-10-17'
  const made = statements.map((statement) => readStatement(policy, statement, variables))
  read.set(document, made)
  return made
}

const read = new WeakMap<object, readonly Statement[]>()

function readStatement(policy: string, statement: unknown, variables: boolean): Statement {
  if (!isRecord(statement)) throw malformed(policy, 'has a statement that is not an object')
  const unknown = Object.keys(statement).find((element) => !elements.has(element))
  if (unknown !== undefined) throw malformed(policy, `has a statement with the unknown element ${unknown}`)
  const {
    Effect: effect,
    Action: action,
    NotAction: notAction,
    Resource: resource,
    NotResource: notResource,
  } = statement
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(policy, 'has a statement without Effect')
  if ((action === undefined) === (notAction === undefined))
    throw malformed(policy, 'has a statement with not exactly one of Action and NotAction')
  if (resource !== undefined && notResource !== undefined)
    throw malformed(policy, 'has a statement with both Resource and NotResource')
  const condition = isRecord(statement.Condition) ? statement.Condition : {}
  return {
    policy,
    effect,
    ...(action === undefined ? { notActions: texts(policy, notAction) } : { actions: texts(policy, action) }),
    ...(resource === undefined ? {} : { resources: texts(policy, resource) }),
    ...(notResource === undefined ? {} : { notResources: texts(policy, notResource) }),
    ...(statement.Principal === undefined ? {} : { principal: statement.Principal }),
    ...(statement.NotPrincipal === undefined ? {} : { notPrincipal: statement.NotPrincipal }),
    condition: checkCondition(policy, condition),
    variables,
  }
}

function texts(policy: string, value: unknown): readonly string[] {
  const all = listOf(value)
  if (all.length === 0 || !all.every((each) => typeof each === 'string')) {
    throw malformed(policy, `has a list of something else than text: ${JSON.stringify(value)}`)
  }
  return all as readonly string[]
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}

function malformed(policy: string, what: string): ServiceError {
  return new ServiceError('MalformedPolicyDocument', `${policy} ${what}`)
}
