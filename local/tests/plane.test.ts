import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
} from '@aws-sdk/client-cloudformation'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { GetFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSupported, renderSupported } from '../supported.ts'
import { startTested, type TestedPlane } from './start.ts'

const folder = fileURLToPath(new URL('..', import.meta.url))

let tested: TestedPlane
beforeAll(async () => {
  tested = await startTested()
})
afterAll(() => tested.remove())

describe('who calls', () => {
  const trust = (principal: object) =>
    JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }] })
  const role = async (RoleName: string, principal: object) => {
    const { context } = tested.plane
    await context.call('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument: trust(principal) }, context.admin)
    return `arn:aws:iam::000000000000:role/${RoleName}`
  }

  test('is told by the access key, each role by its own', async () => {
    const arn = await role('reader', { Service: 'lambda.amazonaws.com' })
    const credentials = tested.plane.context.credentialsFor(arn)
    expect(tested.plane.context.credentialsFor(arn)).toEqual(credentials)
    const { Arn } = await new STSClient({ ...tested.client, credentials }).send(new GetCallerIdentityCommand({}))
    expect(Arn).toBe('arn:aws:sts::000000000000:assumed-role/reader/session')
    expect(() => tested.plane.context.credentialsFor('arn:aws:iam::000000000000:role/nobody')).toThrow('does not exist')
  })

  test('may become a role that trusts them', async () => {
    const sts = new STSClient(tested.client)
    const open = await role('open', { AWS: 'arn:aws:iam::000000000000:root' })
    const closed = await role('closed', { Service: 'lambda.amazonaws.com' })
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: open, RoleSessionName: 'me' }))
    const credentials = {
      accessKeyId: String(Credentials?.AccessKeyId),
      secretAccessKey: String(Credentials?.SecretAccessKey),
    }
    expect(
      (await new STSClient({ ...tested.client, credentials }).send(new GetCallerIdentityCommand({}))).Arn,
    ).toContain('assumed-role/open')
    await expect(sts.send(new AssumeRoleCommand({ RoleArn: closed, RoleSessionName: 'me' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    })
  })

  test('is refused with an unknown key or a wrong secret, as each protocol says it', async () => {
    const clients = (credentials: { accessKeyId: string; secretAccessKey: string }) => {
      const options = { ...tested.client, credentials, maxAttempts: 1 }
      return [
        new STSClient(options).send(new GetCallerIdentityCommand({})),
        new S3Client(options).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' })),
      ].map((sent) =>
        sent.then(
          () => 'none',
          (error: Error) => error.name,
        ),
      )
    }
    expect(await Promise.all(clients({ accessKeyId: 'AKIANOBODY', secretAccessKey: 'x' }))).toEqual([
      'InvalidClientTokenId',
      'InvalidAccessKeyId',
    ])
    const { accessKeyId } = tested.plane.adminCredentials
    expect(await Promise.all(clients({ accessKeyId, secretAccessKey: 'x' }))).toEqual([
      'SignatureDoesNotMatch',
      'SignatureDoesNotMatch',
    ])
    expect((await fetch(`${tested.plane.endpoint}/bucket/key`)).status).toBe(403)
  })
})

test('what is not here is refused by its name', async () => {
  const options = { ...tested.client, maxAttempts: 1 }
  await expect(new EventBridgeClient(options).send(new PutEventsCommand({ Entries: [] }))).rejects.toMatchObject({
    name: 'UnsupportedOperation',
    message: 'The service events is not in this local plane',
  })
  await expect(new LambdaClient(options).send(new GetFunctionCommand({ FunctionName: 'f' }))).rejects.toMatchObject({
    name: 'UnsupportedOperation',
  })
})

test('a taken port means the next free one', async () => {
  const blocker = createServer()
  blocker.listen(0, '127.0.0.1')
  await once(blocker, 'listening')
  const { port } = blocker.address() as { port: number }
  const other = await startTested({ port })
  expect(Number(new URL(other.plane.endpoint).port)).toBeGreaterThan(port)
  await other.remove()
  blocker.close()
})

test('one state folder has one plane', async () => {
  await expect(startTested({ stateDir: tested.stateDir })).rejects.toThrow('already runs')
})

describe('a killed plane', () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'plane-killed-'))
  const children: ChildProcess[] = []
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL')
    rmSync(stateDir, { recursive: true, force: true })
  })

  async function start() {
    const child = spawn(
      process.execPath,
      ['main.ts', '--state', stateDir, '--port', '0', '--pg-port', '0', '--engines', ''],
      { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
    )
    children.push(child)
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    const { endpoint, adminCredentials } = JSON.parse(line) as {
      endpoint: string
      adminCredentials: { accessKeyId: string; secretAccessKey: string }
    }
    return { child, options: { endpoint, region: 'eu-central-1', credentials: adminCredentials } }
  }

  test('goes on with stacks, objects, keys, secrets and messages; a signal ends it cleanly', {
    timeout: 60_000,
  }, async () => {
    const first = await start()
    const resources = {
      Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'kept' } },
      Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'kept' } },
      Secret: {
        Type: 'AWS::SecretsManager::Secret',
        Properties: { Name: 'kept', GenerateSecretString: { PasswordLength: 20 } },
      },
    }
    await new CloudFormationClient(first.options).send(
      new CreateStackCommand({ StackName: 'kept', TemplateBody: JSON.stringify({ Resources: resources }) }),
    )
    const status = async (options: typeof first.options) =>
      (await new CloudFormationClient(options).send(new DescribeStacksCommand({ StackName: 'kept' }))).Stacks?.[0]
        ?.StackStatus
    await expect.poll(() => status(first.options)).toBe('CREATE_COMPLETE')
    await new S3Client(first.options).send(
      new PutObjectCommand({ Bucket: 'kept', Key: 'a/b', Body: 'still here', Metadata: { m: '1' } }),
    )
    const secrets = readdirSync(join(stateDir, 'documents', 'secrets')).map((file) =>
      readFileSync(join(stateDir, 'documents', 'secrets', file), 'utf8'),
    )
    first.child.kill('SIGKILL')
    await once(first.child, 'exit')

    const second = await start()
    expect(first.options.credentials).toMatchObject(second.options.credentials)
    expect(await status(second.options)).toBe('CREATE_COMPLETE')
    const { StackResourceSummaries } = await new CloudFormationClient(second.options).send(
      new ListStackResourcesCommand({ StackName: 'kept' }),
    )
    expect(StackResourceSummaries?.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual([
      'Bucket',
      'Queue',
      'Secret',
    ])
    const object = await new S3Client(second.options).send(new GetObjectCommand({ Bucket: 'kept', Key: 'a/b' }))
    expect([await object.Body?.transformToString(), object.Metadata]).toEqual(['still here', { m: '1' }])
    expect(
      readdirSync(join(stateDir, 'documents', 'secrets')).map((file) =>
        readFileSync(join(stateDir, 'documents', 'secrets', file), 'utf8'),
      ),
    ).toEqual(secrets)
    second.child.kill('SIGTERM')
    expect(await once(second.child, 'exit')).toEqual([0, null])
    expect(readdirSync(stateDir)).not.toContain('plane.pid')
  })
})

describe('the plane as a package', () => {
  test('its README lists what the code can do: run `node local/supported.ts`', { timeout: 30_000 }, async () => {
    expect(readSupported()).toBe(await renderSupported())
  })

  test('imports nothing from outside its folder', () => {
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (path) => path.endsWith('.ts') && !path.includes('node_modules'),
    )
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>
    }
    const allowed = (name: string) =>
      name.startsWith('node:') || Object.keys(dependencies).some((each) => name === each || name.startsWith(`${each}/`))
    const found = sources.flatMap((path) => {
      const source = readFileSync(join(folder, path), 'utf8')
      return [...source.matchAll(/(?:\bfrom |^import |\bimport\()'([^']+)'/gm)]
        .map(([, name = '']) => name)
        .filter((name) =>
          name.startsWith('.')
            ? !join(folder, path, '..', name).startsWith(folder)
            : !path.includes('test') && !allowed(name),
        )
        .map((name) => `${path}: ${name}`)
    })
    expect(found).toEqual([])
  })
})
