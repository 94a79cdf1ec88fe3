import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineText } from '#runtime/json-document.ts'
import { publishedKey } from '#runtime/object-keys.ts'
import { quarantineType, unknownType } from '#runtime/report.ts'
import { account, publish, type TypeOutcome } from '../../../functions/publish-batch/publish.ts'
import { aPublishedBatch, aPublishedType, aReport, aTypeReport } from '../../support/batch-builders.ts'
import { inMemoryStore } from '../../support/in-memory-store.ts'

const now = new Date('2026-11-23T11:05:00Z')
const type = 'orders.order_placed'
const report = aReport({
  types: [aTypeReport({ received: 20, conformed: 15, duplicate: 2, quarantined: 3, reasons: { schema: 3 } })],
})
const loaded: TypeOutcome = {
  type,
  status: 'loaded',
  counts: { staged: 15, inserted: 12, duplicates: 2, id_collisions: 1 },
}

describe('the account of a batch', () => {
  it('adds up the job and the warehouse', () => {
    expect(account(report, [loaded], [], now).types).toEqual([
      {
        name: type,
        received: 20,
        loaded: 12,
        duplicate: 4,
        quarantined: 4,
        held: 0,
        failed: 0,
        reasons: { schema: 3, id_collision: 1 },
        status: 'loaded',
      },
    ])
  })

  it('says when the warehouse took the rows', () => {
    const counts = {
      staged: 15,
      inserted: 15,
      duplicates: 0,
      id_collisions: 0,
      loaded_at: '2026-11-23T11:04:00.000000Z',
    }
    expect(account(report, [{ type, status: 'loaded', counts }], [], now).types[0]).toMatchObject({
      loaded_at: counts.loaded_at,
    })
  })

  it('counts conformed events as held or failed while a person is awaited', () => {
    expect(account(report, [{ type, status: 'held' }], [], now).types[0]).toMatchObject({
      held: 15,
      failed: 0,
      loaded: 0,
    })
    expect(account(report, [{ type, status: 'failed' }], [], now).types[0]).toMatchObject({
      held: 0,
      failed: 15,
      loaded: 0,
    })
  })

  it('lists lines of no known type, which nothing loads', () => {
    const unknown = aTypeReport({
      name: unknownType,
      received: 4,
      conformed: 0,
      quarantined: 4,
      reasons: { malformed_json: 4 },
    })
    expect(account(aReport({ types: [unknown] }), [], [], now).types).toMatchObject([
      { name: unknownType, quarantined: 4 },
    ])
  })

  it('does not balance when the warehouse staged fewer rows than the job wrote', () => {
    const short: TypeOutcome = {
      type,
      status: 'loaded',
      counts: { staged: 14, inserted: 12, duplicates: 1, id_collisions: 1 },
    }
    expect(() => account(report, [short], [], now)).toThrow(
      expect.objectContaining({
        name: 'BatchUnbalanced',
        message: expect.stringContaining('orders.order_placed received 20 but accounts for 19'),
      }),
    )
  })

  it('does not balance when the job lost an event', () => {
    const lossy = aReport({ types: [aTypeReport({ received: 11, conformed: 10 })] })
    const all: TypeOutcome = {
      type,
      status: 'loaded',
      counts: { staged: 10, inserted: 10, duplicates: 0, id_collisions: 0 },
    }
    expect(() => account(lossy, [all], [], now)).toThrow(expect.objectContaining({ name: 'BatchUnbalanced' }))
  })

  describe('with quarantined records', () => {
    const described = aReport({ quarantine_metadata_files: [{ key: 'k', rows: 3, bytes: 1 }] })
    const type_ = {
      type,
      status: 'loaded',
      counts: { staged: 10, inserted: 10, duplicates: 0, id_collisions: 0 },
    } as const
    const records = (inserted: number) => ({
      type: quarantineType,
      status: 'loaded' as const,
      counts: { staged: inserted, inserted, duplicates: 0, id_collisions: 0 },
    })

    it('says whether the warehouse knows of them', () => {
      expect(account(described, [type_, records(3)], [], now).quarantine).toEqual({ status: 'loaded', records: 3 })
      const failed = { type: quarantineType, status: 'failed' } as const
      expect(account(described, [type_, failed], [], now).quarantine).toEqual({ status: 'failed', records: 3 })
      expect(account(aReport(), [type_], [], now)).not.toHaveProperty('quarantine')
    })

    it('does not balance when the warehouse took another number', () => {
      expect(() => account(described, [type_, records(2)], [], now)).toThrow(
        expect.objectContaining({ name: 'BatchUnbalanced' }),
      )
    })
  })

  it('refuses to guess what became of a type', () => {
    expect(() => account(report, [], [], now)).toThrow('Nobody says what became of orders.order_placed')
  })

  it('balances exactly when every staged row is what the job conformed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1_000), { minLength: 5, maxLength: 5 }),
        fc.integer({ min: -2, max: 2 }),
        (parts, off) => {
          const [inserted = 0, duplicates = 0, id_collisions = 0, duplicate = 0, quarantined = 0] = parts
          const staged = inserted + duplicates + id_collisions
          const conformed = staged + off
          const one = aTypeReport({ conformed, duplicate, quarantined, received: conformed + duplicate + quarantined })
          const outcome: TypeOutcome = {
            type,
            status: 'loaded',
            counts: { staged, inserted, duplicates, id_collisions },
          }
          const judge = () => account(aReport({ types: [one] }), [outcome], [], now)
          if (off === 0) expect(judge().balanced).toBe(true)
          else expect(judge).toThrow(expect.objectContaining({ name: 'BatchUnbalanced' }))
        },
      ),
    )
  })
})

describe('publishing', () => {
  const key = publishedKey('b0000000001')

  it('writes the account once, and says what it changed', async () => {
    const store = inMemoryStore()
    const batch = aPublishedBatch()
    expect(await publish(store, batch)).toEqual(batch.types)
    expect(await publish(store, { ...batch, published_at: 'later' })).toEqual([])
    expect(store.objects.get(key)?.match(/\n/g)).toHaveLength(1)
    expect(store.objects.get(key)).toBe(lineText(batch))
  })

  it('replaces an account whose failed type is loaded now, and counts only that type', async () => {
    const store = inMemoryStore()
    const other = aPublishedType({ name: 'usgs.earthquake', loaded: 0, failed: 10, status: 'failed' })
    await publish(store, aPublishedBatch({ types: [aPublishedType(), other] }))
    const mended = { ...other, loaded: 10, failed: 0, status: 'loaded' as const }
    const changed = await publish(store, aPublishedBatch({ types: [aPublishedType(), mended] }))
    expect(changed).toEqual([mended])
    expect(JSON.parse(store.objects.get(key) ?? '')).toMatchObject({
      types: [{ failed: 0 }, { failed: 0, loaded: 10 }],
    })
  })

  it('replaces an account whose held type is loaded now, whatever else fails again', async () => {
    const store = inMemoryStore()
    const failing = aPublishedType({ name: 'usgs.earthquake', loaded: 0, failed: 10, status: 'failed' })
    const held = aPublishedType({ loaded: 0, held: 10, status: 'held' })
    await publish(store, aPublishedBatch({ types: [held, failing] }))
    const taken = { ...held, loaded: 10, held: 0, status: 'loaded' as const }
    const now = aPublishedBatch({ types: [taken, failing] })
    expect(await publish(store, now)).toEqual([taken])
    expect(store.objects.get(key)).toBe(lineText(now))
  })

  it('replaces an account whose quarantine is known now, and counts no type again', async () => {
    const store = inMemoryStore()
    await publish(store, aPublishedBatch({ quarantine: { status: 'failed', records: 3 } }))
    const mended = aPublishedBatch({ quarantine: { status: 'loaded', records: 3 } })
    expect(await publish(store, mended)).toEqual([])
    expect(store.objects.get(key)).toBe(lineText(mended))
  })

  it('never takes back what was published', async () => {
    const store = inMemoryStore()
    await publish(store, aPublishedBatch())
    await publish(store, aPublishedBatch({ types: [aPublishedType({ loaded: 0, failed: 10, status: 'failed' })] }))
    expect(store.objects.get(key)).toBe(lineText(aPublishedBatch()))
  })
})
