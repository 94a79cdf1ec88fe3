import { createHash, randomUUID } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Account, canTraverse } from './account.ts'

/** Traversable folder for what the unprivileged account must reach. */
export const cacheFolder = join(tmpdir(), 'local-aws-plane')

/** What the state folder remembers about its database server. */
export interface Location {
  readonly dataDir: string
  /** Password of the engine's own superuser; never leaves this machine. */
  readonly password: string
}

/**
 * Where the data of this state folder lies: inside it, or, when `account` may not enter it, in the cache folder under a random id that the
 * state folder remembers (a forgotten state folder must not find its old tables again).
 */
export function locateData(stateDir: string, account: Account | undefined, note: (line: string) => void): Location {
  const folder = join(stateDir, 'postgres')
  const file = join(folder, 'location.json')
  mkdirSync(folder, { recursive: true })
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Location) : undefined
  const location = known ?? { dataDir: placeFor(stateDir, folder, account), password: randomUUID() }
  if (!known) writeFileSync(file, JSON.stringify(location), { mode: 0o600 })
  if (!location.dataDir.startsWith(folder)) {
    sweepForgotten()
    writeFileSync(`${location.dataDir}.owner`, file)
  }
  mkdirSync(location.dataDir, { recursive: true, mode: 0o700 })
  if (account) chownSync(location.dataDir, account.uid, account.gid)
  if (!location.dataDir.startsWith(folder)) {
    note(`PostgreSQL's data lies in ${location.dataDir}: ${account?.name} may not enter ${stateDir}`)
  }
  return location
}

function placeFor(stateDir: string, folder: string, account: Account | undefined): string {
  if (account === undefined || canTraverse(folder, account)) return join(folder, 'data')
  mkdirSync(cacheFolder, { recursive: true, mode: 0o755 })
  return join(
    cacheFolder,
    `data-${createHash('sha256').update(stateDir).digest('hex').slice(0, 12)}-${randomUUID().slice(0, 8)}`,
  )
}

/** Removes the data whose state folder is gone, so that removing a state folder is enough. */
function sweepForgotten(): void {
  for (const name of readdirSync(cacheFolder)) {
    if (!name.endsWith('.owner')) continue
    const dataDir = join(cacheFolder, name.slice(0, -'.owner'.length))
    const owner = readFileSync(join(cacheFolder, name), 'utf8')
    const mine = existsSync(owner) && (JSON.parse(readFileSync(owner, 'utf8')) as Location).dataDir === dataDir
    if (mine || existsSync(join(dataDir, 'postmaster.pid'))) continue
    rmSync(dataDir, { recursive: true, force: true })
    rmSync(join(cacheFolder, name), { force: true })
  }
}
