import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { junitOutcome, type Outcome, vitestOutcome } from './outcome.ts'

/** One part of the tests: a program, and how its result is counted. */
export interface Part {
  readonly name: string
  readonly program: string
  readonly parameters: readonly string[]
  /** Reads what the program left; absent: the program is one check, passed when it ends with 0. */
  readonly outcome?: (exitCode: number) => Outcome
}

export interface PartsOptions {
  readonly root: string
  /** Folder for result files. */
  readonly results: string
  readonly python: string
  /** Names of test files to keep; none keeps all. */
  readonly filters: readonly string[]
}

/** Checks that only read: they run side by side. */
export function staticParts({ root, python }: PartsOptions): readonly Part[] {
  const bin = (name: string) => join(root, 'node_modules', '.bin', name)
  return [
    { name: 'lint', program: bin('biome'), parameters: ['check', '--error-on-warnings', '.'] },
    { name: 'types', program: bin('tsc'), parameters: ['--noEmit'] },
    { name: 'Python lint', program: python, parameters: ['-m', 'ruff', 'check', '.'] },
    { name: 'Python types', program: python, parameters: ['-m', 'mypy'] },
  ]
}

/** Tests that need no plane of their own, or start a small one. */
export function fastParts(options: PartsOptions): readonly Part[] {
  const { results, python, filters } = options
  const report = join(results, 'glue.xml')
  return [
    vitest(options, 'unit, properties, golden, template, local plane', [
      ...[
        '--exclude',
        'tests/pipeline/**',
        `--testTimeout=${patientMilliseconds}`,
        `--hookTimeout=${patientMilliseconds}`,
      ],
      ...filters,
    ]),
    {
      name: 'Spark job',
      program: python,
      parameters: ['-m', 'pytest', '-q', '--no-header', `--junitxml=${report}`, 'tests/glue'],
      outcome: (exitCode) => junitOutcome(() => readFileSync(report, 'utf8'), exitCode),
    },
  ]
}

/** Long enough that other work on the machine turns no test red. */
const patientMilliseconds = 60_000
const scenarioMilliseconds = 300_000

/** Scenarios on the real plane: one after the other, each file on a plane of its own. */
export function pipelineParts(options: PartsOptions): readonly Part[] {
  const limits = [`--testTimeout=${scenarioMilliseconds}`, `--hookTimeout=${scenarioMilliseconds}`]
  const chosen = options.filters.length > 0 ? options.filters : ['']
  const files = readdirSync(join(options.root, 'tests', 'pipeline'))
    .filter((file) => file.endsWith('.test.ts') && chosen.some((filter) => file.includes(filter)))
    .map((file) => `tests/pipeline/${file}`)
  return [vitest(options, 'scenarios on the real plane', ['--no-file-parallelism', ...limits, ...files])]
}

function vitest({ root, results }: PartsOptions, name: string, parameters: readonly string[]): Part {
  const report = join(results, `${name.split(/\W/)[0]}.json`)
  return {
    name,
    program: join(root, 'node_modules', '.bin', 'vitest'),
    parameters: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...parameters],
    outcome: (exitCode) => vitestOutcome(() => readFileSync(report, 'utf8'), exitCode),
  }
}
