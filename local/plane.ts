import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from './clock.ts'
import { unsupported } from './errors.ts'
import { openGateway } from './gateway.ts'
import { createAuthorizer } from './iam/authorize.ts'
import { type Access, openRecording } from './iam/recording.ts'
import { openIdentity } from './identity.ts'
import { lockState } from './lock.ts'
import { addServices, makeContext, type Parts, perform } from './registry.ts'
import type { Credentials, Input, PlaneContext, PlaneOptions, Service } from './service.ts'
import { openMetrics } from './services/monitoring/metrics.ts'
import { openStore } from './store.ts'

export interface Plane {
  /** `http://127.0.0.1:<port>`: AWS_ENDPOINT_URL of every client. */
  readonly endpoint: string
  /** How to connect to PostgreSQL. */
  readonly warehouse: Readonly<Record<string, unknown>>
  readonly adminCredentials: Credentials
  readonly context: PlaneContext
  readonly services: ReadonlyMap<string, Service>
  /** Every kind of call that a role has made since the state folder began; the same stands in `<state>/iam/accesses.jsonl`. */
  readonly accesses: () => readonly Access[]
  control(service: string, control: string, input?: Input): Promise<unknown>
  /** Writes every Firehose buffer now. */
  flushFirehose(): Promise<void>
  /** Stops listening, then the services; what is unfinished goes on with the next start. */
  stop(): Promise<void>
}

/** Starts the gateway and every service. Throws when another plane runs on the state folder. */
export async function startPlane(options: PlaneOptions): Promise<Plane> {
  const { stateDir, clock = systemClock, accountId = '000000000000', region = 'eu-central-1' } = options
  mkdirSync(stateDir, { recursive: true })
  const unlock = lockState(stateDir)
  try {
    const store = openStore(join(stateDir, 'documents'))
    const roles = store.collection('iam-roles')
    const identity = openIdentity(store, accountId, (arn) => roles.get(arn) !== undefined, clock.now)
    const metrics = openMetrics(join(stateDir, 'metrics'))
    const recording = openRecording(join(stateDir, 'iam', 'accesses.jsonl'))
    const authorizer = createAuthorizer({ region, accountId, store }, recording)
    const parts: Parts = { services: new Map(), identity, metrics, authorizer, endpoint: '' }
    const context = makeContext(options, parts, store)
    await addServices(parts, context)
    return { ...(await open(parts, context, unlock)), accesses: recording.list }
  } catch (error) {
    unlock()
    throw error
  }
}

async function open(parts: Parts, context: PlaneContext, unlock: () => void): Promise<Omit<Plane, 'accesses'>> {
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
    perform: (service, operation, input, call) => perform(parts, service, operation, input, call, 'client'),
    services: () => services.values(),
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
