import { describe, expect, it } from 'vitest'
import { batchLog } from '#runtime/batch-log.ts'
import { documentText } from '#runtime/json-document.ts'
import { attemptKey, failedKey } from '#runtime/object-keys.ts'
import { failBatch } from '../../../functions/fail-batch/fail.ts'
import { anAttempt } from '../../support/batch-builders.ts'
import { inMemoryStore } from '../../support/in-memory-store.ts'

const batch = 'b0000000001'
const failing = (attempts: number) => {
  const store = inMemoryStore(
    Object.fromEntries(
      Array.from({ length: attempts }, (_, index) => [
        attemptKey(batch, index + 1),
        documentText(anAttempt({ attempt: index + 1 })),
      ]),
    ),
  )
  const fail = (manifest = 'manifests/0000000001.json') =>
    failBatch({ manifest, failure: { Error: 'X' }, batches: batchLog(store), now: new Date('2026-11-23T11:05:00Z') })
  return { fail, store }
}

describe('fail-batch', () => {
  it('leaves the batch to the next claim while attempts remain', async () => {
    const { fail, store } = failing(2)
    expect(await fail()).toMatchObject({
      batch_id: batch,
      attempts: 2,
      final: false,
      next: 'the next claim starts it again',
    })
    expect(store.objects.has(failedKey(batch))).toBe(false)
  })

  it('marks the batch after the third attempt, and says what a person can do', async () => {
    const { fail, store } = failing(3)
    const record = await fail()
    expect(record.final).toBe(true)
    expect(record.next).toContain('{"by":"your name","detail":{"object":{"key":"manifests/0000000001.json"}}}')
    expect(JSON.parse(store.objects.get(failedKey(batch)) ?? '')).toMatchObject({
      attempts: 3,
      failure: { Error: 'X' },
    })
  })

  it('keeps the first marker when it is called again', async () => {
    const { fail, store } = failing(3)
    await fail()
    const first = store.objects.get(failedKey(batch))
    await fail()
    expect(store.objects.get(failedKey(batch))).toBe(first)
  })

  it('refuses what is no manifest', async () => {
    await expect(failing(0).fail('published/b0000000001.json')).rejects.toThrow(
      expect.objectContaining({ name: 'DocumentInvalid' }),
    )
  })
})
