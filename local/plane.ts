import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from './clock.ts'
import { unsupported } from './errors.ts'
import { openGateway } from './gateway.ts'
import { type Identity, openIdentity } from './identity.ts'
import { lockState } from './lock.ts'
import { openLogs } from './logs.ts'
import type { Credentials, Input, PlaneContext, PlaneOptions, ResourceType, Service } from './service.ts'
import { createCloudFormationService } from './services/cloudformation/service.ts'
import { createIamService } from './services/iam/service.ts'
import { createLogsService } from './services/logs/service.ts'
import { embeddedMetrics, type Metrics, openMetrics } from './services/monitoring/metrics.ts'
import { createMonitoringService } from './services/monitoring/service.ts'
import { createS3Service } from './services/s3/service.ts'
import { createSecretsManagerService } from './services/secretsmanager/service.ts'
import { createSnsService } from './services/sns/service.ts'
import { createSqsService } from './services/sqs/service.ts'
import { createStoredService } from './services/stored/service.ts'
import { createStsService } from './services/sts/service.ts'
import { openStore } from './store.ts'

export interface Plane {
  /** `http://127.0.0.1:<port>`: AWS_ENDPOINT_URL of every client. */
  readonly endpoint: string
  /** How to connect to PostgreSQL. */
  readonly warehouse: Readonly<Record<string, unknown>>
  readonly adminCredentials: Credentials
  readonly context: PlaneContext
  readonly services: ReadonlyMap<string, Service>
  control(service: string, control: string, input?: Input): Promise<unknown>
  /** Writes every Firehose buffer now. */
  flushFirehose(): Promise<void>
  /** Stops listening, then the services; what is unfinished goes on with the next start. */
  stop(): Promise<void>
}

/** Folder under `services/` → the function that it exports. */
const modules: Readonly<Record<string, string>> = {
  events: 'createEventsService',
  firehose: 'createFirehoseService',
  lambda: 'createLambdaService',
  scheduler: 'createSchedulerService',
  states: 'createStatesService',
  glue: 'createGlueService',
  'redshift-data': 'createRedshiftDataService',
  'redshift-serverless': 'createRedshiftServerlessService',
}

/** Starts the gateway and every service. Throws when another plane runs on the state folder. */
export async function startPlane(options: PlaneOptions): Promise<Plane> {
  const { stateDir, clock = systemClock, accountId = '000000000000' } = options
  mkdirSync(stateDir, { recursive: true })
  const unlock = lockState(stateDir)
  try {
    const store = openStore(join(stateDir, 'documents'))
    const roles = store.collection('iam-roles')
    const identity = openIdentity(store, accountId, (arn) => roles.get(arn) !== undefined, clock.now)
    const metrics = openMetrics(join(stateDir, 'metrics'))
    const parts: Parts = { services: new Map(), identity, metrics, endpoint: '' }
    const context = makeContext(options, parts, store)
    await addServices(parts, context)
    return await open(parts, context, unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

interface Parts {
  readonly services: Map<string, Service>
  readonly identity: Identity
  readonly metrics: Metrics
  endpoint: string
}

function makeContext(options: PlaneOptions, parts: Parts, store: PlaneContext['store']): PlaneContext {
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
      const run = services.get(name)?.operations[operation]
      if (!run) throw unsupported(`${name}.${operation}`)
      const principal = typeof as === 'string' ? identity.principalFor(as) : as
      return run(input, { principal, region })
    },
    deliverEvent: (event, bus) => services.get('events')?.deliver?.(event, bus),
  }
}

async function addServices({ services, identity, metrics }: Parts, context: PlaneContext): Promise<void> {
  const types = new Map<string, ResourceType>()
  const add = (service: Service): void => {
    services.set(service.name, service)
    for (const [name, type] of Object.entries(service.resources ?? {})) {
      if (types.has(name)) throw new Error(`Two services of the local plane make ${name}`)
      types.set(name, type)
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
  add(createStoredService(context))
  for (const [folder, name] of Object.entries(modules)) {
    const path = new URL(`./services/${folder}/service.ts`, import.meta.url)
    if (!existsSync(path)) continue
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

async function open(parts: Parts, context: PlaneContext, unlock: () => void): Promise<Plane> {
  const { services, identity } = parts
  const control = async (name: string, what: string, input: Input = {}): Promise<unknown> => {
    const run = services.get(name)?.controls?.[what]
    if (!run) throw unsupported(`The control ${name}/${what}`)
    return run(input, { principal: identity.admin, region: context.region })
  }
  let ready = false
  const warehouse = () => services.get('redshift-data')?.addresses?.() ?? {}
  const gateway = await openGateway(context.options.port ?? 0, {
    region: context.region,
    identity,
    service: (name) => services.get(name),
    control,
    health: () => ({
      status: ready ? 'ready' : 'starting',
      endpoint: parts.endpoint,
      services: [...services.keys()],
      warehouse: warehouse(),
    }),
    onRequest: (request) => context.options.onRequest?.(request),
  })
  parts.endpoint = `http://127.0.0.1:${gateway.port}`
  const started: Service[] = []
  const stop = async (): Promise<void> => {
    await gateway.close()
    for (const service of started.reverse()) await service.stop?.()
    unlock()
  }
  try {
    for (const service of services.values()) {
      started.push(service)
      await service.start?.()
    }
  } catch (error) {
    await stop()
    throw error
  }
  ready = true
  return {
    endpoint: parts.endpoint,
    warehouse: warehouse(),
    adminCredentials: identity.adminCredentials,
    context,
    services,
    control,
    flushFirehose: async () => {
      await control('firehose', 'flush')
    },
    stop,
  }
}
