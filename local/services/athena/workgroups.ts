import { ServiceError, unsupported } from '../../errors.ts'
import { optionalFlag, optionalNumber, optionalRecord, optionalText, text } from '../../input.ts'
import type { Input, PlaneContext, ResourceType } from '../../service.ts'
import type { Collection } from '../../store.ts'

export interface Workgroup {
  readonly name: string
  readonly description: string
  readonly enabled: boolean
  /** Clients' own places of results are not taken. */
  readonly enforced: boolean
  /** `s3://bucket/prefix/`. */
  readonly outputLocation?: string
  readonly encryption?: string
  /** Bytes that one query may scan. */
  readonly bytesLimit?: number
  readonly createdAt: string
}

export interface Workgroups {
  /** Throws InvalidRequestException. */
  get(name: string): Workgroup
  readonly resource: ResourceType
}

const leastLimit = 10_000_000
const configurationMembers = [
  'EnforceWorkGroupConfiguration',
  'PublishCloudWatchMetricsEnabled',
  'RequesterPaysEnabled',
  'BytesScannedCutoffPerQuery',
  'EngineVersion',
  'ResultConfiguration',
]
const resultMembers = ['OutputLocation', 'ExpectedBucketOwner', 'EncryptionConfiguration']

export function workgroupsOf(plane: PlaneContext): Workgroups {
  const groups = plane.store.collection<Workgroup>('athena-workgroups')
  return {
    get: (name) => {
      const found = groups.get(name)
      if (!found) throw new ServiceError('InvalidRequestException', `WorkGroup ${name} is not found.`)
      return found
    },
    resource: workgroupResource(plane, groups),
  }
}

function workgroupResource(plane: PlaneContext, groups: Collection<Workgroup>): ResourceType {
  const put = (name: string, properties: Input) => {
    groups.put(name, workgroupOf(name, properties, groups.get(name)?.createdAt ?? plane.clock.now().toISOString()))
    return { physicalId: name, attributes: {} }
  }
  return {
    properties: ['Name', 'Description', 'State', 'WorkGroupConfiguration', 'RecursiveDeleteOption', 'Tags'],
    required: ['Name'],
    createOnly: ['Name'],
    create: (properties) => {
      const name = text(properties, 'Name')
      if (groups.get(name)) throw new ServiceError('InvalidRequestException', 'WorkGroup is already created')
      return put(name, properties)
    },
    update: (name, properties) => put(name, properties),
    delete: (name) => {
      groups.delete(name)
    },
  }
}

function workgroupOf(name: string, properties: Input, createdAt: string): Workgroup {
  const configuration = optionalRecord(properties, 'WorkGroupConfiguration') ?? {}
  refuseOthers(configuration, configurationMembers, 'WorkGroupConfiguration')
  const results = optionalRecord(configuration, 'ResultConfiguration') ?? {}
  refuseOthers(results, resultMembers, 'ResultConfiguration')
  const outputLocation = optionalText(results, 'OutputLocation')
  const encryption = optionalText(optionalRecord(results, 'EncryptionConfiguration') ?? {}, 'EncryptionOption')
  const bytesLimit = optionalNumber(configuration, 'BytesScannedCutoffPerQuery')
  if (bytesLimit !== undefined && bytesLimit < leastLimit)
    throw new ServiceError('InvalidRequestException', `BytesScannedCutoffPerQuery must be at least ${leastLimit}`)
  return {
    name,
    description: optionalText(properties, 'Description') ?? '',
    enabled: (optionalText(properties, 'State') ?? 'ENABLED') === 'ENABLED',
    enforced: optionalFlag(configuration, 'EnforceWorkGroupConfiguration') ?? true,
    createdAt,
    ...(outputLocation !== undefined && { outputLocation }),
    ...(encryption !== undefined && { encryption }),
    ...(bytesLimit !== undefined && { bytesLimit }),
  }
}

function refuseOthers(input: Input, known: readonly string[], where: string): void {
  const other = Object.keys(input).find((member) => !known.includes(member))
  if (other !== undefined) throw unsupported(`athena ${where}.${other}`)
}

export const describeWorkgroup = (group: Workgroup): unknown => ({
  Name: group.name,
  Description: group.description,
  State: group.enabled ? 'ENABLED' : 'DISABLED',
  CreationTime: new Date(group.createdAt),
  Configuration: {
    EnforceWorkGroupConfiguration: group.enforced,
    BytesScannedCutoffPerQuery: group.bytesLimit,
    EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: 'Athena engine version 3' },
    ResultConfiguration: {
      OutputLocation: group.outputLocation,
      ...(group.encryption !== undefined && { EncryptionConfiguration: { EncryptionOption: group.encryption } }),
    },
  },
})
