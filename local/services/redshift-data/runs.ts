import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { warehouseOf } from '../../engines/postgres/warehouse.ts'
import type { PlaneContext } from '../../service.ts'
import type { Collection } from '../../store.ts'
import type { Role } from '../iam/roles.ts'
import { trustsService } from '../iam/trust.ts'
import { catalogOf, type Namespace } from '../redshift-serverless/catalog.ts'
import { objectsAs } from './objects.ts'
import { runStatement } from './run.ts'
import { isDone, type Result, type Statement } from './statement.ts'

/** The statements that run in this process. */
export interface Runs {
  launch(statement: Statement, namespace: Namespace): void
  active(): number
  /** Resolves when the statement is over, at the latest after the seconds. */
  wait(id: string, seconds: number): Promise<void>
  /** False when it is over already. */
  cancel(statement: Statement): Promise<boolean>
  /** Calls what an earlier process left running aborted, and forgets what is older than a day. */
  settleLeft(): void
  /** Cuts off what runs and stops the warehouse. */
  stop(): Promise<void>
}

interface Running {
  cancelled: boolean
  done: Promise<void>
}

const resultLifetime = 24 * 3600 * 1000

export function createRuns(plane: PlaneContext, statements: Collection<Statement>, results: Collection<Result>): Runs {
  const warehouse = warehouseOf(plane)
  const catalog = catalogOf(plane)
  const running = new Map<string, Running>()
  let stopping = false
  const now = () => plane.clock.now()

  function launch(submitted: Statement, namespace: Namespace): void {
    if (stopping) return // remembered as submitted; the next start calls it aborted
    const state: Running = { cancelled: false, done: Promise.resolve() }
    const statement = structuredClone(submitted)
    const save = (status?: Statement['status']) => {
      if (stopping) return // it was cut off: the next start says so
      if (status) statement.status = status
      statement.updatedAt = now().toISOString()
      statements.put(statement.id, structuredClone(statement))
    }
    save('PICKED')
    state.done = runStatement(statement, {
      warehouse,
      isAdmin: statement.dbUser === namespace.adminUsername,
      objectsFor: (role) => objectsAs(plane, copyRole(plane, role, namespace, statement)),
      scratch: join(plane.stateDir, 'scratch'),
      now,
      cancelled: () => state.cancelled,
      started: (pid) => {
        statement.pid = pid
        save('STARTED')
      },
      saveResult: (part, result) => results.put(`${statement.id}:${part + 1}`, result),
    }).then(() => {
      running.delete(statement.id)
      save()
      if (statement.withEvent && !stopping) announce(statement)
    })
    running.set(statement.id, state)
  }

  function announce(statement: Statement): void {
    plane.deliverEvent(
      {
        version: '0',
        id: randomUUID(),
        'detail-type': 'Redshift Data Statement Status Change',
        source: 'aws.redshift-data',
        account: plane.accountId,
        time: `${now().toISOString().slice(0, 19)}Z`,
        region: plane.region,
        resources: [catalog.workgroup(statement.workgroup)?.arn ?? statement.workgroup],
        detail: {
          principal: statement.owner,
          statementId: statement.id,
          state: statement.status,
          rows: statement.parts.at(-1)?.rows ?? 0,
          statementName: statement.statementName ?? '',
          expireAt: Math.floor((now().getTime() + resultLifetime) / 1000),
        },
      },
      'default',
    )
  }

  function forget(statement: Statement): void {
    for (const index of statement.parts.keys()) results.delete(`${statement.id}:${index + 1}`)
    statements.delete(statement.id)
  }

  /** What ran when the plane was killed was rolled back by PostgreSQL. */
  function abort(statement: Statement): void {
    for (const part of statement.parts)
      if (!isDone(part.status) || statement.mode === 'TRANSACTION') part.status = 'ABORTED'
    statement.status = 'ABORTED'
    statement.error = 'ERROR: the connection was lost while the statement ran'
    statements.put(statement.id, statement)
  }

  return {
    launch,
    active: () => running.size,
    wait: async (id, seconds) => {
      const state = running.get(id)
      if (!state) return
      const ending = new AbortController()
      const timer = plane.clock.sleep(seconds * 1000, ending.signal).catch(() => {})
      await Promise.race([state.done, timer])
      ending.abort()
    },
    cancel: async (statement) => {
      const state = running.get(statement.id)
      if (isDone(statement.status) || !state) return false
      state.cancelled = true
      if (statement.pid === undefined) return true
      const client = await warehouse.connect('postgres') // a pool that waiting statements cannot exhaust
      try {
        await client.query('SELECT pg_cancel_backend($1)', [statement.pid])
      } finally {
        client.release()
      }
      return true
    },
    settleLeft: () => {
      for (const statement of statements.list()) {
        if (now().getTime() - new Date(statement.createdAt).getTime() > resultLifetime) forget(statement)
        else if (!isDone(statement.status)) abort(statement)
      }
    },
    stop: async () => {
      stopping = true
      const all = [...running.values()]
      await warehouse.stop()
      await Promise.all(all.map(({ done }) => done))
    },
  }
}

/** The role that COPY reads as; throws when the namespace does not have it, or it does not trust the warehouse for this user. */
function copyRole(plane: PlaneContext, role: string, namespace: Namespace, statement: Statement): string {
  const arn = role === 'default' ? namespace.defaultIamRole : role
  if (arn === undefined || !(namespace.iamRoles.includes(arn) || arn === namespace.defaultIamRole)) {
    throw new Error(
      `User is not authorized to assume IAM Role: ${role} is not attached to the namespace ${namespace.name}`,
    )
  }
  const { region, accountId } = plane
  const trust = plane.store.collection<Role>('iam-roles').get(arn)?.trust
  const workgroup = catalogOf(plane).workgroup(statement.workgroup)?.id
  const user = `arn:aws:redshift:${region}:${accountId}:dbuser:serverless-${accountId}-${workgroup}/${statement.dbUser}`
  const trusted = ['redshift.amazonaws.com', 'redshift-serverless.amazonaws.com'].some(
    (service) => trust && trustsService(trust, service, accountId, { 'sts:externalid': [user] }),
  )
  if (trust && !trusted) {
    throw new Error(`User ${user} is not authorized to assume IAM Role ${arn}`)
  }
  return arn
}
