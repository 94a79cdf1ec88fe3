import { optionalNumber, optionalText, record, records, text, texts } from '../../input.ts'
import type { Created, Input, PlaneContext, ResourceType } from '../../service.ts'
import { checkPolicy, type ManagedPolicy, type Role, type Roles } from './roles.ts'

export function iamResources(plane: PlaneContext, roles: Roles): Record<string, ResourceType> {
  return {
    'AWS::IAM::Role': roleType(roles),
    'AWS::IAM::Policy': inlinePolicyType(roles),
    'AWS::IAM::ManagedPolicy': managedPolicyType(plane, roles),
  }
}

function roleType(roles: Roles): ResourceType {
  const created = (role: Role): Created => ({ physicalId: role.name, attributes: { Arn: role.arn, RoleId: role.id } })
  const read = (properties: Input) => ({
    trust: checkPolicy(record(properties, 'AssumeRolePolicyDocument'), 'AssumeRolePolicyDocument'),
    policies: Object.fromEntries(
      records(properties, 'Policies').map((policy) => {
        const name = text(policy, 'PolicyName')
        return [name, checkPolicy(record(policy, 'PolicyDocument'), name)]
      }),
    ),
    managed: texts(properties, 'ManagedPolicyArns'),
    maxSessionSeconds: optionalNumber(properties, 'MaxSessionDuration') ?? 3600,
    description: optionalText(properties, 'Description') ?? '',
  })
  return {
    properties: [
      'RoleName',
      'Path',
      'AssumeRolePolicyDocument',
      'Policies',
      'ManagedPolicyArns',
      'MaxSessionDuration',
      'Description',
      'Tags',
    ],
    required: ['AssumeRolePolicyDocument'],
    createOnly: ['RoleName', 'Path'],
    create: (properties, context) =>
      created(
        roles.create({
          name: optionalText(properties, 'RoleName') ?? context.generatedName(64),
          path: optionalText(properties, 'Path') ?? '/',
          ...read(properties),
        }),
      ),
    /** Policies that AWS::IAM::Policy added to the role stay. */
    update: (name, properties, previous) => {
      const before = new Set(records(previous, 'Policies').map((policy) => text(policy, 'PolicyName')))
      const wanted = read(properties)
      const others = Object.entries(roles.get(name).policies).filter(([policy]) => !before.has(policy))
      return created(roles.change(name, { ...wanted, policies: { ...Object.fromEntries(others), ...wanted.policies } }))
    },
    delete: (name) => {
      if (roles.list().some((role) => role.name === name)) roles.remove(name)
    },
  }
}

/** An inline policy that stands outside its roles. */
function inlinePolicyType(roles: Roles): ResourceType {
  const put = (properties: Input): Created => {
    const name = text(properties, 'PolicyName')
    const document = checkPolicy(record(properties, 'PolicyDocument'), name)
    for (const role of texts(properties, 'Roles'))
      roles.change(role, { policies: { ...roles.get(role).policies, [name]: document } })
    return { physicalId: name, attributes: { Id: name } }
  }
  const take = (properties: Input): void => {
    for (const role of texts(properties, 'Roles')) {
      const known = roles.list().find((each) => each.name === role)
      if (!known) continue
      const { [text(properties, 'PolicyName')]: _gone, ...rest } = known.policies
      roles.change(role, { policies: rest })
    }
  }
  return {
    properties: ['PolicyName', 'PolicyDocument', 'Roles'],
    required: ['PolicyName', 'PolicyDocument', 'Roles'],
    createOnly: ['PolicyName'],
    create: put,
    update: (_id, properties, previous) => {
      take(previous)
      return put(properties)
    },
    delete: (_id, properties) => take(properties),
  }
}

function managedPolicyType(plane: PlaneContext, roles: Roles): ResourceType {
  const policies = plane.store.collection<ManagedPolicy>('iam-policies')
  const attach = (arn: string, properties: Input): void => {
    for (const role of texts(properties, 'Roles')) {
      roles.change(role, { managed: [...new Set([...roles.get(role).managed, arn])] })
    }
  }
  const detach = (arn: string): void => {
    for (const role of roles.list()) {
      if (role.managed.includes(arn)) roles.change(role.name, { managed: role.managed.filter((each) => each !== arn) })
    }
  }
  return {
    properties: ['ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles', 'Description'],
    required: ['PolicyDocument'],
    createOnly: ['ManagedPolicyName', 'Path', 'Description'],
    create: (properties, context) => {
      const name = optionalText(properties, 'ManagedPolicyName') ?? context.generatedName(128)
      const arn = `arn:aws:iam::${plane.accountId}:policy${optionalText(properties, 'Path') ?? '/'}${name}`
      const document = checkPolicy(record(properties, 'PolicyDocument'), name)
      policies.put(arn, { arn, name, document, created: plane.clock.now().toISOString() })
      attach(arn, properties)
      return { physicalId: arn, attributes: { PolicyArn: arn } }
    },
    update: (arn, properties) => {
      const known = policies.get(arn)
      if (known) policies.put(arn, { ...known, document: checkPolicy(record(properties, 'PolicyDocument'), arn) })
      detach(arn)
      attach(arn, properties)
      return { physicalId: arn, attributes: { PolicyArn: arn } }
    },
    delete: (arn) => {
      detach(arn)
      policies.delete(arn)
    },
  }
}
