import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { UsageError } from '../usage.ts'
import type { Machine } from './happy-path.ts'

/** What a stage's template and the compiled contracts say; nothing of it is repeated here. */
export interface Deployment {
  readonly stage: string
  readonly region: string
  /** Compiled. */
  readonly services: readonly string[]
  readonly types: number
  readonly marts: number
  readonly volumeChecks: number
  readonly bufferSeconds: number
  readonly bufferMib: number
  readonly claimsPerDay: number
  readonly batchBytes: number
  readonly dpusPerWorker: number
  readonly taskRawBytes: number
  readonly rpus: number
  readonly rawRetentionDays: number
  /** Memory of each function by its logical id in the template, MiB. */
  readonly memoryMib: ReadonlyMap<string, number>
  readonly processBatch: Machine
  /** Metrics that alarms look at. */
  readonly alarmMetrics: number
  readonly dashboards: number
  /** Whether executions and invocations are traced. */
  readonly tracing: boolean
  readonly kmsKeys: number
  /** Customer's keys on buckets: none, or with or without a bucket key. */
  readonly bucketEncryption: 'none' | 'key' | 'bucket key'
  readonly secrets: number
  /** Custom metrics of the functions: once per stage, and once per event type. */
  readonly metrics: { readonly perStage: number; readonly perType: number }
}

interface Resource {
  readonly Type: string
  readonly Properties?: Readonly<Record<string, unknown>>
}

interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>
}

interface Serverless {
  readonly params: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>
  readonly custom: Readonly<Record<string, unknown>>
  readonly provider: {
    readonly region: string
    readonly memorySize: number
    readonly tracing?: { readonly lambda?: boolean }
  }
  readonly functions: Readonly<Record<string, { readonly memorySize?: number }>>
  readonly stepFunctions: { readonly stateMachines: { readonly processBatch: { readonly definition: string } } }
  readonly resources: readonly string[]
}

/** DPUs of a worker; the number in the name is theirs. */
const dpusOf = (workerType: string): number => Number(/^[GR]\.(\d+)X$/.exec(workerType)?.[1] ?? 1)

/** Reads serverless.yml, what it includes, the compiled contract set and the functions' metrics. Throws UsageError for an unknown stage. */
export function readDeployment(root: string, stage: string): Deployment {
  const read = (path: string): unknown =>
    parse(readFileSync(join(root, path), 'utf8'), { logLevel: 'silent', merge: true })
  const serverless = read('serverless.yml') as Serverless
  const included = (text: string): unknown => {
    const path = /^\$\{file\((.+)\)\}$/.exec(text)?.[1]
    if (path === undefined) throw new Error(`serverless.yml: ${text} is no \${file(…)}`)
    return read(path)
  }
  const parameters = { ...serverless.params.default, ...serverless.params[stage] }
  const parameter = (name: string): unknown => {
    const value = parameters[name]
    if (value === undefined) throw new Error(`serverless.yml has no parameter ${name}`)
    return value
  }
  /** A value as the stage has it: `${param:…}`, `${self:custom.…}` or itself. */
  const resolve = (value: unknown): unknown => {
    const [, kind, name = ''] = /^\$\{(param:|self:custom\.)(\w+)\}$/.exec(String(value)) ?? []
    if (kind === undefined) return value
    return resolve(kind === 'param:' ? parameter(name) : serverless.custom[name])
  }
  const resources = new Map(
    serverless.resources.flatMap((text) => Object.entries((included(text) as Template).Resources ?? {})),
  )
  const ofType = (type: string) => [...resources.values()].filter((resource) => resource.Type === type)
  const property = (type: string, ...path: readonly string[]): unknown => {
    let value: unknown = ofType(type)[0]?.Properties
    for (const name of path) value = (value as Readonly<Record<string, unknown>> | undefined)?.[name]
    if (value === undefined) throw new Error(`No ${type} with ${path.join('.')} in the template`)
    return resolve(value)
  }
  const buffering = (name: string) =>
    Number(
      property('AWS::KinesisFirehose::DeliveryStream', 'ExtendedS3DestinationConfiguration', 'BufferingHints', name),
    )
  const schedule = resources.get('ClaimRule')?.Properties?.ScheduleExpression
  const contracts = read('schemas/generated/contract-set.json') as {
    readonly services: readonly { readonly name: string }[]
    readonly types: readonly { readonly checks?: readonly { readonly metric: string }[] }[]
    readonly marts: readonly unknown[]
  }
  return {
    stage,
    region: /'([a-z0-9-]+)'/.exec(serverless.provider.region)?.[1] ?? serverless.provider.region,
    services: contracts.services.map(({ name }) => name),
    types: contracts.types.length,
    marts: contracts.marts.length,
    volumeChecks: contracts.types.flatMap(({ checks = [] }) => checks).filter(({ metric }) => metric === 'volume')
      .length,
    bufferSeconds: buffering('IntervalInSeconds'),
    bufferMib: buffering('SizeInMBs'),
    claimsPerDay: runsPerDay(String(resolve(schedule))),
    batchBytes: Number(parameter('batchBytes')),
    dpusPerWorker: dpusOf(String(property('AWS::Glue::Job', 'WorkerType'))),
    taskRawBytes: Number(
      /^TASK_RAW_BYTES = ([\d_]+)/m
        .exec(readFileSync(join(root, 'glue-scripts/lakehouse/manifest.py'), 'utf8'))?.[1]
        ?.replaceAll('_', ''),
    ),
    rpus: Number(property('AWS::RedshiftServerless::Workgroup', 'BaseCapacity')),
    rawRetentionDays: Number(parameter('rawRetentionDays')),
    memoryMib: new Map(
      Object.entries(serverless.functions).map(([name, { memorySize }]) => [
        logicalId(name),
        memorySize ?? serverless.provider.memorySize,
      ]),
    ),
    processBatch: included(serverless.stepFunctions.stateMachines.processBatch.definition) as Machine,
    alarmMetrics: ofType('AWS::CloudWatch::Alarm').reduce((sum, alarm) => sum + metricsOfAlarm(alarm), 0),
    dashboards: ofType('AWS::CloudWatch::Dashboard').length,
    tracing: serverless.provider.tracing?.lambda === true,
    kmsKeys: ofType('AWS::KMS::Key').length,
    bucketEncryption: encryptionOf(ofType('AWS::S3::Bucket')),
    secrets:
      ofType('AWS::SecretsManager::Secret').length +
      (property('AWS::RedshiftServerless::Namespace', 'ManageAdminPassword') === true ? 1 : 0),
    metrics: readMetrics(root),
  }
}

/** Serverless's name of a function's resource. */
export const logicalId = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}LambdaFunction`

/** Runs of a `rate(…)` expression in a day. Throws UsageError for what it cannot count. */
export function runsPerDay(expression: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? []
  const minutes = { minute: 1, hour: 60, day: 1440 }[unit ?? '']
  if (minutes === undefined) throw new UsageError(`The schedule ${expression} is no rate(…); say --claims-per-day`)
  return 1440 / (Number(count) * minutes)
}

function metricsOfAlarm({ Properties }: Resource): number {
  const metrics = Properties?.Metrics as readonly { readonly MetricStat?: unknown }[] | undefined
  return metrics ? metrics.filter(({ MetricStat }) => MetricStat !== undefined).length : 1
}

function encryptionOf(buckets: readonly Resource[]): Deployment['bucketEncryption'] {
  const text = JSON.stringify(buckets.map(({ Properties }) => Properties?.BucketEncryption))
  if (!text.includes('"aws:kms"')) return 'none'
  return text.includes('"BucketKeyEnabled":true') ? 'bucket key' : 'key'
}

/** Counts metrics where the functions name them: those between a type's dimension and their publication are once per type. */
function readMetrics(root: string): Deployment['metrics'] {
  const handlers = readdirSync(join(root, 'functions')).map((name) =>
    readFileSync(join(root, 'functions', name, 'handler.ts'), 'utf8'),
  )
  const count = (text: string) => text.match(/metrics\.addMetric\(/g)?.length ?? 0
  const perType = handlers.map((text) =>
    count(/addDimension\('type'[\s\S]*?publishStoredMetrics/.exec(text)?.[0] ?? ''),
  )
  const all = handlers.reduce((sum, text) => sum + count(text), 0)
  const sum = perType.reduce((total, each) => total + each, 0)
  return { perStage: all - sum + handlers.length, perType: sum } // each function has a metric of its cold starts
}
