import { execFile, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyOfSource } from '../../cli/ingest-key.ts'
import { python, root } from '../../cli/state.ts'
import { signRequest } from '../../producers/client/sign-request.ts'
import { startLakehouse, type TestLakehouse } from '../support/lakehouse.ts'
import { anOrder } from '../support/orders.ts'

const source = 'com.acme.orders'

interface Line {
  readonly head: Readonly<Record<string, unknown>>
  /** Bytes of the detail, as text. */
  readonly detail: string
  readonly whole: string
}

describe('the HTTP door', () => {
  let lake: TestLakehouse
  let key: string
  beforeAll(async () => {
    lake = await startLakehouse()
    key = await keyOfSource(lake.connection, lake.stack, source)
  })
  afterAll(() => lake.stop())

  const post = async (body: string, contentType = 'application/json') => {
    const headers = { 'content-type': contentType, ...signRequest({ source, key }, body) }
    const response = await fetch(lake.stack.ingest.url, { method: 'POST', headers, body })
    return { status: response.status, headers: response.headers, body: (await response.json()) as unknown }
  }
  const sendToBus = async (detail: string) => {
    const Entries = [{ EventBusName: lake.stack.bus, Source: source, DetailType: 'OrderPlaced', Detail: detail }]
    await new EventBridgeClient(lake.connection).send(new PutEventsCommand({ Entries }))
  }
  /** Lines of the orders' raw zone that hold the text. */
  const rawLines = async (text: string): Promise<readonly Line[]> => {
    await lake.flush()
    const keys = await lake.objects.keys(lake.stack.buckets.raw, 'service=orders/')
    const texts = await Promise.all(
      keys.map(async (each) => gunzipSync(await lake.objects.bytes(lake.stack.buckets.raw, each)).toString()),
    )
    const lines = texts.flatMap((each) => each.split('\n')).filter((line) => line.includes(text))
    return lines.map((whole) => {
      const at = whole.indexOf(',"detail":')
      return { whole, head: JSON.parse(`${whole.slice(0, at)}}`) as Line['head'], detail: whole.slice(at + 10, -1) }
    })
  }

  /** Spellings that parsing would change. */
  const odd = () => {
    const event = anOrder()
    const text = JSON.stringify(event)
      .replace(/"total":[^,]+/, '"total" : 1.2500e3')
      .replace(
        '"lines":',
        '"deep":{"a":9007199254740993,\n "b":12345678901234567890.12345678901234567890},\r\n"lines":',
      )
    return { id: event.id, text }
  }

  it('writes the line that the bus writes, byte for byte, and the job takes both', async () => {
    const { id, text } = odd()
    expect(await post(text)).toMatchObject({ status: 202, body: { taken: 1 } })
    await sendToBus(text)

    const [first, second, ...others] = await rawLines(id)
    expect(others).toEqual([])
    expect(first?.detail).toBe(text.replaceAll(/[\r\n]/g, ''))
    expect(first?.detail).toBe(second?.detail)
    const known = { id: expect.any(String), time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) }
    expect(first?.head).toEqual({ ...second?.head, ...known })
    expect(Object.keys(first?.head ?? {})).toEqual(Object.keys(second?.head ?? {}))
    expect(verdicts([first?.whole ?? '', second?.whole ?? ''])).toEqual([['taken'], ['taken']])
  })

  it('takes lists, and packs them as the client does for the bus', async () => {
    const events = Array.from({ length: 3 }, () => anOrder())
    const texts = events.map((event) => JSON.stringify(event))
    expect((await post(`[${texts.join(' , ')}]`, 'application/cloudevents-batch+json')).status).toBe(202)
    await lake.publish(events)

    const [first, second] = await rawLines(events[1]?.id ?? '')
    expect(first?.detail).toBe(`{"events":[${texts.join(',')}]}`)
    expect(second?.detail).toBe(first?.detail)
  })

  it('sends nothing of a request with one bad event', async () => {
    const [good, bad] = [anOrder(), anOrder({ total: -1 })]
    expect(await post(JSON.stringify({ events: [good, bad] }))).toMatchObject({
      status: 422,
      body: { taken: 0, refused: 1, events: [{ index: 1, reasons: [{ code: 'schema', path: '/data/total' }] }] },
    })
    expect(await rawLines(good.id)).toEqual([])
  })

  it('refuses a signature with another source’s key', async () => {
    const body = JSON.stringify(anOrder())
    const other = await keyOfSource(lake.connection, lake.stack, 'gov.usgs.earthquake')
    const response = await fetch(lake.stack.ingest.url, {
      method: 'POST',
      headers: signRequest({ source, key: other }, body),
      body,
    })
    expect(response.status).toBe(401)
  })

  it('resends what Firehose refuses, so that each event arrives once', async () => {
    const events = Array.from({ length: 400 }, () => anOrder({}, {}))
    await lake.plane.control('firehose', 'refuse', {
      DeliveryStreamName: lake.stack.streamOf('orders'),
      Calls: 3,
      Every: 2,
    })
    expect(await post(JSON.stringify(events))).toMatchObject({ status: 202, body: { taken: 400 } })
    const lines = await rawLines('"OrderPlaced"')
    for (const { id } of events) expect(lines.filter(({ detail }) => detail.includes(id))).toHaveLength(1)
  })

  it('says 503 when Firehose takes nothing, and the repetition arrives', async () => {
    const event = anOrder()
    const refuse = (Calls: number) =>
      lake.plane.control('firehose', 'refuse', { DeliveryStreamName: lake.stack.streamOf('orders'), Calls })
    await refuse(1_000)
    const busy = await post(JSON.stringify(event))
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([503, '5'])
    await refuse(0)
    expect((await post(JSON.stringify(event))).status).toBe(202)
    expect(await rawLines(event.id)).toHaveLength(1)
  }, 30_000)

  it('opens to the documented shell lines', async () => {
    const event = anOrder()
    const folder = mkdtempSync(join(tmpdir(), 'door-'))
    try {
      writeFileSync(join(folder, 'events.json'), JSON.stringify(event, null, 2))
      const document = readFileSync(join(root, 'docs', 'http-door.md'), 'utf8')
      const script = [...document.matchAll(/```sh\n(.*?)```/gs)].map(([, each]) => each ?? '')[1] ?? ''
      const env = { ...process.env, URL: lake.stack.ingest.url, SOURCE: source, KEY: key }
      const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: folder, env })
      expect(JSON.parse(stdout)).toEqual({ taken: 1 })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('leads to the same rows as the bus: an event of both doors is loaded once', async () => {
    const { published } = await lake.runBatch()
    expect(published?.types).toMatchObject([
      { name: 'orders.order_placed', received: 410, loaded: 406, duplicate: 4, quarantined: 0 },
    ])
  })
})

/** What the job says of lines. */
function verdicts(lines: readonly string[]): readonly (readonly string[])[] {
  const script = `
import json, sys
from pathlib import Path
from lakehouse.contracts import read_contract_set
from lakehouse.judge import Taken, judge_line

contracts = read_contract_set(Path("schemas/generated/contract-set.json").read_bytes())
print(json.dumps([
    ["taken" if isinstance(verdict, Taken) else verdict.reasons[0].code for verdict in judge_line(line.encode(), contracts)]
    for line in json.load(sys.stdin)
]))
`
  const env = { ...process.env, PYTHONPATH: join(root, 'glue-scripts') }
  const { status, stdout, stderr } = spawnSync(python, ['-c', script], {
    input: JSON.stringify(lines),
    encoding: 'utf8',
    cwd: root,
    env,
  })
  if (status !== 0) throw new Error(stderr)
  return JSON.parse(stdout) as readonly (readonly string[])[]
}
