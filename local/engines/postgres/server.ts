import { type ChildProcess, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Account, unprivilegedAccount } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { cacheFolder, locateData } from './location.ts'

export interface PostgresOptions {
  readonly stateDir: string
  /** The next free port is taken when it is in use; 0 = any free port. */
  readonly port: number
  /** Told once about anything that a person would not expect (copied binaries, another port). */
  readonly note?: (line: string) => void
}

/** A running PostgreSQL 18 that listens on 127.0.0.1 only. */
export interface PostgresServer {
  readonly host: '127.0.0.1'
  readonly port: number
  /** The engine's own superuser. */
  readonly user: string
  readonly password: string
  stop(): Promise<void>
}

const superuser = 'rdsdb'

/** When the parent dies, its pipe closes and the server is told to stop: no orphan holds port and data. */
const guard =
  'exec 3<&0; "$@" </dev/null & server=$!; { cat <&3 >/dev/null; kill -INT $server 2>/dev/null; } & wait $server'

/** Starts the server on the state folder's data; makes them (initdb, about 2 s) at the first start. Commits survive a kill. */
export async function startPostgres({ stateDir, port, note = () => {} }: PostgresOptions): Promise<PostgresServer> {
  const account = unprivilegedAccount()
  const binaries = await findBinaries(account, cacheFolder, note)
  const { dataDir, password } = locateData(stateDir, account, note)
  if (!existsSync(join(dataDir, 'initialized'))) await initialize(binaries, dataDir, password, account)
  await endPreviousServer(dataDir)
  const listening = await freePort(port)
  if (port !== 0 && listening !== port) note(`Port ${port} is taken: PostgreSQL listens on ${listening}`)
  const child = launch(binaries, dataDir, listening, account)
  const connection = { host: '127.0.0.1' as const, port: listening, user: superuser, password }
  await answering(connection, child)
  return { ...connection, stop: () => stop(child) }
}

async function initialize(
  binaries: Binaries,
  dataDir: string,
  password: string,
  account: Account | undefined,
): Promise<void> {
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const passwordFile = `${dataDir}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account) for (const path of [dataDir, passwordFile]) chownSync(path, account.uid, account.gid)
  const flags = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync', `--username=${superuser}`]
  await run(binaries.initdb, [...flags, `--pwfile=${passwordFile}`, `--pgdata=${dataDir}`], account)
  rmSync(passwordFile)
  const rules = ['host all analyst 127.0.0.1/32 trust', 'host all all 127.0.0.1/32 scram-sha-256', '']
  writeFileSync(join(dataDir, 'pg_hba.conf'), rules.join('\n'))
  writeFileSync(join(dataDir, 'initialized'), '')
}

function launch(binaries: Binaries, dataDir: string, port: number, account: Account | undefined): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '120',
    shared_buffers: '128MB',
    synchronous_commit: 'off', // a killed process loses nothing that reached the operating system
    wal_writer_delay: '10ms',
    max_wal_size: '1GB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'fatal',
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return spawn('/bin/sh', ['-c', guard, 'postgres', binaries.postgres, '-D', dataDir, ...flags], {
    ...identity(account),
    cwd: dataDir,
    detached: true, // Ctrl-C is for the plane, which stops the server in its turn
    stdio: ['pipe', 'ignore', 'pipe'],
  })
}

/** Ends the server that a killed process left on these data; a pid file of a dead one is PostgreSQL's own to mend. */
async function endPreviousServer(dataDir: string): Promise<void> {
  const file = join(dataDir, 'postmaster.pid')
  if (!existsSync(file)) return
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  for (let tries = 0; tries < 200 && isServerOf(pid, dataDir); tries++) {
    process.kill(pid, tries < 100 ? 'SIGINT' : 'SIGQUIT')
    await pause(50)
  }
  if (!isServerOf(pid, dataDir)) rmSync(file, { force: true })
}

/** On systems without /proc the answer is no, and PostgreSQL itself refuses to start beside a living server. */
function isServerOf(pid: number, dataDir: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataDir)
  } catch {
    return false
  }
}

async function answering(connection: pg.ClientConfig, child: ChildProcess): Promise<void> {
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2000)
  })
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL ended at once:\n${said}`)
    const client = new pg.Client({ ...connection, database: 'postgres' })
    client.on('error', () => {})
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await client.end().catch(() => {})
      await pause(50)
    }
  }
  await stop(child)
  throw new Error(`PostgreSQL does not answer on port ${connection.port} after 30 s:\n${said}`)
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.stdin?.end()
  })
}

function run(command: string, flags: readonly string[], account: Account | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, flags, { ...identity(account), cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}:\n${said}`)),
    )
  })
}

function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {}
}

/** `wanted`, or the first free one of the twenty after it; 0 = any. */
async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port <= wanted + 20; port++) {
    const got = await new Promise<number | undefined>((resolve) => {
      const probe = createServer()
      probe.once('error', () => resolve(undefined))
      probe.listen(port, '127.0.0.1', () => {
        const address = probe.address()
        probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
      })
    })
    if (got !== undefined) return got
    if (wanted === 0) break
  }
  throw new Error(`No free port from ${wanted} to ${wanted + 20}`)
}
