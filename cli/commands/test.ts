import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { python, root } from '../state.ts'
import { createSteps } from '../steps.mjs'
import type { Outcome } from '../test/outcome.ts'
import { fastParts, type PartsOptions, pipelineParts, staticParts } from '../test/parts.ts'
import { runPart } from '../test/run-part.ts'

/** First what is fast, then the scenarios on the real plane. The last line on stdout is `N passed, N failed`. */
export async function run(parameters: readonly string[]): Promise<number> {
  const [first, ...rest] = parameters
  const chosen = first === 'fast' || first === 'pipeline' ? first : undefined
  const results = join(root, '.tributary', 'tests')
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })
  const options: PartsOptions = {
    root,
    results,
    python,
    filters: chosen === undefined ? parameters : rest,
  }
  const steps = createSteps()
  const outcomes: Outcome[] = []
  if (chosen !== 'pipeline') {
    steps.section('Fast tests')
    outcomes.push(...(await Promise.all(staticParts(options).map((part) => runPart(part, root, steps, false)))))
    for (const part of fastParts(options)) outcomes.push(await runPart(part, root, steps, true))
  }
  if (chosen !== 'fast') {
    steps.section('Scenarios on the real plane')
    for (const part of pipelineParts(options)) outcomes.push(await runPart(part, root, steps, true))
  }
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0)
  process.stdout.write(`${passed} passed, ${failed} failed\n`)
  return failed > 0 || passed === 0 ? 1 : 0
}
