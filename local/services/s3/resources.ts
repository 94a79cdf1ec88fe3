import { ServiceError, unsupported } from '../../errors.ts'
import { optionalFlag, optionalRecord, optionalText, record, text } from '../../input.ts'
import type { Created, Input, PlaneContext, ResourceType } from '../../service.ts'
import type { Buckets } from './buckets.ts'

/** Kept with the bucket, without effect here. No versions are kept: asking for one (`versionId`) is refused. */
const stored = [
  'BucketEncryption',
  'LifecycleConfiguration',
  'LoggingConfiguration',
  'OwnershipControls',
  'PublicAccessBlockConfiguration',
  'VersioningConfiguration',
  'Tags',
] as const

export function bucketResources(plane: PlaneContext, buckets: Buckets): Record<string, ResourceType> {
  const created = (name: string): Created => ({
    physicalId: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${plane.region}.amazonaws.com`,
    },
  })
  return {
    'AWS::S3::Bucket': {
      properties: ['BucketName', 'NotificationConfiguration', ...stored],
      createOnly: ['BucketName'],
      create: (properties, context) => {
        const name = optionalText(properties, 'BucketName') ?? context.generatedName(63).toLowerCase()
        buckets.create({
          name,
          created: plane.clock.now().toISOString(),
          region: context.region,
          eventBridge: wantsEvents(properties),
          properties,
        })
        return created(name)
      },
      update: (name, properties) => {
        buckets.change(name, { eventBridge: wantsEvents(properties), properties })
        return created(name)
      },
      delete: (name) => {
        if (buckets.list().some((bucket) => bucket.name === name)) buckets.remove(name)
      },
    },
    'AWS::S3::BucketPolicy': {
      properties: ['Bucket', 'PolicyDocument'],
      required: ['Bucket', 'PolicyDocument'],
      createOnly: ['Bucket'],
      create: (properties) => keepPolicy(buckets, properties),
      update: (_id, properties) => keepPolicy(buckets, properties),
      delete: (name) => {
        if (buckets.list().some((bucket) => bucket.name === name)) buckets.change(name, { policy: undefined })
      },
    },
  }
}

function keepPolicy(buckets: Buckets, properties: Input): Created {
  const name = text(properties, 'Bucket')
  buckets.change(name, { policy: record(properties, 'PolicyDocument') })
  return { physicalId: name, attributes: {} }
}

function wantsEvents(properties: Input): boolean {
  const configuration = optionalRecord(properties, 'NotificationConfiguration')
  if (!configuration) return false
  const other = Object.keys(configuration).find((name) => name !== 'EventBridgeConfiguration')
  if (other !== undefined) throw unsupported(`AWS::S3::Bucket NotificationConfiguration.${other}`)
  const events = record(configuration, 'EventBridgeConfiguration')
  const unknown = Object.keys(events).find((name) => name !== 'EventBridgeEnabled')
  if (unknown !== undefined)
    throw new ServiceError('ValidationError', `EventBridgeConfiguration has no property ${unknown}`)
  return optionalFlag(events, 'EventBridgeEnabled') ?? true
}
