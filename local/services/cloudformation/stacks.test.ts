// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its variables so
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  UpdateStackCommand,
  waitUntilStackDeleteComplete,
} from '@aws-sdk/client-cloudformation'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTested, type TestedPlane } from '../../tests/start.ts'

let tested: TestedPlane
let client: CloudFormationClient
beforeAll(async () => {
  tested = await startTested()
  client = new CloudFormationClient({ ...tested.client, maxAttempts: 1 })
})
afterAll(() => tested.remove())

const queue = (QueueName?: unknown, more: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { ...(QueueName ? { QueueName } : {}), ...more },
})
const body = (Resources: object, rest: object = {}) => JSON.stringify({ Resources, ...rest })

async function settled(StackName: string): Promise<string> {
  for (;;) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }))
    const status = String(Stacks?.[0]?.StackStatus)
    if (!status.endsWith('IN_PROGRESS')) return status
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
async function create(StackName: string, TemplateBody: string): Promise<string> {
  await client.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }))
  return settled(StackName)
}
async function update(StackName: string, TemplateBody: string): Promise<string> {
  await client.send(new UpdateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }))
  return settled(StackName)
}
async function resources(StackName: string): Promise<Record<string, string>> {
  const { StackResourceSummaries = [] } = await client.send(new ListStackResourcesCommand({ StackName }))
  return Object.fromEntries(
    StackResourceSummaries.map((each) => [String(each.LogicalResourceId), String(each.PhysicalResourceId)]),
  )
}
const queues = async () =>
  (
    (await tested.plane.context.call('sqs', 'ListQueues', {}, tested.plane.context.admin)) as { QueueUrls: string[] }
  ).QueueUrls.map((url) => url.slice(url.lastIndexOf('/') + 1))
const refusal = (message: string) =>
  expect.objectContaining({ name: 'ValidationError', message: expect.stringContaining(message) })

describe('what is not known is refused by its name, before anything is touched', () => {
  test.each([
    [
      'a resource type',
      body({ A: queue('first'), B: { Type: 'AWS::EKS::Cluster' } }),
      'Unrecognized resource types: [AWS::EKS::Cluster] (B)',
    ],
    [
      'a property',
      body({ A: queue('first', { Colour: 1 }) }),
      '[/Resources/A/Properties] AWS::SQS::Queue: the properties [Colour] are not in this local plane',
    ],
    [
      'a missing property',
      body({ A: { Type: 'AWS::IAM::Role', Properties: {} } }),
      'required properties are missing: [AssumeRolePolicyDocument]',
    ],
    ['a dangling reference', body({ A: queue({ Ref: 'Nobody' }) }), 'Unresolved resource dependencies [Nobody]'],
    ['a function', body({ A: queue({ 'Fn::Cidr': [] }) }), 'Fn::Cidr is not in this local plane'],
  ])('%s', async (_what, TemplateBody, message) => {
    const send = client.send(
      new CreateStackCommand({ StackName: 'refused', TemplateBody, Capabilities: ['CAPABILITY_IAM'] }),
    )
    await expect(send).rejects.toEqual(refusal(message))
    expect(await queues()).toEqual([])
    await expect(client.send(new DescribeStacksCommand({ StackName: 'refused' }))).rejects.toEqual(
      refusal('does not exist'),
    )
  })

  test('IAM resources want a capability', async () => {
    const TemplateBody = body({ A: { Type: 'AWS::IAM::Role', Properties: {} } })
    await expect(client.send(new CreateStackCommand({ StackName: 'iam', TemplateBody }))).rejects.toThrow(
      'CAPABILITY_NAMED_IAM',
    )
  })
})

describe('a stack', () => {
  test('is created, changed in place, replaced, cut back and deleted', async () => {
    const output = {
      Outputs: {
        Url: { Value: { Ref: 'Main' }, Export: { Name: 'main-url' } },
        Arn: { Value: { 'Fn::GetAtt': ['Main', 'Arn'] } },
      },
    }
    const first = body(
      { Main: queue('main', { VisibilityTimeout: 10 }), Other: queue({ 'Fn::Sub': '${Main.QueueName}-other' }) },
      output,
    )
    expect(await create('life', first)).toBe('CREATE_COMPLETE')
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName: 'life' }))
    expect(Stacks?.[0]?.Outputs?.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue])).toEqual([
      ['Url', `${tested.plane.endpoint}/000000000000/main`],
      ['Arn', 'arn:aws:sqs:eu-central-1:000000000000:main'],
    ])
    await expect(update('life', first)).rejects.toEqual(refusal('No updates are to be performed.'))

    expect(
      await update('life', body({ Main: queue('main', { VisibilityTimeout: 20 }), Other: queue('main-other') })),
    ).toBe('UPDATE_COMPLETE')
    expect(await queues()).toEqual(['main', 'main-other'])

    expect(await update('life', body({ Main: queue('renamed', { VisibilityTimeout: 20 }) }))).toBe('UPDATE_COMPLETE')
    expect(await queues()).toEqual(['renamed'])

    const { StackId } = (await client.send(new DescribeStacksCommand({ StackName: 'life' }))).Stacks?.[0] ?? {}
    await client.send(new DeleteStackCommand({ StackName: 'life' }))
    await waitUntilStackDeleteComplete(
      { client, maxWaitTime: 5, minDelay: 1, maxDelay: 1 },
      { StackName: String(StackId) },
    )
    expect(await queues()).toEqual([])
  })

  test('whose creation fails is undone and says why', async () => {
    await create('owner', body({ A: queue('taken') }))
    expect(
      await create(
        'clash',
        body({
          First: queue('before'),
          Second: queue('taken', { MessageRetentionPeriod: { 'Fn::GetAtt': ['First', 'QueueName'] } }),
        }),
      ),
    ).toBe('ROLLBACK_COMPLETE')
    expect(await queues()).toEqual(['taken'])
    const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName: 'clash' }))
    expect(StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')).toMatchObject({
      LogicalResourceId: 'Second',
      ResourceStatusReason: 'A queue named taken already exists',
    })
    await expect(update('clash', body({ First: queue() }))).rejects.toEqual(
      refusal('is in ROLLBACK_COMPLETE state and can not be updated'),
    )
  })

  test('whose update fails is as it was', async () => {
    await create('steady', body({ A: queue('steady-a', { VisibilityTimeout: 10 }) }))
    const failing = body({
      A: queue('steady-a', { VisibilityTimeout: 99 }),
      B: queue('steady-b'),
      C: queue('taken', {
        DelaySeconds: { 'Fn::Select': [0, { 'Fn::Split': ['-', { 'Fn::GetAtt': ['B', 'QueueName'] }] }] },
      }),
    })
    expect(await update('steady', failing)).toBe('UPDATE_ROLLBACK_COMPLETE')
    expect(Object.keys(await resources('steady'))).toEqual(['A'])
    expect(await queues()).not.toContain('steady-b')
    const { Attributes } = (await tested.plane.context.call(
      'sqs',
      'GetQueueAttributes',
      { QueueUrl: 'steady-a', AttributeNames: ['All'] },
      tested.plane.context.admin,
    )) as { Attributes: Record<string, string> }
    expect(Attributes.VisibilityTimeout).toBe('10')
    expect(await update('steady', body({ A: queue('steady-a', { VisibilityTimeout: 11 }) }))).toBe('UPDATE_COMPLETE')
  })

  test('keeps what DeletionPolicy retains', async () => {
    await create('keeper', body({ A: { ...queue('kept'), DeletionPolicy: 'Retain' } }))
    await client.send(new DeleteStackCommand({ StackName: 'keeper' }))
    while (
      (
        await tested.plane.context.store.collection<{ name: string; status: string }>('cloudformation-stacks').list()
      ).some(({ name, status }) => name === 'keeper' && status !== 'DELETE_COMPLETE')
    ) {
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect(await queues()).toContain('kept')
  })

  test('takes secrets by reference and never stores them', async () => {
    await tested.plane.context.call(
      'secretsmanager',
      'CreateSecret',
      { Name: 'db', SecretString: '{"password":"very-secret"}' },
      tested.plane.context.admin,
    )
    const dashboard = {
      Type: 'AWS::CloudWatch::Dashboard',
      Properties: { DashboardName: 'd', DashboardBody: '{"p":"{{resolve:secretsmanager:db:SecretString:password}}"}' },
    }
    expect(await create('secretive', body({ D: dashboard }))).toBe('CREATE_COMPLETE')
    const shown = (await tested.plane.context.call(
      'monitoring',
      'GetDashboard',
      { DashboardName: 'd' },
      tested.plane.context.admin,
    )) as { DashboardBody: string }
    expect(shown.DashboardBody).toBe('{"p":"very-secret"}')
    expect(JSON.stringify(tested.plane.context.store.collection('cloudformation-stacks').list())).not.toContain(
      'very-secret',
    )
  })
})

test('a change set tells what would happen, and when nothing would', async () => {
  await create('planned', body({ A: queue('planned-a'), B: queue() }))
  const plan = async (ChangeSetName: string, TemplateBody: string) => {
    await client.send(new CreateChangeSetCommand({ StackName: 'planned', ChangeSetName, TemplateBody }))
    return client.send(new DescribeChangeSetCommand({ StackName: 'planned', ChangeSetName }))
  }
  const changes = await plan(
    'some',
    body({ A: queue('planned-a', { DelaySeconds: 1 }), C: queue({ 'Fn::Sub': '${A.QueueName}-c' }) }),
  )
  expect(
    changes.Changes?.map(({ ResourceChange: change }) => [
      change?.Action,
      change?.LogicalResourceId,
      change?.Replacement,
    ]),
  ).toEqual([
    ['Modify', 'A', 'False'],
    ['Add', 'C', undefined],
    ['Remove', 'B', undefined],
  ])
  const nothing = await plan('none', body({ A: queue('planned-a'), B: queue() }))
  expect(nothing).toMatchObject({ Status: 'FAILED', StatusReason: expect.stringContaining("didn't contain changes") })
})

test('an operation that a kill cut short goes on with the next start', async () => {
  const first = await startTested()
  const { context } = first.plane
  const templateBody = body({ A: queue('half-a'), B: queue('half-b', { DelaySeconds: 3 }) })
  const name = 'half'
  const id = 'arn:aws:cloudformation:eu-central-1:000000000000:stack/half/1'
  const rest = { capabilities: [], tags: [], outputs: [], parameters: {}, created: context.clock.now().toISOString() }
  const { physicalId, attributes } = (await first.plane.services
    .get('sqs')
    ?.resources?.['AWS::SQS::Queue']?.create(
      { QueueName: 'half-a' },
      { ...context, stackName: name, stackId: id, logicalId: 'A', principal: context.admin, generatedName: () => '' },
    )) ?? { physicalId: '', attributes: {} }
  const made = { logicalId: 'A', type: 'AWS::SQS::Queue', physicalId, attributes, properties: { QueueName: 'half-a' } }
  const resource = {
    ...made,
    generation: 0,
    retain: false,
    retainReplaced: false,
    status: 'CREATE_COMPLETE',
    updated: rest.created,
  }
  context.store.collection('cloudformation-stacks').put(id, {
    id,
    name,
    principal: context.admin,
    status: 'CREATE_IN_PROGRESS',
    templateBody: '',
    resources: [resource],
    running: { kind: 'create', templateBody, parameters: {}, tags: [], steps: [{ logicalId: 'A' }] },
    ...rest,
  })
  await first.plane.stop()

  const second = await startTested({ stateDir: first.stateDir })
  const cloudformation = new CloudFormationClient(second.client)
  const status = async () =>
    (await cloudformation.send(new DescribeStacksCommand({ StackName: name }))).Stacks?.[0]?.StackStatus
  await expect.poll(status).toBe('CREATE_COMPLETE')
  const { StackResourceSummaries } = await cloudformation.send(new ListStackResourcesCommand({ StackName: name }))
  expect(StackResourceSummaries?.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual(['A', 'B'])
  await second.remove()
})
