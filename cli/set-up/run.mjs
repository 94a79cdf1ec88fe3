import { spawn } from 'node:child_process'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/** What a person must do before this machine can run Tributary. */
export class SetUpError extends Error {}

/** Runs a program and returns what it wrote; a program that is not there or fails has `code` other than 0. Never throws. */
export function run(program, parameters, options = {}) {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    const collect = (chunk) => {
      output += chunk
      options.onOutput?.(String(chunk))
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve({ code: 127, output: error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/** Runs a program that must succeed; its last lines are in the error. */
export async function mustRun(what, program, parameters, options) {
  const { code, output } = await run(program, parameters, options)
  if (code !== 0) throw new SetUpError(`${what} failed:\n${output.trim().split('\n').slice(-25).join('\n')}`)
  return output
}

/** A stamp says for which input a step of the set-up was last done. */
export function readStamp(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

export function writeStamp(path, value) {
  writeFileSync(`${path}.part`, JSON.stringify(value))
  renameSync(`${path}.part`, path)
}

/** The last line of output, short enough for a line of progress. */
export const lastLine = (text) => text.trim().split('\n').at(-1)?.slice(0, 60) ?? ''
