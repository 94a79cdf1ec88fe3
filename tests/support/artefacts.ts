import { execFile } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Connection } from '../../cli/stack.ts'
import { environmentOf } from '../../cli/start/deploy.ts'
import { root } from '../../cli/state.ts'

/** What `sls package` makes of this checkout: once per run of the tests, because each file deploys the same. */
export async function packagedArtefacts(connection: Connection): Promise<string> {
  const folder = join(root, '.tributary', 'tests', `artefacts-${process.ppid}`)
  if (existsSync(folder)) return folder
  mkdirSync(join(root, '.tributary', 'tests'), { recursive: true })
  const part = `${folder}.part`
  const sls = join(root, 'node_modules', '.bin', 'sls')
  const parameters = ['package', '--stage', 'local', '--region', connection.region, '--package', part]
  await promisify(execFile)(sls, parameters, { cwd: root, env: environmentOf(connection) })
  await rename(part, folder)
  return folder
}
