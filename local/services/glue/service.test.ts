import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../clock.ts'
import type { EventBridgeEvent, Input, PlaneContext, Service } from '../../service.ts'
import { openStore } from '../../store.ts'
import { createGlueService } from './service.ts'

const python = new URL('../../../.venv/bin/python', import.meta.url).pathname
const caller = { roleName: 'admin', roleArn: 'arn:admin', accountId: '000000000000', accessKeyId: 'A' }
const call = { principal: caller, region: 'eu-central-1' }

/** Squares numbers in Python workers, which must see the run's environment and py-files. */
const script = `
import sys
from pyspark.sql import SparkSession
def square(n):
    import os
    return (n * n, os.environ["AWS_ACCESS_KEY_ID"])
spark = SparkSession.builder.getOrCreate()
rows = spark.sparkContext.parallelize([1, 2, 3], 2).map(square).collect()
print(rows, sys.argv[1:])
if "--fail" in sys.argv:
    raise ValueError("as told")
spark.stop()
`

describe.each(['warm', 'cold'] as const)('a Glue job on %s Spark', (mode) => {
  const stateDir = mkdtempSync(join(tmpdir(), 'glue-'))
  const lines: string[] = []
  const events: EventBridgeEvent[] = []
  let glue: Service

  beforeAll(async () => {
    const plane = {
      options: { stateDir, python, spark: mode },
      stateDir,
      accountId: '000000000000',
      region: 'eu-central-1',
      endpoint: () => 'http://127.0.0.1:1',
      store: openStore(join(stateDir, 'documents')),
      clock: systemClock,
      logs: { write: (_group: string, _stream: string, line: string) => lines.push(line) },
      call: async () => ({ Body: Buffer.from(script) }),
      credentialsFor: () => ({ accessKeyId: 'ROLEKEY', secretAccessKey: 's', sessionToken: 't' }),
      deliverEvent: (event: EventBridgeEvent) => events.push(event),
      admin: caller,
    } as unknown as PlaneContext
    glue = createGlueService(plane)
    await glue.resources?.['AWS::Glue::Job']?.create(
      { Name: 'squares', Role: 'arn:role', Command: { Name: 'glueetl', ScriptLocation: 's3://code/squares.py' } },
      { generatedName: () => 'x' } as never,
    )
  })
  afterAll(async () => {
    await glue.stop?.()
    rmSync(stateDir, { recursive: true, force: true })
  })

  const ask = async (operation: string, input: Input): Promise<Input> => {
    const run = glue.operations[operation]
    if (!run) throw new Error(`no operation ${operation}`)
    return (await run(input, call)) as Input
  }

  async function runToEnd(given: Readonly<Record<string, string>>): Promise<Input> {
    const { JobRunId } = await ask('StartJobRun', { JobName: 'squares', Arguments: given })
    for (;;) {
      const { JobRun } = await ask('GetJobRun', { JobName: 'squares', RunId: JobRunId })
      const run = JobRun as Input
      if (run.CompletedOn !== undefined) return run
      await systemClock.sleep(50)
    }
  }

  it('runs the script with its arguments and the credentials of its role', async () => {
    const run = await runToEnd({ '--day': 'monday' })

    expect(run).toMatchObject({ JobRunState: 'SUCCEEDED' })
    const printed = lines.find((line) => line.startsWith('[(1,'))
    expect(printed).toContain("[(1, 'ROLEKEY'), (4, 'ROLEKEY'), (9, 'ROLEKEY')]")
    expect(printed).toContain("'--day', 'monday'")
    expect(events.at(-1)?.detail).toMatchObject({ state: 'SUCCEEDED', jobName: 'squares' })
  }, 120_000)

  it('fails with the error of the script, and runs the next one', async () => {
    expect(await runToEnd({ '--fail': '1' })).toMatchObject({
      JobRunState: 'FAILED',
      ErrorMessage: 'ValueError: as told',
    })
    expect(await runToEnd({})).toMatchObject({ JobRunState: 'SUCCEEDED' })
  }, 120_000)

  it('refuses a second run while one is live', async () => {
    const first = runToEnd({})
    await systemClock.sleep(10)
    await expect(ask('StartJobRun', { JobName: 'squares' })).rejects.toMatchObject({
      code: 'ConcurrentRunsExceededException',
    })
    await first
  }, 120_000)

  it('stops a run when asked', async () => {
    const { JobRunId } = await ask('StartJobRun', { JobName: 'squares' })
    await ask('BatchStopJobRun', { JobName: 'squares', JobRunIds: [JobRunId] })
    await systemClock.sleep(200)
    expect(await ask('GetJobRun', { JobName: 'squares', RunId: JobRunId })).toMatchObject({
      JobRun: { JobRunState: 'STOPPED' },
    })
  }, 120_000)
})
