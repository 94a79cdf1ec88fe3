import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { systemClock } from '../clock.ts'
import { ServiceError, unsupported } from '../errors.ts'
import type { EventBridgeEvent, Operation, PlaneContext, PlaneOptions, Principal } from '../service.ts'
import { openStore } from '../store.ts'

/** A plane for tests of single services: operations by `service.Operation`, objects by URI, everything that is written kept in lists. */
export interface TestPlane extends PlaneContext {
  readonly operations: Map<string, Operation>
  readonly objects: Map<string, Uint8Array>
  readonly events: EventBridgeEvent[]
  readonly lines: { readonly group: string; readonly stream: string; readonly message: string }[]
  /** Names `service.Operation role` in order. */
  readonly calls: string[]
  role(name: string): Principal
  /** The same state folder, forgotten in memory: a plane after a kill. */
  again(): TestPlane
  remove(): void
}

const accountId = '000000000000'

export function testPlane(
  given: { readonly clock?: Clock; readonly stateDir?: string; readonly options?: Partial<PlaneOptions> } = {},
): TestPlane {
  const stateDir = given.stateDir ?? mkdtempSync(join(tmpdir(), 'plane-'))
  const clock = given.clock ?? systemClock
  const operations = new Map<string, Operation>()
  const objects = new Map<string, Uint8Array>()
  const secrets = new Map<string, string>()
  const events: EventBridgeEvent[] = []
  const lines: TestPlane['lines'] = []
  const calls: string[] = []
  const role = (name: string): Principal => {
    const roleArn = name.startsWith('arn:') ? name : `arn:aws:iam::${accountId}:role/${name}`
    return { roleName: roleArn.slice(roleArn.lastIndexOf('/') + 1), roleArn, accountId, accessKeyId: `AKIA${name}` }
  }
  const uri = (input: Readonly<Record<string, unknown>>) => `s3://${String(input.Bucket)}/${String(input.Key)}`
  operations.set('s3.GetObject', (input) => {
    const body = objects.get(uri(input))
    if (!body) throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404)
    return { Body: body, ContentLength: body.length }
  })
  operations.set('s3.HeadObject', (input) => {
    const body = objects.get(uri(input))
    if (!body) throw new ServiceError('NotFound', 'Not Found', 404)
    return { ContentLength: body.length }
  })
  operations.set('secretsmanager.CreateSecret', (input) => {
    const ARN = `arn:aws:secretsmanager:eu-central-1:${accountId}:secret:${String(input.Name)}-abc`
    secrets.set(ARN, String(input.SecretString))
    return { ARN }
  })
  operations.set('secretsmanager.GetSecretValue', (input) => ({
    ARN: input.SecretId,
    SecretString: secrets.get(String(input.SecretId)),
  }))
  return {
    options: { stateDir, pgPort: 0, ...given.options },
    stateDir,
    accountId,
    region: 'eu-central-1',
    endpoint: () => 'http://127.0.0.1:1',
    store: openStore(join(stateDir, 'documents')),
    clock,
    logs: { write: (group, stream, message) => lines.push({ group, stream, message }) },
    call: async (service, operation, input, as) => {
      const principal = typeof as === 'string' ? role(as) : as
      calls.push(`${service}.${operation} ${principal.roleName}`)
      const run = operations.get(`${service}.${operation}`)
      if (!run) throw unsupported(`${service}.${operation}`)
      return run(input, { principal, region: 'eu-central-1' })
    },
    credentialsFor: (roleArn) => ({ accessKeyId: `AKIA${roleArn}`, secretAccessKey: 'secret', sessionToken: 'token' }),
    deliverEvent: (event) => events.push(event),
    admin: role('admin'),
    operations,
    objects,
    events,
    lines,
    calls,
    role,
    again: () => testPlane({ ...given, stateDir }),
    remove: () => rmSync(stateDir, { recursive: true, force: true }),
  }
}
