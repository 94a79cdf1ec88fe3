import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
  DescribeStacksCommand,
  GetTemplateCommand,
} from '@aws-sdk/client-cloudformation'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { currentContractsKey } from '#runtime/object-keys.ts'
import { copyTree } from '../../cli/copy-tree.ts'
import { deploy, environmentOf } from '../../cli/start/deploy.ts'
import { retainedBy } from '../../cli/verify/removal.ts'
import { main as compile } from '../../compiler/main.ts'
import { warehouseOf } from '../../local/engines/postgres/warehouse.ts'
import { startLakehouse, type TestLakehouse } from '../support/lakehouse.ts'
import { anOrder, someOrders } from '../support/orders.ts'

const stackName = 'tributary-local'
const orderContract = 'schemas/contracts/orders/order-placed.v1.yml'

interface Resource {
  readonly Type: string
  readonly DeletionPolicy?: string
  readonly UpdateReplacePolicy?: string
  readonly Properties: Record<string, unknown>
}

interface Template {
  readonly Resources: Record<string, Resource>
}

/** Each deploy uploads the functions under a key of its own time. */
const withoutTimes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll(/\d+-\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>'))

describe('a stage over several deploys', () => {
  let lake: TestLakehouse
  let tree: string
  let cloudFormation: CloudFormationClient
  beforeAll(async () => {
    tree = await copyTree('deploy-flow')
    lake = await startLakehouse(tree)
    cloudFormation = new CloudFormationClient(lake.connection)
  })
  afterAll(async () => {
    await lake.stop()
    await rm(tree, { recursive: true, force: true })
  })

  const currentContracts = async () =>
    Buffer.from(await lake.objects.bytes(lake.stack.buckets.artifacts, currentContractsKey))
      .toString('utf8')
      .trim()
  const template = async (): Promise<Template> => {
    const { TemplateBody = '' } = await cloudFormation.send(new GetTemplateCommand({ StackName: stackName }))
    return JSON.parse(TemplateBody) as Template
  }
  /** `LogicalId Action Replacement` of each change that CloudFormation announces. */
  const announced = async (change: (resources: Template['Resources']) => void): Promise<readonly string[]> => {
    const body = await template()
    change(body.Resources)
    const names = { StackName: stackName, ChangeSetName: `what-if-${Date.now()}` }
    await cloudFormation.send(
      new CreateChangeSetCommand({
        ...names,
        TemplateBody: JSON.stringify(body),
        Capabilities: ['CAPABILITY_NAMED_IAM'],
      }),
    )
    const { Changes = [] } = await cloudFormation.send(new DescribeChangeSetCommand(names))
    await cloudFormation.send(new DeleteChangeSetCommand(names))
    return Changes.map(({ ResourceChange }) =>
      [ResourceChange?.LogicalResourceId, ResourceChange?.Action, ResourceChange?.Replacement]
        .filter(Boolean)
        .join(' '),
    ).toSorted()
  }

  /** A member more for orders, and a service that is new. */
  async function changeContracts(): Promise<void> {
    const path = join(tree, orderContract)
    const text = await readFile(path, 'utf8')
    const member = '    gift_note: { type: string, maxLength: 100, description: What the card says. }\n'
    await writeFile(path, text.replace(/^quality:/m, `${member}\nquality:`).replace(/^version: .*$/m, 'version: "1.3"'))
    const folder = join(tree, 'schemas/contracts/lockers')
    await mkdir(folder, { recursive: true })
    await writeFile(
      join(folder, 'service.yml'),
      'source: com.acme.lockers\nteam: { name: lockers, contact: lockers@acme.example }\nsla: { freshness: PT2H, lateness: P30D }\n',
    )
    await writeFile(
      join(folder, 'locker-opened.v1.yml'),
      [
        'type: LockerOpened',
        'version: "1.0"',
        'description: A parcel locker was opened.',
        'payload:',
        '  type: object',
        '  required: [locker_id]',
        '  properties:',
        '    locker_id: { type: string, maxLength: 20, description: Number of the locker. }',
        '',
      ].join('\n'),
    )
    expect(compile([], tree)).toBe(0)
  }

  it('a deploy during a batch: the batch ends on the contracts that it began with, the next one has the new', async () => {
    const before = await currentContracts()
    const early = { ...anOrder(), data: { ...anOrder().data, gift_note: 'early' } }
    const hold = await holdLoadsOf('stage.lock_orders_order_placed_v1')
    let batchId = ''
    try {
      await lake.publish([early, ...someOrders(9)])
      await lake.flush()
      ;[batchId = ''] = await lake.claim()
      await untilSubmitted(batchId, 'Apply')

      await changeContracts()
      await deploy(tree, lake.connection)

      expect(await currentContracts()).not.toBe(before)
      expect(await lake.documents.published(batchId)).toBeUndefined()
    } finally {
      await hold.release()
    }
    const { failure, published } = await lake.awaitBatch(batchId)
    expect(failure).toBeUndefined()
    expect(published).toMatchObject({ contracts: before })
    expect((await lake.documents.elected(batchId))?.contracts).toBe(before)
    // What the old contract did not know is kept beside the columns; the column that the deploy added in between is empty.
    const [row] = await lake.query(
      `SELECT _rest, gift_note, _contract_version FROM orders.order_placed_v1 WHERE event_id = '${early.id}'`,
    )
    expect(row?.gift_note).toBeNull()
    expect(JSON.parse(row?._rest ?? '{}')).toEqual({ gift_note: 'early' })

    const late = { ...anOrder(), data: { ...anOrder().data, gift_note: 'late' } }
    const locker = {
      specversion: '1.0',
      id: 'opened 1',
      source: 'com.acme.lockers',
      type: 'LockerOpened',
      time: new Date().toISOString(),
      data: { locker_id: 'L7' },
    } as const
    await lake.publish([late, locker])
    const next = await lake.runBatch()
    expect(next.failure).toBeUndefined()
    expect(next.published?.contracts).toBe(await currentContracts())
    expect(await lake.query(`SELECT gift_note FROM orders.order_placed_v1 WHERE event_id = '${late.id}'`)).toEqual([
      { gift_note: 'late' },
    ])
    expect(await lake.asAnalyst('SELECT locker_id FROM lockers.locker_opened')).toEqual([{ locker_id: 'L7' }])
  })

  it('the same deploy once more changes nothing but where the code of functions lies', async () => {
    const [before, { Resources }] = [await currentContracts(), await template()]
    await deploy(tree, lake.connection)
    expect(await currentContracts()).toBe(before)
    expect(withoutTimes((await template()).Resources)).toEqual(withoutTimes(Resources))
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }))
    expect(Stacks[0]?.StackStatus).toMatch(/^(CREATE|UPDATE)_COMPLETE$/)
  })

  it('a change set shows what is replaced, what is changed in place, and what comes and goes', async () => {
    expect(
      await announced((resources) => {
        const { OrdersStream, RawBucket, AlarmTopic } = resources
        if (!OrdersStream || !RawBucket || !AlarmTopic) throw new Error('the template has other names')
        OrdersStream.Properties.DeliveryStreamName = `${stackName}-renamed`
        RawBucket.Properties.LifecycleConfiguration = {
          Rules: [{ Id: 'forget', Status: 'Enabled', ExpirationInDays: 7 }],
        }
        delete resources.Dashboard
        resources.OneMoreQueue = { Type: 'AWS::SQS::Queue', Properties: {} }
      }),
    ).toEqual(
      expect.arrayContaining([
        'Dashboard Remove',
        'OneMoreQueue Add',
        'OrdersStream Modify True',
        'RawBucket Modify False',
      ]),
    )
    expect(await announced(() => {})).toEqual([])
  })

  it('what holds data stays when its stack goes or replaces it', async () => {
    const { Resources } = await template()
    const stateful = ['AWS::S3::Bucket', 'AWS::RedshiftServerless::Namespace', 'AWS::SecretsManager::Secret']
    const data = Object.entries(Resources).filter(
      ([id, { Type }]) => stateful.includes(Type) && id !== 'ServerlessDeploymentBucket',
    )
    expect(data.length).toBeGreaterThanOrEqual(8)
    for (const [id, resource] of data) {
      expect(resource, id).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })
    }
  })

  it('sls remove takes everything but the data: raw lines, Parquet, accounts, tables', async () => {
    const { Resources } = await template()
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }))
    const { raw, curated, batches } = lake.stack.buckets
    const contents = () => Promise.all([raw, curated, batches].map((bucket) => lake.objects.keys(bucket, '')))
    const before = await contents()

    await promisify(execFile)(
      join(tree, 'node_modules', '.bin', 'sls'),
      ['remove', '--stage', 'local', '--region', lake.connection.region],
      { cwd: tree, env: environmentOf(lake.connection) },
    )

    await expect(cloudFormation.send(new DescribeStacksCommand({ StackName: stackName }))).rejects.toThrow(
      /does not exist/,
    )
    const kept = await retainedBy(lake.connection, Stacks[0]?.StackId ?? '')
    const retained = Object.values(Resources).filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')
    expect(kept.map(({ type }) => type).toSorted()).toEqual(retained.map(({ Type }) => Type).toSorted())
    expect(await contents()).toEqual(before)
    const client = await warehouseOf(lake.plane.context).connect('warehouse')
    try {
      const { rows } = await client.query('SELECT COUNT(*)::int AS orders FROM orders.order_placed_v1')
      expect(rows).toEqual([{ orders: 11 }])
    } finally {
      client.release()
    }
  })

  it('a stage whose data stayed is not made again by accident: the deploy names what is there', async () => {
    await expect(deploy(tree, lake.connection)).rejects.toThrow(/already (exists|own)/i)
  })

  /** A reader of a type's lock table keeps Apply waiting for the lock, and nobody else. */
  async function holdLoadsOf(table: string): Promise<{ release(): Promise<void> }> {
    const client = await warehouseOf(lake.plane.context).connect('warehouse')
    await client.query('BEGIN')
    await client.query(`SELECT 1 FROM ${table}`)
    return {
      release: async () => {
        await client.query('ROLLBACK')
        client.release()
      },
    }
  }

  /** Waits until an execution of the batch has entered a state of a type. */
  async function untilSubmitted(batchId: string, state: string): Promise<void> {
    for (;;) {
      const [attempt] = await lake.documents.attempts(batchId)
      if (attempt) {
        const { call, admin } = lake.plane.context
        const history = (await call(
          'states',
          'GetExecutionHistory',
          { executionArn: attempt.execution, maxResults: 1000 },
          admin,
        )) as {
          readonly events: readonly { readonly stateEnteredEventDetails?: { readonly name: string } }[]
        }
        if (history.events.some(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === state)) return
      }
      await delay(200)
    }
  }
})
