import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { manifestLog } from '#runtime/manifest-log.ts'
import { type ObjectStore, s3ObjectStore } from '#runtime/object-store.ts'
import { rawZone } from '#runtime/raw-zone.ts'
import { type Plane, startPlane } from '../../local/plane.ts'
import { aManifest } from '../support/batch-builders.ts'
import { inMemoryStore } from '../support/in-memory-store.ts'

/** The fake passes what the real one passes. */
interface Backend {
  readonly name: string
  start(): Promise<void>
  /** An empty bucket. */
  make(): Promise<ObjectStore>
  stop(): Promise<void>
}

const inMemory: Backend = {
  name: 'in memory',
  start: async () => undefined,
  make: async () => inMemoryStore(),
  stop: async () => undefined,
}

function s3OfThePlane(): Backend {
  const stateDir = mkdtempSync(join(tmpdir(), 'object-store-'))
  let plane: Plane
  let client: S3Client
  let buckets = 0
  return {
    name: 'S3 of the local plane',
    async start() {
      plane = await startPlane({ stateDir })
      client = new S3Client({ endpoint: plane.endpoint, region: 'eu-central-1', credentials: plane.adminCredentials })
    },
    async make() {
      const bucket = `bucket-${++buckets}`
      await client.send(new CreateBucketCommand({ Bucket: bucket }))
      return s3ObjectStore(client, bucket)
    },
    async stop() {
      client.destroy()
      await plane.stop()
      rmSync(stateDir, { recursive: true, force: true })
    },
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
const keysOf = async (objects: AsyncIterable<{ readonly key: string }>) => (await all(objects)).map(({ key }) => key)

describe.each([inMemory, s3OfThePlane()])('an object store $name', (backend) => {
  beforeAll(() => backend.start(), 60_000)
  afterAll(() => backend.stop())

  it('reads what was written, and knows what was not', async () => {
    const store = await backend.make()
    await store.write('a/ü', 'text ü')
    expect(await store.read('a/ü')).toMatchObject({ text: 'text ü' })
    expect(await store.read('a')).toBeUndefined()
  })

  it('lists in the order of keys, by prefix, after a key', async () => {
    const store = await backend.make()
    for (const key of ['b/2', 'a/1', 'b/1', 'b/10', 'c/1']) await store.write(key, key)
    expect(await keysOf(store.list('b/'))).toEqual(['b/1', 'b/10', 'b/2'])
    expect(await keysOf(store.list('b/', 'b/10'))).toEqual(['b/2'])
    expect(await keysOf(store.list('b/', 'b/15'))).toEqual(['b/2'])
    expect(await keysOf(store.list('d/'))).toEqual([])
  })

  it('states size and the etag that a reader sees', async () => {
    const store = await backend.make()
    await store.write('a', 'ü')
    const [object] = await all(store.list('a'))
    expect(object).toEqual({ key: 'a', sizeBytes: 2, etag: (await store.read('a'))?.etag })
  })

  it('names the folders behind a prefix', async () => {
    const store = await backend.make()
    for (const key of ['service=usgs/2026/x', 'service=orders/2026/x', 'service=orders/2027/x', 'errors/x'])
      await store.write(key, 'x')
    expect(await all(store.folders('service='))).toEqual(['service=orders/', 'service=usgs/'])
  })

  it('writes a key once', async () => {
    const store = await backend.make()
    expect(await store.writeIfAbsent('a', 'first')).toBe(true)
    expect(await store.writeIfAbsent('a', 'second')).toBe(false)
    expect(await store.read('a')).toMatchObject({ text: 'first' })
  })

  it('lets one of many writers win', async () => {
    const store = await backend.make()
    const wins = await Promise.all(Array.from({ length: 8 }, (_, index) => store.writeIfAbsent('a', `writer ${index}`)))
    expect(wins.filter(Boolean)).toHaveLength(1)
    expect(await store.read('a')).toMatchObject({ text: `writer ${wins.indexOf(true)}` })
  })

  it('replaces only what it was told', async () => {
    const store = await backend.make()
    await store.write('a', 'first')
    const etag = (await store.read('a'))?.etag ?? ''
    expect(await store.replace('a', 'second', etag)).toBe(true)
    expect(await store.replace('a', 'third', etag)).toBe(false)
    expect(await store.read('a')).toMatchObject({ text: 'second' })
  })

  it('keeps a manifest log in which each number is written once', async () => {
    const log = manifestLog(await backend.make())
    expect(await Promise.all(['x', 'y'].map((nonce) => log.appendIfFree(aManifest({ sequence: 1, nonce }))))).toContain(
      false,
    )
    await log.appendIfFree(aManifest({ sequence: 2 }))
    const { manifests, end } = await log.readSince(() => new Date(0))
    expect([end, manifests.map(({ sequence }) => sequence)]).toEqual([2, [1, 2]])
  })

  it('keeps a raw zone that is read by service and hour of arrival', async () => {
    const store = await backend.make()
    const keys = [
      'service=orders/2026/11/23/09/a',
      'service=orders/2026/11/23/10/b',
      'service=usgs/2026/11/23/11/c',
      'errors/orders/d',
    ]
    for (const key of keys) await store.write(key, 'xyz')
    const objects = await all(rawZone(store).list(new Date('2026-11-23T10:59:00Z')))
    expect(objects.map(({ key, service, size }) => [service, key, size])).toEqual([
      ['orders', 'service=orders/2026/11/23/10/b', 3],
      ['usgs', 'service=usgs/2026/11/23/11/c', 3],
    ])
  })
})
