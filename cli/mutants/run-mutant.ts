import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Mutant } from '../../tests/mutants/mutants.ts'

export type Verdict =
  /** The named test turned red. */
  { readonly caught: true } | { readonly caught: false; readonly why: string }

export interface Laboratory {
  /** A copy of the tree that may be broken. */
  readonly tree: string
  readonly python: string
}

/** Applies one patch, runs its test, and takes the patch back. A test that cannot be run has caught nothing. */
export async function runMutant({ file, find, replace, test }: Mutant, laboratory: Laboratory): Promise<Verdict> {
  const path = join(laboratory.tree, file)
  const whole = readFileSync(path, 'utf8')
  if (whole.split(find).length !== 2) return { caught: false, why: `the patch no longer applies to ${file}` }
  writeFileSync(
    path,
    whole.replace(find, () => replace),
  )
  try {
    const { passed, failed, output } = await runTest(test, laboratory)
    if (failed > 0) return { caught: true }
    return {
      caught: false,
      why: passed > 0 ? 'the test stayed green' : `the test did not run: ${output.slice(-2_000)}`,
    }
  } finally {
    writeFileSync(path, whole)
  }
}

/** Whether the tests of the mutants are green where nothing is broken: a test that is red anyway proves nothing. */
export async function isGreen({ test }: Mutant, laboratory: Laboratory): Promise<Verdict> {
  const { passed, failed, output } = await runTest(test, laboratory)
  return passed > 0 && failed === 0
    ? { caught: true }
    : { caught: false, why: `${test.file} "${test.name}" is not green without a patch: ${output.slice(-2_000)}` }
}

interface TestRun {
  readonly passed: number
  readonly failed: number
  readonly output: string
}

async function runTest({ file, name }: Mutant['test'], { tree, python }: Laboratory): Promise<TestRun> {
  return file.endsWith('.py') ? runPytest(tree, python, `${file}::${name}`) : runVitest(tree, file, name)
}

async function runVitest(tree: string, file: string, name: string): Promise<TestRun> {
  const report = join(tree, 'mutant.json')
  writeFileSync(report, '{}')
  const pattern = name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const parameters = ['run', file, '-t', pattern, '--testTimeout=60000', '--reporter=json', `--outputFile=${report}`]
  const output = await run(join(tree, 'node_modules', '.bin', 'vitest'), parameters, tree)
  const { numPassedTests = 0, numFailedTests = 0 } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly numPassedTests?: number
    readonly numFailedTests?: number
  }
  return { passed: numPassedTests, failed: numFailedTests, output }
}

async function runPytest(tree: string, python: string, test: string): Promise<TestRun> {
  const output = await run(python, ['-m', 'pytest', '-q', '--no-header', '-p', 'no:cacheprovider', test], tree)
  const figure = (word: string) => Number(new RegExp(`(\\d+) ${word}`).exec(output)?.[1] ?? 0)
  return { passed: figure('passed'), failed: figure('failed'), output }
}

function run(program: string, parameters: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve) => {
    const options = { cwd, env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' }, maxBuffer: 1 << 26 }
    execFile(program, [...parameters], options, (_error, stdout, stderr) => resolve(`${stdout}${stderr}`))
  })
}
