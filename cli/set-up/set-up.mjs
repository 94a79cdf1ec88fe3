import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createSteps } from '../steps.mjs'
import { javaHomeOf } from './java.mjs'
import { nodePackages } from './node-packages.mjs'
import { pythonPackages } from './python-packages.mjs'
import { SetUpError } from './run.mjs'

export { SetUpError }

/**
 * Installs what is missing and returns the tools of this checkout: `node` (22 or newer), `python` (the venv's), `javaHome` (17).
 * When nothing is to be done it takes some milliseconds and prints nothing. Throws SetUpError with what a person must do.
 */
export async function setUp(root, environment = process.env) {
  const stamps = join(root, '.tributary', 'setup')
  mkdirSync(stamps, { recursive: true })
  const steps = quietUntilNeeded(createSteps())
  const node = await nodePackages({ root, stamps, steps, environment })
  const python = await pythonPackages({ root, stamps, steps, environment })
  const javaHome = await javaHomeOf({ python, stamps, steps, environment })
  return { node, python, javaHome }
}

/** The section's title appears with its first step. */
function quietUntilNeeded(steps) {
  let titled = false
  return {
    step: (label, work, remark) => {
      if (!titled) steps.section('Set-up', 'once, and after changes')
      titled = true
      return steps.step(label, work, remark)
    },
  }
}
