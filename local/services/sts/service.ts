import { ServiceError } from '../../errors.ts'
import type { Identity } from '../../identity.ts'
import { optionalNumber, text } from '../../input.ts'
import type { PlaneContext, Principal, Service } from '../../service.ts'
import type { Role } from '../iam/roles.ts'
import { trusts } from '../iam/trust.ts'

export function createStsService(plane: PlaneContext, identity: Identity): Service {
  const roles = plane.store.collection<Role>('iam-roles')
  return {
    name: 'sts',
    operations: {
      GetCallerIdentity: (_input, { principal }) => ({
        UserId: `${principal.accessKeyId}:${principal.roleName}`,
        Account: principal.accountId,
        Arn: assumedArn(principal, 'session'),
      }),
      AssumeRole: (input, { principal }) => {
        const arn = text(input, 'RoleArn')
        const session = text(input, 'RoleSessionName')
        const role = roles.get(arn)
        if (!role || !trusts(role.trust, principal)) {
          throw new ServiceError(
            'AccessDenied',
            `User: ${assumedArn(principal, 'session')} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
            403,
          )
        }
        const seconds = optionalNumber(input, 'DurationSeconds') ?? 3600
        if (seconds < 900 || seconds > role.maxSessionSeconds) {
          throw new ServiceError('ValidationError', `DurationSeconds must be between 900 and ${role.maxSessionSeconds}`)
        }
        const key = identity.issue(arn, seconds, plane.clock.now())
        return {
          Credentials: {
            AccessKeyId: key.accessKeyId,
            SecretAccessKey: key.secretAccessKey,
            SessionToken: key.sessionToken,
            Expiration: new Date(key.expires),
          },
          AssumedRoleUser: { AssumedRoleId: `${role.id}:${session}`, Arn: assumedArn(key.principal, session) },
        }
      },
    },
  }
}

function assumedArn({ accountId, roleName }: Principal, session: string): string {
  return `arn:aws:sts::${accountId}:assumed-role/${roleName}/${session}`
}
