import { unsupported } from '../errors.ts'
import { isRecord, optionalText } from '../input.ts'
import type { Input } from '../service.ts'
import type { Store } from '../store.ts'
import { askedOfCatalog } from './asked-of-catalog.ts'
import { viaService, withKeysOfBuckets } from './asked-of-keys.ts'
import { askedOfS3 } from './asked-of-s3.ts'
import type { Asked } from './evaluate.ts'

/** Where a request is made, and what is deployed there. */
export interface Place {
  readonly region: string
  readonly accountId: string
  readonly store: Store
}

/** The permissions that one request needs, all of them. */
export type Ask = (input: Input, place: Place) => readonly Asked[]

/**
 * What a request needs by IAM's own names, which are not always the API's, and on which resource. Throws UnsupportedOperation for an operation
 * that nobody has looked up: a call must not pass because it is unknown.
 */
export function askedOf(service: string, operation: string, input: Input, place: Place): readonly Asked[] {
  const ask = asks[service]?.[operation]
  if (ask) return ask(input, place)
  throw unsupported(`The permission for ${service}.${operation} (a line in local/iam/asked.ts)`)
}

/** The action has the operation's name; the resource is made of the request. */
const on =
  (action: string, resource: (input: Input, place: Place) => string): Ask =>
  (input, place) => [{ action, resource: resource(input, place) }]

/** Actions of one service that know no resource. */
const onAll = (prefix: string, operations: readonly string[]): Readonly<Record<string, Ask>> =>
  Object.fromEntries(operations.map((operation) => [operation, on(`${prefix}:${operation}`, () => '*')]))

/** Operations of one service on one kind of resource. */
const onEach = (
  prefix: string,
  operations: readonly string[],
  resource: (input: Input, place: Place) => string,
): Readonly<Record<string, Ask>> =>
  Object.fromEntries(operations.map((operation) => [operation, on(`${prefix}:${operation}`, resource)]))

const arn =
  (service: string, path: (input: Input) => string) =>
  (input: Input, { region, accountId }: Place): string => {
    const given = path(input)
    return given.startsWith('arn:') ? given : `arn:aws:${service}:${region}:${accountId}:${given}`
  }

const nothing: Ask = () => []

const member =
  (name: string) =>
  (input: Input): string =>
    optionalText(input, name) ?? '*'

const named = (kind: string, name: string) => (input: Input) => {
  const given = optionalText(input, name) ?? '*'
  return given.startsWith('arn:') ? given : `${kind}${given}`
}

/** Name, ARN or `account:function:name` → ARN, with the version or alias that is meant. */
const functionArn = (input: Input, place: Place): string => {
  const given = optionalText(input, 'FunctionName') ?? '*'
  const name = given.startsWith('arn:') ? given.split(':').slice(6).join(':') : given.replace(/^(?:\d+:)?function:/, '')
  const qualifier = optionalText(input, 'Qualifier')
  const suffix = qualifier === undefined ? '' : `:${qualifier}`
  return `arn:aws:lambda:${place.region}:${place.accountId}:function:${name}${suffix}`
}

const queueArn = arn('sqs', (input) => {
  const given = optionalText(input, 'QueueUrl') ?? optionalText(input, 'QueueName') ?? '*'
  return given.slice(given.lastIndexOf('/') + 1)
})

const logStreamArn = arn(
  'logs',
  (input) =>
    `log-group:${optionalText(input, 'logGroupName') ?? '*'}:log-stream:${optionalText(input, 'logStreamName') ?? ''}`,
)

const secretArn = (input: Input, { region, accountId, store }: Place): string => {
  const id = optionalText(input, 'SecretId') ?? optionalText(input, 'Name') ?? '*'
  const known = store
    .collection<{ readonly arn: string; readonly name: string }>('secrets')
    .list()
    .find((secret) => secret.arn === id || secret.name === id)
  return known?.arn ?? (id.startsWith('arn:') ? id : `arn:aws:secretsmanager:${region}:${accountId}:secret:${id}`)
}

const workgroupArn = (input: Input, { region, accountId, store }: Place): string => {
  const name = optionalText(input, 'WorkgroupName') ?? optionalText(input, 'workgroupName') ?? '*'
  const known = store
    .collection<{ readonly arn: string; readonly name: string }>('redshift-workgroups')
    .list()
    .find((workgroup) => workgroup.arn === name || workgroup.name === name)
  return known?.arn ?? arn('redshift-serverless', () => `workgroup/${name}`)(input, { region, accountId, store })
}

/** A caller without a secret logs in as its own identity, which is a permission of its own. */
const submit =
  (action: string): Ask =>
  (input, place) => {
    const resource = workgroupArn(input, place)
    const login = { action: 'redshift-serverless:GetCredentials', resource }
    return [{ action, resource }, ...(input.SecretArn === undefined ? [login] : [])]
  }

/** Statements have no ARN; policies tell them by who submitted them. */
const ofStatement =
  (action: string): Ask =>
  (input, { store }) => {
    const id = (optionalText(input, 'Id') ?? '').split(':')[0] ?? ''
    const owner = store.collection<{ readonly ownerUserId?: string }>('redshift-statements').get(id)?.ownerUserId
    const context = owner === undefined ? {} : { 'redshift-data:statement-owner-iam-userid': [owner] }
    return [{ action, resource: '*', context }]
  }

const putEvents: Ask = (input, { region, accountId }) =>
  (Array.isArray(input.Entries) ? input.Entries : []).filter(isRecord).map((entry) => {
    const bus = optionalText(entry, 'EventBusName') ?? 'default'
    return {
      action: 'events:PutEvents',
      resource: bus.startsWith('arn:') ? bus : `arn:aws:events:${region}:${accountId}:event-bus/${bus}`,
      context: {
        'events:source': [String(entry.Source ?? '')],
        'events:detail-type': [String(entry.DetailType ?? '')],
      },
    }
  })

const ruleArn = arn('events', (input) => {
  const bus = optionalText(input, 'EventBusName') ?? 'default'
  const name = optionalText(input, 'Name') ?? optionalText(input, 'Rule') ?? '*'
  return bus === 'default' ? `rule/${name}` : `rule/${bus.slice(bus.lastIndexOf('/') + 1)}/${name}`
})

const machineArn = member('stateMachineArn')
const executionArn = member('executionArn')
const jobArn = arn('glue', named('job/', 'JobName'))
const streamArn = arn('firehose', named('deliverystream/', 'DeliveryStreamName'))
const roleArn = (input: Input, { accountId, store }: Place): string => {
  const name = optionalText(input, 'RoleName') ?? '*'
  const roles = store.collection<{ readonly arn: string; readonly name: string }>('iam-roles').list()
  return roles.find((role) => role.name === name)?.arn ?? `arn:aws:iam::${accountId}:role/${name}`
}

const asks: Readonly<Record<string, Readonly<Record<string, Ask>>>> = {
  s3: withKeysOfBuckets(askedOfS3),
  lambda: {
    Invoke: on('lambda:InvokeFunction', functionArn),
    ...onEach('lambda', ['GetFunction'], functionArn),
    ...onAll('lambda', ['ListFunctions']),
  },
  states: {
    ...onEach('states', ['StartExecution', 'ListExecutions', 'DescribeStateMachine'], machineArn),
    ...onEach('states', ['DescribeExecution', 'GetExecutionHistory', 'StopExecution'], executionArn),
    ...onAll('states', ['ListStateMachines']),
  },
  glue: {
    ...onEach('glue', ['StartJobRun', 'GetJobRun', 'GetJobRuns', 'BatchStopJobRun', 'GetJob'], jobArn),
    ...askedOfCatalog,
  },
  athena: {
    ...onEach('athena', ['StartQueryExecution'], arn('athena', named('workgroup/', 'WorkGroup'))),
    ...onEach('athena', ['GetQueryExecution', 'GetQueryResults', 'StopQueryExecution'], (input, place) =>
      queryWorkgroup(optionalText(input, 'QueryExecutionId') ?? '', place),
    ),
    ...onEach('athena', ['GetWorkGroup', 'ListQueryExecutions'], arn('athena', named('workgroup/', 'WorkGroup'))),
  },
  'redshift-data': {
    ExecuteStatement: submit('redshift-data:ExecuteStatement'),
    BatchExecuteStatement: submit('redshift-data:BatchExecuteStatement'),
    DescribeStatement: ofStatement('redshift-data:DescribeStatement'),
    GetStatementResult: ofStatement('redshift-data:GetStatementResult'),
    CancelStatement: ofStatement('redshift-data:CancelStatement'),
    ...onAll('redshift-data', ['ListStatements']),
  },
  'redshift-serverless': {
    ...onEach('redshift-serverless', ['GetWorkgroup'], workgroupArn),
    ...onEach(
      'redshift-serverless',
      ['GetNamespace'],
      arn('redshift-serverless', named('namespace/', 'namespaceName')),
    ),
    ...onAll('redshift-serverless', [
      ...['ListNamespaces', 'ListWorkgroups'],
      ...['CreateUsageLimit', 'DeleteUsageLimit', 'GetUsageLimit', 'ListUsageLimits', 'UpdateUsageLimit'],
    ]),
  },
  events: {
    PutEvents: putEvents,
    ...onEach('events', ['DescribeRule', 'EnableRule', 'DisableRule', 'ListTargetsByRule'], ruleArn),
    ...onAll('events', ['ListRules', 'TestEventPattern']),
  },
  firehose: {
    ...onEach('firehose', ['PutRecord', 'PutRecordBatch', 'DescribeDeliveryStream'], streamArn),
    ...onAll('firehose', ['ListDeliveryStreams']),
  },
  sqs: {
    ...onEach(
      'sqs',
      [
        ...['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'PurgeQueue'],
        ...['GetQueueAttributes', 'GetQueueUrl', 'CreateQueue', 'DeleteQueue'],
      ],
      queueArn,
    ),
    SendMessageBatch: on('sqs:SendMessage', queueArn),
    DeleteMessageBatch: on('sqs:DeleteMessage', queueArn),
    ...onAll('sqs', ['ListQueues']),
  },
  sns: { ...onEach('sns', ['Publish'], member('TopicArn')), ...onAll('sns', ['ListTopics']) },
  secretsmanager: {
    ...onEach('secretsmanager', ['PutSecretValue', 'DescribeSecret', 'CreateSecret', 'DeleteSecret'], secretArn),
    GetSecretValue: (input, place) => {
      const resource = secretArn(input, place)
      const secret = place.store.collection<{ readonly key?: string }>('secrets').get(resource)
      return [
        { action: 'secretsmanager:GetSecretValue', resource },
        ...viaService('secretsmanager', ['kms:Decrypt'], secret?.key, place),
      ]
    },
  },
  logs: {
    ...onEach('logs', ['CreateLogStream', 'PutLogEvents', 'GetLogEvents'], logStreamArn),
    ...onEach(
      'logs',
      ['CreateLogGroup', 'DeleteLogGroup', 'DescribeLogStreams', 'FilterLogEvents'],
      arn('logs', named('log-group:', 'logGroupName')),
    ),
    ...onAll('logs', ['DescribeLogGroups']),
  },
  monitoring: {
    ...onAll('cloudwatch', ['PutMetricData', 'GetMetricData', 'ListMetrics']),
    DescribeAlarms: on(
      'cloudwatch:DescribeAlarms',
      arn('cloudwatch', () => 'alarm:*'),
    ),
    GetDashboard: on(
      'cloudwatch:GetDashboard',
      (input, { accountId }) =>
        `arn:aws:cloudwatch::${accountId}:dashboard/${optionalText(input, 'DashboardName') ?? '*'}`,
    ),
  },
  iam: {
    ...onEach(
      'iam',
      [
        ...['CreateRole', 'GetRole', 'DeleteRole', 'PutRolePolicy', 'GetRolePolicy', 'DeleteRolePolicy'],
        ...['ListRolePolicies', 'ListAttachedRolePolicies'],
      ],
      roleArn,
    ),
    ...onAll('iam', ['ListRoles']),
  },
  // A role's own trust policy is judged by the operation itself.
  sts: { GetCallerIdentity: nothing, AssumeRole: nothing },
  ecr: onEach(
    'ecr',
    ['DescribeRepositories'],
    arn('ecr', () => 'repository/*'),
  ),
  cloudformation: {
    ...onAll('cloudformation', ['ValidateTemplate']),
    ...onEach(
      'cloudformation',
      [
        ...['CreateChangeSet', 'CreateStack', 'DeleteChangeSet', 'DeleteStack', 'DescribeChangeSet', 'UpdateStack'],
        ...['DescribeStackEvents', 'DescribeStackResource', 'DescribeStackResources', 'DescribeStacks', 'GetTemplate'],
        ...['ExecuteChangeSet', 'ListStackResources'],
      ],
      arn('cloudformation', (input) => `stack/${optionalText(input, 'StackName') ?? '*'}/*`),
    ),
  },
}

function queryWorkgroup(id: string, place: Place): string {
  const query = place.store.collection<{ readonly workgroup?: string }>('athena-queries').get(id)
  return `arn:aws:athena:${place.region}:${place.accountId}:workgroup/${query?.workgroup ?? '*'}`
}

/** Every operation whose permission is known, `service.Operation`. */
export const knownOperations: readonly string[] = Object.entries(asks).flatMap(([service, operations]) =>
  Object.keys(operations).map((operation) => `${service}.${operation}`),
)
