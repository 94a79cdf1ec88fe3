import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join, sep } from 'node:path'
import { lastLine, mustRun, readStamp, writeStamp } from './run.mjs'

/** Installs the packages of the lock file when they are not there; returns the path of the Node that came with them. */
export async function nodePackages({ root, stamps, steps, environment }) {
  const node = join(root, 'node_modules', '.bin', 'node')
  const stamp = join(stamps, 'node-packages.json')
  const lock = readFileSync(join(root, 'package-lock.json'))
  const digest = createHash('sha256').update(lock).digest('hex')
  if (readStamp(stamp)?.lock === digest && existsSync(node)) return node
  if (!existsSync(node) || !installed(root, JSON.parse(lock.toString()))) {
    await steps.step('Node packages', async (progress) => {
      await mustRun('npm ci', 'npm', ['ci', '--no-audit', '--no-fund'], {
        cwd: root,
        env: ownEnvironment(environment),
        onOutput: (text) => progress(lastLine(text)),
      })
    })
  }
  writeStamp(stamp, { lock: digest })
  return node
}

/** Whether somebody has installed exactly this lock file already: npm keeps its own list in node_modules. */
function installed(root, lock) {
  const list = readStamp(join(root, 'node_modules', '.package-lock.json'))?.packages
  if (!list) return false
  return Object.entries(lock.packages).every(
    ([path, { version, optional, link }]) =>
      path === '' ||
      !path.startsWith('node_modules') ||
      link ||
      (list[path] ? list[path].version === version : optional),
  )
}

/** The environment without node_modules/.bin and npm's own variables: npm must not run on the Node that it replaces. */
function ownEnvironment(environment) {
  const path = (environment.PATH ?? '').split(delimiter).filter((folder) => !folder.includes(`node_modules${sep}.bin`))
  const kept = Object.entries(environment).filter(([name]) => !name.startsWith('npm_'))
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter) }
}
