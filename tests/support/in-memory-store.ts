import type { ObjectStore } from '#runtime/object-store.ts'

/** What a test may do to a store beside using it. */
export interface InMemoryStore extends ObjectStore {
  readonly objects: ReadonlyMap<string, string>
  /** Runs once, before the next conditional write takes effect: a rival. */
  beforeNextWriteIfAbsent(rival: () => Promise<unknown>): void
  /** The next conditional write takes effect, and is then sent again: the answer of the first was lost. */
  loseNextAnswer(): void
}

/** A bucket in memory; passes the suite that S3 passes. */
export function inMemoryStore(initial: Readonly<Record<string, string>> = {}): InMemoryStore {
  const objects = new Map(Object.entries(initial))
  const versions = new Map<string, number>()
  let rival: (() => Promise<unknown>) | undefined
  let losesAnswer = false
  const set = (key: string, text: string): void => {
    objects.set(key, text)
    versions.set(key, (versions.get(key) ?? 0) + 1)
  }
  const etagOf = (key: string): string => `v${versions.get(key) ?? 0}`
  const keysUnder = (prefix: string): string[] =>
    [...objects.keys()]
      .filter((key) => key.startsWith(prefix))
      .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))

  return {
    objects,
    beforeNextWriteIfAbsent(next) {
      rival = next
    },
    loseNextAnswer() {
      losesAnswer = true
    },
    async read(key) {
      const text = objects.get(key)
      return text === undefined ? undefined : { text, etag: etagOf(key) }
    },
    async *list(prefix, after = '') {
      for (const key of keysUnder(prefix)) {
        if (Buffer.compare(Buffer.from(key), Buffer.from(after)) > 0) {
          yield { key, sizeBytes: Buffer.byteLength(objects.get(key) ?? ''), etag: etagOf(key) }
        }
      }
    },
    async *folders(prefix) {
      const folders = keysUnder(prefix)
        .filter((key) => key.includes('/', prefix.length))
        .map((key) => key.slice(0, key.indexOf('/', prefix.length) + 1))
      yield* new Set(folders)
    },
    async write(key, text) {
      set(key, text)
    },
    async writeIfAbsent(key, text) {
      const before = rival
      rival = undefined
      await before?.()
      if (objects.has(key)) return false
      set(key, text)
      if (!losesAnswer) return true
      losesAnswer = false
      return false
    },
    async replace(key, text, etag) {
      if (!objects.has(key) || etagOf(key) !== etag) return false
      set(key, text)
      return true
    },
  }
}
