import type { Template } from '../packaged.ts'
import { at, isWithin, listAt, type Rule, referred, ruleOf } from './rule.ts'

const rule = 'AWS::Events::Rule'
const targets = (properties: unknown): readonly unknown[] => listAt(properties, 'Targets')
const typeOf = (template: Template, reference: unknown): string =>
  template.Resources[referred(reference) ?? '']?.Type ?? ''
const sources = (properties: unknown): readonly unknown[] => listAt(properties, 'EventPattern', 'source')
const ofAws = (properties: unknown): boolean => sources(properties).some((each) => String(each).startsWith('aws.'))
const target = (more: object = {}) => ({ Id: 't', Arn: { 'Fn::GetAtt': ['Target', 'Arn'] }, ...more })

const policiesOf = (template: Template, queue: string): readonly unknown[] =>
  Object.values(template.Resources)
    .filter(
      ({ Type, Properties }) =>
        Type === 'AWS::SQS::QueuePolicy' && listAt(Properties, 'Queues').some((each) => referred(each) === queue),
    )
    .flatMap(({ Properties }) => listAt(Properties, 'PolicyDocument', 'Statement'))

export const eventRules: readonly Rule[] = [
  ruleOf(
    rule,
    'rule-targets-retry',
    'what a target does not take within its retries is dropped, unless there is a queue for it',
    (properties) =>
      targets(properties).flatMap((each) => [
        at(each, 'DeadLetterConfig', 'Arn') === undefined && `target ${at(each, 'Id')} has no dead-letter queue`,
        at(each, 'RetryPolicy', 'MaximumRetryAttempts') === undefined && `target ${at(each, 'Id')} states no retries`,
        !isWithin(at(each, 'RetryPolicy', 'MaximumRetryAttempts'), 0, 185) &&
          `target ${at(each, 'Id')} retries not 0 to 185 times`,
        !isWithin(at(each, 'RetryPolicy', 'MaximumEventAgeInSeconds'), 60, 86_400) &&
          `target ${at(each, 'Id')} retries not 60 to 86400 s`,
      ]),
    { Targets: [target()] },
  ),
  ruleOf(
    rule,
    'rule-may-bury',
    'EventBridge writes to a dead-letter queue only if the queue’s policy lets this rule',
    (properties, template, id) =>
      targets(properties).map((each) => {
        const queue = referred(at(each, 'DeadLetterConfig', 'Arn'))
        if (queue === undefined) return false
        const lets = policiesOf(template, queue).some((statement) => {
          const condition = JSON.stringify(at(statement, 'Condition') ?? {})
          const bus = referred(at(properties, 'EventBusName'))
          return (
            JSON.stringify(at(statement, 'Principal')).includes('events.amazonaws.com') &&
            condition.includes('aws:SourceArn') &&
            (condition.includes(`"${id}"`) || (bus !== undefined && condition.includes(`\${${bus}}`)))
          )
        })
        return !lets && `the policy of ${queue} does not let it write`
      }),
    { Targets: [target({ DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['Dead', 'Arn'] } } })] },
    { Dead: { Type: 'AWS::SQS::Queue' } },
  ),
  ruleOf(
    rule,
    'rule-target-role',
    'streams and state machines are reached in the name of a role, functions by their own permission',
    (properties, template, id) =>
      targets(properties).map((each) => {
        const type = typeOf(template, at(each, 'Arn'))
        const role = at(each, 'RoleArn') !== undefined
        if (type === 'AWS::Lambda::Function') {
          const permitted = Object.values(template.Resources).some(
            ({ Type, Properties }) =>
              Type === 'AWS::Lambda::Permission' && referred(at(Properties, 'SourceArn')) === id,
          )
          return role
            ? `target ${at(each, 'Id')} is a function and has a role`
            : !permitted && 'no permission lets it call its function'
        }
        const needed = ['AWS::KinesisFirehose::DeliveryStream', 'AWS::StepFunctions::StateMachine'].includes(type)
        return needed && !role && `target ${at(each, 'Id')} has no role`
      }),
    { Targets: [target()] },
    { Target: { Type: 'AWS::KinesisFirehose::DeliveryStream' } },
  ),
  ruleOf(
    rule,
    'rule-few-targets',
    'a rule has at most five targets, each under its own id',
    (properties) => {
      const ids = targets(properties).map((each) => at(each, 'Id'))
      return [
        ids.length > 5 && `has ${ids.length} targets`,
        new Set(ids).size < ids.length && 'has two targets of one id',
      ]
    },
    { Targets: [target(), target()] },
  ),
  ruleOf(
    rule,
    'rule-pattern-length',
    'EventBridge takes patterns of 2,048 characters',
    (properties) => {
      const length = JSON.stringify(at(properties, 'EventPattern') ?? '').length
      return [length > 2_048 && `its pattern has ${length} characters`]
    },
    { EventPattern: { source: ['x'.repeat(2_100)] } },
  ),
  ruleOf(
    rule,
    'rule-names-sources',
    'a pattern without source matches what every producer sends',
    (properties) => [
      at(properties, 'EventPattern') !== undefined && sources(properties).length === 0 && 'names no source',
    ],
    { EventPattern: { 'detail-type': ['x'] } },
  ),
  ruleOf(
    rule,
    'rule-aws-events-on-default-bus',
    'services of AWS put their events on the default bus only; schedules run there only',
    (properties) => [
      (ofAws(properties) || at(properties, 'ScheduleExpression') !== undefined) &&
        at(properties, 'EventBusName') !== undefined &&
        'waits on another bus',
    ],
    { EventPattern: { source: ['aws.s3'] }, EventBusName: { Ref: 'Bus' } },
  ),
  ruleOf(
    rule,
    'rule-bucket-announces',
    'S3 tells EventBridge of objects only when the bucket is told to',
    (properties, template) =>
      listAt(properties, 'EventPattern', 'detail', 'bucket', 'name').map((each) => {
        const bucket = template.Resources[referred(each) ?? '']?.Properties
        const announces = at(bucket, 'NotificationConfiguration', 'EventBridgeConfiguration', 'EventBridgeEnabled')
        return announces !== true && `the bucket ${referred(each)} does not announce its objects`
      }),
    { EventPattern: { source: ['aws.s3'], detail: { bucket: { name: [{ Ref: 'Bucket' }] } } } },
    { Bucket: { Type: 'AWS::S3::Bucket' } },
  ),
  ruleOf(
    rule,
    'rule-is-on',
    'a rule that was left off loses events in silence',
    (properties) => [at(properties, 'State') !== 'ENABLED' && 'is not enabled by the template'],
    { State: 'DISABLED' },
  ),
]
