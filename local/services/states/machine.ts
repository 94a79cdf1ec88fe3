import { randomUUID } from 'node:crypto'
import { messageOf, ServiceError, unsupported } from '../../errors.ts'
import { optionalFlag, optionalRecord, optionalText, records, text } from '../../input.ts'
import type { Created, Input, PlaneContext, ResourceType } from '../../service.ts'
import type { Collection } from '../../store.ts'
import { type Processor, readDefinition } from './definition.ts'
import type { Logging } from './execution.ts'
import { readResource } from './integrations.ts'

/** A state machine of type STANDARD. */
export interface Machine {
  readonly arn: string
  readonly name: string
  readonly revision: string
  readonly definition: string
  readonly roleArn: string
  readonly logging: Logging
  readonly createdAt: string
}

/** `AWS::StepFunctions::StateMachine`: the definition is checked when it is deployed, resources included. */
export function machineType(plane: PlaneContext, machines: Collection<Machine>): ResourceType {
  async function save(name: string, properties: Input): Promise<Created> {
    const type = optionalText(properties, 'StateMachineType') ?? 'STANDARD'
    if (type !== 'STANDARD') throw unsupported(`State machine type ${type}`)
    const definition = await definitionOf(plane, properties)
    try {
      checkResources(readDefinition(definition))
    } catch (error) {
      throw new ServiceError('InvalidDefinition', `Invalid State Machine Definition of ${name}: ${messageOf(error)}`)
    }
    const arn = `arn:aws:states:${plane.region}:${plane.accountId}:stateMachine:${name}`
    const machine: Machine = {
      arn,
      name,
      revision: randomUUID(),
      definition,
      roleArn: text(properties, 'RoleArn'),
      logging: loggingOf(properties),
      createdAt: machines.get(arn)?.createdAt ?? plane.clock.now().toISOString(),
    }
    machines.put(arn, machine)
    return { physicalId: arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: machine.revision } }
  }
  return {
    properties: [
      ...[
        'StateMachineName',
        'StateMachineType',
        'Definition',
        'DefinitionString',
        'DefinitionS3Location',
        'DefinitionSubstitutions',
      ],
      ...['RoleArn', 'LoggingConfiguration', 'TracingConfiguration', 'EncryptionConfiguration', 'Tags'],
    ],
    required: ['RoleArn'],
    createOnly: ['StateMachineName', 'StateMachineType'],
    create: (properties, context) =>
      save(optionalText(properties, 'StateMachineName') ?? context.generatedName(80), properties),
    update: (physicalId, properties) => save(physicalId.split(':').at(-1) ?? '', properties),
    delete: (physicalId) => {
      machines.delete(physicalId)
    },
  }
}

async function definitionOf(plane: PlaneContext, properties: Input): Promise<string> {
  const location = optionalRecord(properties, 'DefinitionS3Location')
  const given = optionalRecord(properties, 'Definition')
  let definition = optionalText(properties, 'DefinitionString') ?? (given && JSON.stringify(given))
  if (location) {
    const answer = (await plane.call(
      's3',
      'GetObject',
      { Bucket: text(location, 'Bucket'), Key: text(location, 'Key') },
      plane.admin,
    )) as { readonly Body: unknown }
    definition = await bodyText(answer.Body)
  }
  if (definition === undefined)
    throw new ServiceError('ValidationException', 'DefinitionString, Definition or DefinitionS3Location is required')
  const substitutions = Object.entries(optionalRecord(properties, 'DefinitionSubstitutions') ?? {})
  return substitutions.reduce((done, [name, value]) => done.replaceAll(`\${${name}}`, String(value)), definition)
}

async function bodyText(body: unknown): Promise<string> {
  if (typeof body === 'string') return body
  if (body instanceof Uint8Array) return Buffer.from(body).toString('utf8')
  const chunks: Uint8Array[] = []
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** Throws for a Task whose resource this plane does not run. */
function checkResources(processor: Processor): void {
  for (const state of Object.values(processor.States)) {
    if (state.Resource !== undefined) readResource(state.Resource)
    if (state.ItemProcessor) checkResources(state.ItemProcessor)
    for (const branch of state.Branches ?? []) checkResources(branch)
  }
}

function loggingOf(properties: Input): Logging {
  const configuration = optionalRecord(properties, 'LoggingConfiguration') ?? {}
  const level = optionalText(configuration, 'Level') ?? 'OFF'
  if (level !== 'ALL' && level !== 'ERROR' && level !== 'FATAL' && level !== 'OFF') {
    throw new ServiceError('InvalidLoggingConfiguration', `Level ${level} does not exist`)
  }
  const destination = optionalRecord(records(configuration, 'Destinations')[0] ?? {}, 'CloudWatchLogsLogGroup')
  const group = destination && text(destination, 'LogGroupArn').replace(/:\*$/, '').split(':log-group:')[1]
  return {
    level,
    includeExecutionData: optionalFlag(configuration, 'IncludeExecutionData') ?? false,
    ...(group === undefined ? {} : { group }),
  }
}
