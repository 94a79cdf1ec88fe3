import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { environmentOf } from '../../cli/start/deploy.ts'
import { python } from '../../cli/state.ts'
import { eventBridgeBus } from '../../producers/client/event-bus.ts'
import { createPublisher } from '../../producers/client/publish.ts'
import { startLakehouse, type TestLakehouse } from '../support/lakehouse.ts'
import { anOrder, someOrders } from '../support/orders.ts'

/** Runs Python with arguments and reads the JSON that it prints. */
async function runPython<T>(script: string, parameters: readonly string[], env = process.env): Promise<T> {
  const { stdout } = await promisify(execFile)(python, ['-c', script, ...parameters], { env })
  return JSON.parse(stdout) as T
}

const publish = `
import boto3, json, sys
bus, event, extra = sys.argv[1], json.loads(sys.argv[2]), json.loads(sys.argv[3])
entry = lambda detail: {"EventBusName": bus, "Source": event["source"], "DetailType": event["type"], "Detail": detail}
answer = boto3.client("events").put_events(Entries=[
    entry(json.dumps(event)), entry(json.dumps({"events": extra})), entry("no JSON"), entry("[1]"),
])
print(json.dumps({"failed": answer["FailedEntryCount"], "codes": [e.get("ErrorCode") for e in answer["Entries"]]}))
`

const read = `
import json, psycopg, sys
with psycopg.connect(sys.argv[1]) as connection:
    rows = connection.execute(sys.argv[2]).fetchall()
    try:
        connection.execute("select * from orders.order_placed_v1")
        refused = ""
    except psycopg.errors.InsufficientPrivilege as error:
        refused = str(error)
print(json.dumps({"rows": [[str(value) for value in row] for row in rows], "refused": refused}))
`

describe('clients that nobody here wrote', () => {
  let lake: TestLakehouse
  beforeAll(async () => {
    lake = await startLakehouse()
  })
  afterAll(() => lake.stop())

  it('boto3 publishes, psycopg reads: the value is the one sent', async () => {
    const event = anOrder({ total: 1234.5 })
    const packed = [anOrder(), anOrder()]
    const parameters = [lake.stack.bus, JSON.stringify(event), JSON.stringify(packed)]

    const answer = await runPython(publish, parameters, environmentOf(lake.connection))

    expect(answer).toEqual({ failed: 2, codes: [null, null, 'MalformedDetail', 'MalformedDetail'] })
    const { published } = await lake.runBatch()
    expect(published?.types).toMatchObject([{ name: 'orders.order_placed', received: 3, loaded: 3 }])

    const { host, port, database } = lake.plane.services.get('redshift-data')?.addresses?.() ?? {}
    const url = `postgresql://analyst@${String(host)}:${String(port)}/${String(database)}`
    const sql = `select total, currency, customer_id_key from orders.order_placed where event_id = '${event.id}'`
    const seen = await runPython<{ readonly rows: readonly string[][]; readonly refused: string }>(read, [url, sql])
    expect(seen.rows).toEqual([['1234.50', event.data.currency, expect.stringMatching(/^[0-9a-f]{64}$/)]])
    expect(seen.refused).toContain('permission denied')
  })

  it('fifty clients at once lose nothing on the way to the table', async () => {
    const groups = Array.from({ length: 50 }, () => someOrders(20))
    const outcomes = await Promise.all(
      groups.map((events) => {
        const bus = eventBridgeBus(new EventBridgeClient(lake.connection), lake.stack.bus)
        return createPublisher({ bus, form: 'single' }).publish(events)
      }),
    )
    expect(outcomes.flat().filter(({ status }) => status !== 'sent')).toEqual([])
    const { published } = await lake.runBatch()
    expect(published?.types).toMatchObject([{ name: 'orders.order_placed', received: 1_000, loaded: 1_000 }])
    const rows = await lake.query('SELECT event_id FROM orders.order_placed_v1')
    const loaded = new Set(rows.map(({ event_id }) => event_id))
    expect(groups.flat().filter(({ id }) => !loaded.has(id))).toEqual([])
  })
})
