import { ServiceError, unsupported } from '../errors.ts'
import type { Call, Input, Principal } from '../service.ts'
import type { ManagedPolicy, Role } from '../services/iam/roles.ts'
import { trustsService } from '../services/iam/trust.ts'
import { askedOf, type Place } from './asked.ts'
import { askedForMissing } from './asked-of-s3.ts'
import { type Asked, type Caller, decide } from './evaluate.ts'
import { awsManaged } from './managed-policies.ts'
import { cannotAssume, type Passed } from './pass-role.ts'
import { readPolicy, type Statement } from './policy.ts'
import type { Recording } from './recording.ts'
import { resourcePolicy } from './resource-policies.ts'

/** Who made a call: a client with a role's key, or a service of AWS in the role's name. */
export type Origin = 'client' | 'service'

export interface Authorizer {
  /** Throws the service's own error when the caller lacks a permission that the request needs. */
  check(service: string, operation: string, input: Input, call: Call, origin: Origin): void
  /** What a caller sees of an error: only who may list a bucket is told that an object is not there. */
  disclose(error: unknown, service: string, operation: string, input: Input, call: Call, origin: Origin): unknown
  /** Throws when who deploys may not hand the role to the service, or the role does not trust it. */
  pass(passed: Passed, call: Call): void
}

/** Everything of a caller is judged but the deployer's calls, which are allowed. */
export function createAuthorizer(place: Place, recording: Recording): Authorizer {
  const roles = place.store.collection<Role>('iam-roles')
  const managed = place.store.collection<ManagedPolicy>('iam-policies')

  function identityStatements({ roleArn }: Principal): readonly Statement[] {
    const role = roles.get(roleArn)
    if (!role) return []
    const attached = role.managed.map((arn) => {
      const document = managed.get(arn)?.document ?? awsManaged[arn]
      if (!document) throw unsupported(`The managed policy ${arn} of ${role.name}`)
      return [arn, document] as const
    })
    return [...Object.entries(role.policies), ...attached].flatMap(([name, document]) => readPolicy(name, document))
  }

  function ask(asked: Asked, service: string, call: Call, origin: Origin): ServiceError | undefined {
    const { principal } = call
    const caller = callerOf(principal)
    const statements = caller.service === undefined ? identityStatements(principal) : []
    const decision = decide(
      asked,
      caller,
      contextOf(principal, call, roles.get(principal.roleArn)?.id),
      statements,
      resourcePolicy(asked.resource, place.store),
    )
    recording.note({ role: principal.roleName, origin, asked, decision })
    return decision.allowed ? undefined : refusal(service, asked, principal, decision.because)
  }

  return {
    check(service, operation, input, call, origin) {
      if (isDeployer(call.principal)) return
      for (const asked of askedOf(service, operation, input, place)) {
        // Functions judge services that call them by their own permissions.
        if (callerOf(call.principal).service !== undefined && service === 'lambda') continue
        const refused = ask(asked, service, call, origin)
        if (refused) throw refused
      }
    },
    disclose(error, service, operation, input, call, origin) {
      const missing = service === 's3' && error instanceof ServiceError && error.code === 'NoSuchKey'
      if (!missing || isDeployer(call.principal)) return error
      const asked = askedForMissing(operation, input)
      return (asked && ask(asked, service, call, origin)) ?? error
    },
    pass({ roleArn, services, tried }, call) {
      const role = roles.get(roleArn)
      const trusted = (service: string) => role !== undefined && trustsService(role.trust, service, place.accountId)
      if (tried === 'at once' && !services.some(trusted)) throw cannotAssume(roleArn, services)
      if (isDeployer(call.principal)) return
      const refused = services.map((service) => {
        const context = { 'iam:passedtoservice': [service] }
        return ask({ action: 'iam:PassRole', resource: roleArn, context }, 'iam', call, 'client')
      })
      const [first] = refused
      if (first && refused.every((each) => each !== undefined)) throw first
    },
  }
}

const isDeployer = ({ accountId, roleArn }: Principal): boolean => roleArn === `arn:aws:iam::${accountId}:role/admin`

function callerOf({ roleName, roleArn, accountId }: Principal): Caller {
  return roleName.endsWith('.amazonaws.com') ? { service: roleName, accountId } : { roleArn, accountId }
}

/** `aws:userid` of a role: who it is and in which session. */
export function userIdOf({ roleName, session }: Principal, roleId = roleName): string {
  return `${roleId}:${session ?? 'session'}`
}

/** The endpoint of this plane is no TLS; a policy that asks for it is about the network of AWS, so it is told that there is TLS. */
function contextOf(principal: Principal, { region }: Call, roleId: string | undefined) {
  const caller = callerOf(principal)
  const now = new Date()
  const always = {
    'aws:currenttime': [now.toISOString()],
    'aws:epochtime': [String(Math.floor(now.getTime() / 1000))],
    'aws:requestedregion': [region],
    'aws:resourceaccount': [principal.accountId],
    'aws:securetransport': ['true'],
  }
  if (caller.service !== undefined) {
    return {
      ...always,
      'aws:principalisawsservice': ['true'],
      'aws:principalservicename': [caller.service],
      'aws:sourcearn': [principal.roleArn],
      'aws:sourceaccount': [principal.accountId],
    }
  }
  return {
    ...always,
    'aws:principalaccount': [principal.accountId],
    'aws:principalarn': [principal.roleArn],
    'aws:principalisawsservice': ['false'],
    'aws:principaltype': ['AssumedRole'],
    'aws:userid': [userIdOf(principal, roleId)],
  }
}

/** Services that say it without `Exception`, and with status 403. */
const plain = new Set(['s3', 'iam', 'sts', 'cloudformation', 'sns', 'monitoring'])

function refusal(service: string, { action, resource }: Asked, principal: Principal, because: string): ServiceError {
  const { roleName, accountId, session = 'session' } = principal
  const user = roleName.endsWith('.amazonaws.com')
    ? `${roleName} (${principal.roleArn})`
    : `arn:aws:sts::${accountId}:assumed-role/${roleName}/${session}`
  const named = service === 's3' ? `"${resource}"` : resource
  const message = `User: ${user} is not authorized to perform: ${action} on resource: ${named} ${because}`
  if (plain.has(service)) return new ServiceError('AccessDenied', message, 403)
  return new ServiceError('AccessDeniedException', message, service === 'lambda' ? 403 : 400)
}
