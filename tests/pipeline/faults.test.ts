import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addUp, balances } from '../../cli/accounts.ts'
import { earthquakeEvent, readEarthquakes } from '../../producers/feeds/usgs-earthquakes.ts'
import type { OrderEvent } from '../../producers/simulator/order.ts'
import { compareEngines, disagreements } from '../support/both-engines.ts'
import { startLakehouse, type TestLakehouse } from '../support/lakehouse.ts'
import { anOrder, someOrders } from '../support/orders.ts'

describe('a batch that meets a fault', () => {
  let lake: TestLakehouse
  const features = readEarthquakes()
  let sentQuakes = 0

  beforeAll(async () => {
    lake = await startLakehouse()
  })
  afterAll(() => lake.stop())

  /** Earthquakes that no scenario before has sent. */
  const someQuakes = (count: number) => {
    sentQuakes += count
    return features.slice(sentQuakes - count, sentQuakes).map(earthquakeEvent)
  }
  const loaded = async (events: readonly { readonly id: string }[], table: string) => {
    const ids = events.map(({ id }) => `'${id}'`).join(', ')
    return (await lake.query(`SELECT event_id FROM ${table} WHERE event_id IN (${ids})`)).length
  }
  const pathOf = (bucket: string, key: string) => join(lake.stateDir, 's3', bucket, key)
  const withoutEmail = ({ data: { email: _, ...data }, ...event }: OrderEvent): OrderEvent => ({ ...event, data })

  it('a type that misses its quality is held; the others of the batch are loaded', async () => {
    const orders = [...someOrders(18), ...someOrders(2).map(withoutEmail)]
    const quakes = someQuakes(20)
    await lake.publish([...orders, ...quakes])

    const { published, failure } = await lake.runBatch()

    expect(failure).toBeUndefined()
    expect(published?.types.map(({ name, loaded, held, status }) => [name, loaded, held, status])).toEqual([
      ['orders.order_placed', 0, 20, 'held'],
      ['usgs.earthquake', 20, 0, 'loaded'],
    ])
    for (const type of published?.types ?? []) expect(balances(type)).toBe(true)
    expect(await loaded(orders, 'orders.order_placed_v1')).toBe(0)
  })

  it('a Glue run that dies after it began to write is run again, and only the complete run counts', async () => {
    const orders = someOrders(30)
    let killed: string | undefined
    const deafen = lake.onRequest(({ principal, operation, service }) => {
      if (
        killed !== undefined ||
        service !== 's3' ||
        operation !== 'PutObject' ||
        !principal.includes('conform-events')
      )
        return
      killed = 'now'
      void stopGlueRuns()
    })
    await lake.publish(orders)
    const end = await lake.runBatch()
    deafen()

    expect(killed).toBeDefined()
    expect(end.failure).toBeUndefined()
    const runs = await glueRuns()
    expect(runs.filter(({ JobRunState }) => JobRunState !== 'SUCCEEDED')).toHaveLength(1)
    const report = await lake.documents.elected(end.batchId)
    expect(runs.find(({ Id }) => Id === report?.job_run_id)?.JobRunState).toBe('SUCCEEDED')
    expect(await loaded(orders, 'orders.order_placed_v1')).toBe(30)
  })

  const glueRuns = async () => {
    const { call, admin } = lake.plane.context
    const JobName = 'tributary-local-conform-events'
    const { JobRuns } = (await call('glue', 'GetJobRuns', { JobName }, admin)) as {
      readonly JobRuns: readonly { readonly Id: string; readonly JobRunState: string }[]
    }
    return JobRuns
  }
  const stopGlueRuns = async () => {
    const { call, admin } = lake.plane.context
    const live = (await glueRuns()).filter(({ JobRunState }) => JobRunState === 'RUNNING').map(({ Id }) => Id)
    await call('glue', 'BatchStopJobRun', { JobName: 'tributary-local-conform-events', JobRunIds: live }, admin)
  }

  it('a COPY that fails fails its type only; once mended, the next attempt loads it and nothing twice', async () => {
    const orders = someOrders(25)
    const quakes = someQuakes(25)
    const { curated, batches } = lake.stack.buckets
    let taken: { readonly path: string; readonly bytes: Buffer } | undefined
    /** Between the election and the COPY: the report is there, the statement is not planned yet. */
    const deafen = lake.onRequest(({ service, operation, principal }) => {
      if (taken || service !== 's3' || operation !== 'PutObject' || !principal.includes('conform-events')) return
      const path = pathOf(batches, `elected/${batchId}.json`)
      if (!existsSync(path)) return
      const { types } = JSON.parse(readFileSync(path, 'utf8')) as Report
      const key = types.find(({ name }) => name === 'orders.order_placed')?.files[0]?.key ?? ''
      taken = { path: pathOf(curated, key), bytes: readFileSync(pathOf(curated, key)) }
      rmSync(taken.path)
    })
    await lake.publish([...orders, ...quakes])
    await lake.flush()
    const manifests = await lake.documents.manifests()
    const batchId = `b${String(manifests.length + 1).padStart(10, '0')}`
    expect(await lake.claim()).toEqual([batchId])
    const failed = await lake.awaitBatch(batchId)
    deafen()

    expect(failed.failure).toMatch(/BatchFailed/)
    expect(failed.published?.types.map(({ name, failed: count, loaded: rows }) => [name, count, rows])).toEqual([
      ['orders.order_placed', 25, 0],
      ['usgs.earthquake', 0, 25],
    ])
    expect(await loaded(orders, 'orders.order_placed_v1')).toBe(0)

    if (taken) writeFileSync(taken.path, taken.bytes)
    await lake.notify(batchId)
    const mended = await lake.awaitBatch(batchId, failed.attempt)

    expect(mended.failure).toBeUndefined()
    expect(mended.published?.types.map(({ name, failed: count, loaded: rows }) => [name, count, rows])).toEqual([
      ['orders.order_placed', 0, 25],
      ['usgs.earthquake', 0, 25],
    ])
    expect(await loaded(orders, 'orders.order_placed_v1')).toBe(25)
    expect(await loaded(quakes, 'usgs.earthquake_v1')).toBe(25)
  })

  interface Report {
    readonly types: readonly { readonly name: string; readonly files: readonly { readonly key: string }[] }[]
  }

  it('everything is accounted for in the end', async () => {
    for (const account of addUp(await lake.documents.allPublished())) expect(balances(account), account.type).toBe(true)
    const [ledger] = await lake.query(
      'SELECT COUNT(*) AS lines, COUNT(DISTINCT batch_id || type) AS loads FROM ops.batches',
    )
    expect(ledger?.lines).toBe(ledger?.loads)
    await lake.publish([anOrder()])
    expect((await lake.runBatch()).failure).toBeUndefined()
  })

  it('Athena shows what is loaded, and nothing that waits', async () => {
    expect(disagreements(await compareEngines(lake))).toEqual([])
  })
})
