import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { lastLine, mustRun, readStamp, run, SetUpError, writeStamp } from './run.mjs'

const versions = ['3.11', '3.12']
const candidates = ['python3.11', 'python3.12', 'python3', 'python']

/** Makes `.venv` with the pinned requirements when it is not there or they changed; returns its Python. */
export async function pythonPackages({ root, stamps, steps, environment }) {
  const folder = join(root, '.venv')
  const python = join(folder, 'bin', 'python')
  const stamp = join(stamps, 'python-packages.json')
  const requirements = createHash('sha256')
    .update(readFileSync(join(root, 'requirements.txt')))
    .update(readFileSync(join(root, 'glue-scripts', 'requirements.txt')))
    .digest('hex')
  if (readStamp(stamp)?.requirements === requirements && existsSync(python)) return python
  const base = existsSync(python) && (await versionOf(python)) !== undefined ? undefined : await findPython(environment)
  await steps.step('Python, Spark 3.5', async (progress) => {
    const onOutput = (text) => progress(lastLine(text))
    if (base) {
      rmSync(folder, { recursive: true, force: true })
      await makeVenv(base, folder)
    }
    await mustRun(
      'pip install',
      python,
      ['-m', 'pip', 'install', '--disable-pip-version-check', '-r', 'requirements.txt'],
      {
        cwd: root,
        onOutput,
      },
    )
  })
  writeStamp(stamp, { requirements })
  return python
}

async function makeVenv(base, folder) {
  const { code, output } = await run(base, ['-m', 'venv', folder])
  if (code === 0) return
  rmSync(folder, { recursive: true, force: true })
  const mend = output.includes('ensurepip') ? '\nOn Debian and Ubuntu: apt install python3-venv' : ''
  throw new SetUpError(`${base} cannot make a virtual environment:\n${output.trim()}${mend}`)
}

/** The first Python of this machine that Glue's Python 3.11 is close enough to. TRIBUTARY_BASE_PYTHON names another. */
async function findPython(environment) {
  const seen = []
  const named = environment.TRIBUTARY_BASE_PYTHON
  for (const candidate of named ? [named] : candidates) {
    const version = await versionOf(candidate)
    if (version && versions.includes(version.split('.').slice(0, 2).join('.'))) return candidate
    if (version) seen.push(`${candidate} is ${version}`)
  }
  const found = seen.length > 0 ? seen.join(', ') : 'no Python was found'
  throw new SetUpError(
    `Tributary needs Python 3.11 or 3.12 (as AWS Glue 5.1 has it): ${found}.\nInstall one, or name it: TRIBUTARY_BASE_PYTHON=/path/to/python3.11`,
  )
}

/** `3.11.7`; undefined when the program does not run. */
async function versionOf(program) {
  const { code, output } = await run(program, ['-c', 'import sys; print("%d.%d.%d" % sys.version_info[:3])'])
  return code === 0 ? output.trim() : undefined
}
