import { spawn } from 'node:child_process'
import type { Steps } from '../steps.mjs'
import type { Outcome } from './outcome.ts'
import type { Part } from './parts.ts'

/** Runs one part; what it wrote is shown when it fails, and as it comes when `loud`. */
export async function runPart(part: Part, root: string, steps: Steps, loud: boolean): Promise<Outcome> {
  const started = Date.now()
  if (loud) steps.line(`\n${steps.paint.bold(part.name)}`)
  const { exitCode, output } = await execute(part, root, loud)
  const outcome = part.outcome?.(exitCode) ?? {
    passed: exitCode === 0 ? 1 : 0,
    failed: exitCode === 0 ? 0 : 1,
    skipped: 0,
  }
  if (outcome.failed > 0 && !loud) steps.line(output.trimEnd())
  const mark = outcome.failed > 0 ? steps.paint.red('✘') : steps.paint.green('✔')
  const figures = part.outcome ? `  ${outcome.passed} passed, ${outcome.failed} failed` : ''
  const skipped = outcome.skipped > 0 ? steps.paint.yellow(`, ${outcome.skipped} skipped`) : ''
  steps.line(
    `  ${mark} ${part.name}${figures}${skipped}  ${steps.paint.dim(`${Math.round((Date.now() - started) / 1000)} s`)}`,
  )
  return outcome
}

function execute(
  { program, parameters }: Part,
  cwd: string,
  loud: boolean,
): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve, reject) => {
    let output = ''
    const child = spawn(program, parameters, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
    const take = (chunk: Buffer) => {
      if (loud) process.stderr.write(chunk)
      else output += chunk.toString()
    }
    child.stdout.on('data', take)
    child.stderr.on('data', take)
    child.on('error', reject)
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output }))
  })
}
