import type { Template } from '../../package/packaged.ts'

const place = 'eu-central-1:000000000000'

/** ARNs as the types have them; the logical id stands for the name. */
const arns: Readonly<Record<string, (id: string) => string>> = {
  'AWS::Events::EventBus': (id) => `arn:aws:events:${place}:event-bus/${id}`,
  'AWS::Glue::Job': (id) => `arn:aws:glue:${place}:job/${id}`,
  'AWS::KinesisFirehose::DeliveryStream': (id) => `arn:aws:firehose:${place}:deliverystream/${id}`,
  'AWS::KMS::Key': (id) => `arn:aws:kms:${place}:key/${id}`,
  'AWS::Lambda::Function': (id) => `arn:aws:lambda:${place}:function:${id}`,
  'AWS::RedshiftServerless::Workgroup': (id) => `arn:aws:redshift-serverless:${place}:workgroup/${id}`,
  'AWS::S3::Bucket': (id) => `arn:aws:s3:::${id}`,
  'AWS::SecretsManager::Secret': (id) => `arn:aws:secretsmanager:${place}:secret:${id}`,
  'AWS::SNS::Topic': (id) => `arn:aws:sns:${place}:${id}`,
  'AWS::SQS::Queue': (id) => `arn:aws:sqs:${place}:${id}`,
  'AWS::StepFunctions::StateMachine': (id) => `arn:aws:states:${place}:stateMachine:${id}`,
}
/** Types whose `Ref` is an ARN. */
const byRef = ['AWS::SecretsManager::Secret', 'AWS::SNS::Topic', 'AWS::StepFunctions::StateMachine']

const pseudo: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'eu-central-1',
  'AWS::AccountId': '000000000000',
}

/** A value of the template as text, as good as it can be told without a deploy. */
export function resolved(template: Template, value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value)
  const {
    Ref: ref,
    'Fn::GetAtt': attribute,
    'Fn::Sub': substitution,
    'Fn::Join': join,
  } = value as Record<string, unknown>
  if (typeof ref === 'string') return referred(template, ref)
  if (Array.isArray(attribute)) return arnOf(template, String(attribute[0]))
  if (Array.isArray(join)) return (join[1] as unknown[]).map((each) => resolved(template, each)).join(String(join[0]))
  const text = Array.isArray(substitution) ? substitution[0] : substitution
  return String(text).replace(/\$\{([^}]*)\}/g, (whole, name: string) =>
    name.startsWith('!')
      ? whole
      : name.includes('.')
        ? arnOf(template, name.split('.')[0] ?? '')
        : referred(template, name),
  )
}

const referred = (template: Template, name: string): string =>
  pseudo[name] ?? (byRef.includes(template.Resources[name]?.Type ?? '') ? arnOf(template, name) : name)

function arnOf(template: Template, id: string): string {
  const make = arns[template.Resources[id]?.Type ?? '']
  return make ? make(id) : id
}
