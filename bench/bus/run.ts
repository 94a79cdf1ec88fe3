import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { s3Objects } from '../../cli/objects.ts'
import { flushFirehose } from '../../cli/plane-control.ts'
import { anyPorts, connectionOf, startPlaneProcess, stopPlaneProcess } from '../../cli/plane-process.ts'
import { type Connection, readStack, type Stack } from '../../cli/stack.ts'
import { deploy } from '../../cli/start/deploy.ts'
import { root, stateFolder } from '../../cli/state.ts'
import { eventBridgeBus } from '../../producers/client/event-bus.ts'
import { createPublisher } from '../../producers/client/publish.ts'
import { type OrderEvent, orderEvent } from '../../producers/simulator/order.ts'

/** Clients at once, each with connections of its own, on one plane in a process of its own: are all events in raw objects? */
const clients = 50
const eventsPerClient = Number(process.argv[2] ?? 200)
const rounds = 3
const forms = ['single', 'packed'] as const

const folder = await mkdtemp(join(tmpdir(), 'tributary-bench-bus-'))
const state = stateFolder(folder)
const plane = await startPlaneProcess(state, anyPorts)
try {
  const connection = connectionOf({ ...plane, owner: process.pid })
  await deploy(root, connection)
  const stack = await readStack(connection)
  console.log(`${clients} clients, ${eventsPerClient} orders each, PutEvents to raw object`)
  for (let round = 1; round <= rounds; round++) {
    for (const form of forms) {
      const seconds = await publish(connection, stack, form, `${form} ${round}`)
      console.log(`${form.padEnd(7)} ${Math.round((clients * eventsPerClient) / seconds)} events/s`)
    }
  }
  const [sent, arrived] = [clients * eventsPerClient * rounds * forms.length, await idsInRaw(connection, stack)]
  console.log(`${sent} sent, ${arrived.size} in raw objects, ${sent - arrived.size} lost`)
  process.exitCode = arrived.size === sent ? 0 : 1
} finally {
  await stopPlaneProcess(state, plane)
  await rm(folder, { recursive: true, force: true })
}

/** Seconds from the first call until Firehose has delivered everything. Throws when the bus refused an event. */
async function publish(
  connection: Connection,
  stack: Stack,
  form: (typeof forms)[number],
  seed: string,
): Promise<number> {
  const load = Array.from({ length: clients }, (_, client) => ({
    publisher: createPublisher({ bus: eventBridgeBus(new EventBridgeClient(connection), stack.bus), form }),
    events: Array.from(
      { length: eventsPerClient },
      (_, n): OrderEvent => orderEvent(`${seed} ${client}`, n, new Date()),
    ),
  }))
  const start = performance.now()
  const outcomes = await Promise.all(load.map(({ publisher, events }) => publisher.publish(events)))
  await flushFirehose(connection)
  const seconds = (performance.now() - start) / 1_000
  const bad = outcomes.flat().find(({ status }) => status !== 'sent')
  if (bad) throw new Error(`the bus said ${JSON.stringify(bad)}`)
  return seconds
}

async function idsInRaw(connection: Connection, stack: Stack): Promise<ReadonlySet<string>> {
  const objects = s3Objects(connection)
  const ids = new Set<string>()
  for (const key of await objects.keys(stack.buckets.raw, 'service=orders/')) {
    const text = gunzipSync(await objects.bytes(stack.buckets.raw, key)).toString('utf8')
    for (const line of text.trimEnd().split('\n')) {
      const { detail } = JSON.parse(line) as {
        readonly detail: OrderEvent & { readonly events?: readonly OrderEvent[] }
      }
      for (const { id } of detail.events ?? [detail]) ids.add(id)
    }
  }
  return ids
}
