import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { keyOfSource } from '../../cli/ingest-key.ts'
import { s3Objects } from '../../cli/objects.ts'
import { flushFirehose } from '../../cli/plane-control.ts'
import { anyPorts, connectionOf, startPlaneProcess, stopPlaneProcess } from '../../cli/plane-process.ts'
import { readStack } from '../../cli/stack.ts'
import { deploy } from '../../cli/start/deploy.ts'
import { root, stateFolder } from '../../cli/state.ts'
import { signRequest } from '../../producers/client/sign-request.ts'
import { orderEvent, ordersSource } from '../../producers/simulator/order.ts'

/** The HTTP door under load on 127.0.0.1: how long a request takes, how many events a second, and whether each event is in a raw object. */
const clients = Number(process.argv[2] ?? 4)
const rounds = 3
const warmUp = 40
/** Events of a request, and how many requests a round has. */
const forms = [
  { events: 1, requests: 1_000 },
  { events: 100, requests: 100 },
] as const

const folder = await mkdtemp(join(tmpdir(), 'tributary-bench-ingest-'))
const state = stateFolder(folder)
const plane = await startPlaneProcess(state, anyPorts)
try {
  const connection = connectionOf({ ...plane, owner: process.pid })
  await deploy(root, connection)
  const stack = await readStack(connection)
  const key = await keyOfSource(connection, stack, ordersSource)
  const post = async (body: string): Promise<number> => {
    const started = performance.now()
    const headers = { 'content-type': 'application/json', ...signRequest({ source: ordersSource, key }, body) }
    const response = await fetch(stack.ingest.url, { method: 'POST', headers, body })
    const answer = await response.text()
    if (response.status !== 202) throw new Error(`the door answered ${response.status} ${answer}`)
    return performance.now() - started
  }
  let made = 0
  const request = (events: number): string => {
    const texts = Array.from({ length: events }, () => JSON.stringify(orderEvent('bench', made++, new Date())))
    return events === 1 ? (texts[0] ?? '') : `[${texts.join(',')}]`
  }

  await atOnce(
    clients,
    Array.from({ length: warmUp }, () => request(1)),
    post,
  )
  console.log(`${clients} clients`)
  for (let round = 1; round <= rounds; round++) {
    for (const { events, requests } of forms) {
      const bodies = Array.from({ length: requests }, () => request(events))
      const started = performance.now()
      const milliseconds = await atOnce(clients, bodies, post)
      const seconds = (performance.now() - started) / 1_000
      const figures = [
        `${Math.round((events * requests) / seconds)} events/s`,
        `${Math.round(requests / seconds)} requests/s`,
        ...[0.5, 0.99].map((share) => `p${share * 100} ${at(milliseconds, share).toFixed(1)} ms`),
      ]
      console.log(`${String(events).padStart(3)} a request   ${figures.join('   ')}`)
    }
  }

  await flushFirehose(connection)
  const arrived = await eventsInRaw()
  console.log(`${made} sent, ${arrived.size} in raw objects, ${made - arrived.size} lost`)
  process.exitCode = arrived.size === made ? 0 : 1

  async function eventsInRaw(): Promise<ReadonlySet<string>> {
    const objects = s3Objects(connection)
    const ids = new Set<string>()
    for (const each of await objects.keys(stack.buckets.raw, 'service=orders/')) {
      const text = gunzipSync(await objects.bytes(stack.buckets.raw, each)).toString('utf8')
      for (const line of text.trimEnd().split('\n')) {
        const { detail } = JSON.parse(line) as { readonly detail: Identified & { readonly events?: Identified[] } }
        for (const { id } of detail.events ?? [detail]) ids.add(id)
      }
    }
    return ids
  }
} finally {
  await stopPlaneProcess(state, plane)
  await rm(folder, { recursive: true, force: true })
}

interface Identified {
  readonly id: string
}

/** Milliseconds of each request; every client sends the next one when it has its answer. */
async function atOnce(
  count: number,
  bodies: readonly string[],
  post: (body: string) => Promise<number>,
): Promise<readonly number[]> {
  const queue = bodies.values()
  const milliseconds: number[] = []
  const client = async () => {
    for (const body of queue) milliseconds.push(await post(body))
  }
  await Promise.all(Array.from({ length: count }, client))
  return milliseconds
}

function at(milliseconds: readonly number[], share: number): number {
  const sorted = milliseconds.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
