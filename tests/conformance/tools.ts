import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../cli/state.ts'
import { packageStage, type Template } from '../package/packaged.ts'
import { MissingTool } from './oracle.ts'

const run = promisify(execFile)
const here = join(root, 'tests', 'conformance')
/** Holds the oracles' own packages; nothing here is needed to run the product. */
const folder = join(root, '.tributary', 'conformance')

/** What oracles run on; each part is made when it is first asked for, and once. */
export interface Tools {
  /** Python with the packages of requirements.txt. Throws MissingTool. */
  readonly python: () => Promise<string>
  /** The program of checkov, whose packages get on with no others. Throws MissingTool. */
  readonly checkov: () => Promise<string>
  /** The Conform job's own Python: pyarrow, orjson, jsonschema-rs as on Glue. Throws MissingTool. */
  readonly jobPython: () => string
  /** JDK 17's `java` and the folder of event-ruler's jars. Throws MissingTool. */
  readonly eventRuler: () => Promise<{ readonly java: string; readonly jars: string }>
  /** The template of a stage, packaged without an account. */
  readonly template: (stage: string) => Template
  /** Runs a Python script of this folder on JSON; what it prints is JSON. */
  readonly ask: <T>(python: string, script: string, question: unknown, environment?: NodeJS.ProcessEnv) => Promise<T>
}

export function createTools(): Tools {
  const templates = new Map<string, Template>()
  return {
    python: once(() => installPython('venv', 'requirements.txt')),
    checkov: once(async () => join(dirname(await installPython('checkov', 'checkov.txt')), 'checkov')),
    jobPython: () => {
      const python = process.env.TRIBUTARY_PYTHON ?? join(root, '.venv', 'bin', 'python')
      if (!existsSync(python)) throw new MissingTool(`${python} is not there; \`npm start\` makes it`)
      return python
    },
    eventRuler: once(installEventRuler),
    template: (stage) => {
      const template = templates.get(stage) ?? packageStage(stage)
      templates.set(stage, template)
      return template
    },
    ask,
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

async function installPython(name: string, list: string): Promise<string> {
  const venv = join(folder, name)
  const python = join(venv, 'bin', 'python')
  const stamp = join(venv, 'requirements.sha256')
  const requirements = join(here, list)
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return python
  const base = process.env.TRIBUTARY_BASE_PYTHON ?? 'python3.11'
  await succeed('Python 3.11 with venv (TRIBUTARY_BASE_PYTHON names another)', base, ['-m', 'venv', '--clear', venv])
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]
  await succeed(`the packages of tests/conformance/${list}`, python, install)
  writeFileSync(stamp, digest)
  return python
}

/** Maven brings the jars; the program beside them is compiled by `java` when it starts, which takes a JDK. */
async function installEventRuler(): Promise<{ readonly java: string; readonly jars: string }> {
  const home = process.env.JAVA_HOME
  const candidates = [...(home ? [join(home, 'bin', 'java')] : []), 'java']
  const java = await firstAsync(candidates, async (each) => {
    const modules = await run(each, ['--list-modules']).catch(() => undefined)
    return modules?.stdout.includes('jdk.compiler') ?? false
  })
  if (java === undefined) throw new MissingTool('a JDK 17 is not there (a runtime without compiler is not enough)')
  const pom = join(here, 'event-ruler', 'pom.xml')
  const digest = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 16)
  const jars = join(folder, `event-ruler-${digest}`)
  if (existsSync(join(jars, 'complete'))) return { java, jars }
  mkdirSync(jars, { recursive: true })
  const parameters = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`]
  await succeed('Maven, and its repository', 'mvn', parameters)
  writeFileSync(join(jars, 'complete'), '')
  return { java, jars }
}

async function firstAsync<T>(items: readonly T[], holds: (item: T) => Promise<boolean>): Promise<T | undefined> {
  for (const item of items) if (await holds(item)) return item
  return undefined
}

async function succeed(what: string, program: string, parameters: readonly string[]): Promise<void> {
  try {
    await run(program, parameters, { maxBuffer: 64 * 1024 * 1024 })
  } catch (error) {
    const { stderr = '', stdout = '', message } = error as { stderr?: string; stdout?: string; message: string }
    const said = `${stdout}${stderr}`.trim().split('\n').slice(-5).join('\n') || message
    throw new MissingTool(`${what} could not be used: ${said}`)
  }
}

function ask<T>(python: string, script: string, question: unknown, env: NodeJS.ProcessEnv = process.env): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, [join(root, script)], { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'] })
    let answer = ''
    let complaint = ''
    child.stdout.on('data', (chunk) => {
      answer += chunk
    })
    child.stderr.on('data', (chunk) => {
      complaint += chunk
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(answer) as T)
      else reject(new Error(`${script} ended with ${code}:\n${complaint.trim().split('\n').slice(-15).join('\n')}`))
    })
    child.stdin.on('error', () => {}) // the exit code tells
    child.stdin.end(JSON.stringify(question))
  })
}
