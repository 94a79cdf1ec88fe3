import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTested, type TestedPlane } from './start.ts'

const run = promisify(execFile)
const python = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url))
const script = fileURLToPath(new URL('../fixtures/foreign_clients.py', import.meta.url))

let tested: TestedPlane
beforeAll(async () => {
  tested = await startTested()
})
afterAll(() => tested.remove())

test.skipIf(!existsSync(python))(
  `boto3 and pyarrow work unchanged (skipped without ${python})`,
  { timeout: 120_000 },
  async () => {
    const { stdout } = await run(python, [script, tested.stateDir], { env: { ...process.env, ...tested.environment } })
    expect(JSON.parse(stdout)).toEqual({
      claims: { won: 1, lost: 19 },
      listed: true,
      big: true,
      etag_parts: '2',
      arrow: true,
      missing: 'NotFound',
      message: ['hello', 'green'],
      metrics: 'rows',
      events: ['line one'],
      identity: '000000000000',
      no_key: 'NoSuchKey',
      no_stack: 'ValidationError',
      unknown: 'UnsupportedOperation',
    })
  },
)
