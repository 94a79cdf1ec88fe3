import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTested, type TestedPlane } from './start.ts'

const run = promisify(execFile)
const sls = fileURLToPath(new URL('../../node_modules/.bin/sls', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'foreign-service-'))

let tested: TestedPlane
beforeAll(async () => {
  cpSync(fileURLToPath(new URL('../fixtures/foreign-service', import.meta.url)), work, { recursive: true })
  tested = await startTested({ engines: ['events', 'lambda'] })
})
afterAll(async () => {
  await tested.remove()
  rmSync(work, { recursive: true, force: true })
})

async function serverless(...words: string[]): Promise<string> {
  const env = {
    ...process.env,
    ...tested.environment,
    SLS_AWS_MONITORING_FREQUENCY: '50',
    SLS_NOTIFICATIONS_MODE: 'off',
    SLS_TELEMETRY_DISABLED: '1',
  }
  const { stdout, stderr } = await run(process.execPath, [sls, ...words], { cwd: work, env })
  return stdout + stderr
}
const change = (from: string, to: string) => {
  const file = join(work, 'serverless.yml')
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))
}
const call = (service: string, operation: string, input: object) =>
  tested.plane.context.call(service, operation, { ...input }, tested.plane.context.admin) as Promise<
    Record<string, unknown>
  >

test('a service that knows nothing of this plane is deployed, deployed again, changed, broken, mended and removed', {
  timeout: 120_000,
}, async () => {
  const deployed = await serverless('deploy', '--verbose')
  expect(deployed).toContain('Service deployed to stack photo-inbox-dev')
  expect(deployed).toMatch(/PhotosBucket: photo-inbox-000000000000-dev[\s\S]*Retention: short/)
  expect((await call('logs', 'DescribeLogGroups', { logGroupNamePrefix: '/photo' })).logGroups).toMatchObject([
    { logGroupName: '/photo-inbox/dev', retentionInDays: 14 },
  ])

  await call('s3', 'PutObject', { Bucket: 'photo-inbox-000000000000-dev', Key: 'cat.jpg', Body: 'bytes' })
  await call('s3', 'PutObject', { Bucket: 'photo-inbox-000000000000-dev', Key: 'notes.txt', Body: 'bytes' })
  const { Messages } = await call('sqs', 'ReceiveMessage', {
    QueueUrl: 'photo-inbox-thumbnails-dev',
    WaitTimeSeconds: 5,
    MaxNumberOfMessages: 10,
  })
  expect(Messages).toMatchObject([{ Body: '"cat.jpg"' }])
  expect(await serverless('invoke', '--function', 'shrink', '--data', '{"width":400}')).toContain('"width": 100')
  expect(await serverless('logs', '--function', 'shrink')).toContain('shrinking 400')

  expect(await serverless('deploy')).toContain('No changes to deploy')

  change("'45'", "'50'")
  const changed = await serverless('deploy', '--verbose')
  expect(changed.match(/UPDATE_COMPLETE - AWS::SQS::Queue - \w+/g)).toEqual([
    'UPDATE_COMPLETE - AWS::SQS::Queue - Thumbnails',
  ])

  change('AWS::Logs::LogGroup', 'AWS::Logs::MetricFilter')
  await expect(serverless('deploy')).rejects.toMatchObject({
    stdout: expect.stringContaining('Unrecognized resource types: [AWS::Logs::MetricFilter]'),
  })
  change('AWS::Logs::MetricFilter', 'AWS::Logs::LogGroup')

  await expect(serverless('remove')).rejects.toMatchObject({
    stdout: expect.stringContaining('The bucket you tried to delete is not empty'),
  })
  const objects = [{ Key: 'cat.jpg' }, { Key: 'notes.txt' }]
  await call('s3', 'DeleteObjects', { Bucket: 'photo-inbox-000000000000-dev', Delete: { Objects: objects } })
  await serverless('remove')
  expect((await call('s3', 'ListBuckets', {})).Buckets).toEqual([])
  expect((await call('sqs', 'ListQueues', {})).QueueUrls).toEqual([])
  expect(existsSync(join(tested.stateDir, 's3', 'photo-inbox-000000000000-dev'))).toBe(false)
})
