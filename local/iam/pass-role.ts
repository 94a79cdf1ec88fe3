import { ServiceError } from '../errors.ts'
import { isRecord } from '../input.ts'
import type { Input, ResourceType } from '../service.ts'

/** A role that a new resource is to work in. */
export interface Passed {
  readonly roleArn: string
  /** Services that may take it; one must be trusted. */
  readonly services: readonly string[]
  /** The service tries the role when it needs it, with what it knows then, and not before. */
  readonly tried: 'at once' | 'later'
}

/** Resource types that work in a role, and the services that take it. */
const takers: Readonly<Record<string, readonly string[]>> = {
  'AWS::Events::Rule': ['events.amazonaws.com'],
  'AWS::Glue::Job': ['glue.amazonaws.com'],
  'AWS::KinesisFirehose::DeliveryStream': ['firehose.amazonaws.com'],
  'AWS::Lambda::Function': ['lambda.amazonaws.com'],
  'AWS::RedshiftServerless::Namespace': ['redshift.amazonaws.com', 'redshift-serverless.amazonaws.com'],
  'AWS::Scheduler::Schedule': ['scheduler.amazonaws.com'],
  'AWS::StepFunctions::StateMachine': ['states.amazonaws.com'],
}

/** Members that name a role to work in, in any of these types. */
const members = new Set(['Role', 'RoleArn', 'RoleARN', 'IamRoles', 'DefaultIamRoleArn'])

const triedLater = new Set(['AWS::RedshiftServerless::Namespace'])

/** The roles that a resource of this type would work in, each once. */
export function passedRoles(type: string, properties: Input): readonly Passed[] {
  const services = takers[type]
  const tried = triedLater.has(type) ? 'later' : 'at once'
  return services ? [...new Set(rolesIn(properties))].map((roleArn) => ({ roleArn, services, tried })) : []
}

function rolesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(rolesIn)
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([name, member]) =>
    members.has(name) ? [member].flat().filter((each) => typeof each === 'string') : rolesIn(member),
  )
}

/** The type, with its roles judged before anything is made: may who deploys pass them, and do they trust the service? */
export function guarded(
  name: string,
  type: ResourceType,
  check: (passed: Passed, context: Parameters<ResourceType['create']>[1]) => void,
): ResourceType {
  if (!takers[name]) return type
  const judge = (properties: Input, context: Parameters<ResourceType['create']>[1]): void => {
    for (const passed of passedRoles(name, properties)) check(passed, context)
  }
  const { update } = type
  return {
    ...type,
    create: (properties, context) => {
      judge(properties, context)
      return type.create(properties, context)
    },
    ...(update && {
      update: (physicalId, properties, previous, context) => {
        judge(properties, context)
        return update.call(type, physicalId, properties, previous, context)
      },
    }),
  }
}

/** As Lambda says it; the other services use other words for the same. */
export function cannotAssume(roleArn: string, services: readonly string[]): ServiceError {
  const message = `The role ${roleArn} defined for the resource cannot be assumed by ${services.join(' or ')}.`
  return new ServiceError('InvalidParameterValueException', message)
}
