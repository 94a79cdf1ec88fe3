import { ServiceError } from '../../errors.ts'
import { optionalNumber, optionalText, record, text } from '../../input.ts'
import type { Input, Operation, PlaneContext, Service } from '../../service.ts'
import { iamResources } from './resources.ts'
import { checkPolicy, type ManagedPolicy, openRoles, type Role, type Roles } from './roles.ts'

/** Roles and policies are kept; calls are known by role, their policies are not evaluated. */
export function createIamService(plane: PlaneContext, forgetKeys: (roleArn: string) => void): Service {
  const roles = openRoles(plane, forgetKeys)
  return { name: 'iam', operations: roleOperations(plane, roles), resources: iamResources(plane, roles) }
}

function roleOperations(plane: PlaneContext, roles: Roles): Record<string, Operation> {
  const policies = plane.store.collection<ManagedPolicy>('iam-policies')
  const roleOf = (input: Input) => roles.get(text(input, 'RoleName'))
  return {
    CreateRole: (input) => {
      const role = roles.create({
        name: text(input, 'RoleName'),
        path: optionalText(input, 'Path') ?? '/',
        trust: parseDocument(input, 'AssumeRolePolicyDocument'),
        policies: {},
        managed: [],
        maxSessionSeconds: optionalNumber(input, 'MaxSessionDuration') ?? 3600,
      })
      return { Role: describeRole(role) }
    },
    GetRole: (input) => ({ Role: describeRole(roleOf(input)) }),
    ListRoles: () => ({ Roles: roles.list().map(describeRole), IsTruncated: false }),
    DeleteRole: (input) => {
      const role = roleOf(input)
      if (Object.keys(role.policies).length > 0 || role.managed.length > 0) {
        throw new ServiceError('DeleteConflict', 'Cannot delete entity, must delete policies first.', 409)
      }
      roles.remove(role.name)
      return {}
    },
    PutRolePolicy: (input) => {
      const role = roleOf(input)
      const document = parseDocument(input, 'PolicyDocument')
      roles.change(role.name, { policies: { ...role.policies, [text(input, 'PolicyName')]: document } })
      return {}
    },
    GetRolePolicy: (input) => {
      const role = roleOf(input)
      const PolicyName = text(input, 'PolicyName')
      const document = role.policies[PolicyName]
      if (!document)
        throw new ServiceError('NoSuchEntity', `The role policy with name ${PolicyName} cannot be found.`, 404)
      return { RoleName: role.name, PolicyName, PolicyDocument: encodeURIComponent(JSON.stringify(document)) }
    },
    DeleteRolePolicy: (input) => {
      const role = roleOf(input)
      const { [text(input, 'PolicyName')]: _gone, ...rest } = role.policies
      roles.change(role.name, { policies: rest })
      return {}
    },
    ListRolePolicies: (input) => ({ PolicyNames: Object.keys(roleOf(input).policies), IsTruncated: false }),
    ListAttachedRolePolicies: (input) => ({
      AttachedPolicies: roleOf(input).managed.map((PolicyArn) => ({
        PolicyName: policies.get(PolicyArn)?.name ?? PolicyArn.slice(PolicyArn.lastIndexOf('/') + 1),
        PolicyArn,
      })),
      IsTruncated: false,
    }),
  }
}

function parseDocument(input: Input, member: string): Input {
  try {
    return checkPolicy(record({ [member]: JSON.parse(text(input, member)) as unknown }, member), member)
  } catch (error) {
    if (error instanceof SyntaxError) throw new ServiceError('MalformedPolicyDocument', `${member} is not JSON`)
    throw error
  }
}

function describeRole(role: Role): Record<string, unknown> {
  return {
    Path: role.path,
    RoleName: role.name,
    RoleId: role.id,
    Arn: role.arn,
    CreateDate: new Date(role.created),
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(role.trust)),
    Description: role.description,
    MaxSessionDuration: role.maxSessionSeconds,
  }
}
