import { rm } from 'node:fs/promises'
import { mutants } from '../../tests/mutants/mutants.ts'
import { copyTree } from '../copy-tree.ts'
import { isGreen, type Laboratory, runMutant } from '../mutants/run-mutant.ts'
import { python } from '../state.ts'
import { createSteps } from '../steps.mjs'
import { UsageError } from '../usage.ts'

/** Breaks one thing at a time in a copy of the tree and sees whether the named test turns red. */
export async function run(names: readonly string[]): Promise<number> {
  const chosen = mutants.filter(({ name }) => names.length === 0 || names.includes(name))
  const unknown = names.filter((name) => !mutants.some((mutant) => mutant.name === name))
  if (unknown.length > 0) {
    throw new UsageError(
      `There is no mutant ${unknown.join(', ')}; there are ${mutants.map(({ name }) => name).join(', ')}`,
    )
  }
  const steps = createSteps()
  const tree = await copyTree('mutants')
  const laboratory: Laboratory = { tree, python }
  const survivors: string[] = []
  try {
    steps.section('Mutants', 'each breaks one thing in a copy of the tree; its test must turn red')
    for (const mutant of chosen) {
      const green = await isGreen(mutant, laboratory)
      const verdict = green.caught ? await runMutant(mutant, laboratory) : green
      const what = `${mutant.name}: ${mutant.breaks}`
      if (verdict.caught)
        steps.line(`  ${steps.paint.green('✔')} ${what}\n      red: ${mutant.test.file} "${mutant.test.name}"`)
      else steps.line(`  ${steps.paint.red('✘')} ${what}\n      ${verdict.why}`)
      if (!verdict.caught) survivors.push(mutant.name)
    }
  } finally {
    await rm(tree, { recursive: true, force: true })
  }
  process.stdout.write(`${chosen.length - survivors.length} caught, ${survivors.length} survived\n`)
  return survivors.length > 0 ? 1 : 0
}
