import { stringify } from 'yaml'
import { type Artefact, generatedFolder, provenance } from '../artefact.ts'
import type { Catalog, Service } from '../contract.ts'
import { errorPrefixExpression, rawPrefixExpression, unplannedService } from '../lake-layout.ts'
import { pascalCase } from '../names.ts'

/** EventBridge refuses longer patterns. */
export const maxPatternLength = 2_048

/** Matches what no service claims. */
export const unplannedPattern = (services: readonly Pick<Service, 'source'>[]) => ({
  source: [{ 'anything-but': services.map(({ source }) => source) }],
})

type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }

/**
 * delivery.yml: bus → rule → Firehose stream → raw zone with its alarm, for each service and for unknown sources. Included by serverless.yml, which
 * defines AlarmTopic, EventBus, DeliveryDeadLetterQueue, RawBucket, RawKey, FirehoseLogGroup and `custom.bufferSeconds`.
 */
export function delivery({ services }: Catalog): readonly Artefact[] {
  const resources = {
    ...Object.assign(
      {},
      ...services.map((service) => ({
        ...lane(service.name, { source: [service.source] }, `${service.team.name}, ${service.team.contact}`),
        ...publishersOf(service),
      })),
    ),
    ...lane(unplannedService, unplannedPattern(services), `\${param:alarmOwner}`),
  }
  const head = `# ${provenance('schemas/contracts/*/service.yml')}\n`
  const text =
    head + stringify({ Resources: resources }, { lineWidth: 0, aliasDuplicateObjects: false, version: '1.1' })
  return [{ path: `${generatedFolder}/delivery.yml`, text }]
}

function lane(
  service: string,
  pattern: Readonly<Record<string, unknown>>,
  owner: string,
): Readonly<Record<string, Resource>> {
  const id = pascalCase(service)
  return {
    [`${id}Rule`]: rule(service, pattern),
    [`${id}RuleRole`]: role('events.amazonaws.com', 'put-records', [
      { Effect: 'Allow', Action: ['firehose:PutRecord', 'firehose:PutRecordBatch'], Resource: arn(`${id}Stream`) },
    ]),
    [`${id}Stream`]: stream(service),
    [`${id}StreamRole`]: role('firehose.amazonaws.com', 'deliver-to-raw', streamStatements(service)),
    [`${id}StreamLog`]: {
      Type: 'AWS::Logs::LogStream',
      Properties: { LogGroupName: { Ref: 'FirehoseLogGroup' }, LogStreamName: service },
    },
    [`${id}StreamLateAlarm`]: lateAlarm(service, owner),
  }
}

/** Lets another account put events of its own source on the bus, and of no other. */
function publishersOf({ name, source, account }: Service): Readonly<Record<string, Resource>> {
  if (account === undefined) return {}
  const principal = join('arn:', { Ref: 'AWS::Partition' }, `:iam::${account}:root`)
  return {
    [`${pascalCase(name)}Publishers`]: {
      Type: 'AWS::Events::EventBusPolicy',
      Properties: {
        EventBusName: { Ref: 'EventBus' },
        StatementId: name,
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: principal },
          Action: 'events:PutEvents',
          Resource: arn('EventBus'),
          Condition: { StringEquals: { 'events:source': source } },
        },
      },
    },
  }
}

/** Seconds that the oldest event of a stream may wait: a delivery comes after the buffer's minutes at the latest. */
const lateAfterSeconds = 1_800

function lateAlarm(service: string, owner: string): Resource {
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `tributary-\${sls:stage}-${service}-late`,
      AlarmDescription: [
        `Owner: ${owner}.`,
        `Events of ${service} have waited in their stream for more than half an hour, where they should leave after minutes.`,
        'Firehose keeps them for 24 hours. Its log group says why: mostly the bucket, its key or the role refuses.',
      ].join(' '),
      Namespace: 'AWS/Firehose',
      MetricName: 'DeliveryToS3.DataFreshness',
      Dimensions: [{ Name: 'DeliveryStreamName', Value: { Ref: `${pascalCase(service)}Stream` } }],
      Statistic: 'Maximum',
      Period: 300,
      EvaluationPeriods: 2,
      Threshold: lateAfterSeconds,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'notBreaching',
      AlarmActions: [{ Ref: 'AlarmTopic' }],
    },
  }
}

function rule(service: string, pattern: Readonly<Record<string, unknown>>): Resource {
  const id = pascalCase(service)
  return {
    Type: 'AWS::Events::Rule',
    Properties: {
      Name: `tributary-\${sls:stage}-${service}`,
      Description: `Events of ${service} to its stream`,
      EventBusName: { Ref: 'EventBus' },
      State: 'ENABLED',
      EventPattern: pattern,
      Targets: [
        {
          Id: 'stream',
          Arn: arn(`${id}Stream`),
          RoleArn: arn(`${id}RuleRole`),
          RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
          DeadLetterConfig: { Arn: arn('DeliveryDeadLetterQueue') },
        },
      ],
    },
  }
}

function stream(service: string): Resource {
  const id = pascalCase(service)
  return {
    Type: 'AWS::KinesisFirehose::DeliveryStream',
    Properties: {
      DeliveryStreamName: `tributary-\${sls:stage}-${service}`,
      DeliveryStreamType: 'DirectPut',
      DeliveryStreamEncryptionConfigurationInput: { KeyType: 'AWS_OWNED_CMK' },
      ExtendedS3DestinationConfiguration: {
        BucketARN: arn('RawBucket'),
        RoleARN: arn(`${id}StreamRole`),
        Prefix: rawPrefixExpression(service),
        ErrorOutputPrefix: errorPrefixExpression(service),
        CompressionFormat: 'GZIP',
        BufferingHints: { SizeInMBs: 128, IntervalInSeconds: `\${self:custom.bufferSeconds}` },
        ProcessingConfiguration: {
          Enabled: true,
          Processors: [
            {
              Type: 'AppendDelimiterToRecord',
              Parameters: [{ ParameterName: 'Delimiter', ParameterValue: '\\n' }],
            },
          ],
        },
        CloudWatchLoggingOptions: {
          Enabled: true,
          LogGroupName: { Ref: 'FirehoseLogGroup' },
          LogStreamName: { Ref: `${id}StreamLog` },
        },
      },
    },
  }
}

const streamStatements = (service: string) => [
  {
    Effect: 'Allow',
    Action: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
    Resource: [join(arn('RawBucket'), `/service=${service}/*`), join(arn('RawBucket'), `/errors/${service}/*`)],
  },
  {
    Effect: 'Allow',
    Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'],
    Resource: arn('RawBucket'),
  },
  {
    Effect: 'Allow',
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Resource: arn('RawKey'),
    Condition: {
      StringEquals: { 'kms:ViaService': join('s3.', { Ref: 'AWS::Region' }, '.amazonaws.com') },
    },
  },
  {
    Effect: 'Allow',
    Action: ['logs:PutLogEvents'],
    Resource: join(
      'arn:',
      { Ref: 'AWS::Partition' },
      ':logs:',
      { Ref: 'AWS::Region' },
      ':',
      { Ref: 'AWS::AccountId' },
      ':log-group:',
      { Ref: 'FirehoseLogGroup' },
      `:log-stream:${service}`,
    ),
  },
]

function role(principal: string, policyName: string, statements: readonly unknown[]): Resource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: principal },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
      Policies: [{ PolicyName: policyName, PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  }
}

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })
const join = (...parts: readonly unknown[]) => ({ 'Fn::Join': ['', parts] })
