import { type Dirent, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { ServiceError } from '../../errors.ts'
import type { BucketFiles, StoredObject } from './files.ts'
import { compareKeys } from './keys.ts'

export interface Page {
  readonly objects: readonly StoredObject[]
  readonly prefixes: readonly string[]
  /** Present when there is more. */
  readonly next?: string
}

export interface PageRequest {
  readonly prefix: string
  readonly delimiter?: string | undefined
  /** A token of an earlier page wins over `startAfter`. */
  readonly token?: string | undefined
  readonly startAfter?: string | undefined
  readonly limit: number
}

/** Keys in byte order, grouped by the delimiter, at most `limit` objects and prefixes together. */
export function listPage(files: BucketFiles, request: PageRequest): Page {
  const { prefix, delimiter, limit } = request
  const from = request.token === undefined ? { after: request.startAfter ?? '', group: '' } : readToken(request.token)
  const objects: StoredObject[] = []
  const prefixes: string[] = []
  let last = { after: from.after, group: '' }
  for (const key of keysOf(files, prefix, from.after, delimiter === '/')) {
    const group = groupOf(key, prefix, delimiter)
    if (group !== undefined && (group === prefixes.at(-1) || group === from.group)) continue
    const object = group === undefined ? files.find(key) : undefined
    if (group === undefined && !object) continue
    if (objects.length + prefixes.length === limit) return { objects, prefixes, next: writeToken(last) }
    if (group !== undefined) prefixes.push(group)
    else if (object) objects.push(object)
    last = { after: key, group: group ?? '' }
  }
  return { objects, prefixes }
}

function groupOf(key: string, prefix: string, delimiter: string | undefined): string | undefined {
  if (!delimiter) return undefined
  const at = key.indexOf(delimiter, prefix.length)
  return at < 0 ? undefined : key.slice(0, at + delimiter.length)
}

interface Place {
  readonly after: string
  readonly group: string
}

function writeToken({ after, group }: Place): string {
  return Buffer.from(JSON.stringify([after, group])).toString('base64url')
}

function readToken(token: string): Place {
  try {
    const [after, group] = JSON.parse(Buffer.from(token, 'base64url').toString('utf8')) as [string, string]
    return { after, group }
  } catch {
    throw new ServiceError('InvalidArgument', 'The continuation token provided is incorrect')
  }
}

/** Path keys and odd keys as one ordered stream. */
function* keysOf(files: BucketFiles, prefix: string, after: string, firstOfFolder: boolean): Generator<string> {
  const odd = [...files.oddKeys()]
    .filter((key) => key.startsWith(prefix) && compareKeys(key, after) > 0)
    .sort(compareKeys)
  for (const key of walk(files.folder, '', { prefix, after, firstOfFolder })) {
    while (odd[0] !== undefined && compareKeys(odd[0], key) < 0) yield odd.shift() as string
    yield key
  }
  yield* odd
}

interface Walk {
  readonly prefix: string
  readonly after: string
  /** With the delimiter `/` one key is enough to know that a folder below the prefix is there. */
  readonly firstOfFolder: boolean
}

function* walk(root: string, folder: string, options: Walk): Generator<string> {
  const { prefix, after, firstOfFolder } = options
  for (const path of readFolder(join(root, folder), folder)) {
    if (!path.endsWith('/')) {
      if (path.startsWith(prefix) && compareKeys(path, after) > 0) yield path
      continue
    }
    if (!path.startsWith(prefix) && !prefix.startsWith(path)) continue
    if (compareKeys(path, after) < 0 && !after.startsWith(path)) continue
    const once = firstOfFolder && path.length > prefix.length && path.startsWith(prefix)
    for (const key of walk(root, path, options)) {
      yield key
      if (once) break
    }
  }
}

/** Files and folders (with their slash) in the order of the keys below them. */
function readFolder(folder: string, prefix: string): string[] {
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
  return entries.map((entry) => `${prefix}${entry.name}${entry.isDirectory() ? '/' : ''}`).sort(compareKeys)
}
