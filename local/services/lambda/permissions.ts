import { ServiceError } from '../../errors.ts'
import type { Principal } from '../../service.ts'
import type { Collection } from '../../store.ts'

/** One statement of a function's own policy. */
export interface PermissionDocument {
  readonly id: string
  readonly function: string
  readonly qualifier?: string
  readonly action: string
  /** A service (`events.amazonaws.com`), an account or `*`. */
  readonly principal: string
  readonly sourceArn?: string
  readonly sourceAccount?: string
  /** `NONE` or `AWS_IAM`: holds only for URLs with this kind of authorisation. */
  readonly urlAuthType?: string
  /** Holds only for calls through the function's URL. */
  readonly throughUrl?: true
}

/**
 * AWS services call by the function's own policy: the statement must name the service, and the calling resource when it names one. For a
 * service, the principal's role ARN is the ARN of the resource that calls. Roles of this account are judged elsewhere.
 */
export function checkPermission(
  permissions: Collection<PermissionDocument>,
  name: string,
  qualifier: string,
  caller: Principal,
): void {
  if (!caller.roleName.endsWith('.amazonaws.com')) return
  const allowed = permissions
    .list()
    .some(
      (statement) =>
        statement.function === name &&
        statement.throughUrl === undefined &&
        (statement.qualifier === undefined || statement.qualifier === qualifier) &&
        (statement.principal === caller.roleName || statement.principal === '*') &&
        (statement.action === 'lambda:InvokeFunction' || statement.action === 'lambda:*') &&
        (statement.sourceArn === undefined || arnLike(statement.sourceArn, caller.roleArn)) &&
        (statement.sourceAccount === undefined || statement.sourceAccount === caller.accountId),
    )
  if (allowed) return
  throw new ServiceError(
    'AccessDeniedException',
    `${caller.roleName} (${caller.roleArn}) is not authorized to perform: lambda:InvokeFunction on function ${name}: no resource-based policy allows it`,
    403,
  )
}

/** Whether anybody may call through a URL without authorisation: since October 2025 that takes both actions. */
export function isPublic(permissions: Collection<PermissionDocument>, name: string): boolean {
  const grants = permissions.list().filter((statement) => statement.function === name && statement.principal === '*')
  return (
    grants.some(({ action, urlAuthType }) => action === 'lambda:InvokeFunctionUrl' && urlAuthType === 'NONE') &&
    grants.some(({ action, throughUrl }) => action === 'lambda:InvokeFunction' && throughUrl === true)
  )
}

function arnLike(pattern: string, arn: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  return new RegExp(`^${escaped}$`).test(arn)
}
