import { at, listAt, numberOf, type Rule, referred, ruleOf } from './rule.ts'

const bucket = 'AWS::S3::Bucket'
/** Made by the Serverless Framework for the packages of a deploy. */
const ofTheFramework = /^ServerlessDeploymentBucket/
const stateful = ['AWS::S3::Bucket', 'AWS::RedshiftServerless::Namespace', 'AWS::SecretsManager::Secret'] as const

const ownBucket = (
  name: string,
  because: string,
  faults: (
    properties: Parameters<typeof at>[0],
    template: Parameters<Rule['faults']>[0],
    id: string,
  ) => readonly (string | false)[],
  broken: object = {},
): Rule =>
  ruleOf(
    bucket,
    name,
    because,
    (properties, template, id) => (ofTheFramework.test(id) ? [] : faults(properties, template, id)),
    { ...broken },
  )

export const storageRules: readonly Rule[] = [
  ownBucket('bucket-encrypted', 'the default may change; what holds data says how it is encrypted', (properties) => [
    listAt(properties, 'BucketEncryption', 'ServerSideEncryptionConfiguration').length === 0 && 'states no encryption',
  ]),
  ownBucket('bucket-versioned', 'an overwritten or deleted object can be had back', (properties) => [
    at(properties, 'VersioningConfiguration', 'Status') !== 'Enabled' && 'keeps no versions',
  ]),
  ownBucket(
    'bucket-private',
    'each of the four blocks closes another way to the public',
    (properties) =>
      ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].map(
        (name) => at(properties, 'PublicAccessBlockConfiguration', name) !== true && `${name} is off`,
      ),
    { PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true } },
  ),
  ownBucket('bucket-owned', 'objects of other writers would be theirs', (properties) => [
    at(properties, 'OwnershipControls', 'Rules', 0, 'ObjectOwnership') !== 'BucketOwnerEnforced' &&
      'leaves objects to their writers',
  ]),
  ownBucket('bucket-wants-tls', 'S3 answers plain HTTP unless the bucket’s policy denies it', (_, template, id) => {
    const statements = Object.values(template.Resources)
      .filter(({ Type, Properties }) => Type === 'AWS::S3::BucketPolicy' && referred(at(Properties, 'Bucket')) === id)
      .flatMap(({ Properties }) => listAt(Properties, 'PolicyDocument', 'Statement'))
    const denies = statements.some(
      (each) => at(each, 'Effect') === 'Deny' && at(each, 'Condition', 'Bool', 'aws:SecureTransport') === 'false',
    )
    return [!denies && 'has no policy that denies plain HTTP']
  }),
  ownBucket(
    'bucket-tidies-up',
    'parts of uploads that were not completed are kept, and billed, for ever',
    (properties) => [
      !listAt(properties, 'LifecycleConfiguration', 'Rules').some(
        (each) => at(each, 'Status') === 'Enabled' && at(each, 'AbortIncompleteMultipartUpload') !== undefined,
      ) && 'does not abort what was not completed',
      !listAt(properties, 'LifecycleConfiguration', 'Rules').some(
        (each) => at(each, 'NoncurrentVersionExpiration') !== undefined,
      ) && 'keeps old versions for ever',
    ],
  ),
  ownBucket(
    'bucket-logs-access',
    'without an access log nobody can say later who read an object',
    (properties, template, id) => {
      const destination = (each: unknown) => referred(at(each, 'LoggingConfiguration', 'DestinationBucketName'))
      const isLog = Object.values(template.Resources).some(({ Properties }) => destination(Properties) === id)
      const log = template.Resources[destination(properties) ?? '']
      return [!isLog && log?.Type !== bucket && 'logs to no bucket of this template']
    },
  ),
  ownBucket('bucket-name-is-free', 'names of buckets are unique in the world', (properties) => [
    !JSON.stringify(at(properties, 'BucketName') ?? '').includes('AWS::AccountId') && 'has a name without the account',
  ]),
  {
    name: 'state-is-retained',
    because: 'removing or replacing a stack must not delete what cannot be made again',
    faults: (template) =>
      Object.entries(template.Resources).flatMap(([id, resource]) => {
        if (!(stateful as readonly string[]).includes(resource.Type) || ofTheFramework.test(id)) return []
        const policies = resource as { readonly DeletionPolicy?: string; readonly UpdateReplacePolicy?: string }
        return (['DeletionPolicy', 'UpdateReplacePolicy'] as const).flatMap((policy) =>
          policies[policy] === 'Retain' ? [] : [`${id}: ${policy} is not Retain`],
        )
      }),
    broken: { Broken: { Type: 'AWS::SecretsManager::Secret' } },
  },
  ruleOf(
    'AWS::Logs::LogGroup',
    'log-is-kept-for-a-time',
    'a log without a retention is kept for ever',
    (properties) => [at(properties, 'RetentionInDays') === undefined && 'is kept for ever'],
    { LogGroupName: '/x' },
  ),
  ruleOf(
    'AWS::SQS::Queue',
    'queue-keeps-for-two-weeks',
    'a dead letter that is gone after the default of four days may not outlast a holiday',
    (properties) => [
      numberOf(at(properties, 'MessageRetentionPeriod')) !== 1_209_600 && 'does not keep messages for 14 days',
      at(properties, 'SqsManagedSseEnabled') !== true &&
        at(properties, 'KmsMasterKeyId') === undefined &&
        'is not encrypted',
    ],
    { SqsManagedSseEnabled: true },
  ),
  ruleOf(
    'AWS::Athena::WorkGroup',
    'workgroup-limits-scans',
    'a forgotten WHERE reads the whole lake; a client that may choose its own place for results leaves them anywhere',
    (properties) => {
      const configuration = at(properties, 'WorkGroupConfiguration')
      const results = at(configuration, 'ResultConfiguration')
      return [
        numberOf(at(configuration, 'BytesScannedCutoffPerQuery')) === undefined && 'has no limit of bytes',
        at(configuration, 'EnforceWorkGroupConfiguration') !== true && 'lets clients override it',
        at(results, 'EncryptionConfiguration') === undefined && 'leaves results unencrypted',
        at(results, 'ExpectedBucketOwner') === undefined && 'writes results to a bucket of anybody’s',
      ]
    },
    { WorkGroupConfiguration: { EnforceWorkGroupConfiguration: true } },
  ),
]
