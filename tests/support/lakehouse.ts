import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { FirehoseClient } from '@aws-sdk/client-firehose'
import { DescribeExecutionCommand, SFNClient } from '@aws-sdk/client-sfn'
import { recordsOf } from '../../cli/data-api.ts'
import { type Lake, openLake } from '../../cli/lake.ts'
import { awaitBatch, type BatchEnd, claim, startBatch } from '../../cli/run-batch.ts'
import type { Connection } from '../../cli/stack.ts'
import { deploy } from '../../cli/start/deploy.ts'
import { python, root } from '../../cli/state.ts'
import { asAdmin, asAnalyst } from '../../cli/warehouse-users.ts'
import { type Plane, startPlane } from '../../local/plane.ts'
import type { RequestRecord } from '../../local/service.ts'
import type { CloudEvent } from '../../producers/client/cloud-event.ts'
import { eventBridgeBus } from '../../producers/client/event-bus.ts'
import { firehoseLine } from '../../producers/client/event-stream.ts'
import { createPublisher, type Outcome } from '../../producers/client/publish.ts'
import { packagedArtefacts } from './artefacts.ts'

export type Row = Readonly<Record<string, string | null>>

/** A lakehouse of its own on a plane in this process: deployed by `sls deploy`, empty, on ports that nobody else has. */
export interface TestLakehouse extends Lake {
  readonly plane: Plane
  readonly stateDir: string
  publish(events: readonly CloudEvent[], form?: 'packed' | 'single'): Promise<readonly Outcome[]>
  /** Puts a line into a service's stream, past the bus. */
  putLine(service: string, line: string | Uint8Array): Promise<void>
  /** Delivers what Firehose holds. */
  flush(): Promise<void>
  /** Invokes claim-batch; the ids of new batches. */
  claim(): Promise<readonly string[]>
  /** Delivers, claims, and follows the one batch that this makes to its end. */
  runBatch(): Promise<BatchEnd>
  /** Follows a batch to the end of an attempt after the given one. */
  awaitBatch(batchId: string, after?: number): Promise<BatchEnd>
  /** Starts process-batch as the notification of the manifest does; returns the execution's ARN. */
  notify(batchId: string, by?: string): Promise<string>
  /** Waits for the end of an execution; its status. */
  execution(arn: string): Promise<string>
  /** Rows that base tables hold. */
  query(sql: string): Promise<readonly Row[]>
  asAnalyst(sql: string): Promise<readonly Row[]>
  /** Calls `hear` in the moment after the plane answered a request, before the caller has seen the answer. Returns the end of it. */
  onRequest(hear: (request: RequestRecord) => void): () => void
  stop(): Promise<void>
}

/** Deploys `tree` (default: this checkout). Throws with the end of the deploy's output when the stack does not come up. */
export async function startLakehouse(tree = root): Promise<TestLakehouse> {
  const stateDir = await mkdtemp(join(tmpdir(), 'tributary-lakehouse-'))
  const listeners = new Set<(request: RequestRecord) => void>()
  const plane = await startPlane({
    stateDir,
    python,
    ...(process.env.JAVA_HOME && { javaHome: process.env.JAVA_HOME }),
    onRequest: (request) => {
      for (const hear of listeners) hear(request)
    },
  })
  const stop = async () => {
    await plane.stop()
    await rm(stateDir, { recursive: true, force: true })
  }
  try {
    const connection: Connection = {
      endpoint: plane.endpoint,
      region: plane.context.region,
      credentials: plane.adminCredentials,
    }
    await deploy(tree, connection, undefined, tree === root ? await packagedArtefacts(connection) : undefined)
    return {
      ...(await commandsOf(await openLake(connection), plane)),
      plane,
      stateDir,
      stop,
      onRequest: listenTo(listeners),
    }
  } catch (error) {
    await stop()
    throw error
  }
}

const listenTo =
  <T>(listeners: Set<T>) =>
  (hear: T) => {
    listeners.add(hear)
    return () => {
      listeners.delete(hear)
    }
  }

async function commandsOf(
  lake: Lake,
  plane: Plane,
): Promise<Omit<TestLakehouse, 'plane' | 'stateDir' | 'stop' | 'onRequest'>> {
  const { connection, stack, documents } = lake
  const bus = eventBridgeBus(new EventBridgeClient(connection), stack.bus)
  const putRecord = firehoseLine(new FirehoseClient(connection))
  const states = new SFNClient(connection)
  const admin = asAdmin(connection, stack)
  const analyst = await asAnalyst(connection, stack)
  const flush = () => plane.flushFirehose()
  const claimOnce = () => claim(connection, stack)
  const follow = (batchId: string, after = 0) => awaitBatch(connection, documents, batchId, { after })
  return {
    ...lake,
    flush,
    claim: claimOnce,
    awaitBatch: follow,
    publish: (events, form = 'packed') => createPublisher({ bus, form }).publish(events),
    putLine: (service, line) => putRecord(stack.streamOf(service), Buffer.from(line)),
    runBatch: async () => {
      await flush()
      const [batchId, ...others] = await claimOnce()
      if (batchId === undefined || others.length > 0)
        throw new Error(`claimed ${others.length + (batchId ? 1 : 0)} batches`)
      return follow(batchId)
    },
    notify: (batchId, by) => startBatch(connection, stack, batchId, by),
    execution: async (executionArn) => {
      for (;;) {
        const { status = '' } = await states.send(new DescribeExecutionCommand({ executionArn }))
        if (status !== 'RUNNING') return status
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    },
    query: async (sql) => recordsOf(await admin(sql)),
    asAnalyst: async (sql) => recordsOf(await analyst(sql)),
  }
}
