#!/usr/bin/env node
// Plain JavaScript without packages: this runs on the machine's own Node, before anything is installed.
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

async function main() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < 20)
    return fail(`Tributary needs Node.js 20 or newer; this is ${process.versions.node}. See https://nodejs.org`)
  if (process.platform === 'win32')
    return fail('Tributary runs on Linux and macOS; on Windows use WSL (https://aka.ms/wsl)')
  const { setUp, SetUpError } = await import('./set-up/set-up.mjs')
  try {
    const tools = await setUp(root)
    return await run(tools)
  } catch (error) {
    if (error instanceof SetUpError) return fail(error.message)
    throw error
  }
}

/** Hands over to the command line proper, on the Node that is installed with the packages. */
function run({ node, python, javaHome }) {
  const binaries = join(root, 'node_modules', '.bin')
  const child = spawn(node, [join(root, 'cli', 'main.ts'), ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${binaries}:${process.env.PATH ?? ''}`,
      TRIBUTARY_PYTHON: python,
      JAVA_HOME: javaHome,
    },
  })
  process.on('SIGINT', () => {}) // the terminal sends it to the child too, which ends in order
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  return 1
}

process.exitCode = await main()
