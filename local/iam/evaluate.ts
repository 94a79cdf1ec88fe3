import { isRecord } from '../input.ts'
import { type Context, conditionHolds } from './conditions.ts'
import type { Statement } from './policy.ts'
import { substitute } from './variables.ts'
import { matchesAction, matchesArn, matchesText } from './wildcards.ts'

/** One permission that a call needs. */
export interface Asked {
  /** `s3:GetObject`. */
  readonly action: string
  /** ARN, or `*` for actions that know no resource. */
  readonly resource: string
  /** What only this request knows, keys in lower case. */
  readonly context?: Context
}

/** Who asks, as policies name it. */
export interface Caller {
  /** A role's ARN; absent for a service. */
  readonly roleArn?: string
  /** `events.amazonaws.com`; absent for a role. */
  readonly service?: string
  readonly accountId: string
}

/** What of a policy allowed a call: one action on one resource. */
export interface Grant {
  readonly policy: string
  readonly action: string
  readonly resource: string
}

export type Decision =
  | { readonly allowed: true; readonly grants: readonly Grant[] }
  | { readonly allowed: false; readonly because: string }

/**
 * Decides as IAM does within one account: an explicit deny anywhere wins; otherwise one allow is enough, of the caller's own policies or of the
 * resource's. A service has no policies of its own.
 */
export function decide(
  asked: Asked,
  caller: Caller,
  context: Context,
  identity: readonly Statement[],
  resource: readonly Statement[] = [],
): Decision {
  const all = { ...context, ...asked.context }
  const own = identity.filter((statement) => applies(statement, asked, all))
  const foreign = resource.filter((statement) => names(statement, caller) && applies(statement, asked, all))
  if (own.some(({ effect }) => effect === 'Deny')) return refused('with an explicit deny in an identity-based policy')
  if (foreign.some(({ effect }) => effect === 'Deny'))
    return refused('with an explicit deny in a resource-based policy')
  // A resource's policy that names the account leaves it to the account's own policies.
  const direct = foreign.filter((statement) => namesDirectly(statement, caller))
  // A key is its own master: its account's policies count only where its own policy says so.
  const left = asked.action.startsWith('kms:') && resource.length > 0 && foreign.length === 0 ? [] : own
  if (own.length > left.length && direct.length === 0)
    return refused(`because no resource-based policy allows the ${asked.action} action`)
  const allowing = [...left, ...direct]
  if (allowing.length > 0) return { allowed: true, grants: allowing.flatMap((each) => grantsOf(each, asked, all)) }
  const kind = caller.service === undefined ? 'identity' : 'resource'
  return refused(`because no ${kind}-based policy allows the ${asked.action} action`)
}

const refused = (because: string): Decision => ({ allowed: false, because })

/** True when the statement speaks of this action, this resource and these circumstances. */
export function applies(statement: Statement, asked: Asked, context: Context): boolean {
  const { actions, notActions, resources, notResources, variables } = statement
  const isResource = (pattern: string): boolean => resourceMatches(pattern, asked.resource, context, variables)
  if (actions && !actions.some((each) => matchesAction(each, asked.action))) return false
  if (notActions?.some((each) => matchesAction(each, asked.action))) return false
  if (resources && !resources.some(isResource)) return false
  if (notResources?.some(isResource)) return false
  return conditionHolds(statement.condition, context, variables)
}

function resourceMatches(pattern: string, resource: string, context: Context, variables: boolean): boolean {
  const filled = variables ? substitute(pattern, context) : pattern
  return filled !== undefined && matchesArn(filled, resource)
}

function grantsOf(statement: Statement, asked: Asked, context: Context): readonly Grant[] {
  const { policy, actions = ['*'], resources = ['*'], variables } = statement
  return actions
    .filter((action) => matchesAction(action, asked.action))
    .flatMap((action) =>
      resources
        .filter((resource) => resourceMatches(resource, asked.resource, context, variables))
        .map((resource) => ({ policy, action, resource })),
    )
}

/** True when a resource's policy speaks of this caller. */
export function names({ principal, notPrincipal }: Statement, caller: Caller): boolean {
  return notPrincipal === undefined ? isNamed(principal, caller, true) : !isNamed(notPrincipal, caller, true)
}

const namesDirectly = ({ principal }: Statement, caller: Caller): boolean => isNamed(principal, caller, false)

function isNamed(principal: unknown, { roleArn, service, accountId }: Caller, byAccount: boolean): boolean {
  if (principal === '*') return true
  if (!isRecord(principal)) return false
  const services = [principal.Service].flat()
  if (service !== undefined) return services.includes(service) || [principal.AWS].flat().includes('*')
  const account = [accountId, `arn:aws:iam::${accountId}:root`]
  return [principal.AWS]
    .flat()
    .some(
      (each) =>
        typeof each === 'string' &&
        (each === '*' || each === roleArn || (byAccount && account.includes(each)) || isSessionOf(each, roleArn)),
    )
}

function isSessionOf(principal: string, roleArn: string | undefined): boolean {
  const [, account, name] = /^arn:aws:sts::(\d+):assumed-role\/([^/]+)\//.exec(principal) ?? []
  return roleArn !== undefined && name !== undefined && matchesText(`arn:aws:iam::${account}:role*/${name}`, roleArn)
}
