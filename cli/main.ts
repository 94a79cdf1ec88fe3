import { UsageError } from './usage.ts'

interface Command {
  /** What follows its name. */
  readonly usage: string
  readonly summary: string
  /** Loaded when it is called: a short command need not wait for the long ones' packages. */
  readonly load: () => Promise<{ run(parameters: readonly string[]): Promise<number> }>
}

const commands: Readonly<Record<string, Command>> = {
  start: {
    usage: '[--once] [--json] [--orders N] [--flights N] [--port N] [--pg-port N]',
    summary: 'deploy to the local plane, publish, run two batches; stay up with the hourly schedule',
    load: () => import('./commands/start.ts'),
  },
  events: {
    usage: '--bad [--type T] [--reason R] [--limit N] [--json]',
    summary: 'each rejected record: where, what was expected, what came, how to mend it',
    load: () => import('./commands/events.ts'),
  },
  trace: {
    usage: '<event id> [--json]',
    summary: 'one event: raw line, manifest, attempt, Parquet file or quarantine, warehouse row',
    load: () => import('./commands/trace.ts'),
  },
  sql: {
    usage: '"select …" [--json | --csv]',
    summary: 'a query through the Redshift Data API, as an analyst',
    load: () => import('./commands/sql.ts'),
  },
  'ingest-key': {
    usage: '<source> [--json]',
    summary: 'what a publisher without an AWS SDK needs: address of the HTTP door and key of its source',
    load: () => import('./commands/ingest-key.ts'),
  },
  status: {
    usage: '',
    summary: 'what runs, where, and the batches so far',
    load: () => import('./commands/status.ts'),
  },
  cost: {
    usage:
      '[--stage S] [--days 30] [--services N] [--events-per-day N] [--event-bytes N] [--fill 0.75] [--sources] [--json]',
    summary: 'what a stage costs on AWS, per service and part, and per billion events',
    load: () => import('./commands/cost.ts'),
  },
  'verify-aws': {
    usage:
      '--stage verify-x [--cap 5] [--yes] [--orders N] [--param name=value] [--keep-data] [--remove-only] [--json]',
    summary: "deploy a throw-away stage to your AWS account, hold it against the publishers' record, remove it",
    load: () => import('./commands/verify-aws.ts'),
  },
  reset: { usage: '', summary: 'stop the local plane and forget its state', load: () => import('./commands/reset.ts') },
  test: {
    usage: '[fast | pipeline] [name …]',
    summary: 'lint, types, unit, properties, template, then scenarios on the real plane',
    load: () => import('./commands/test.ts'),
  },
  conformance: {
    usage: '[oracle …] [--self-test] [--require-all]',
    summary: 'hold what is said of AWS against oracles that others wrote',
    load: () => import('./commands/conformance.ts'),
  },
  mutants: {
    usage: '[name …]',
    summary: 'break one thing at a time and see a named test turn red',
    load: () => import('./commands/mutants.ts'),
  },
}

async function main([name = 'help', ...parameters]: readonly string[]): Promise<number> {
  const command = commands[name]
  if (command === undefined || parameters.includes('--help')) {
    process.stdout.write(help(command ? name : undefined))
    return ['help', '--help', '-h'].includes(name) || command ? 0 : 2
  }
  try {
    const { run } = await command.load()
    return await run(parameters)
  } catch (error) {
    if (!isMistake(error)) throw error
    process.stderr.write(`${error.message}\n${error instanceof UsageError && error.exitCode === 1 ? '' : help(name)}`)
    return error instanceof UsageError ? error.exitCode : 2
  }
}

/** A mistake of the person at the keyboard: said without a stack. */
const isMistake = (error: unknown): error is Error =>
  error instanceof UsageError || String((error as { code?: unknown }).code).startsWith('ERR_PARSE_ARGS')

function help(name: string | undefined): string {
  const shown = Object.entries(commands).filter(([each]) => name === undefined || each === name)
  const lines = shown.map(
    ([each, { usage, summary }]) => `${`  npx tributary ${each} ${usage}`.trimEnd()}\n      ${summary}\n`,
  )
  return `${lines.join('')}\nState is kept in .tributary/state; --state <folder> or TRIBUTARY_STATE names another.\n`
}

process.exitCode = await main(process.argv.slice(2))
