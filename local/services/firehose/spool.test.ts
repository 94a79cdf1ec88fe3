import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSpool } from './spool.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spool-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A process that spools numbered lines of 200 KB and says after each that it is kept. */
const writer = `
  const { openSpool } = await import(process.env.SPOOL_MODULE)
  const spool = openSpool(process.env.SPOOL_FOLDER)
  for (let line = 0; ; line++) {
    spool.append(Buffer.from(String(line).padEnd(200_000, '.') + '\\n'), new Date())
    process.stdout.write(line + '\\n')
    await new Promise((resolve) => setImmediate(resolve))
  }
`

describe('a killed process', () => {
  it('has lost nothing that it acknowledged, and left nothing half written', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', writer], {
      env: { ...process.env, SPOOL_FOLDER: folder, SPOOL_MODULE: new URL('./spool.ts', import.meta.url).href },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    let said = ''
    const ended = new Promise((resolve) => child.on('exit', resolve))
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.split('\n').length > 40) child.kill('SIGKILL')
    })
    await ended
    const acknowledged = said.split('\n').slice(0, -1).length
    const spool = openSpool(folder)
    const sealed = spool.seal(1)
    const lines = sealed ? (await spool.read(sealed)).toString('utf8').split('\n') : []
    expect(lines.pop()).toBe('')
    expect(lines.length).toBeGreaterThanOrEqual(acknowledged)
    expect(acknowledged).toBeGreaterThanOrEqual(40)
    expect(lines.map((line) => line.length)).toEqual(lines.map(() => 200_000))
    expect(lines.map((line) => Number.parseInt(line, 10))).toEqual(lines.map((_, index) => index))
  })
})
