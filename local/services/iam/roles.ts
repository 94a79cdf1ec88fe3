import { createHash } from 'node:crypto'
import { ServiceError } from '../../errors.ts'
import { readPolicy } from '../../iam/policy.ts'
import type { Input, PlaneContext } from '../../service.ts'

export interface Role {
  readonly arn: string
  readonly name: string
  readonly path: string
  readonly id: string
  readonly created: string
  /** The trust policy: who may assume the role. */
  readonly trust: Input
  /** Inline policies by name. */
  readonly policies: Readonly<Record<string, Input>>
  /** ARNs of managed policies. */
  readonly managed: readonly string[]
  readonly description?: string
  readonly maxSessionSeconds: number
}

export interface ManagedPolicy {
  readonly arn: string
  readonly name: string
  readonly document: Input
  readonly created: string
}

export interface Roles {
  /** By name; a role of AWS is unique by name, whatever its path. Throws NoSuchEntity. */
  get(name: string): Role
  list(): readonly Role[]
  /** Throws EntityAlreadyExists. */
  create(role: Omit<Role, 'arn' | 'id' | 'created'>): Role
  change(name: string, change: Partial<Role>): Role
  remove(name: string): void
}

export function openRoles(plane: PlaneContext, forgetKeys: (roleArn: string) => void): Roles {
  const documents = plane.store.collection<Role>('iam-roles')
  const find = (name: string) => documents.list().find((role) => role.name === name)
  const get = (name: string) => {
    const role = find(name)
    if (!role) throw new ServiceError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404)
    return role
  }
  return {
    get,
    list: () => documents.list(),
    create: (wanted) => {
      if (!/^[\w+=,.@-]{1,64}$/.test(wanted.name))
        throw new ServiceError('ValidationError', `The role name ${wanted.name} is invalid`)
      if (find(wanted.name))
        throw new ServiceError('EntityAlreadyExists', `Role with name ${wanted.name} already exists.`, 409)
      checkPolicy(wanted.trust, 'AssumeRolePolicyDocument')
      const arn = `arn:aws:iam::${plane.accountId}:role${wanted.path}${wanted.name}`
      const id = `AROA${createHash('sha256').update(arn).digest('hex').slice(0, 17).toUpperCase()}`
      const role: Role = { ...wanted, arn, id, created: plane.clock.now().toISOString() }
      documents.put(arn, role)
      return role
    },
    change: (name, change) => {
      const role = { ...get(name), ...change }
      documents.put(role.arn, role)
      return role
    },
    remove: (name) => {
      const { arn } = get(name)
      documents.delete(arn)
      forgetKeys(arn)
    },
  }
}

/** Throws MalformedPolicyDocument, and UnsupportedOperation for a condition that this plane could not judge later. */
export function checkPolicy(document: Input, place: string): Input {
  readPolicy(place, document)
  return document
}
