import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from './clock.ts'
import { unsupported } from './errors.ts'
import { openIdentity } from './identity.ts'
import { openLogs } from './logs.ts'
import type { Credentials, Input, PlaneContext, PlaneOptions, Service } from './service.ts'
import { openStore } from './store.ts'

export interface Plane {
  readonly endpoint: string
  readonly warehouse: Readonly<Record<string, unknown>>
  readonly adminCredentials: Credentials
  readonly context: PlaneContext
  control(service: string, control: string, input?: Input): Promise<unknown>
  /** Writes every Firehose buffer now. */
  flushFirehose(): Promise<void>
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

/** Starts every service and the gateway. Throws when the state folder cannot be used. */
export async function startPlane(options: PlaneOptions): Promise<Plane> {
  const { stateDir, accountId = '000000000000', region = 'eu-central-1', clock = systemClock } = options
  mkdirSync(stateDir, { recursive: true })
  const store = openStore(join(stateDir, 'documents'))
  const services = new Map<string, Service>()
  const roles = store.collection('iam-roles')
  const identity = openIdentity(store, accountId, (arn) => roles.get(arn) !== undefined, clock.now)
  const service = (name: string): Service => {
    const found = services.get(name)
    if (!found) throw unsupported(`${name}`)
    return found
  }
  const context: PlaneContext = {
    options,
    stateDir,
    accountId,
    region,
    endpoint: () => '',
    store,
    clock,
    logs: openLogs(join(stateDir, 'logs'), clock, () => {}),
    admin: identity.admin,
    credentialsFor: identity.credentialsFor,
    call: async (name, operation, input, as) => {
      const run = service(name).operations[operation]
      if (!run) throw unsupported(`${name}.${operation}`)
      const principal = typeof as === 'string' ? identity.principalFor(as) : as
      return run(input, { principal, region })
    },
    deliverEvent: (event, bus) => services.get('events')?.deliver?.(event, bus),
  }
  for (const [folder, name] of Object.entries(modules)) {
    const path = new URL(`./services/${folder}/service.ts`, import.meta.url)
    if (!existsSync(path)) continue
    const module = (await import(path.href)) as Record<string, (plane: PlaneContext) => Service | Promise<Service>>
    const made = await module[name]?.(context)
    if (made) services.set(made.name, made)
  }
  for (const each of services.values()) await each.start?.()
  const control = async (name: string, what: string, input: Input = {}): Promise<unknown> => {
    const run = service(name).controls?.[what]
    if (!run) throw unsupported(`control ${name}/${what}`)
    return run(input, { principal: identity.admin, region })
  }
  return {
    endpoint: '',
    warehouse: services.get('redshift-data')?.addresses?.() ?? {},
    adminCredentials: identity.adminCredentials,
    context,
    control,
    flushFirehose: async () => {
      await control('firehose', 'flush')
    },
    stop: async () => {
      for (const each of [...services.values()].reverse()) await each.stop?.()
    },
  }
}
