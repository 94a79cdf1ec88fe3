import { ServiceError, unsupported } from '../../errors.ts'
import { optionalNumber, optionalRecord, optionalText, record, text } from '../../input.ts'
import type { Input } from '../../service.ts'
import { checkTargetInput, type TargetInput } from './input-transform.ts'

export type TargetKind = 'firehose' | 'states' | 'lambda' | 'sqs' | 'logs'

/** Where a rule sends its events. */
export interface Target extends TargetInput {
  readonly Id: string
  readonly Arn: string
  readonly RoleArn?: string
  readonly SqsParameters?: { readonly MessageGroupId: string }
  readonly DeadLetterConfig?: { readonly Arn: string }
  readonly RetryPolicy?: { readonly MaximumRetryAttempts?: number; readonly MaximumEventAgeInSeconds?: number }
}

const known = [
  'Id',
  'Arn',
  'RoleArn',
  'Input',
  'InputPath',
  'InputTransformer',
  'SqsParameters',
  'DeadLetterConfig',
  'RetryPolicy',
]

const kinds: readonly (readonly [TargetKind, RegExp])[] = [
  ['firehose', /^arn:[^:]+:firehose:[^:]*:[^:]*:deliverystream\/[^/]+$/],
  ['states', /^arn:[^:]+:states:[^:]*:[^:]*:stateMachine:[^:]+(:[^:]+)?$/],
  ['lambda', /^arn:[^:]+:lambda:[^:]*:[^:]*:function:[^:]+(:[^:]+)?$/],
  ['sqs', /^arn:[^:]+:sqs:[^:]*:[^:]*:[^:]+$/],
  ['logs', /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:[^:]+(:\*)?$/],
]

/** Throws UnsupportedOperation for a target that this plane cannot reach. */
export function kindOf(arn: string): TargetKind {
  for (const [kind, form] of kinds) if (form.test(arn)) return kind
  throw unsupported(`EventBridge target ${arn}`)
}

/** Reads one element of a rule's `Targets`. Throws ValidationException, or UnsupportedOperation with the member's name. */
export function readTarget(properties: Input): Target {
  for (const member of Object.keys(properties)) {
    if (!known.includes(member) && properties[member] !== undefined) throw unsupported(`EventBridge target ${member}`)
  }
  const Arn = text(properties, 'Arn')
  const kind = kindOf(Arn)
  const RoleArn = optionalText(properties, 'RoleArn')
  if ((kind === 'firehose' || kind === 'states') && RoleArn === undefined) {
    throw new ServiceError('ValidationException', `RoleArn is required for target ${Arn}.`)
  }
  const deadLetters = optionalRecord(properties, 'DeadLetterConfig')
  const deadLetterArn = deadLetters && optionalText(deadLetters, 'Arn')
  if (deadLetterArn !== undefined && (kindOf(deadLetterArn) !== 'sqs' || deadLetterArn.endsWith('.fifo'))) {
    throw new ServiceError('ValidationException', `${deadLetterArn} is no standard SQS queue`)
  }
  const group = optionalRecord(properties, 'SqsParameters')
  const target: Target = {
    Id: text(properties, 'Id'),
    Arn,
    ...(RoleArn === undefined ? {} : { RoleArn }),
    ...readInput(properties),
    ...(group ? { SqsParameters: { MessageGroupId: text(group, 'MessageGroupId') } } : {}),
    ...(deadLetterArn === undefined ? {} : { DeadLetterConfig: { Arn: deadLetterArn } }),
    ...readRetryPolicy(properties),
  }
  checkTargetInput(target)
  return target
}

function readInput(properties: Input): TargetInput {
  const Input = optionalText(properties, 'Input')
  const InputPath = optionalText(properties, 'InputPath')
  const transformer = optionalRecord(properties, 'InputTransformer')
  const paths = transformer && optionalRecord(transformer, 'InputPathsMap')
  return {
    ...(Input === undefined ? {} : { Input }),
    ...(InputPath === undefined ? {} : { InputPath }),
    ...(transformer
      ? {
          InputTransformer: {
            InputTemplate: text(transformer, 'InputTemplate'),
            ...(paths
              ? { InputPathsMap: Object.fromEntries(Object.keys(paths).map((name) => [name, text(paths, name)])) }
              : {}),
          },
        }
      : {}),
  }
}

function readRetryPolicy(properties: Input): Pick<Target, 'RetryPolicy'> {
  if (properties.RetryPolicy === undefined) return {}
  const policy = record(properties, 'RetryPolicy')
  const attempts = bounded(policy, 'MaximumRetryAttempts', 0, 185)
  const age = bounded(policy, 'MaximumEventAgeInSeconds', 60, 86_400)
  return {
    RetryPolicy: {
      ...(attempts === undefined ? {} : { MaximumRetryAttempts: attempts }),
      ...(age === undefined ? {} : { MaximumEventAgeInSeconds: age }),
    },
  }
}

function bounded(policy: Input, member: string, least: number, most: number): number | undefined {
  const value = optionalNumber(policy, member)
  if (value !== undefined && (!Number.isInteger(value) || value < least || value > most)) {
    throw new ServiceError(
      'ValidationException',
      `${member} must be a whole number from ${least} to ${most}, got ${value}`,
    )
  }
  return value
}
