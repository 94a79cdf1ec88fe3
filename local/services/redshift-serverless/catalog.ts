import type { PlaneContext } from '../../service.ts'
import type { Collection } from '../../store.ts'

export interface Namespace {
  readonly name: string
  readonly id: string
  readonly arn: string
  readonly dbName: string
  readonly adminUsername: string
  /** Absent when the template gives a password itself. */
  readonly adminSecretArn?: string
  /** Roles that COPY may name; with none, COPY may name no role. */
  readonly iamRoles: readonly string[]
  readonly defaultIamRole?: string
}

export interface Workgroup {
  readonly name: string
  readonly id: string
  readonly arn: string
  readonly namespaceName: string
  readonly baseCapacity?: number
}

/** What the two Redshift services know in common. */
export interface Catalog {
  readonly namespaces: Collection<Namespace>
  readonly workgroups: Collection<Workgroup>
  /** By name or ARN. */
  workgroup(nameOrArn: string): Workgroup | undefined
}

export function catalogOf(plane: PlaneContext): Catalog {
  const workgroups = plane.store.collection<Workgroup>('redshift-workgroups')
  return {
    namespaces: plane.store.collection<Namespace>('redshift-namespaces'),
    workgroups,
    workgroup: (nameOrArn) => workgroups.list().find(({ name, arn }) => name === nameOrArn || arn === nameOrArn),
  }
}
