import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../../clock.ts'
import { ServiceError } from '../../errors.ts'
import type { Input, PlaneContext, Principal, ResourceContext, ResourceType, Service } from '../../service.ts'
import { openStore } from '../../store.ts'

/** A clock that moves only when a test says so. */
export interface VirtualClock extends Clock {
  /** Moves on, runs what falls due in order, and lets its consequences settle. */
  advance(milliseconds: number): Promise<void>
}

export function virtualClock(start = '2026-11-25T10:00:00.000Z'): VirtualClock {
  let now = new Date(start).getTime()
  const timers: { due: number; action: () => void }[] = []
  const after = (milliseconds: number, action: () => void) => {
    const timer = { due: now + milliseconds, action }
    timers.push(timer)
    return () => {
      const at = timers.indexOf(timer)
      if (at >= 0) timers.splice(at, 1)
    }
  }
  return {
    now: () => new Date(now),
    after,
    sleep: (milliseconds) => new Promise((resolve) => void after(milliseconds, resolve)),
    advance: async (milliseconds) => {
      const end = now + milliseconds
      for (;;) {
        await settle()
        const next = timers.filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0]
        if (!next) break
        timers.splice(timers.indexOf(next), 1)
        now = Math.max(now, next.due)
        next.action()
      }
      now = end
    },
  }
}

/** Lets promises and file operations that have begun come to their end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1))
}

export interface Recorded {
  readonly service: string
  readonly operation: string
  readonly input: Input
  readonly as: string
}

/** A PlaneContext with the real store, a folder of its own, and whatever services a test puts in. */
export interface TestPlane {
  readonly context: PlaneContext
  readonly calls: readonly Recorded[]
  readonly lines: readonly { readonly group: string; readonly stream: string; readonly message: string }[]
  add(service: Service): void
  /** Creates a resource as CloudFormation would. */
  create(type: string, properties: Input): Promise<string>
  resource(type: string): ResourceType
  remove(): void
}

export function createTestPlane(clock: Clock, stateDir = mkdtempSync(join(tmpdir(), 'plane-'))): TestPlane {
  const services = new Map<string, Service>()
  const calls: Recorded[] = []
  const lines: { group: string; stream: string; message: string }[] = []
  const admin: Principal = {
    roleName: 'admin',
    roleArn: 'arn:aws:iam::000000000000:role/admin',
    accountId: '000000000000',
    accessKeyId: 'A',
  }
  const principal = (as: Principal | string): Principal =>
    typeof as === 'string' ? { ...admin, roleArn: as, roleName: as.slice(as.lastIndexOf('/') + 1) } : as
  const context: PlaneContext = {
    options: { stateDir },
    stateDir,
    accountId: admin.accountId,
    region: 'eu-central-1',
    endpoint: () => 'http://127.0.0.1:4566',
    store: openStore(join(stateDir, 'documents')),
    clock,
    logs: { write: (group, stream, message) => void lines.push({ group, stream, message }) },
    admin,
    credentialsFor: (roleArn) => ({ accessKeyId: `key of ${roleArn}`, secretAccessKey: 's', sessionToken: 't' }),
    deliverEvent: (event, bus) => services.get('events')?.deliver?.(event, bus),
    call: async (service, operation, input, as) => {
      const caller = principal(as)
      calls.push({ service, operation, input, as: caller.roleName })
      const run = services.get(service)?.operations[operation]
      if (!run) throw new ServiceError('UnsupportedOperation', `${service}.${operation}`, 501)
      return run(input, { principal: caller, region: context.region })
    },
  }
  const resource = (type: string): ResourceType => {
    for (const service of services.values()) if (service.resources?.[type]) return service.resources[type]
    throw new Error(`no ${type}`)
  }
  return {
    context,
    calls,
    lines,
    add: (service) => void services.set(service.name, service),
    resource,
    create: async (type, properties) => {
      const resourceContext: ResourceContext = {
        stackName: 'stack',
        stackId: 'arn:stack',
        logicalId: 'Thing',
        region: context.region,
        accountId: context.accountId,
        principal: admin,
        generatedName: (maxLength = 64) => `stack-${randomUUID()}`.slice(0, maxLength),
      }
      return (await resource(type).create(properties, resourceContext)).physicalId
    },
    remove: () => rmSync(stateDir, { recursive: true, force: true }),
  }
}

/** A service that answers with what a test gives it. */
export function fakeService(name: string, operations: Service['operations']): Service {
  return { name, operations }
}
