import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Connection } from '../../cli/stack.ts'
import { environmentOf } from '../../cli/start/deploy.ts'
import { python, root } from '../../cli/state.ts'
import { type Plane, startPlane } from '../../local/plane.ts'

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

describe('npm run verify:aws, with the local plane for AWS', () => {
  let plane: Plane
  let stateDir: string
  let connection: Connection
  // A plane has room for one namespace of a name, and a removed stage leaves its own behind.
  beforeEach(async () => {
    stateDir = await mkdtemp(join(tmpdir(), 'tributary-verify-aws-'))
    plane = await startPlane({
      stateDir,
      python,
      ...(process.env.JAVA_HOME && { javaHome: process.env.JAVA_HOME }),
    })
    connection = {
      endpoint: plane.endpoint,
      region: plane.context.region,
      credentials: plane.adminCredentials,
    }
  })
  afterEach(async () => {
    await plane.stop()
    await rm(stateDir, { recursive: true, force: true })
  })

  /** `meddle` may interrupt it, and gets what it has written so far, each time that it writes. */
  const verifyAws = (
    parameters: readonly string[],
    meddle: (interrupt: () => void, stderr: string) => void = () => {},
  ): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(root, 'cli', 'tributary.mjs'), 'verify-aws', ...parameters], {
        env: environmentOf(connection),
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      })
      let [stdout, stderr] = ['', '']
      child.stdout.on('data', (chunk: Buffer) => {
        stdout += chunk.toString()
      })
      child.stderr.on('data', (chunk: Buffer) => {
        stderr += chunk.toString()
        meddle(() => process.kill(-(child.pid ?? 0), 'SIGINT'), stderr) // as a terminal's Ctrl-C: the whole process group
      })
      child.on('error', reject)
      child.on('close', (code) => resolve({ code, stdout, stderr }))
    })

  const stackOf = (stage: string) =>
    new CloudFormationClient(connection).send(new DescribeStacksCommand({ StackName: `tributary-${stage}` })).then(
      ({ Stacks = [] }) => Stacks[0]?.StackStatus,
      (error: Error) => error.message,
    )
  const buckets = async () =>
    ((await new S3Client({ ...connection, forcePathStyle: true }).send(new ListBucketsCommand({}))).Buckets ?? []).map(
      ({ Name }) => Name,
    )

  it('says its cost cap and its plan first, and does nothing without --yes', async () => {
    const { code, stdout, stderr } = await verifyAws(['--stage', 'verify-t0', '--cap', '4'])
    expect(code).toBe(1)
    expect(stdout.split('\n')[0]).toMatch(/^Cost cap: \$4\.00\. Kept by time: at most \d+ minutes at \$\d/)
    expect(stdout).toMatch(/Deploys the stack tributary-verify-t0/)
    expect(stderr).toMatch(/Nothing was done\. Say --yes/)
    expect(await stackOf('verify-t0')).toMatch(/does not exist/)
  })

  it('refuses a stage that is not for throwing away, and a cap that is too small', async () => {
    expect((await verifyAws(['--stage', 'prod', '--yes'])).stderr).toMatch(/no other is removed here/)
    expect((await verifyAws(['--stage', 'verify-t0', '--cap', '0.5', '--yes'])).stderr).toMatch(/leaves no 20 minutes/)
  })

  it('deploys, publishes, batches, compares with the publishers, and removes everything but keys and namespace, which it names', async () => {
    const parameters = ['--stage', 'verify-t1', '--yes', '--json', '--orders', '200', '--buffer-seconds', '1']
    const { code, stdout, stderr } = await verifyAws(parameters)
    const line = stdout.split('\n').find((each) => each.startsWith('{')) ?? '{}'
    const report = JSON.parse(line) as {
      readonly findings?: readonly { readonly what: string; readonly holds: boolean; readonly remark: string }[]
      readonly left?: readonly { readonly type: string }[]
    }
    expect(
      report.findings?.filter(({ holds }) => !holds),
      stderr,
    ).toEqual([])
    expect(report.findings?.length).toBeGreaterThan(8)
    expect(code, stderr).toBe(0)
    const kinds = new Set(report.left?.map(({ type }) => type))
    expect([...kinds].toSorted()).toEqual(['AWS::KMS::Key', 'AWS::RedshiftServerless::Namespace'])
    expect(stderr).toMatch(/aws kms schedule-key-deletion --pending-window-in-days 7 --key-id /)
    expect(stderr).toMatch(/aws redshift-serverless delete-namespace --namespace-name tributary-verify-t1/)
    expect(await stackOf('verify-t1')).toMatch(/does not exist/)
    expect((await buckets()).filter((name) => name?.includes('verify-t1'))).toEqual([])
  })

  it('removes what it deployed when it is interrupted', async () => {
    let interrupted = false
    const { code, stderr } = await verifyAws(
      ['--stage', 'verify-t2', '--yes', '--orders', '200', '--buffer-seconds', '1'],
      (interrupt, written) => {
        if (interrupted || !written.includes('Scenarios')) return
        interrupted = true
        delay(500).then(interrupt, () => {})
      },
    )
    expect(stderr).toMatch(/Interrupted; everything is removed now/)
    expect(code).toBe(1)
    expect(await stackOf('verify-t2')).toMatch(/does not exist/)
    expect((await buckets()).filter((name) => name?.includes('verify-t2'))).toEqual([])
  })

  it('removes what half a deploy left when it is interrupted in it', async () => {
    let interrupted = false
    const { code } = await verifyAws(['--stage', 'verify-t3', '--yes', '--orders', '200'], (interrupt, written) => {
      if (interrupted || !written.includes('Deploy')) return
      interrupted = true
      const wait = async () => {
        while (!/(CREATE|UPDATE)_IN_PROGRESS/.test((await stackOf('verify-t3')) ?? '')) await delay(50)
        await delay(500)
        interrupt()
      }
      wait().then(
        () => {},
        () => {},
      )
    })
    expect(code).toBe(1)
    expect(await stackOf('verify-t3')).toMatch(/does not exist/)
    expect((await buckets()).filter((name) => name?.includes('verify-t3'))).toEqual([])
  })
})
