import { globSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { root } from '../../cli/state.ts'
import { type Ceiling, ceilings } from '../../compiler/ceilings.ts'
import { compile } from '../../compiler/compile.ts'
import { readFixed, readSources } from '../../compiler/main.ts'
import { ofType, packageStage, stages, type Template } from './packaged.ts'
import { withoutResource } from './rules/identity.ts'
import { at } from './rules/rule.ts'
import { ruleFaults } from './rules.ts'
import { specificationFaults } from './service-specification.ts'

interface Statement {
  readonly Effect: string
  readonly Action: string | readonly string[]
  readonly Resource?: unknown
  readonly Condition?: unknown
}

const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T]

/** Statements of every role, with where they stand. */
const grants = (template: Template) => {
  type Policy = { readonly PolicyDocument: { readonly Statement: readonly Statement[] } }
  const inRoles = ofType(template, 'AWS::IAM::Role').flatMap(([id, { Policies }]) =>
    asList(Policies as readonly Policy[]).map((policy) => [id, policy] as const),
  )
  const apart = ofType(template, 'AWS::IAM::Policy').map(([id, policy]) => [id, policy as unknown as Policy] as const)
  return [...inRoles, ...apart].flatMap(([id, { PolicyDocument }]) =>
    PolicyDocument.Statement.map((statement) => ({ id, statement })),
  )
}
const actionsOf = ({ Action }: Statement): readonly string[] => asList(Action)

let counted: readonly Ceiling[] = []
beforeAll(() => {
  counted = ceilings(compile(readSources(root)), readFixed(root))
}, 120_000)

describe.each(stages)('the template of stage %s', (stage) => {
  let template: Template
  beforeAll(() => {
    template = packageStage(stage)
  }, 120_000)

  it('is what CloudFormation knows', async () => {
    expect(await specificationFaults(template)).toEqual([])
  })

  it('keeps our own rules, where no oracle looks', () => {
    expect(ruleFaults(template)).toEqual([])
  })

  it('stays within one stack, as the compiler counts it', () => {
    const [resources, bytes] = ['resources of a stack', 'bytes of the template'].map((name) =>
      counted.find(({ limit }) => limit === name),
    )
    const count = Object.keys(template.Resources).length
    expect(count).toBeLessThan(500)
    expect(Math.abs(count - (resources?.now ?? 0))).toBeLessThanOrEqual(5)
    const length = JSON.stringify(template).length
    expect(length).toBeLessThan(1_000_000)
    expect(Math.abs(length - (bytes?.now ?? 0)) / length).toBeLessThan(0.25)
  })

  it('gives every target of a rule retries and a dead-letter queue', () => {
    const targets = ofType(template, 'AWS::Events::Rule').flatMap(([id, { Targets }]) =>
      (Targets as readonly object[]).map((target) => [id, target] as const),
    )
    expect(targets.length).toBeGreaterThanOrEqual(5)
    for (const [id, target] of targets) {
      expect(target, id).toMatchObject({
        RetryPolicy: { MaximumRetryAttempts: expect.any(Number), MaximumEventAgeInSeconds: expect.any(Number) },
        DeadLetterConfig: { Arn: expect.anything() },
      })
    }
  })

  it('lets every rule that uses a dead-letter queue write to it', () => {
    const queues = ofType(template, 'AWS::Events::Rule').flatMap(([, { Targets }]) =>
      (Targets as readonly { DeadLetterConfig: { Arn: { 'Fn::GetAtt': readonly string[] } } }[]).map(
        ({ DeadLetterConfig }) => DeadLetterConfig.Arn['Fn::GetAtt'][0],
      ),
    )
    const writable = ofType(template, 'AWS::SQS::QueuePolicy').flatMap(([, { Queues }]) =>
      (Queues as readonly { Ref: string }[]).map(({ Ref }) => Ref),
    )
    expect([...new Set(queues)].toSorted()).toEqual(writable.toSorted())
  })

  it('grants no wildcard of actions', () => {
    const wide = grants(template).filter(({ statement }) => actionsOf(statement).some((action) => action.includes('*')))
    expect(wide).toEqual([])
  })

  it('grants on all resources only what knows none', () => {
    const wide = grants(template)
      .filter(({ statement }) => asList(statement.Resource).includes('*'))
      .flatMap(({ statement }) => actionsOf(statement))
    expect(wide.filter((action) => !withoutResource.includes(action))).toEqual([])
  })

  it('grants what has an owner only to the owner', () => {
    const statements = grants(template).filter(
      ({ statement }) =>
        asList(statement.Resource).includes('*') && actionsOf(statement)[0]?.startsWith('redshift-data:'),
    )
    for (const { id, statement } of statements) {
      const key = 'redshift-data:statement-owner-iam-userid'
      expect([
        { StringEquals: { [key]: { 'Fn::Join': ['', ['$', '{aws:userid}']] } } },
        { StringLike: { [key]: { 'Fn::Sub': '$' + '{StateMachinesRole.RoleId}:*' } } },
      ]).toContainEqual(statement.Condition)
      expect(statement.Condition && 'StringLike' in (statement.Condition as object), id).toBe(
        id === 'StateMachinesStatementsPolicy',
      )
    }
  })

  it('gives the state machines one role, and no log of what they carry', () => {
    for (const [, { RoleArn, LoggingConfiguration }] of ofType(template, 'AWS::StepFunctions::StateMachine')) {
      expect(RoleArn).toEqual({ 'Fn::GetAtt': ['StateMachinesRole', 'Arn'] })
      expect(LoggingConfiguration).toMatchObject({ Level: 'ERROR', IncludeExecutionData: false })
    }
  })

  it('gives each function a role of its own', () => {
    const roles = ofType(template, 'AWS::Lambda::Function').map(([, { Role }]) => JSON.stringify(Role))
    expect(new Set(roles).size).toBe(roles.length)
    expect(template.Resources.IamRoleLambdaExecution).toBeUndefined()
  })

  it('trusts services, and nobody outside the account', () => {
    for (const [id, { AssumeRolePolicyDocument }] of ofType(template, 'AWS::IAM::Role')) {
      for (const { Principal } of (AssumeRolePolicyDocument as { Statement: readonly { Principal: object }[] })
        .Statement) {
        expect(JSON.stringify(Principal), id).toMatch(/^\{"Service":|:iam::\$\{AWS::AccountId\}:root"/)
      }
    }
  })

  it('keeps every log for a stated time', () => {
    const groups = ofType(template, 'AWS::Logs::LogGroup')
    for (const [id, { RetentionInDays }] of groups) expect(RetentionInDays, id).toBe(stage === 'prod' ? 365 : 30)
    const own = ofType(template, 'AWS::Lambda::Function').map(([, { FunctionName }]) => `/aws/lambda/${FunctionName}`)
    expect(groups.map(([, { LogGroupName }]) => LogGroupName)).toEqual(expect.arrayContaining(own))
  })

  it('keeps every bucket private, encrypted, versioned and open to TLS only', () => {
    const buckets = ofType(template, 'AWS::S3::Bucket').filter(([id]) => id !== 'ServerlessDeploymentBucket')
    expect(buckets).toHaveLength(7)
    for (const [id, bucket] of buckets) {
      expect(bucket, id).toMatchObject({
        BucketEncryption: expect.anything(),
        VersioningConfiguration: { Status: 'Enabled' },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      })
      expect(template.Resources[`${id}Policy`]?.Properties, id).toMatchObject({
        PolicyDocument: {
          Statement: expect.arrayContaining([
            expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          ]),
        },
      })
    }
  })

  it('bounds what a query of Athena may scan, and keeps its results for a week', () => {
    expect(template.Resources.AthenaWorkgroup?.Properties?.WorkGroupConfiguration).toMatchObject({
      EnforceWorkGroupConfiguration: true,
      BytesScannedCutoffPerQuery: 100_000_000_000,
      ResultConfiguration: { EncryptionConfiguration: { EncryptionOption: 'SSE_KMS' } },
    })
    expect(template.Resources.QueryResultsBucket?.Properties?.LifecycleConfiguration).toMatchObject({
      Rules: [{ ExpirationInDays: 7, NoncurrentVersionExpiration: { NoncurrentDays: 1 } }],
    })
  })

  it('keeps each zone under its own key, logs and secrets under that of the control data', () => {
    const keyOf = (id: string) =>
      /"KMSMasterKeyID":\{"Fn::GetAtt":\["(\w+)"/.exec(JSON.stringify(template.Resources[id]))?.[1]
    expect(['Raw', 'Curated', 'Quarantine', 'Batches', 'Artifacts'].map((zone) => keyOf(`${zone}Bucket`))).toEqual([
      'RawKey',
      'CuratedKey',
      'QuarantineKey',
      'ControlKey',
      'ControlKey',
    ])
    for (const type of ['AWS::Logs::LogGroup', 'AWS::SecretsManager::Secret']) {
      for (const [id, { KmsKeyId }] of ofType(template, type)) {
        expect(KmsKeyId, id).toEqual({ 'Fn::GetAtt': ['ControlKey', 'Arn'] })
      }
    }
  })

  it('shows every alarm on the dashboard, and no metric that nobody writes', () => {
    const body = JSON.parse(JSON.stringify(template.Resources.Dashboard?.Properties ?? {})).DashboardBody[
      'Fn::Sub'
    ] as string
    const names = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map(([, name]) => name)
    const alarms = ofType(template, 'AWS::CloudWatch::Alarm')
      .map(([id]) => id)
      .filter((id) => !id.endsWith('StreamLateAlarm')) // one for each stream, which the page shows as a graph
    expect(new Set(names(/\$\{(\w+Alarm)\.Arn\}/g, body))).toEqual(new Set(alarms))
    const functions = globSync('functions/*/*.ts').map((file) => readFileSync(file, 'utf8'))
    const written = names(/addMetric\('(\w+)'/g, functions.join(''))
    const shown = names(/\[(?:"Tributary"|"\."), "(\w+)"/g, body)
    const searched = names(/\{Tributary,[^}]*\} MetricName=\\"(\w+)/g, body)
    const own = [...shown, ...searched]
    expect(own).toHaveLength(10)
    expect(written).toEqual(expect.arrayContaining(own))
  })

  it('announces manifests', () => {
    expect(template.Resources.BatchesBucket?.Properties).toMatchObject({
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    })
  })

  it('keeps the warehouse off the internet and its password out of the template', () => {
    expect(template.Resources.WarehouseWorkgroup?.Properties).toMatchObject({
      PubliclyAccessible: false,
      EnhancedVpcRouting: true,
    })
    expect(template.Resources.WarehouseNamespace?.Properties).toMatchObject({ ManageAdminPassword: true })
    expect(template.Resources.WarehouseNamespace?.Properties).not.toHaveProperty('AdminUserPassword')
  })

  it('keeps what holds data when the stack goes', () => {
    for (const id of [
      'RawBucket',
      'BatchesBucket',
      'CuratedBucket',
      'QuarantineBucket',
      'ArtifactsBucket',
      'WarehouseNamespace',
      'PseudonymSecret',
      'IngestSecret',
    ]) {
      expect(template.Resources[id], id).toMatchObject({ DeletionPolicy: 'Retain' })
    }
  })

  it('opens one function to the internet, which may put records, read its secret and nothing else', () => {
    const urls = ofType(template, 'AWS::Lambda::Url').map(([, { AuthType, TargetFunctionArn }]) => [
      AuthType,
      JSON.stringify(TargetFunctionArn),
    ])
    expect(urls).toEqual([['NONE', expect.stringContaining('IngestEventsLambdaFunction')]])
    const open = ofType(template, 'AWS::Lambda::Permission').filter(([, { Principal }]) => Principal === '*')
    expect(open.map(([, properties]) => properties)).toEqual([
      expect.objectContaining({ Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' }),
      expect.objectContaining({ Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true }),
    ])
    expect(JSON.stringify(open)).not.toMatch(/"Ref":"(?!IngestEvents)/)
    const statements = grants(template).filter(({ id }) => id === 'IngestEventsRole')
    expect(statements.flatMap(({ statement }) => actionsOf(statement)).toSorted()).toEqual([
      'firehose:PutRecordBatch',
      'kms:Decrypt',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'secretsmanager:GetSecretValue',
    ])
    const streams = ofType(template, 'AWS::KinesisFirehose::DeliveryStream').map(
      ([, { DeliveryStreamName }]) => DeliveryStreamName,
    )
    for (const name of streams) expect(name).toMatch(new RegExp(`^tributary-${stage}-`))
  })

  it('gives the door the compiled validators as a layer', () => {
    expect(template.Resources.IngestEventsLambdaFunction?.Properties).toMatchObject({
      Layers: [{ Ref: 'ContractsLayer' }],
    })
    expect(template.Resources.ContractsLayer?.Properties).toMatchObject({
      Content: {
        S3Key: expect.stringMatching(new RegExp(`^serverless/tributary/${stage}/layers/contracts-[0-9a-f]{16}\\.zip$`)),
      },
    })
  })

  it('keeps its own events off the bus that leads into the lake', () => {
    const announcing = ofType(template, 'AWS::Lambda::Function').flatMap(([id, { Environment }]) => {
      const { EVENT_BUS_NAME: bus } = (Environment as { Variables: { EVENT_BUS_NAME?: unknown } }).Variables
      return bus === undefined ? [] : [[id, bus] as const]
    })
    expect(announcing.map(([id]) => id).toSorted()).toEqual(['FailBatchLambdaFunction', 'PublishBatchLambdaFunction'])
    for (const [id, bus] of announcing) expect(bus, id).toBe('default')
  })

  it('tells a person what happened and what to do, by each alarm', () => {
    const alarms = ofType(template, 'AWS::CloudWatch::Alarm')
    expect(alarms.length).toBeGreaterThanOrEqual(5)
    for (const [id, { AlarmActions, AlarmDescription }] of alarms) {
      expect(AlarmActions, id).toEqual([{ Ref: 'AlarmTopic' }])
      expect(String(AlarmDescription).length, id).toBeGreaterThan(100)
    }
  })
})

it('names databases as Athena takes them, also for a stage with a hyphen', () => {
  const names = ofType(packageStage('verify-x'), 'AWS::Glue::Database').map(([, properties]) =>
    at(properties, 'DatabaseInput', 'Name'),
  )
  expect(names).toContain('tributary_verify_x_ops')
  for (const name of names) expect(name).toMatch(/^[a-z0-9_]+$/)
}, 120_000)
