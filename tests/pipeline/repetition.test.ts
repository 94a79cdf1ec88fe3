import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { earthquakeEvent, readEarthquakes } from '../../producers/feeds/usgs-earthquakes.ts'
import { compareEngines, disagreements } from '../support/both-engines.ts'
import { startLakehouse, type TestLakehouse } from '../support/lakehouse.ts'
import { anOrder, someOrders } from '../support/orders.ts'

const first = 'b0000000001'

describe('anything that happens twice', () => {
  let lake: TestLakehouse
  const orders = someOrders(40)
  const quakes = readEarthquakes().slice(0, 60).map(earthquakeEvent)
  /** The second notification of the first batch; it ends a minute after it saw the other at work. */
  let secondNotification: Promise<string>

  beforeAll(async () => {
    lake = await startLakehouse()
    await lake.publish([...orders, ...quakes])
    await lake.flush()
    expect(await lake.claim()).toEqual([first])
    secondNotification = lake.notify(first).then((arn) => lake.execution(arn))
    const { failure } = await lake.awaitBatch(first)
    expect(failure).toBeUndefined()
  })
  afterAll(() => lake.stop())

  const contents = () =>
    Promise.all([
      lake.query(
        'SELECT event_id, _batch_id, _object, _line, _payload_hash FROM orders.order_placed_v1 ORDER BY event_id',
      ),
      lake.query('SELECT event_id, _batch_id, _object, _line, _payload_hash FROM usgs.earthquake_v1 ORDER BY event_id'),
      lake.query(
        "SELECT batch_id, type, attempt, inserted FROM ops.batches WHERE batch_id = 'b0000000001' ORDER BY type",
      ),
    ])

  it('a batch run again changes nothing: not the tables, not the ledger, not the account', async () => {
    const before = [await contents(), await lake.documents.published(first)]
    expect(await lake.execution(await lake.notify(first))).toBe('SUCCEEDED')
    expect(await lake.execution(await lake.notify(first, 'a person'))).toBe('SUCCEEDED')
    expect([await contents(), await lake.documents.published(first)]).toEqual(before)
  })

  it('a batch whose account was lost writes it again from the ledger, and loads nothing', async () => {
    const [tables, account] = [await contents(), await lake.documents.published(first)]
    await lake.plane.context.call(
      's3',
      'DeleteObject',
      { Bucket: lake.stack.buckets.batches, Key: `published/${first}.json` },
      lake.plane.context.admin,
    )
    expect(await lake.documents.published(first)).toBeUndefined()

    expect(await lake.execution(await lake.notify(first))).toBe('SUCCEEDED')

    const again = await lake.documents.published(first)
    expect(again?.types).toEqual(account?.types)
    expect(await contents()).toEqual(tables)
  })

  it('events sent again, alone or packed, are duplicates', async () => {
    await lake.publish(orders, 'single')
    await lake.publish([...quakes, ...quakes.slice(0, 5)], 'packed')
    const before = (await contents()).slice(0, 2)

    const { published } = await lake.runBatch()

    expect(
      published?.types.map(({ name, received, loaded, duplicate }) => [name, received, loaded, duplicate]),
    ).toEqual([
      ['orders.order_placed', 40, 0, 40],
      ['usgs.earthquake', 65, 0, 65],
    ])
    expect((await contents()).slice(0, 2)).toEqual(before)
  })

  it('another event under a known id is kept aside, and the first one stays', async () => {
    const known = orders[0] ?? anOrder()
    const fresh = anOrder()
    await lake.publish([
      { ...anOrder(), id: known.id, time: known.time },
      fresh,
      { ...anOrder(), id: fresh.id, time: fresh.time },
    ])

    const { published } = await lake.runBatch()

    const [account] = published?.types ?? []
    expect(account).toMatchObject({ received: 3, loaded: 1, quarantined: 2, reasons: { id_collision: 2 } })
    const rows = await lake.query(
      `SELECT order_id FROM orders.order_placed_v1 WHERE event_id IN ('${known.id}', '${fresh.id}')`,
    )
    expect(rows.map(({ order_id }) => order_id).toSorted()).toEqual(
      [known.data.order_id, fresh.data.order_id].toSorted(),
    )
  })

  it('two claims at once put each object into exactly one manifest', async () => {
    for (const order of someOrders(6)) {
      await lake.publish([order])
      await lake.flush()
    }
    const claimed = (await Promise.all([lake.claim(), lake.claim(), lake.claim()])).flat()
    for (const batchId of claimed) expect((await lake.awaitBatch(batchId)).failure).toBeUndefined()

    const keys = (await lake.documents.manifests()).flatMap(({ objects }) => objects.map(({ key }) => key))
    const raw = await lake.objects.keys(lake.stack.buckets.raw, 'service=')
    expect(keys.toSorted()).toEqual(raw.toSorted())
    const [{ doubled = '' } = {}] = await lake.query(
      'SELECT COUNT(*) - COUNT(DISTINCT event_id) AS doubled FROM orders.order_placed_v1',
    )
    expect(doubled).toBe('0')
  })

  it('Athena shows each event once, the copy that the warehouse holds', async () => {
    expect(disagreements(await compareEngines(lake))).toEqual([])
  })

  it('a manifest notified twice is processed once: the second sees the first at work', async () => {
    expect(await secondNotification).toBe('SUCCEEDED')
    const attempts = await lake.documents.attempts(first)
    expect(attempts.map(({ attempt }) => attempt)).toEqual([1, 2])
  }, 120_000)
})
