import { at, listAt, type Rule, referred, ruleOf } from './rule.ts'

const alarm = 'AWS::CloudWatch::Alarm'

export const alarmRules: readonly Rule[] = [
  ruleOf(
    alarm,
    'alarm-tells-somebody',
    'an alarm without action is a colour on a page that nobody has open',
    (properties, template) => [
      !listAt(properties, 'AlarmActions').some(
        (each) => template.Resources[referred(each) ?? '']?.Type === 'AWS::SNS::Topic',
      ) && 'tells no topic of this template',
    ],
    { AlarmActions: [] },
  ),
  ruleOf(
    alarm,
    'alarm-has-an-owner',
    'an alarm that is everybody’s is nobody’s',
    (properties) => [!/^Owner: \S/.test(String(at(properties, 'AlarmDescription') ?? '')) && 'names no owner'],
    { AlarmDescription: 'Events wait. Look at the log.' },
  ),
  ruleOf(
    alarm,
    'alarm-says-what-to-do',
    'who is woken up needs to know what happened and what to do',
    (properties) => [String(at(properties, 'AlarmDescription') ?? '').length < 100 && 'does not say what to do'],
    { AlarmDescription: 'Bad' },
  ),
  ruleOf(
    alarm,
    'alarm-knows-silence',
    'an alarm that does not say what no data means goes into INSUFFICIENT_DATA and stays there',
    (properties) => [at(properties, 'TreatMissingData') === undefined && 'does not say what no data means'],
    {},
  ),
  ruleOf(
    alarm,
    'alarm-period',
    'CloudWatch takes 10, 20, 30 or multiples of 60 s; periods together reach over a day at most',
    (properties) => {
      const period = Number(at(properties, 'Period') ?? 60)
      const reach = period * Number(at(properties, 'EvaluationPeriods') ?? 1)
      return [
        !([10, 20, 30].includes(period) || period % 60 === 0) && `has a period of ${period} s`,
        reach > 86_400 && 'looks back over more than a day',
      ]
    },
    { Period: 45 },
  ),
  ruleOf(
    'AWS::SNS::Topic',
    'topic-has-own-key',
    'CloudWatch cannot publish to a topic under the AWS managed key',
    (properties, template) => {
      const key = referred(at(properties, 'KmsMasterKeyId'))
      const policy = JSON.stringify(template.Resources[key ?? '']?.Properties?.KeyPolicy ?? '')
      return [
        at(properties, 'KmsMasterKeyId') === undefined && 'is not encrypted',
        key !== undefined && !policy.includes('cloudwatch.amazonaws.com') && 'has a key that CloudWatch may not use',
      ]
    },
    { KmsMasterKeyId: { Ref: 'Key' } },
    { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: {} } } },
  ),
]
