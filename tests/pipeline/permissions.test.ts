import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyOfSource } from '../../cli/ingest-key.ts'
import type { Role } from '../../local/services/iam/roles.ts'
import { signRequest } from '../../producers/client/sign-request.ts'
import { earthquakeEvent, readEarthquakes } from '../../producers/feeds/usgs-earthquakes.ts'
import { compareGrants } from '../grants/compare.ts'
import { explained } from '../grants/explained.ts'
import { startLakehouse, type TestLakehouse } from '../support/lakehouse.ts'
import { anOrder, someOrders } from '../support/orders.ts'
import { type Permissions, permissionsOf } from '../support/permissions.ts'

/** Functions that state machines call; each has a role of its own name. */
const functions = [
  'open-batch',
  'check-quality',
  'plan-load',
  'confirm-load',
  'publish-batch',
  'fail-batch',
  'plan-marts',
  'migrate-warehouse',
]

/** The same for a contract set that no function holds in memory. */
const ofUnknownContracts = (payload: unknown): unknown =>
  JSON.parse(JSON.stringify(payload).replace(/"contracts":"[0-9a-f]{16}"/, '"contracts":"0000000000000000"'))

describe('what each role may do', () => {
  let lake: TestLakehouse
  let permissions: Permissions
  const role = (name: string) => `tributary-local-${name}`
  const machines = role('state-machines')
  const quakes = readEarthquakes().slice(0, 30).map(earthquakeEvent)
  const sent: { readonly id: string }[] = []

  beforeAll(async () => {
    lake = await startLakehouse()
    permissions = permissionsOf(lake)
  })
  afterAll(() => lake.stop())

  const publishOrders = async (count: number) => {
    const orders = someOrders(count)
    sent.push(...orders)
    await lake.publish(orders)
  }
  /** Through the HTTP door; the status of its answer. */
  const post = async (event: object) => {
    const source = 'com.acme.orders'
    const key = await keyOfSource(lake.connection, lake.stack, source)
    const body = JSON.stringify(event)
    const headers = { 'content-type': 'application/json', ...signRequest({ source, key }, body) }
    return (await fetch(lake.stack.ingest.url, { method: 'POST', headers, body })).status
  }
  const newest = async () => {
    const manifest = (await lake.documents.manifests()).at(-1)
    if (!manifest) throw new Error('nothing was claimed')
    return manifest
  }

  it('is enough for batches that work', async () => {
    const { services } = JSON.parse(readFileSync('schemas/generated/contract-set.json', 'utf8')) as {
      readonly services: readonly { readonly source: string }[]
    }
    const greetings = [...services.map(({ source }) => source), 'nobody'].map((Source) => ({
      EventBusName: lake.stack.bus,
      Source,
      DetailType: 'Greeting',
      Detail: '{}',
    }))
    await permissions.admin('events', 'PutEvents', { Entries: greetings })
    await publishOrders(20)
    await lake.publish(quakes)
    const { batchId, failure } = await lake.runBatch()
    expect(failure).toBeUndefined()
    expect(await lake.execution(await lake.notify(batchId))).toBe('SUCCEEDED')
    await lake.asAnalyst('SELECT COUNT(*) AS n FROM orders.order_placed')
    expect(lake.plane.accesses().filter(({ refused }) => refused !== undefined)).toEqual([])
  })

  it('lets people ask several questions, and stop one', async () => {
    const analyst = role('analyst')
    const arn = lake.plane.context.store
      .collection<Role>('iam-roles')
      .list()
      .find(({ name }) => name === analyst)?.arn
    const ask = { WorkgroupName: lake.stack.workgroup, Database: 'warehouse', Sqls: ['SELECT 1', 'SELECT pg_sleep(5)'] }
    const as = { ...lake.plane.context.admin, roleName: analyst, roleArn: arn ?? '', session: 'a person' }
    const { call } = lake.plane.context
    const { Id } = (await call('redshift-data', 'BatchExecuteStatement', ask, as)) as { readonly Id: string }
    await call('redshift-data', 'CancelStatement', { Id }, as).catch((error: Error) => {
      if (!/already in/.test(error.message)) throw error
    })
    // Another session of the same role is another owner.
    const other = { ...as, session: 'another person' }
    await expect(call('redshift-data', 'DescribeStatement', { Id }, other)).rejects.toThrow(
      'is not authorized to perform: redshift-data:DescribeStatement',
    )
  })

  it('missing in a claim, leaves the claim undone and named; nothing is lost', async () => {
    await publishOrders(2)
    expect((await lake.runBatch()).failure).toBeUndefined()
    const stranded = await permissions.strand(await newest())
    // A first attempt that publishes failed types: what claims look at before they start a batch again.
    await permissions.without(machines, 'redshift-data:BatchExecuteStatement', async () => {
      await lake.claim()
      expect((await lake.awaitBatch(stranded)).failure).toContain('redshift-data:BatchExecuteStatement')
    })
    await publishOrders(1)
    await lake.flush()
    const claimer = role('claim-batch')
    const before = await lake.documents.manifests()
    const actions = [
      ...['s3:ListBucket', 's3:GetObject', 'kms:Decrypt', 's3:PutObject', 'kms:GenerateDataKey'],
      ...['states:DescribeExecution', 'states:StartExecution'],
    ]
    const soFar = actions.filter((each) => each !== 'states:DescribeExecution')
    expect(new Set(permissions.actionsOf(claimer))).toEqual(new Set(soFar))
    for (const action of actions) {
      const failure = await permissions.without(claimer, action, () => permissions.failureOf(claimer, {}))
      expect(failure, action).toContain(action)
      if (!action.startsWith('states:')) expect(await lake.documents.manifests()).toHaveLength(before.length)
    }
    await lake.claim()
    expect((await lake.awaitBatch(stranded, 1)).failure).toBeUndefined()
    expect((await lake.awaitBatch((await newest()).batch_id)).failure).toBeUndefined()
  })

  it('missing in a state machine, fails the batch by name; a later attempt makes it whole', async () => {
    await publishOrders(5)
    await lake.flush()
    const start = 'glue:StartJobRun'
    const batchId = await permissions.without(machines, start, async () => {
      const [claimed = ''] = await lake.claim()
      for (const after of [0, 1, 2]) {
        if (after > 0) await lake.notify(claimed)
        expect((await lake.awaitBatch(claimed, after)).failure).toContain(start)
      }
      return claimed
    })
    const open = {
      manifest: `manifests/${batchId.slice(1)}.json`,
      execution: 'arn:aws:states:of:nobody',
      by: 'a person',
    }
    const opener = role('open-batch')
    for (const action of ['states:DescribeExecution', 's3:PutObject', 'kms:GenerateDataKey'])
      expect(await permissions.without(opener, action, () => permissions.failureOf(opener, open))).toContain(action)
    const attempt = async () => permissions.endOf(await lake.notify(batchId, 'a person'))
    for (const [name, action] of [
      [machines, 'lambda:InvokeFunction'],
      [machines, 'glue:GetJobRun'],
      [machines, 'redshift-serverless:GetCredentials'],
      [machines, 'redshift-data:DescribeStatement'],
      [role('warehouse-copy'), 's3:GetObject'],
    ] as const) {
      const { status, failure } = await permissions.without(name, action, attempt)
      expect([status, failure], action).toEqual(['FAILED', expect.stringContaining(action)])
    }
    expect(await attempt()).toMatchObject({ status: 'SUCCEEDED' })
    // As migrate-warehouse does when a column is widened, which is no statement for a transaction.
    const widen = { WorkgroupName: lake.stack.workgroup, Database: 'warehouse', Sql: 'SELECT 1' }
    const machineRole = `arn:aws:iam::000000000000:role/${machines}`
    await lake.plane.context.call('redshift-data', 'ExecuteStatement', widen, machineRole)
  })

  it.each(functions)('missing in %s, fails it by name', async (name) => {
    const payloads = await permissions.payloadsOf(role(name))
    expect(payloads.length).toBeGreaterThan(0)
    const some = [...payloads.slice(0, 6), ...payloads.slice(-3)]
    const asked = [...some, ...some.map(ofUnknownContracts)]
    // A batch that is whole gets no attempt: shown above, on one that is not.
    const shown = name === 'open-batch' ? ['s3:PutObject', 'kms:GenerateDataKey', 'states:DescribeExecution'] : []
    for (const action of permissions.actionsOf(role(name)).filter((each) => !shown.includes(each))) {
      const answers = await permissions.without(role(name), action, () =>
        Promise.all(asked.map((payload) => permissions.answerOf(role(name), payload))),
      )
      const naming = answers.filter(({ text }) => text.includes(action))
      expect(naming.length, action).toBeGreaterThan(0)
      // History that Athena does not tell is a warning that says why: it stops no batch.
      if (!action.startsWith('athena:')) for (const { failed } of naming) expect(failed, action).toBe(true)
    }
    const granted = await Promise.all(payloads.map((payload) => permissions.failureOf(role(name), payload)))
    expect(granted).toContain(undefined)
  })

  it('missing in the job, fails its run by name', async () => {
    const conform = role('conform-events')
    const { sequence } = await newest()
    const parameters = { '--manifest': `manifests/${String(sequence).padStart(10, '0')}.json`, '--attempt': '99' }
    expect((await permissions.runJob(parameters)).state).toBe('SUCCEEDED') // loses the election, and reads who won
    expect(new Set(permissions.actionsOf(conform))).toEqual(
      new Set(['s3:GetObject', 's3:PutObject', 'kms:Decrypt', 'kms:GenerateDataKey', 'secretsmanager:GetSecretValue']),
    )
    for (const action of permissions.actionsOf(conform)) {
      const { state, error } = await permissions.without(conform, action, () => permissions.runJob(parameters))
      expect([state, error], action).toEqual(['FAILED', expect.stringContaining(action)])
    }
  })

  it('missing on the way in, holds events back until it is granted', async () => {
    const named = (part: string) =>
      lake.plane.context.store
        .collection<Role>('iam-roles')
        .list()
        .find(({ name }) => name.includes(part))?.name ?? ''
    const [rule, stream] = [named('OrdersRuleRole'), named('OrdersStreamRole')]
    await permissions.without(rule, 'firehose:PutRecordBatch', () => publishOrders(1))
    // EventBridge does not try again where it lacks a permission: the event waits in the queue that an alarm watches.
    const queue = { QueueUrl: 'tributary-local-undelivered', WaitTimeSeconds: 5, MessageAttributeNames: ['All'] }
    const { Messages } = await permissions.admin('sqs', 'ReceiveMessage', queue)
    const [buried] = Messages as readonly {
      Body: string
      MessageAttributes: { ERROR_MESSAGE: { StringValue: string } }
    }[]
    expect(buried?.MessageAttributes.ERROR_MESSAGE.StringValue).toContain('firehose:PutRecordBatch')
    const event = JSON.parse(buried?.Body ?? '{}') as { source: string; 'detail-type': string; detail: unknown }
    const again = { Source: event.source, DetailType: event['detail-type'], Detail: JSON.stringify(event.detail) }
    await permissions.admin('events', 'PutEvents', { Entries: [{ ...again, EventBusName: lake.stack.bus }] })

    const order = anOrder()
    sent.push(order)
    expect(
      await permissions.without(role('ingest-events'), 'firehose:PutRecordBatch', () => post(order)),
    ).toBeGreaterThan(499)
    expect(permissions.refused(role('ingest-events'), 'firehose:PutRecordBatch')).toBe(true)
    expect(await post(order)).toBe(202)

    await permissions.without(stream, 's3:PutObject', async () => {
      await publishOrders(1)
      await expect(lake.flush()).rejects.toThrow('s3:PutObject')
    })
    const orders = new Set(sent.map(({ id }) => id))
    const inTable = async () =>
      (await lake.query('SELECT event_id FROM orders.order_placed_v1')).filter(({ event_id: id }) =>
        orders.has(id ?? ''),
      )
    for (let look = 0; look < 20 && (await inTable()).length < orders.size; look++) {
      await lake.flush()
      for (const batchId of await lake.claim()) expect((await lake.awaitBatch(batchId)).failure).toBeUndefined()
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    expect((await inTable()).length).toBe(orders.size)
  })

  it('is what was used, or is used where a run does not show it', () => {
    const roles = lake.plane.context.store.collection<Role>('iam-roles').list()
    const { unused, missing, idle, counts } = compareGrants(roles, lake.plane.accesses(), explained)
    const denied = [...permissions.denied, `${role('analyst')}: redshift-data:DescribeStatement`]
    /** What unknown contracts make of a missing object: whoever may not list is not told that it is missing. */
    const untold = functions.map(
      (name) => `${role(name)}: s3:ListBucket on arn:aws:s3:::${lake.stack.buckets.artifacts}`,
    )
    const unexplained = missing.filter(
      (line) => !denied.some((each) => line.startsWith(`${each} on `)) && !untold.includes(line),
    )
    expect({ unused, missing: unexplained, idle }).toEqual({ unused: [], missing: [], idle: [] })
    expect(counts['called by us']).toBeGreaterThan(50)
    console.info(`grants: ${JSON.stringify(counts)}`)
  })
})
