import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** JSON documents by id. A document survives a killed process as soon as `put` has returned. */
export interface Collection<T> {
  get(id: string): T | undefined
  put(id: string, document: T): void
  /** True when there was one. */
  delete(id: string): boolean
  /** In order of id. */
  list(): readonly T[]
  ids(): readonly string[]
}

export interface Store {
  /** The same collection for the same name. Names are kebab-case, one per kind of thing: `event-rules`. */
  collection<T>(name: string): Collection<T>
}

/** One file per document under `<folder>/<collection>/`, written aside and renamed, held in memory. */
export function openStore(folder: string): Store {
  const collections = new Map<string, Collection<unknown>>()
  return {
    collection<T>(name: string): Collection<T> {
      const known = collections.get(name) ?? openCollection(join(folder, name))
      collections.set(name, known)
      return known as Collection<T>
    },
  }
}

function openCollection(folder: string): Collection<unknown> {
  mkdirSync(folder, { recursive: true })
  const documents = new Map<string, unknown>()
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.json')) continue
    const { id, document } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as { id: string; document: unknown }
    documents.set(id, document)
  }
  let temporary = 0
  return {
    get: (id) => documents.get(id),
    put: (id, document) => {
      const path = join(folder, fileName(id))
      const aside = `${path}.${process.pid}.${temporary++}`
      const file = openSync(aside, 'w')
      try {
        writeSync(file, JSON.stringify({ id, document }))
      } finally {
        closeSync(file)
      }
      renameSync(aside, path)
      documents.set(id, document)
    },
    delete: (id) => {
      rmSync(join(folder, fileName(id)), { force: true })
      return documents.delete(id)
    },
    list: () => [...documents.keys()].sort().map((id) => documents.get(id)),
    ids: () => [...documents.keys()].sort(),
  }
}

/** Ids are free text (ARNs, names with slashes); long ones keep their head and a digest so that the file system takes them. */
function fileName(id: string): string {
  const safe = encodeURIComponent(id).replaceAll('*', '%2A')
  return safe.length <= 180 ? `${safe}.json` : `${safe.slice(0, 120)}~${digest(id)}.json`
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
