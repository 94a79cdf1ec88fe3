import { readPolicy } from '../../local/iam/policy.ts'
import type { Access } from '../../local/iam/recording.ts'
import { matchesArn } from '../../local/iam/wildcards.ts'
import type { Explained } from './explained.ts'

/** A deployed role with its own policies. */
export interface DeployedRole {
  readonly name: string
  readonly policies: Readonly<Record<string, unknown>>
}

export interface Comparison {
  /** `role: action on resource` that nothing used and nothing explains. */
  readonly unused: readonly string[]
  /** `role: action on resource` that was asked and refused. */
  readonly missing: readonly string[]
  /** Explanations that explain no grant. */
  readonly idle: readonly string[]
  /** Grants by how they are accounted for. */
  readonly counts: Readonly<Record<'called by us' | 'called in the role’s name' | Explained['kind'], number>>
}

interface Grant {
  readonly role: string
  readonly action: string
  readonly resource: string
}

/** Holds what roles may against what was done in their name. */
export function compareGrants(
  roles: readonly DeployedRole[],
  accesses: readonly Access[],
  explained: readonly Explained[],
): Comparison {
  const used = new Map<string, Access['origin']>()
  for (const { role, origin, grants = [] } of accesses)
    for (const grant of grants)
      if (used.get(lineOf({ role, ...grant })) !== 'client') used.set(lineOf({ role, ...grant }), origin)
  const counts = { 'called by us': 0, 'called in the role’s name': 0, service: 0, aws: 0, fault: 0 }
  const unused: string[] = []
  const needed = new Set<Explained>()
  for (const grant of roles.flatMap(grantsOf)) {
    const origin = used.get(lineOf(grant))
    const why = explained.filter((each) => explains(each, grant))
    for (const each of why) needed.add(each)
    if (origin !== undefined) counts[origin === 'client' ? 'called by us' : 'called in the role’s name']++
    else if (why[0]) counts[why[0].kind]++
    else unused.push(lineOf(grant))
  }
  const deployed = new Set(roles.map(({ name }) => name))
  const missing = accesses
    .filter(({ role, refused }) => refused !== undefined && deployed.has(role))
    .map(({ role, action, resource }) => lineOf({ role, action, resource }))
  const idle = explained
    .filter((each) => !needed.has(each))
    .map(({ role, actions }) => `${role}: ${actions.join(', ')}`)
  return { unused, missing, idle, counts }
}

const lineOf = ({ role, action, resource }: Grant): string => `${role}: ${action} on ${resource}`

function grantsOf({ name, policies }: DeployedRole): readonly Grant[] {
  return Object.entries(policies)
    .flatMap(([policy, document]) => readPolicy(policy, document))
    .filter(({ effect }) => effect === 'Allow')
    .flatMap(({ actions = ['*'], resources = ['*'] }) =>
      actions.flatMap((action) => resources.map((resource) => ({ role: name, action, resource }))),
    )
}

function explains({ role, actions, resources }: Explained, grant: Grant): boolean {
  return (
    role.test(grant.role) &&
    actions.includes(grant.action) &&
    (resources === undefined || resources.some((each) => matchesArn(each, grant.resource)))
  )
}
