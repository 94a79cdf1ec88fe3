import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { knownOperations } from '../iam/asked.ts'
import { readSupported } from '../supported.ts'
import { startTested, type TestedPlane } from './start.ts'

let tested: TestedPlane
beforeAll(async () => {
  tested = await startTested()
  const { context } = tested.plane
  await context.call('s3', 'CreateBucket', { Bucket: 'lake' }, context.admin)
  await context.call('s3', 'PutObject', { Bucket: 'lake', Key: 'raw/a', Body: 'a' }, context.admin)
  await context.call('sqs', 'CreateQueue', { QueueName: 'dead' }, context.admin)
})
afterAll(() => tested.remove())

async function roleThat(name: string, ...statements: object[]): Promise<string> {
  const { context } = tested.plane
  const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: 'x' }, Action: 'sts:AssumeRole' }] }
  const document = { Version: '2012-10-17', Statement: statements }
  const given = { RoleName: name, AssumeRolePolicyDocument: JSON.stringify(trust) }
  await context.call('iam', 'CreateRole', given, context.admin)
  if (statements.length > 0) {
    const policy = { RoleName: name, PolicyName: 'own', PolicyDocument: JSON.stringify(document) }
    await context.call('iam', 'PutRolePolicy', policy, context.admin)
  }
  return `arn:aws:iam::000000000000:role/${name}`
}

const s3As = (role: string) =>
  new S3Client({
    ...tested.client,
    credentials: tested.plane.context.credentialsFor(role),
    maxAttempts: 1,
    forcePathStyle: true,
  })

describe('a role', () => {
  test('may do what its policy says, over the wire and inside', async () => {
    const role = await roleThat('reads', {
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::lake/raw/*',
    })
    const got = await s3As(role).send(new GetObjectCommand({ Bucket: 'lake', Key: 'raw/a' }))
    expect(await got.Body?.transformToString()).toBe('a')
    await expect(
      s3As(role).send(new PutObjectCommand({ Bucket: 'lake', Key: 'raw/a', Body: 'b' })),
    ).rejects.toMatchObject({
      name: 'AccessDenied',
      message:
        'User: arn:aws:sts::000000000000:assumed-role/reads/session is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::lake/raw/a" because no identity-based policy allows the s3:PutObject action',
      $metadata: { httpStatusCode: 403 },
    })
    const { context } = tested.plane
    const message = { QueueUrl: `${tested.plane.endpoint}/000000000000/dead`, MessageBody: 'x' }
    await expect(context.call('sqs', 'SendMessage', message, role)).rejects.toMatchObject({
      code: 'AccessDeniedException',
      status: 400,
    })
  })

  test('is told that an object is missing only if it may list', async () => {
    const get = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::lake/*' }
    const blind = await roleThat('blind', get)
    const seeing = await roleThat('seeing', get, {
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: 'arn:aws:s3:::lake',
    })
    const missing = { Bucket: 'lake', Key: 'raw/nothing' }
    await expect(s3As(blind).send(new GetObjectCommand(missing))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('s3:ListBucket on resource: "arn:aws:s3:::lake"'),
    })
    await expect(s3As(blind).send(new HeadObjectCommand(missing))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 403 },
    })
    await expect(s3As(seeing).send(new GetObjectCommand(missing))).rejects.toMatchObject({ name: 'NoSuchKey' })
    await expect(s3As(seeing).send(new HeadObjectCommand(missing))).rejects.toMatchObject({ name: 'NotFound' })
  })

  test('without a policy may do nothing, but learn who it is', async () => {
    const role = await roleThat('nothing')
    const { context } = tested.plane
    expect(await context.call('sts', 'GetCallerIdentity', {}, role)).toMatchObject({ Account: '000000000000' })
    await expect(context.call('s3', 'ListBuckets', {}, role)).rejects.toMatchObject({ code: 'AccessDenied' })
  })

  test('may be assumed when its trust policy holds, conditions included', async () => {
    const { context } = tested.plane
    const trust = (principal: string) => ({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::000000000000:root' },
          Action: 'sts:AssumeRole',
          Condition: { ArnLike: { 'aws:PrincipalArn': principal } },
        },
      ],
    })
    const assume = async (RoleName: string, principal: string) => {
      const given = { RoleName, AssumeRolePolicyDocument: JSON.stringify(trust(principal)) }
      await context.call('iam', 'CreateRole', given, context.admin)
      const RoleArn = `arn:aws:iam::000000000000:role/${RoleName}`
      return new STSClient(tested.client).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'me' }))
    }
    expect((await assume('for-admin', 'arn:aws:iam::*:role/admin')).Credentials).toBeDefined()
    await expect(assume('for-others', 'arn:aws:iam::*:role/other')).rejects.toMatchObject({ name: 'AccessDenied' })
  })
})

describe('a service', () => {
  test('needs the policy of the resource that it reaches', async () => {
    const { context } = tested.plane
    const ruleArn = 'arn:aws:events:eu-central-1:000000000000:rule/mine'
    const as = (roleArn: string) => ({ ...context.admin, roleName: 'events.amazonaws.com', roleArn })
    const message = { QueueUrl: `${tested.plane.endpoint}/000000000000/dead`, MessageBody: 'x' }
    await expect(context.call('sqs', 'SendMessage', message, as(ruleArn))).rejects.toMatchObject({
      message: expect.stringMatching(
        /^User: events.amazonaws.com .* no resource-based policy allows the sqs:SendMessage/,
      ),
    })
    const queues = context.store.collection<{ attributes: object }>('sqs-queues')
    const Policy = JSON.stringify({
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: 'arn:aws:sqs:eu-central-1:000000000000:dead',
          Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
        },
      ],
    })
    const queue = queues.get('dead')
    queues.put('dead', { ...queue, attributes: { ...queue?.attributes, Policy } })
    expect(await context.call('sqs', 'SendMessage', message, as(ruleArn))).toHaveProperty('MessageId')
    await expect(context.call('sqs', 'SendMessage', message, as(`${ruleArn}s`))).rejects.toThrow('not authorized')
  })
})

test('what was asked, allowed and refused stands in a file', () => {
  const seen = tested.plane.accesses().filter(({ role }) => role === 'reads')
  expect(seen).toEqual([
    {
      role: 'reads',
      origin: 'client',
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::lake/raw/a',
      grants: [{ policy: 'own', action: 's3:GetObject', resource: 'arn:aws:s3:::lake/raw/*' }],
    },
    expect.objectContaining({ action: 's3:PutObject', refused: expect.any(String) }),
    expect.objectContaining({ action: 'sqs:SendMessage', origin: 'service', refused: expect.any(String) }),
  ])
  const lines = readFileSync(join(tested.stateDir, 'iam', 'accesses.jsonl'), 'utf8')
    .trim()
    .split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual(tested.plane.accesses())
})

test('every operation of this plane has its permission looked up', () => {
  const operations = readSupported()
    .split('\n')
    .flatMap((line) => /^\| ([\w-]+) \| ([A-Z]\w+(?: · [A-Z]\w+)*) \|$/.exec(line)?.slice(1) ?? [])
  const supported: string[] = []
  for (let at = 0; at < operations.length; at += 2)
    for (const operation of operations[at + 1]?.split(' · ') ?? []) supported.push(`${operations[at]}.${operation}`)
  expect(supported.length).toBeGreaterThan(80)
  expect(supported.filter((each) => !knownOperations.includes(each))).toEqual([])
})
