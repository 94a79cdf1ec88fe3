import { createHash, randomUUID } from 'node:crypto'
import {
  closeSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { ServiceError } from '../../errors.ts'
import { checkKey, isPath, keyDigest } from './keys.ts'

/** What an object carries beside its bytes. */
export interface Metadata {
  /** content-type, cache-control, … by header name. */
  readonly headers: Readonly<Record<string, string>>
  /** x-amz-meta-… without the prefix. */
  readonly user: Readonly<Record<string, string>>
  readonly encryption: Readonly<Record<string, string>>
  readonly checksum?: { readonly algorithm: string; readonly value: string }
}

export interface StoredObject extends Metadata {
  readonly key: string
  /** The file that holds the bytes. */
  readonly path: string
  /** Without quotes. */
  readonly etag: string
  readonly size: number
  /** Whole seconds, as S3 gives it. */
  readonly lastModified: Date
}

/** Bytes that stand aside, ready to become an object. */
export interface Staged {
  readonly path: string
  readonly etag: string
}

export interface Conditions {
  readonly ifNoneMatch?: string | undefined
  readonly ifMatch?: string | undefined
}

/** One bucket's objects: key = path of a file, metadata by digest in a side tree. Every method is synchronous, so that a request is atomic for all others. */
export interface BucketFiles {
  readonly folder: string
  find(key: string): StoredObject | undefined
  /** Moves staged bytes to their key. Throws PreconditionFailed, NoSuchKey (If-Match). */
  commit(key: string, staged: Staged, metadata: Metadata, conditions: Conditions): StoredObject
  remove(key: string): boolean
  /** Keys that cannot be paths (or collide with a folder), unordered. */
  oddKeys(): Iterable<string>
  /** Removes the empty folders and the metadata. Throws BucketNotEmpty. */
  drop(): void
}

interface Remembered extends Metadata {
  readonly key: string
  readonly etag: string
  /** Which version of the file this describes: a file that another program wrote has none. */
  readonly inode: number
  readonly modified: number
}

const collisions = new Set(['EEXIST', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY'])
const rememberedAtOnce = 100_000

export function openBucketFiles(folder: string, side: string): BucketFiles {
  const oddFolder = join(side, 'odd')
  mkdirSync(folder, { recursive: true })
  mkdirSync(oddFolder, { recursive: true })
  const odd = new Map<string, string>()
  for (const file of readdirSync(oddFolder)) {
    if (!file.endsWith('.json')) continue
    const known = readRemembered(join(oddFolder, file))
    if (known) odd.set(known.key, join(oddFolder, file.replace(/\.json$/, '.data')))
  }
  const cache = new Map<string, Remembered>()

  const sideFile = (key: string): string => {
    const digest = keyDigest(key)
    return odd.has(key) ? join(oddFolder, `${digest}.json`) : join(side, digest.slice(0, 2), `${digest}.json`)
  }

  function find(key: string): StoredObject | undefined {
    const path = odd.get(key) ?? (isPath(key) ? join(folder, key) : undefined)
    const stat = path === undefined ? undefined : statSync(path, { throwIfNoEntry: false })
    if (path === undefined || !stat?.isFile()) return undefined
    const known = cache.get(key) ?? readRemembered(sideFile(key))
    const valid = known?.key === key && known.inode === stat.ino && known.modified === stat.mtimeMs
    const { headers, user, encryption, checksum, etag } = valid ? known : foreign(key, path, stat.ino, stat.mtimeMs)
    if (valid) remember(known)
    const lastModified = new Date(Math.floor(stat.mtimeMs / 1000) * 1000)
    return {
      key,
      path,
      size: stat.size,
      lastModified,
      etag,
      headers,
      user,
      encryption,
      ...(checksum ? { checksum } : {}),
    }
  }

  /** A file that did not come through S3: its tag is made once and kept. */
  function foreign(key: string, path: string, inode: number, modified: number): Remembered {
    const made: Remembered = { key, etag: md5OfFile(path), inode, modified, headers: {}, user: {}, encryption: {} }
    writeSide(made)
    return made
  }

  function remember(known: Remembered): void {
    if (cache.size >= rememberedAtOnce) cache.clear()
    cache.set(known.key, known)
  }

  function writeSide(known: Remembered): void {
    const path = sideFile(known.key)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, JSON.stringify(known))
    remember(known)
  }

  function commit(key: string, staged: Staged, metadata: Metadata, conditions: Conditions): StoredObject {
    checkKey(key)
    judge(find(key), conditions)
    const path = place(key, staged.path, conditions.ifNoneMatch !== undefined)
    const stat = statSync(path)
    writeSide({ ...metadata, key, etag: staged.etag, inode: stat.ino, modified: stat.mtimeMs })
    const stored = find(key)
    if (!stored) throw new ServiceError('InternalError', `${key} vanished while it was written`, 500)
    return stored
  }

  function place(key: string, from: string, exclusive: boolean): string {
    if (!odd.has(key) && isPath(key)) {
      const path = join(folder, key)
      try {
        mkdirSync(dirname(path), { recursive: true })
        if (exclusive) {
          linkSync(from, path)
          rmSync(from)
        } else renameSync(from, path)
        return path
      } catch (error) {
        if (!collisions.has((error as NodeJS.ErrnoException).code ?? '')) throw error
      }
    }
    const path = join(oddFolder, `${keyDigest(key)}.data`)
    renameSync(from, path)
    odd.set(key, path)
    return path
  }

  function remove(key: string): boolean {
    const stored = find(key)
    if (!stored) return false
    rmSync(stored.path)
    rmSync(sideFile(key), { force: true })
    cache.delete(key)
    if (!odd.delete(key)) prune(folder, dirname(stored.path))
    return true
  }

  return {
    folder,
    find,
    commit,
    remove,
    oddKeys: () => odd.keys(),
    drop: () => {
      if (odd.size > 0 || holdsFile(folder))
        throw new ServiceError('BucketNotEmpty', 'The bucket you tried to delete is not empty', 409)
      rmSync(folder, { recursive: true, force: true })
      rmSync(side, { recursive: true, force: true })
    },
  }
}

/** A folder for bytes on their way in, on the same file system as the buckets. */
export function stagingPath(folder: string): string {
  return join(folder, randomUUID())
}

function judge(current: StoredObject | undefined, { ifNoneMatch, ifMatch }: Conditions): void {
  const failed = () =>
    new ServiceError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412)
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') {
    throw new ServiceError('NotImplemented', 'If-None-Match of a write must be *', 501)
  }
  if (ifNoneMatch === '*' && current) throw failed()
  if (ifMatch === undefined) return
  if (!current) throw new ServiceError('NoSuchKey', 'The specified key does not exist.', 404)
  if (ifMatch !== '*' && unquote(ifMatch) !== current.etag) throw failed()
}

export function unquote(etag: string): string {
  return etag.replace(/^"|"$/g, '')
}

/** Absent, cut by a kill, or of an older form: as if there was none. */
function readRemembered(path: string): Remembered | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Remembered
  } catch {
    return undefined
  }
}

function md5OfFile(path: string): string {
  const hash = createHash('md5')
  const file = openSync(path, 'r')
  const buffer = Buffer.alloc(1 << 20)
  try {
    for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer))
      hash.update(buffer.subarray(0, size))
  } finally {
    closeSync(file)
  }
  return hash.digest('hex')
}

/** Folders exist only as long as they hold something. */
function prune(root: string, folder: string): void {
  for (let at = folder; at !== root && at.startsWith(root); at = dirname(at)) {
    try {
      rmdirSync(at)
    } catch {
      return
    }
  }
}

function holdsFile(folder: string): boolean {
  return readdirSync(folder, { withFileTypes: true }).some(
    (entry) => !entry.isDirectory() || holdsFile(join(folder, entry.name)),
  )
}
