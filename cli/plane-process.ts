import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import type { Connection } from './stack.ts'
import { python, root, type StateFolder } from './state.ts'

/** Where a running plane is, as it said itself when it was ready. */
export interface PlaneAddress {
  readonly pid: number
  /** The command that holds the plane: a person's start, or a command that needed it for a moment. */
  readonly owner: number
  readonly endpoint: string
  readonly region: string
  readonly adminCredentials: Connection['credentials']
}

export interface Ports {
  readonly port: number
  readonly pgPort: number
}

/** The addresses that people remember; the next free ports when they are taken. */
export const usualPorts: Ports = { port: 4566, pgPort: 5439 }
export const anyPorts: Ports = { port: 0, pgPort: 0 }

export const connectionOf = ({ endpoint, region, adminCredentials }: PlaneAddress): Connection => ({
  endpoint,
  region,
  credentials: adminCredentials,
})

/**
 * Starts the plane of a state folder as a process of its own, so that it survives a Ctrl-C that is meant for the command and can be
 * stopped in order. Throws with the end of its log when it does not get ready.
 */
export async function startPlaneProcess(state: StateFolder, { port, pgPort }: Ports): Promise<PlaneAddress> {
  await untilGone(state)
  mkdirSync(state.plane, { recursive: true })
  const log = openSync(state.log, 'a')
  const javaHome = process.env.JAVA_HOME
  const parameters = ['--state', state.plane, '--port', String(port), '--pg-port', String(pgPort), '--python', python]
  if (javaHome) parameters.push('--java-home', javaHome)
  const child = spawn(process.execPath, [join(root, 'local', 'main.ts'), ...parameters], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', log],
  })
  closeSync(log)
  const { stdout } = child
  if (stdout === null) throw new Error('The local plane has no output')
  const said = await new Promise<Omit<PlaneAddress, 'owner'>>((resolve, reject) => {
    createInterface({ input: stdout }).once('line', (line) => resolve(JSON.parse(line) as PlaneAddress))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The local plane ended (${code}):\n${tailOf(state.log)}`)))
  })
  child.removeAllListeners('exit')
  child.unref()
  stdout.destroy()
  const address: PlaneAddress = { ...said, owner: process.pid }
  writeFileSync(state.address, JSON.stringify(address), { mode: 0o600 })
  return address
}

/** The plane that runs on a state folder; undefined when none does. */
export function runningPlane(state: StateFolder): PlaneAddress | undefined {
  if (!existsSync(state.address)) return undefined
  const address = JSON.parse(readFileSync(state.address, 'utf8')) as PlaneAddress
  return isOurs(address.pid, state) ? address : undefined
}

/** Asks a plane to end, and ends it when it does not within half a minute. What it kept resumes with the next start. */
export async function stopPlaneProcess(state: StateFolder, { pid }: Pick<PlaneAddress, 'pid'>): Promise<void> {
  if (isOurs(pid, state)) process.kill(pid, 'SIGTERM')
  for (let waited = 0; isOurs(pid, state); waited += pollMilliseconds) {
    if (waited >= patienceMilliseconds) process.kill(pid, 'SIGKILL')
    await delay(pollMilliseconds)
  }
  rmSync(state.address, { force: true })
}

const pollMilliseconds = 50
const patienceMilliseconds = 30_000
const burialMilliseconds = 10_000

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A process number may belong to another program by now: where the system tells, the command line must be this plane's. */
function isOurs(pid: number, state: StateFolder): boolean {
  return isAlive(pid) && (commandOf(pid)?.includes(state.plane) ?? true)
}

/** The command line of a process; empty for one that is being buried, undefined where the system does not tell. */
function commandOf(pid: number): readonly string[] | undefined {
  if (!existsSync('/proc/self/cmdline')) return undefined
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split('\0')
      .filter((part) => part !== '')
  } catch {
    return []
  }
}

/** A plane that was killed is in the way until the system has buried it. */
async function untilGone(state: StateFolder): Promise<void> {
  if (!existsSync(state.address)) return
  const { pid } = JSON.parse(readFileSync(state.address, 'utf8')) as PlaneAddress
  const isBuried = () => !isAlive(pid) || commandOf(pid)?.length !== 0
  for (let waited = 0; !isBuried() && waited < burialMilliseconds; waited += pollMilliseconds) {
    await delay(pollMilliseconds)
  }
}

function tailOf(log: string): string {
  return readFileSync(log, 'utf8').trim().split('\n').slice(-20).join('\n')
}
