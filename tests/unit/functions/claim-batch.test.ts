import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { manifestLog } from '#runtime/manifest-log.ts'
import { rawZone } from '#runtime/raw-zone.ts'
import { claimBatch, firstPart, lookBackStart } from '../../../functions/claim-batch/claim.ts'
import { aRawObject, inMemoryRawZone } from '../../support/batch-builders.ts'
import { type InMemoryStore, inMemoryStore } from '../../support/in-memory-store.ts'

const now = new Date('2026-11-23T11:05:00Z')
const limits = { bytes: 1e9, objects: 1_000 }

/** A claim on a store, as one invocation makes it. */
const claimOf = (store: InMemoryStore, zone = inMemoryRawZone([])) => ({
  by: (nonce: string, more: Partial<Parameters<typeof claimBatch>[0]> = {}) =>
    claimBatch({ zone, log: manifestLog(store), contracts: 'c1', now, nonce, limits, ...more }),
})
const claimedKeys = (store: InMemoryStore): string[] =>
  [...store.objects.values()].flatMap((text) =>
    (JSON.parse(text) as { objects: { key: string }[] }).objects.map(({ key }) => key),
  )

describe('claim-batch', () => {
  it('claims each object once, whatever the number of claims', async () => {
    const store = inMemoryStore()
    const claim = claimOf(store, inMemoryRawZone([aRawObject({ key: 'a' }), aRawObject({ key: 'b' })]))

    await claim.by('first')
    const again = await claim.by('second')

    expect(again).toEqual([])
    expect(claimedKeys(store)).toEqual(['a', 'b'])
  })

  it('pins contracts, number and nonce in the manifest', async () => {
    const [manifest] = await claimOf(inMemoryStore(), inMemoryRawZone([aRawObject()])).by('first')
    expect(manifest).toMatchObject({
      sequence: 1,
      batch_id: 'b0000000001',
      kind: 'live',
      contracts: 'c1',
      nonce: 'first',
    })
  })

  it('writes no manifest in an hour without objects', async () => {
    const store = inMemoryStore()
    expect(await claimOf(store).by('first')).toEqual([])
    expect(store.objects.size).toBe(0)
  })

  it('looks again when another claim took the number, and leaves what that one holds', async () => {
    const store = inMemoryStore()
    const claim = claimOf(store, inMemoryRawZone([aRawObject({ key: 'a' })]))
    store.beforeNextWriteIfAbsent(() => claim.by('rival'))

    expect(await claim.by('ours')).toEqual([])
    expect(claimedKeys(store)).toEqual(['a'])
  })

  it('returns its own manifest when only the answer of the write was lost', async () => {
    const store = inMemoryStore()
    store.loseNextAnswer()
    const ours = await claimOf(store, inMemoryRawZone([aRawObject({ key: 'a' })])).by('ours')
    expect(ours.map(({ objects }) => objects.map(({ key }) => key))).toEqual([['a']])
  })

  it('returns what it claimed before, when the whole invocation is repeated', async () => {
    const claim = claimOf(inMemoryStore(), inMemoryRawZone([aRawObject({ key: 'a' })]))
    const first = await claim.by('ours')
    expect(await claim.by('ours')).toEqual(first)
  })

  it('divides what is above a limit into consecutive batches, by service and then arrival', async () => {
    const objects = [
      aRawObject({ key: 'b2', service: 'b', size: 60 }),
      aRawObject({ key: 'a1', service: 'a', size: 60 }),
      aRawObject({ key: 'b1', service: 'b', size: 30 }),
    ]
    const claimed = await claimOf(inMemoryStore(), inMemoryRawZone(objects)).by('ours', {
      limits: { bytes: 100, objects: 9 },
    })
    expect(claimed.map((batch) => [batch.sequence, batch.objects.map(({ key }) => key)])).toEqual([
      [1, ['a1', 'b1']],
      [2, ['b2']],
    ])
  })

  it('finds an object of five days ago when no claim ran since', () => {
    const lastClaim = new Date('2026-11-18T09:00:00Z')
    expect(lookBackStart(lastClaim, now)).toEqual(new Date('2026-11-17T07:00:00Z'))
  })

  it('looks at the whole raw zone when nothing was claimed yet', () => {
    expect(lookBackStart(undefined, now)).toEqual(new Date(0))
  })

  it('never starves behind one object that is larger than a batch', () => {
    const huge = aRawObject({ key: 'huge', size: 5_000 })
    expect(firstPart([huge, aRawObject({ key: 'small', size: 1 })], { bytes: 1_000, objects: 9 })).toEqual([huge])
  })

  it('puts each object into exactly one manifest and leaves no gap, whatever the interleaving', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ hour: fc.integer({ min: 0, max: 40 }), size: fc.integer({ min: 0, max: 500 }) }), {
          maxLength: 12,
        }),
        fc.integer({ min: 2, max: 4 }),
        async (scheduler, objects, claims) => {
          const raw = inMemoryStore()
          const keys = objects.map(({ hour }, index) => keyOf(hour, index))
          const batches = inMemoryStore()
          const slow = slowed(batches, scheduler)
          const running = Array.from({ length: claims }, (_, index) =>
            claimBatch({
              zone: rawZone(raw),
              log: manifestLog(slow),
              contracts: 'c1',
              now,
              nonce: `claim ${index}`,
              limits: { bytes: 700, objects: 3 },
            }),
          )
          for (const [index, key] of keys.entries()) await raw.write(key, 'x'.repeat(objects[index]?.size ?? 0))
          await scheduler.waitFor(Promise.all(running))
          const returned = (await Promise.all(running)).flat().map(({ sequence }) => sequence)
          await claimBatch({
            zone: rawZone(raw),
            log: manifestLog(batches),
            contracts: 'c1',
            now,
            nonce: 'last',
            limits,
          })

          expect(inOrder(claimedKeys(batches))).toEqual(inOrder(keys))
          expect(inOrder([...batches.objects.keys()]).map((key) => Number(key.slice(10, 20)))).toEqual(
            Array.from({ length: batches.objects.size }, (_, index) => index + 1),
          )
          expect(new Set(returned).size).toBe(returned.length)
        },
      ),
      { numRuns: 60 },
    )
  })
})

const inOrder = (keys: readonly string[]): readonly string[] => keys.toSorted((a, b) => a.localeCompare(b))

const keyOf = (hour: number, index: number): string => {
  const arrival = new Date(now.getTime() - hour * 3_600_000).toISOString().slice(0, 13).replaceAll(/[-T]/g, '/')
  return `service=${index % 2 === 0 ? 'orders' : 'usgs'}/${arrival}/object-${index}.gz`
}

/** The same store, whose conditional writes and reads wait for the scheduler. */
function slowed(store: InMemoryStore, scheduler: fc.Scheduler): InMemoryStore {
  return {
    ...store,
    read: (key) => scheduler.schedule(Promise.resolve()).then(() => store.read(key)),
    writeIfAbsent: (key, text) => scheduler.schedule(Promise.resolve()).then(() => store.writeIfAbsent(key, text)),
  }
}
