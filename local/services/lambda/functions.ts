import { ServiceError, unsupported } from '../../errors.ts'
import { optionalNumber, optionalRecord, optionalText, text, texts } from '../../input.ts'
import type { Input, PlaneContext } from '../../service.ts'
import type { Package } from './code.ts'

/** A function as one version of it runs: `$LATEST` or a published, unchangeable one. */
export interface FunctionDocument {
  readonly name: string
  /** Without qualifier. */
  readonly arn: string
  readonly version: string
  readonly description?: string
  readonly handler: string
  readonly runtime: string
  readonly roleArn: string
  readonly timeoutSeconds: number
  readonly memoryMegabytes: number
  readonly architecture: string
  readonly variables: Readonly<Record<string, string>>
  /** Absent = no limit of its own; 0 = never runs. */
  readonly reservedConcurrency?: number
  readonly logGroup: string
  readonly logFormat: 'Text' | 'JSON'
  readonly tracing: string
  readonly deadLetterArn?: string
  readonly code: Package
  readonly layerArns: readonly string[]
  readonly tags: Readonly<Record<string, string>>
  /** ISO. */
  readonly modifiedAt: string
}

export interface LayerDocument {
  readonly arn: string
  readonly name: string
  readonly version: number
  readonly code: Package
}

export interface AliasDocument {
  readonly function: string
  readonly name: string
  readonly version: string
}

export const latest = '$LATEST'

export interface Functions {
  /** By name, partial or whole ARN, with or without qualifier (version or alias). Throws ResourceNotFoundException. */
  find(reference: string, qualifier?: string): FunctionDocument
  list(): readonly FunctionDocument[]
  has(name: string): boolean
  put(document: FunctionDocument): void
  /** With all versions and aliases. */
  delete(name: string): void
  /** Freezes `$LATEST`; the same version again when nothing has changed since the last one. */
  publish(name: string, description: string | undefined): FunctionDocument
  deleteVersion(name: string, version: string): void
  putAlias(alias: AliasDocument): void
  deleteAlias(name: string, alias: string): void
}

export function openFunctions(plane: PlaneContext): Functions {
  const documents = plane.store.collection<FunctionDocument>('lambda-functions')
  const aliases = plane.store.collection<AliasDocument>('lambda-aliases')
  const counters = plane.store.collection<{ readonly last: number }>('lambda-version-counters')
  const key = (name: string, version: string) => `${name}:${version}`

  function find(reference: string, qualifier?: string): FunctionDocument {
    const parsed = parseReference(reference)
    const { name } = parsed
    const wanted = qualifier ?? parsed.qualifier ?? latest
    const version = documents.get(key(name, wanted)) ? wanted : (aliases.get(key(name, wanted))?.version ?? wanted)
    const found = documents.get(key(name, version))
    if (found) return found
    const arn = arnOf(plane, name)
    throw new ServiceError(
      'ResourceNotFoundException',
      `Function not found: ${wanted === latest ? arn : `${arn}:${wanted}`}`,
      404,
    )
  }

  return {
    find,
    list: () => documents.list().filter(({ version }) => version === latest),
    has: (name) => documents.get(key(name, latest)) !== undefined,
    put: (document) => documents.put(key(document.name, document.version), document),
    delete: (name) => {
      for (const document of documents.list()) if (document.name === name) documents.delete(key(name, document.version))
      for (const alias of aliases.list()) if (alias.function === name) aliases.delete(key(name, alias.name))
      counters.delete(name)
    },
    publish: (name, description) => {
      const current = find(name)
      const last = counters.get(name)?.last ?? 0
      const previous = last === 0 ? undefined : documents.get(key(name, String(last)))
      if (previous && sameConfiguration(previous, current)) return previous
      counters.put(name, { last: last + 1 })
      const version: FunctionDocument = {
        ...current,
        version: String(last + 1),
        ...(description === undefined ? {} : { description }),
      }
      documents.put(key(name, version.version), version)
      return version
    },
    deleteVersion: (name, version) => {
      documents.delete(key(name, version))
    },
    putAlias: (alias) => aliases.put(key(alias.function, alias.name), alias),
    deleteAlias: (name, alias) => {
      aliases.delete(key(name, alias))
    },
  }
}

export function arnOf(plane: PlaneContext, name: string): string {
  return `arn:aws:lambda:${plane.region}:${plane.accountId}:function:${name}`
}

export function parseReference(reference: string): { readonly name: string; readonly qualifier?: string } {
  const [, name = reference, qualifier] =
    /^(?:(?:arn:[^:]+:lambda:[^:]*:)?\d{12}:function:|function:)?([^:]+)(?::(.+))?$/.exec(reference) ?? []
  return { name, ...(qualifier === undefined ? {} : { qualifier }) }
}

function sameConfiguration(a: FunctionDocument, b: FunctionDocument): boolean {
  const shape = ({ version: _v, description: _d, modifiedAt: _m, tags: _t, ...rest }: FunctionDocument) =>
    JSON.stringify(rest)
  return shape(a) === shape(b)
}

export const functionProperties = [
  'FunctionName',
  'Description',
  'Code',
  'Handler',
  'Runtime',
  'Role',
  'Timeout',
  'MemorySize',
  'Architectures',
  'Environment',
  'ReservedConcurrentExecutions',
  'LoggingConfig',
  'TracingConfig',
  'DeadLetterConfig',
  'Layers',
  'PackageType',
  'EphemeralStorage',

  'Tags',
] as const

/** Reads the properties of an `AWS::Lambda::Function`. Throws InvalidParameterValueException or UnsupportedOperation. */
export function readFunction(plane: PlaneContext, name: string, code: Package, properties: Input): FunctionDocument {
  const packageType = optionalText(properties, 'PackageType') ?? 'Zip'
  if (packageType !== 'Zip') throw unsupported(`Lambda PackageType ${packageType}`)
  const runtime = text(properties, 'Runtime')
  if (!/^nodejs\d+\.x$/.test(runtime)) throw unsupported(`Lambda runtime ${runtime}`)
  const description = optionalText(properties, 'Description')
  const reserved = optionalNumber(properties, 'ReservedConcurrentExecutions')
  const deadLetters = optionalRecord(properties, 'DeadLetterConfig')
  const deadLetterArn = deadLetters && optionalText(deadLetters, 'TargetArn')
  const logging = optionalRecord(properties, 'LoggingConfig') ?? {}
  return {
    name,
    arn: arnOf(plane, name),
    version: latest,
    handler: text(properties, 'Handler'),
    runtime,
    roleArn: text(properties, 'Role'),
    timeoutSeconds: bounded(properties, 'Timeout', 3, 1, 900),
    memoryMegabytes: bounded(properties, 'MemorySize', 128, 128, 10_240),
    architecture: texts(properties, 'Architectures')[0] ?? 'x86_64',
    variables: readVariables(properties),
    logGroup: optionalText(logging, 'LogGroup') ?? `/aws/lambda/${name}`,
    logFormat: optionalText(logging, 'LogFormat') === 'JSON' ? 'JSON' : 'Text',
    tracing: optionalText(optionalRecord(properties, 'TracingConfig') ?? {}, 'Mode') ?? 'PassThrough',
    code,
    layerArns: texts(properties, 'Layers'),
    tags: readTags(properties),
    modifiedAt: plane.clock.now().toISOString(),
    ...(description === undefined ? {} : { description }),
    ...(reserved === undefined ? {} : { reservedConcurrency: reserved }),
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  }
}

function readVariables(properties: Input): Record<string, string> {
  const environment = optionalRecord(properties, 'Environment')
  const variables = environment && optionalRecord(environment, 'Variables')
  if (!variables) return {}
  const reserved = Object.keys(variables).filter((name) =>
    /^(AWS_(REGION|DEFAULT_REGION|LAMBDA_|ACCESS_KEY|SECRET_|SESSION_|EXECUTION_ENV)|_HANDLER$|LAMBDA_TASK_ROOT$)/.test(
      name,
    ),
  )
  if (reserved.length > 0) {
    throw new ServiceError(
      'InvalidParameterValueException',
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys: ${reserved.join(', ')}`,
    )
  }
  return Object.fromEntries(Object.keys(variables).map((name) => [name, text(variables, name)]))
}

function readTags(properties: Input): Record<string, string> {
  const tags = properties.Tags
  if (!Array.isArray(tags)) return {}
  return Object.fromEntries(tags.map((tag: Input) => [text(tag, 'Key'), text(tag, 'Value')]))
}

function bounded(properties: Input, member: string, standard: number, least: number, most: number): number {
  const value = optionalNumber(properties, member) ?? standard
  if (Number.isInteger(value) && value >= least && value <= most) return value
  throw new ServiceError(
    'InvalidParameterValueException',
    `${member} must be a whole number from ${least} to ${most}, got ${value}`,
  )
}

/** The `Configuration` of GetFunction and ListFunctions. */
export function describeFunction(document: FunctionDocument): Record<string, unknown> {
  return {
    FunctionName: document.name,
    FunctionArn: document.version === latest ? document.arn : `${document.arn}:${document.version}`,
    Runtime: document.runtime,
    Role: document.roleArn,
    Handler: document.handler,
    CodeSize: document.code.sizeBytes,
    CodeSha256: document.code.sha256,
    Description: document.description ?? '',
    Timeout: document.timeoutSeconds,
    MemorySize: document.memoryMegabytes,
    LastModified: document.modifiedAt.replace('Z', '+0000'),
    Version: document.version,
    Environment: { Variables: document.variables },
    TracingConfig: { Mode: document.tracing },
    Architectures: [document.architecture],
    PackageType: 'Zip',
    State: 'Active',
    LastUpdateStatus: 'Successful',
    LoggingConfig: { LogFormat: document.logFormat, LogGroup: document.logGroup },
    Layers: document.layerArns.length === 0 ? undefined : document.layerArns.map((Arn) => ({ Arn })),
    DeadLetterConfig: document.deadLetterArn === undefined ? undefined : { TargetArn: document.deadLetterArn },
  }
}
