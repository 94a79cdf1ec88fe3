import type { Template } from '../packaged.ts'
import { at, listAt, type Rule, ruleOf } from './rule.ts'

const role = 'AWS::IAM::Role'

/** Services whose roles this product makes. */
const services = [
  'events.amazonaws.com',
  'firehose.amazonaws.com',
  'glue.amazonaws.com',
  'lambda.amazonaws.com',
  'redshift-serverless.amazonaws.com',
  'redshift.amazonaws.com',
  'states.amazonaws.com',
]

/**
 * Lambda takes a function's role without telling for which function or account: by AWS's developer guide aws:SourceArn "applies only to
 * policies where your Lambda function is the target resource". A role can be passed within its account only, by who has iam:PassRole.
 */
const takesWithoutSource = ['lambda.amazonaws.com']
const sourceKeys = /"(?:aws:SourceAccount|aws:SourceArn|sts:ExternalId)"/

/**
 * Services that use a key without telling for whom. EventBridge: its guide gives the statement without a condition, and that of SNS says that
 * source keys are "not supported for EventBridge"; the queue's own policy asks for the rule. CloudWatch Logs: the encryption context names the log.
 */
const tellsNoSource = (service: string): boolean =>
  service === 'events.amazonaws.com' || /logs\b.*amazonaws\.com/.test(service)

/** Actions that know no resource, by the service authorization reference. Each line says so in the template too. */
export const withoutResource: readonly string[] = [
  'redshift-data:CancelStatement',
  'redshift-data:DescribeStatement',
  'redshift-data:GetStatementResult',
  'logs:CreateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:DescribeLogGroups',
  'logs:DescribeResourcePolicies',
  'logs:GetLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:UpdateLogDelivery',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
  'xray:PutTelemetryRecords',
  'xray:PutTraceSegments',
]

/** Patterns that may stand in a resource, and why. */
const wildcards: readonly { readonly form: RegExp; readonly because: string }[] = [
  { form: /\.Arn\}\/[^*]*(?:\*|\*\/migrations\/\*)"|"\/[\w=/-]*\*"/, because: 'objects under a prefix of one bucket' },
  {
    form: /:log-group:\/aws\/lambda\/[\w${}:-]+:\*"|:log-group:\/aws-glue\/jobs\/\*:log-stream:\*"/,
    because: 'streams of a log',
  },
  { form: /:execution:tributary-[\w${}:-]+:\*"/, because: 'executions of one state machine' },
  {
    form: /:deliverystream\/tributary-[\w${}:-]+-\*"/,
    because: 'a stream for each service: the door refuses sources that no contract names',
  },
  {
    form: /:(?:database|table)\/[\w${}:.-]+_\*(?:\/\*)?"/,
    because: 'databases and tables of one stage’s catalog: one for each service and contract',
  },
]

const isListed = (resource: string): boolean => wildcards.some(({ form }) => form.test(resource))

/** Policies on resources: where they stand, and the resource types that have them. */
const resourcePolicies: Readonly<Record<string, string>> = {
  'AWS::S3::BucketPolicy': 'PolicyDocument',
  'AWS::SQS::QueuePolicy': 'PolicyDocument',
  'AWS::SNS::TopicPolicy': 'PolicyDocument',
  'AWS::KMS::Key': 'KeyPolicy',
  'AWS::SecretsManager::ResourcePolicy': 'ResourcePolicy',
}

const trustOf = (properties: unknown): readonly unknown[] => listAt(properties, 'AssumeRolePolicyDocument', 'Statement')
const trusted = (statement: unknown): readonly string[] =>
  listAt(statement, 'Principal', 'Service').map((service) =>
    typeof service === 'string' ? service : JSON.stringify(service),
  )
const usesKeySilently = (statement: unknown): boolean =>
  listAt(statement, 'Action').some((action) => String(action).startsWith('kms:')) &&
  trusted(statement).every(tellsNoSource)

export interface Granted {
  readonly id: string
  readonly statement: unknown
}

/** Statements that give something to roles, with the resource that they stand in. */
export const grantsIn = ({ Resources }: Template): readonly Granted[] =>
  Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    const documents =
      Type === role
        ? listAt(Properties, 'Policies').map((each) => at(each, 'PolicyDocument'))
        : Type === 'AWS::IAM::Policy' || Type === 'AWS::IAM::ManagedPolicy'
          ? [at(Properties, 'PolicyDocument')]
          : []
    return documents.flatMap((document) => listAt(document, 'Statement')).map((statement) => ({ id, statement }))
  })

const overGrants =
  (faults: (statement: unknown) => readonly (string | false)[]): Rule['faults'] =>
  (template) =>
    grantsIn(template).flatMap(({ id, statement }) =>
      faults(statement)
        .filter((fault) => fault !== false)
        .map((fault) => `${id}: ${fault}`),
    )

const policyStatement = (statement: object) => ({
  Broken: {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } },
  },
})

const overResourcePolicies =
  (faults: (statement: unknown) => readonly (string | false)[]): Rule['faults'] =>
  ({ Resources }) =>
    Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
      listAt(Properties, resourcePolicies[Type] ?? '', 'Statement')
        .flatMap(faults)
        .filter((fault) => fault !== false)
        .map((fault) => `${id}: ${fault}`),
    )

export const identityRules: readonly Rule[] = [
  ruleOf(
    role,
    'trust-names-known-services',
    'a misspelt service principal is taken by IAM and never matches',
    (properties) =>
      trustOf(properties)
        .flatMap(trusted)
        .map((service) => !services.includes(service) && `trusts ${service}`),
    { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'firehoses.amazonaws.com' } }] } },
  ),
  ruleOf(
    role,
    'trust-names-somebody',
    'a role that trusts everybody is everybody’s',
    (properties) =>
      trustOf(properties).map((statement) => {
        const people = listAt(statement, 'Principal', 'AWS').map((person) => JSON.stringify(person))
        const strange = (person: string) => person.includes('*') || !/AWS::AccountId|GetAtt/.test(person)
        return (at(statement, 'Principal') === '*' || people.some(strange)) && 'trusts strangers'
      }),
    { AssumeRolePolicyDocument: { Statement: [{ Principal: '*' }] } },
  ),
  ruleOf(
    role,
    'trust-asks-for-whom',
    'a service that takes a role for another account’s resource is a confused deputy',
    (properties) =>
      trustOf(properties).flatMap((statement) =>
        trusted(statement)
          .filter((service) => !takesWithoutSource.includes(service))
          .map(
            (service) =>
              !sourceKeys.test(JSON.stringify(at(statement, 'Condition') ?? {})) && `${service} is not asked for whom`,
          ),
      ),
    { AssumeRolePolicyDocument: { Statement: [{ Principal: { Service: 'glue.amazonaws.com' } }] } },
  ),
  {
    name: 'policy-names-its-actions',
    because: 'a wildcard grants what AWS will invent next year',
    faults: overGrants((statement) => [
      at(statement, 'NotAction') !== undefined && 'grants all but some actions',
      ...listAt(statement, 'Action').map((action) => String(action).includes('*') && `grants ${action}`),
    ]),
    broken: policyStatement({ Action: 's3:*', Resource: 'x' }),
  },
  {
    name: 'policy-names-its-resources',
    because: 'only actions that know no resource may be granted on all',
    faults: overGrants((statement) =>
      listAt(statement, 'Resource').includes('*')
        ? listAt(statement, 'Action').map(
            (action) => !withoutResource.includes(String(action)) && `grants ${action} on everything`,
          )
        : [at(statement, 'NotResource') !== undefined && 'grants on all but some resources'],
    ),
    broken: policyStatement({ Action: 's3:GetObject', Resource: '*' }),
  },
  {
    name: 'policy-wildcards-are-listed',
    because: 'a resource named by a pattern grants on what does not exist yet',
    faults: overGrants((statement) =>
      listAt(statement, 'Resource').map((resource) => {
        const text = JSON.stringify(resource)
        return text.includes('*') && text !== '"*"' && !isListed(text) && `grants on ${text}`
      }),
    ),
    broken: policyStatement({ Action: 'lambda:InvokeFunction', Resource: 'arn:aws:lambda:eu-central-1:0:function:*' }),
  },
  {
    name: 'policy-fits-actions-to-resources',
    because: 'actions on objects granted on a bucket, and the reverse, allow nothing',
    faults: overGrants((statement) => {
      const resources = listAt(statement, 'Resource').map((each) => JSON.stringify(each))
      const isObject = (text: string): boolean => /\.Arn\}\/|"\/|:::[^/"]+\//.test(text)
      return listAt(statement, 'Action').map((action) => {
        const onBucket = /^s3:(?:List(?!Multipart)|GetBucket)/.test(String(action))
        const onObject = /^s3:(?:GetObject|PutObject|DeleteObject|AbortMultipart)/.test(String(action))
        if (onBucket && resources.some(isObject)) return `grants ${action} on objects`
        return onObject && resources.some((each) => !isObject(each)) && `grants ${action} on a bucket`
      })
    }),
    broken: policyStatement({ Action: 's3:ListBucket', Resource: { 'Fn::Sub': '$' + '{Raw.Arn}/*' } }),
  },
  ruleOf(
    role,
    'role-fits-its-limit',
    'the inline policies of a role have 10,240 characters together',
    (properties) => {
      const length = roleSize(properties)
      return [length > 10_240 && `its policies have about ${length} characters`]
    },
    {
      Policies: [
        {
          PolicyDocument: {
            Statement: [{ Resource: Array.from({ length: 120 }, (_, n) => `arn:aws:s3:::${n}${'x'.repeat(90)}`) }],
          },
        },
      ],
    },
  ),
  {
    name: 'resource-policy-names-somebody',
    because: 'an allow for everybody on a resource opens it to every account',
    faults: overResourcePolicies((statement) => [
      at(statement, 'Effect') === 'Allow' &&
        (at(statement, 'Principal') === '*' || listAt(statement, 'Principal', 'AWS').includes('*')) &&
        'allows everybody',
    ]),
    broken: {
      Broken: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*' }] } },
      },
    },
  },
  {
    name: 'resource-policy-asks-for-whom',
    because: 'a service that is let in must come for a resource of this account',
    faults: overResourcePolicies((statement) => [
      at(statement, 'Effect') === 'Allow' &&
        trusted(statement).length > 0 &&
        !usesKeySilently(statement) &&
        !sourceKeys.test(JSON.stringify(at(statement, 'Condition') ?? {})) &&
        `${trusted(statement).join(', ')} is not asked for whom`,
    ]),
    broken: {
      Broken: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' } }] },
        },
      },
    },
  },
  ruleOf(
    'AWS::KMS::Key',
    'key-asks-nobody-for-what-he-does-not-say',
    'EventBridge and CloudWatch Logs use a key without telling for which account; asked for it, they are refused, and dead letters are lost',
    (properties) =>
      listAt(properties, 'KeyPolicy', 'Statement').map(
        (statement) =>
          trusted(statement).some(tellsNoSource) &&
          sourceKeys.test(JSON.stringify(at(statement, 'Condition') ?? {})) &&
          `${trusted(statement).join(', ')} is asked for whom`,
      ),
    {
      KeyPolicy: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
            Condition: { StringEquals: { 'aws:SourceAccount': '0' } },
          },
        ],
      },
    },
  ),
  ruleOf(
    'AWS::KMS::Key',
    'key-rotates',
    'a key that does not rotate protects years of data by one secret',
    (properties) => [at(properties, 'EnableKeyRotation') !== true && 'does not rotate'],
    {},
  ),
  ruleOf(
    'AWS::KMS::Key',
    'key-can-be-administered',
    'a key that the account may not administer can be mended by AWS alone',
    (properties) => [
      !listAt(properties, 'KeyPolicy', 'Statement').some(
        (each) =>
          JSON.stringify(at(each, 'Principal') ?? '').includes(':root') &&
          listAt(each, 'Action').includes('kms:PutKeyPolicy'),
      ) && 'leaves nobody to administer it',
    ],
    { KeyPolicy: { Statement: [] } },
  ),
]

/** Characters of a role's inline policies as IAM counts them, without white space; a name stands for about what it resolves to. */
export function roleSize(properties: unknown): number {
  const arn = 'arn:aws:firehose:eu-central-1:000000000000:deliverystream/tributary-staging-service'
  const resolved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolved)
    if (typeof value !== 'object' || value === null) return value
    const [key] = Object.keys(value)
    if (key === 'Ref' || key?.startsWith('Fn::')) return arn
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolved(member)]))
  }
  return listAt(properties, 'Policies')
    .map((each) => JSON.stringify(resolved(at(each, 'PolicyDocument'))).length)
    .reduce((sum, length) => sum + length, 0)
}
