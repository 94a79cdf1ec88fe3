import { at, isWithin, listAt, numberOf, type Rule, referred, ruleOf } from './rule.ts'

const stream = 'AWS::KinesisFirehose::DeliveryStream'
const into = (properties: unknown, ...path: readonly string[]) =>
  at(properties, 'ExtendedS3DestinationConfiguration', ...path)
const broken = (destination: object, more: object = {}) => ({
  ...more,
  ExtendedS3DestinationConfiguration: destination,
})
const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const expressions = (prefix: unknown): readonly string[] =>
  [...text(prefix).matchAll(/!\{([^}]*)\}/g)].map(([, inside = '']) => inside)
const processors = (properties: unknown): readonly unknown[] =>
  listAt(properties, 'ExtendedS3DestinationConfiguration', 'ProcessingConfiguration', 'Processors')
const dynamic = (properties: unknown): boolean =>
  at(into(properties), 'DynamicPartitioningConfiguration', 'Enabled') === true

export const firehoseRules: readonly Rule[] = [
  ruleOf(
    stream,
    'firehose-buffer',
    'Firehose refuses sizes beyond 1 to 128 MiB and times beyond 900 s when the stream is made',
    (properties) => [
      !isWithin(into(properties, 'BufferingHints', 'SizeInMBs'), 1, 128) && 'SizeInMBs is not 1 to 128',
      !isWithin(into(properties, 'BufferingHints', 'IntervalInSeconds'), 0, 900) && 'IntervalInSeconds is not 0 to 900',
    ],
    broken({ BufferingHints: { SizeInMBs: 500, IntervalInSeconds: 300 } }),
  ),
  ruleOf(
    stream,
    'firehose-dynamic-buffer',
    'dynamic partitioning and format conversion need a buffer of 64 MiB',
    (properties) => [
      (dynamic(properties) || into(properties, 'DataFormatConversionConfiguration') !== undefined) &&
        (numberOf(into(properties, 'BufferingHints', 'SizeInMBs')) ?? 5) < 64 &&
        'buffers less than 64 MiB',
    ],
    broken({ DynamicPartitioningConfiguration: { Enabled: true }, BufferingHints: { SizeInMBs: 5 } }),
  ),
  ruleOf(
    stream,
    'firehose-error-prefix',
    'a prefix with expressions needs an error prefix of its own that names the kind of error',
    (properties) => [
      expressions(into(properties, 'Prefix')).length > 0 &&
        !expressions(into(properties, 'ErrorOutputPrefix')).includes('firehose:error-output-type') &&
        'ErrorOutputPrefix lacks !{firehose:error-output-type}',
    ],
    broken({ Prefix: 'raw/!{timestamp:yyyy}/' }),
  ),
  ruleOf(
    stream,
    'firehose-prefix-expressions',
    'an expression that Firehose does not know stops the stream from being made',
    (properties) => [
      ...expressions(into(properties, 'Prefix'))
        .filter((each) => !/^(?:timestamp:.+|firehose:random-string|partitionKeyFrom(?:Query|Lambda):\w+)$/.test(each))
        .map((each) => `Prefix has !{${each}}`),
      ...expressions(into(properties, 'ErrorOutputPrefix'))
        .filter((each) => !/^(?:timestamp:.+|firehose:(?:random-string|error-output-type))$/.test(each))
        .map((each) => `ErrorOutputPrefix has !{${each}}`),
    ],
    broken({ Prefix: '!{time:yyyy}/' }),
  ),
  ruleOf(
    stream,
    'firehose-prefix-ends',
    'without a slash the name of the object runs into the last folder',
    (properties) =>
      ['Prefix', 'ErrorOutputPrefix'].map((name) => {
        const prefix = text(into(properties, name))
        return prefix !== '' && !prefix.endsWith('/') && `${name} does not end with a slash`
      }),
    broken({ Prefix: 'raw' }),
  ),
  ruleOf(
    stream,
    'firehose-zones-apart',
    'failed records below the prefix of good ones would be claimed as raw objects',
    (properties) => {
      const good = text(into(properties, 'Prefix')).split('!{')[0] ?? ''
      const bad = text(into(properties, 'ErrorOutputPrefix')).split('!{')[0] ?? ''
      return [bad !== '' && bad.startsWith(good) && 'errors go below Prefix']
    },
    broken({ Prefix: 'raw/!{timestamp:yyyy}/', ErrorOutputPrefix: 'raw/errors/!{firehose:error-output-type}/' }),
  ),
  ruleOf(
    stream,
    'firehose-delimiter',
    'EventBridge adds no newline to what it puts: without one an object is one line',
    (properties) => [
      at(properties, 'DeliveryStreamType') === 'DirectPut' &&
        !processors(properties).some((each) => at(each, 'Type') === 'AppendDelimiterToRecord') &&
        'appends no delimiter',
    ],
    broken({}, { DeliveryStreamType: 'DirectPut' }),
  ),
  ruleOf(
    stream,
    'firehose-processing-is-on',
    'processors do nothing until ProcessingConfiguration is enabled',
    (properties) => [
      processors(properties).length > 0 &&
        into(properties, 'ProcessingConfiguration', 'Enabled') !== true &&
        'has processors that are off',
    ],
    broken({ ProcessingConfiguration: { Enabled: false, Processors: [{ Type: 'AppendDelimiterToRecord' }] } }),
  ),
  ruleOf(
    stream,
    'firehose-compressed',
    'raw objects are read as gzip',
    (properties) => [
      into(properties) !== undefined && into(properties, 'CompressionFormat') !== 'GZIP' && 'does not deliver GZIP',
    ],
    broken({ CompressionFormat: 'Snappy' }),
  ),
  ruleOf(
    stream,
    'firehose-encrypted',
    'records wait in the stream for up to a day',
    (properties) => [
      at(properties, 'DeliveryStreamEncryptionConfigurationInput', 'KeyType') === undefined && 'is not encrypted',
    ],
    broken({}),
  ),
  ruleOf(
    stream,
    'firehose-tells-errors',
    'a delivery that fails is told in the log only, and only to a log that is there',
    (properties, template) => {
      const options = into(properties, 'CloudWatchLoggingOptions')
      const names = [referred(at(options, 'LogGroupName')), referred(at(options, 'LogStreamName'))]
      return [
        (at(options, 'Enabled') !== true ||
          names.some((name) => name === undefined || template.Resources[name] === undefined)) &&
          'logs to no group and stream of this template',
      ]
    },
    broken({ CloudWatchLoggingOptions: { Enabled: true, LogGroupName: 'elsewhere', LogStreamName: 'x' } }),
  ),
  ruleOf(
    stream,
    'firehose-role-fits-prefix',
    'a role that may not write below the prefix keeps every record back until it is lost after a day',
    (properties, template) => {
      const role = referred(into(properties, 'RoleARN'))
      const policies = JSON.stringify(template.Resources[role ?? '']?.Properties?.Policies ?? [])
      return ['Prefix', 'ErrorOutputPrefix'].map((name) => {
        const start = text(into(properties, name)).split('!{')[0] ?? ''
        return start !== '' && !policies.includes(`/${start}`) && `its role may not write ${start}`
      })
    },
    broken({ Prefix: 'service=a/!{timestamp:yyyy}/', RoleARN: { 'Fn::GetAtt': ['Role', 'Arn'] } }),
  ),
]
