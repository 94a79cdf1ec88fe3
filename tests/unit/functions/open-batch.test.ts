import { describe, expect, it } from 'vitest'
import { batchLog } from '#runtime/batch-log.ts'
import { documentText } from '#runtime/json-document.ts'
import { attemptKey, failedKey, publishedKey } from '#runtime/object-keys.ts'
import { unknownType } from '#runtime/report.ts'
import { electedTypes, type OpenRequest, openBatch, workersFor } from '../../../functions/open-batch/open.ts'
import {
  aManifest,
  anAttempt,
  aPublishedBatch,
  aPublishedType,
  aReport,
  aTypeReport,
  inMemoryExecutions,
} from '../../support/batch-builders.ts'
import { inMemoryStore } from '../../support/in-memory-store.ts'

const batch = 'b0000000001'
const attempts = (...executions: string[]) =>
  Object.fromEntries(
    executions.map((execution, index) => [attemptKey(batch, index + 1), anAttempt({ attempt: index + 1, execution })]),
  )

const opening = (documents: Record<string, object> = {}, running: readonly string[] = []) => {
  const store = inMemoryStore(
    Object.fromEntries(Object.entries(documents).map(([key, value]) => [key, documentText(value)])),
  )
  const open = (request: Partial<OpenRequest> = {}) =>
    openBatch({
      manifest: aManifest(),
      execution: 'arn:ours',
      batches: batchLog(store),
      executions: inMemoryExecutions(running),
      elected: undefined,
      now: new Date('2026-11-23T11:05:00Z'),
      ...request,
    })
  return { open, store }
}

describe('open-batch', () => {
  it('opens the first attempt and notes who makes it', async () => {
    const { open, store } = opening()
    expect(await open()).toEqual({
      id: batch,
      manifest: 'manifests/0000000001.json',
      sequence: 1,
      contracts: 'c1',
      attempt: 1,
      workers: 2,
      status: 'open',
    })
    expect(JSON.parse(store.objects.get(attemptKey(batch, 1)) ?? '')).toMatchObject({
      attempt: 1,
      execution: 'arn:ours',
    })
  })

  it('gives the same attempt to an execution that asks again', async () => {
    const { open, store } = opening()
    await open()
    expect(await open()).toMatchObject({ status: 'open', attempt: 1 })
    expect(store.objects.size).toBe(1)
  })

  it('gives the attempt when only the answer of the write was lost', async () => {
    const { open, store } = opening()
    store.loseNextAnswer()
    expect(await open()).toMatchObject({ status: 'open', attempt: 1 })
  })

  it('lets one of two executions in that ask at once', async () => {
    const { open, store } = opening({}, ['arn:rival'])
    store.beforeNextWriteIfAbsent(() => open({ execution: 'arn:rival' }))
    expect(await open()).toMatchObject({ status: 'running elsewhere' })
  })

  it('opens the next attempt when the last one is dead', async () => {
    expect(await opening(attempts('arn:dead')).open()).toMatchObject({ status: 'open', attempt: 2 })
  })

  it('is closed once the batch is published', async () => {
    expect(await opening({ [publishedKey(batch)]: aPublishedBatch() }).open()).toMatchObject({ status: 'closed' })
  })

  it('stays open while a type failed to load', async () => {
    const partly = aPublishedBatch({ types: [aPublishedType({ status: 'failed' })] })
    expect(await opening({ ...attempts('arn:dead'), [publishedKey(batch)]: partly }).open()).toMatchObject({
      attempt: 2,
    })
  })

  it('is exhausted after three attempts, and closed once that is marked', async () => {
    const three = attempts('arn:1', 'arn:2', 'arn:3')
    expect(await opening(three).open()).toMatchObject({ status: 'exhausted' })
    expect(await opening({ ...three, [failedKey(batch)]: { batch_id: batch } }).open()).toMatchObject({
      status: 'closed',
    })
  })

  it('opens a fourth attempt for a person', async () => {
    const ended = { ...attempts('arn:1', 'arn:2', 'arn:3'), [failedKey(batch)]: { batch_id: batch } }
    expect(await opening(ended).open({ by: 'anna' })).toMatchObject({ status: 'open', attempt: 4 })
  })

  it('names the types of an elected report, so that Conform is skipped', async () => {
    const elected = aReport({
      types: [aTypeReport({ conformed: 7 }), aTypeReport({ name: unknownType, conformed: 0 })],
    })
    expect(await opening().open({ elected })).toMatchObject({
      elected: { attempt: 1, types: [{ name: 'orders.order_placed', rows: 7 }] },
    })
  })

  it('adds what is known of quarantined records as a type of its own', () => {
    const files = [
      { key: 'a', rows: 2, bytes: 1 },
      { key: 'b', rows: 3, bytes: 1 },
    ]
    expect(electedTypes(aReport({ quarantine_metadata_files: files })).types).toEqual([
      { name: 'orders.order_placed', rows: 10 },
      { name: '_quarantine', rows: 5 },
    ])
    expect(electedTypes(aReport({ quarantine_metadata_files: [] })).types).toHaveLength(1)
  })

  it('lists a type without rows, for it must be published', () => {
    expect(electedTypes(aReport({ types: [aTypeReport({ conformed: 0 })] })).types).toEqual([
      { name: 'orders.order_placed', rows: 0 },
    ])
  })

  it.each([
    [0, 2],
    [256 * 1024 ** 2, 2],
    [1024 ** 3, 5],
    [1024 ** 4, 20],
  ])('asks for workers by compressed bytes: %i → %i', (bytes, workers) => {
    expect(workersFor(bytes)).toBe(workers)
  })
})
