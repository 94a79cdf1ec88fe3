import { optionalNumber, optionalRecord, optionalText, record, text } from '../../input.ts'
import type { Input, ResourceType } from '../../service.ts'
import type { Collection } from '../../store.ts'

/** A job definition, as the template gives it. */
export interface Job {
  readonly name: string
  readonly role: string
  readonly scriptLocation: string
  readonly defaultArguments: Readonly<Record<string, string>>
  readonly maxConcurrentRuns: number
  readonly maxRetries: number
  readonly timeoutMinutes: number
  readonly glueVersion: string
  readonly workerType?: string
  readonly numberOfWorkers?: number
}

/** Glue's default: two days. */
const defaultTimeoutMinutes = 2880

/** `AWS::Glue::Job` for Spark scripts. `onChange` is told after each create or update. */
export function jobResource(jobs: Collection<Job>, onChange: (job: Job) => void): ResourceType {
  const put = (name: string, properties: Input) => {
    const job = jobOf(name, properties)
    jobs.put(name, job)
    onChange(job)
    return { physicalId: name, attributes: {} }
  }
  return {
    properties: [
      'Name',
      'Description',
      'Role',
      'Command',
      'DefaultArguments',
      'GlueVersion',
      'WorkerType',
      'NumberOfWorkers',
      'MaxRetries',
      'Timeout',
      'ExecutionProperty',
      'ExecutionClass',
      'SecurityConfiguration',
      'JobRunQueuingEnabled',
      'Tags',
    ],
    required: ['Role', 'Command'],
    createOnly: ['Name'],
    create: (properties, context) => put(optionalText(properties, 'Name') ?? context.generatedName(255), properties),
    update: (name, properties) => put(name, properties),
    delete: (name) => {
      jobs.delete(name)
    },
  }
}

function jobOf(name: string, properties: Input): Job {
  const command = record(properties, 'Command')
  const execution = optionalRecord(properties, 'ExecutionProperty') ?? {}
  const workerType = optionalText(properties, 'WorkerType')
  const numberOfWorkers = optionalNumber(properties, 'NumberOfWorkers')
  return {
    name,
    role: text(properties, 'Role'),
    scriptLocation: text(command, 'ScriptLocation'),
    defaultArguments: argumentsOf(properties, 'DefaultArguments'),
    maxConcurrentRuns: optionalNumber(execution, 'MaxConcurrentRuns') ?? 1,
    maxRetries: optionalNumber(properties, 'MaxRetries') ?? 0,
    timeoutMinutes: optionalNumber(properties, 'Timeout') ?? defaultTimeoutMinutes,
    glueVersion: optionalText(properties, 'GlueVersion') ?? '',
    ...(workerType !== undefined && { workerType }),
    ...(numberOfWorkers !== undefined && { numberOfWorkers }),
  }
}

/** Job arguments: names as given, with their two dashes. */
export function argumentsOf(input: Input, member: string): Readonly<Record<string, string>> {
  const given = optionalRecord(input, member) ?? {}
  return Object.fromEntries(Object.keys(given).map((name) => [name, text(given, name)]))
}

/** What `GetJob` answers. */
export function describeJob(job: Job): Input {
  return {
    Name: job.name,
    Role: job.role,
    Command: { Name: 'glueetl', ScriptLocation: job.scriptLocation, PythonVersion: '3' },
    DefaultArguments: job.defaultArguments,
    ExecutionProperty: { MaxConcurrentRuns: job.maxConcurrentRuns },
    MaxRetries: job.maxRetries,
    Timeout: job.timeoutMinutes,
    GlueVersion: job.glueVersion,
    WorkerType: job.workerType,
    NumberOfWorkers: job.numberOfWorkers,
  }
}
