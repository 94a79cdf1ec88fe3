import { shorten, tableLines } from '../../cli/table.ts'
import { type Findings, MissingTool, type Oracle } from './oracle.ts'
import { oracles } from './oracles.ts'
import { createTools, type Tools } from './tools.ts'

interface Row {
  readonly oracle: string
  readonly version: string
  readonly cases: string
  readonly differences: string
  readonly failed: boolean
  readonly details: readonly string[]
}

/**
 * Holds what this product says of AWS against oracles that others wrote. `[name …]` chooses; `--self-test` plants one fault per oracle
 * and expects it to be found by name; `--require-all` fails where a tool is missing. Returns the exit code.
 */
export async function main(parameters: readonly string[]): Promise<number> {
  const flags = new Set(parameters.filter((each) => each.startsWith('--')))
  const names = parameters.filter((each) => !each.startsWith('--'))
  const unknown = [...flags].filter((flag) => !['--self-test', '--require-all'].includes(flag))
  const chosen = oracles.filter(({ name }) => names.length === 0 || names.includes(name))
  if (unknown.length > 0 || chosen.length < names.length) {
    process.stderr.write(`[oracle …] [--self-test] [--require-all]\n  ${oracles.map(({ name }) => name).join(' ')}\n`)
    return 2
  }
  const examine = flags.has('--self-test') ? proveThatItLooks : compare
  const tools = createTools()
  const rows: Row[] = []
  for (const oracle of chosen) {
    const started = performance.now()
    const row = await examine(oracle, tools).catch((error: unknown) => withoutOracle(oracle, error, flags))
    rows.push(row)
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    process.stderr.write(`${row.failed ? '✘' : '✔'} ${oracle.name}: ${oracle.about}  ${seconds} s\n`)
    for (const line of row.details) process.stderr.write(`    ${shorten(line, longestLine)}\n`)
  }
  const cells = rows.map((row) => [row.oracle, row.version, row.cases, row.differences])
  process.stdout.write(`${tableLines(columns, cells).join('\n')}\n`)
  return rows.some(({ failed }) => failed) ? 1 : 0
}

const columns = [
  { title: 'oracle', align: 'left' },
  { title: 'version', align: 'left' },
  { title: 'cases', align: 'right' },
  { title: 'differences', align: 'left' },
] as const

const shownDifferences = 20
const longestLine = 700

async function compare(oracle: Oracle, tools: Tools): Promise<Row> {
  const { version, cases, differences } = await oracle.compare(tools)
  const unexplained = differences.filter(({ because }) => because === undefined)
  const explained = differences.length - unexplained.length
  return {
    oracle: oracle.name,
    version,
    cases: cases.toLocaleString('en-US'),
    differences: explained === 0 ? String(differences.length) : `${unexplained.length} and ${explained} explained`,
    failed: unexplained.length > 0 || cases === 0,
    details: [...unexplained.slice(0, shownDifferences).map(({ what }) => what), ...explanations(differences)],
  }
}

/** One line per explanation, with one example. */
function explanations(differences: Findings['differences']): readonly string[] {
  const groups = Map.groupBy(
    differences.filter(({ because }) => because !== undefined),
    ({ because }) => because,
  )
  return [...groups].map(([because, [first, ...others]]) => {
    const more = others.length > 0 ? ` (and ${others.length} more)` : ''
    return `explained: ${because}: ${first?.what}${more}`
  })
}

async function proveThatItLooks({ name, planted }: Oracle, tools: Tools): Promise<Row> {
  const { version, cases, differences } = await planted.compare(tools)
  const found = differences.find(({ what, because }) => because === undefined && planted.expect.test(what))
  return {
    oracle: name,
    version,
    cases: cases.toLocaleString('en-US'),
    differences: found ? 'planted fault found' : 'planted fault NOT found',
    failed: found === undefined,
    details: [`planted: ${planted.fault}`, found ? `found: ${found.what}` : `not found among ${differences.length}`],
  }
}

function withoutOracle({ name }: Oracle, error: unknown, flags: ReadonlySet<string>): Row {
  const missing = error instanceof MissingTool
  const reason = error instanceof Error ? (missing ? error.message : (error.stack ?? error.message)) : String(error)
  const failed = !missing || flags.has('--require-all')
  const differences = missing ? 'skipped: a tool is missing' : 'broke'
  return { oracle: name, version: '', cases: '0', differences, failed, details: reason.split('\n') }
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2))
