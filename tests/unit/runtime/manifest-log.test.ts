import { describe, expect, it } from 'vitest'
import { manifestLog } from '#runtime/manifest-log.ts'
import { aManifest } from '../../support/batch-builders.ts'
import { inMemoryStore } from '../../support/in-memory-store.ts'

const hours = (count: number) => count * 3_600_000
const end = new Date('2026-11-23T12:00:00Z')

/** A log of hourly manifests, the last at `end`. */
async function hourly(count: number) {
  const log = manifestLog(inMemoryStore())
  for (let sequence = 1; sequence <= count; sequence++) {
    const claimed_at = new Date(end.getTime() - hours(count - sequence)).toISOString()
    await log.appendIfFree(aManifest({ sequence, claimed_at }))
  }
  return log
}

describe('the manifest log', () => {
  it('reads back to an hour before what is asked, in order, up to the end', async () => {
    const log = await hourly(100)
    const { manifests, end: last } = await log.readSince(
      (lastClaim) => new Date((lastClaim?.getTime() ?? 0) - hours(48)),
    )
    expect(last).toBe(100)
    expect(manifests.at(-1)?.sequence).toBe(100)
    expect(manifests[0]?.sequence).toBeLessThanOrEqual(100 - 49)
    expect(manifests.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: manifests.length }, (_, index) => 100 - manifests.length + 1 + index),
    )
    expect(manifests.length).toBeLessThan(80)
  })

  it('reads all when the last live claim is that far back', async () => {
    const log = await hourly(40)
    expect((await log.readSince(() => new Date(0))).manifests).toHaveLength(40)
  })

  it('takes no other kind of manifest for the last claim', async () => {
    const log = await hourly(1)
    await log.appendIfFree(aManifest({ sequence: 2, kind: 'replay', claimed_at: '2026-11-25T00:00:00.000Z' }))
    const asked: (Date | undefined)[] = []
    await log.readSince((lastClaim) => {
      asked.push(lastClaim)
      return new Date(0)
    })
    expect(asked).toEqual([end])
  })

  it('is empty before the first claim', async () => {
    const asked: (Date | undefined)[] = []
    const recent = await manifestLog(inMemoryStore()).readSince((lastClaim) => {
      asked.push(lastClaim)
      return new Date(0)
    })
    expect(recent).toEqual({ manifests: [], end: 0, since: new Date(0) })
    expect(asked).toEqual([undefined])
  })

  it('takes each number once', async () => {
    const log = await hourly(1)
    expect(await log.appendIfFree(aManifest({ sequence: 1, nonce: 'rival' }))).toBe(false)
  })
})
