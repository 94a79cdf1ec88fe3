import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { messageOf } from './errors.ts'
import { startPlane } from './plane.ts'
import type { PlaneOptions } from './service.ts'

const usage = `node local/main.ts --state <folder> [--port 4566] [--pg-port 5439] [--region eu-central-1] [--account 000000000000]
                  [--python <python with pyspark>] [--java-home <folder>] [--log-requests]
                  [--engines events,firehose,…: only these; none for an empty text]
Prints one JSON line with addresses and the deployer's credentials when ready; SIGTERM or SIGINT stops it.`

/** Starts a plane as a process. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      state: { type: 'string' },
      port: { type: 'string', default: '4566' },
      'pg-port': { type: 'string', default: '5439' },
      region: { type: 'string' },
      account: { type: 'string' },
      python: { type: 'string' },
      'java-home': { type: 'string' },
      engines: { type: 'string' },
      'log-requests': { type: 'boolean', default: false },
    },
  })
  if (values.state === undefined) throw new Error(`--state is missing\n${usage}`)
  const options: PlaneOptions = {
    stateDir: resolve(values.state),
    port: Number(values.port),
    pgPort: Number(values['pg-port']),
    ...(values.region === undefined ? {} : { region: values.region }),
    ...(values.account === undefined ? {} : { accountId: values.account }),
    ...(values.python === undefined ? {} : { python: program(values.python) }),
    ...(values['java-home'] === undefined ? {} : { javaHome: existing(values['java-home']) }),
    ...(values.engines === undefined ? {} : { engines: values.engines.split(',') }),
    ...(values['log-requests'] ? { onRequest: (request) => process.stderr.write(`${JSON.stringify(request)}\n`) } : {}),
  }
  const plane = await startPlane(options)
  const { endpoint, warehouse, adminCredentials, context } = plane
  process.stdout.write(
    `${JSON.stringify({ endpoint, region: context.region, warehouse, adminCredentials, pid: process.pid })}\n`,
  )
  let stopping = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      plane.stop().then(
        () => process.exit(0),
        (error: unknown) => fail(error),
      )
    })
  }
}

/** A bare name is looked up on PATH by whoever starts it; a path must be there. */
function program(name: string): string {
  return name.includes('/') ? existing(name) : name
}

function existing(path: string): string {
  if (!existsSync(path)) throw new Error(`${path} does not exist`)
  return resolve(path)
}

function fail(error: unknown): never {
  process.stderr.write(`local plane: ${messageOf(error)}\n`)
  process.exit(1)
}

main().catch(fail)
