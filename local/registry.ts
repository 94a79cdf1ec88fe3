import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from './clock.ts'
import { unsupported } from './errors.ts'
import type { Authorizer, Origin } from './iam/authorize.ts'
import { guarded } from './iam/pass-role.ts'
import type { Identity } from './identity.ts'
import { openLogs } from './logs.ts'
import type { Call, Input, PlaneContext, PlaneOptions, ResourceType, Service } from './service.ts'
import { createCloudFormationService } from './services/cloudformation/service.ts'
import { createEcrService } from './services/ecr/service.ts'
import { createIamService } from './services/iam/service.ts'
import { createLogsService } from './services/logs/service.ts'
import { embeddedMetrics, type Metrics } from './services/monitoring/metrics.ts'
import { createMonitoringService } from './services/monitoring/service.ts'
import { createS3Service } from './services/s3/service.ts'
import { createSecretsManagerService } from './services/secretsmanager/service.ts'
import { createSnsService } from './services/sns/service.ts'
import { createSqsService } from './services/sqs/service.ts'
import { createStoredService } from './services/stored/service.ts'
import { createStsService } from './services/sts/service.ts'

/** Folder under `services/` → the function that it exports. */
const modules: Readonly<Record<string, string>> = {
  events: 'createEventsService',
  firehose: 'createFirehoseService',
  lambda: 'createLambdaService',
  glue: 'createGlueService',
  athena: 'createAthenaService',
  'redshift-data': 'createRedshiftDataService',
  'redshift-serverless': 'createRedshiftServerlessService',
  // Last to start and first to stop: executions call all the others.
  states: 'createStatesService',
}

export interface Parts {
  readonly services: Map<string, Service>
  readonly identity: Identity
  readonly metrics: Metrics
  readonly authorizer: Authorizer
  endpoint: string
}

/** Runs an operation in the name of who calls, if that one may. Throws ServiceError. */
export async function perform(
  { services, authorizer }: Pick<Parts, 'services' | 'authorizer'>,
  name: string,
  operation: string,
  input: Input,
  call: Call,
  origin: Origin,
): Promise<unknown> {
  const operations = services.get(name)?.operations ?? {}
  const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined
  if (!run) throw unsupported(`${name}.${operation}`)
  authorizer.check(name, operation, input, call, origin)
  try {
    return await run(input, call)
  } catch (error) {
    throw authorizer.disclose(error, name, operation, input, call, origin)
  }
}

/** What services see of the plane. */
export function makeContext(options: PlaneOptions, parts: Parts, store: PlaneContext['store']): PlaneContext {
  const { stateDir, accountId = '000000000000', region = 'eu-central-1', clock = systemClock } = options
  const { services, identity, metrics } = parts
  return {
    options,
    stateDir,
    accountId,
    region,
    endpoint: () => parts.endpoint,
    store,
    clock,
    logs: openLogs(join(stateDir, 'logs'), clock, (message) => {
      for (const datum of embeddedMetrics(message)) metrics.add(datum)
    }),
    admin: identity.admin,
    credentialsFor: identity.credentialsFor,
    call: async (name, operation, input, as) => {
      const principal =
        typeof as === 'string' ? { ...identity.principalFor(as), session: randomBytes(12).toString('hex') } : as
      return perform(parts, name, operation, input, { principal, region }, 'service')
    },
    deliverEvent: (event, bus) => services.get('events')?.deliver?.(event, bus),
  }
}

/** Makes every service; none is started. Throws when two make the same resource type. */
export async function addServices(
  { services, identity, metrics, authorizer }: Parts,
  context: PlaneContext,
): Promise<void> {
  const types = new Map<string, ResourceType>()
  const add = (service: Service): void => {
    services.set(service.name, service)
    for (const [name, type] of Object.entries(service.resources ?? {})) {
      if (types.has(name)) throw new Error(`Two services of the local plane make ${name}`)
      const guard = guarded(name, type, (passed, { principal, region }) =>
        authorizer.pass(passed, { principal, region }),
      )
      types.set(name, guard)
    }
  }
  add(createIamService(context, identity.forget))
  add(createStsService(context, identity))
  add(createS3Service(context))
  add(createSqsService(context))
  add(createSnsService(context))
  add(createLogsService(context))
  add(createMonitoringService(context, metrics))
  add(createSecretsManagerService(context))
  add(createEcrService(context))
  add(createStoredService(context))
  for (const [folder, name] of Object.entries(modules)) {
    const path = new URL(`./services/${folder}/service.ts`, import.meta.url)
    if (context.options.engines?.includes(folder) === false || !existsSync(path)) continue
    const module = (await import(path.href)) as Record<
      string,
      ((plane: PlaneContext) => Service | Promise<Service>) | undefined
    >
    const create = module[name]
    if (!create) throw new Error(`services/${folder}/service.ts does not export ${name}`)
    add(await create(context))
  }
  add(createCloudFormationService(context, (name) => types.get(name)))
}
