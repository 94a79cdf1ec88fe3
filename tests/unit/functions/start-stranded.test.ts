import { describe, expect, it } from 'vitest'
import { batchLog } from '#runtime/batch-log.ts'
import { documentText } from '#runtime/json-document.ts'
import { attemptKey, failedKey, publishedKey } from '#runtime/object-keys.ts'
import { startStranded } from '../../../functions/claim-batch/start-stranded.ts'
import {
  aManifest,
  anAttempt,
  aPublishedBatch,
  aPublishedType,
  inMemoryExecutions,
} from '../../support/batch-builders.ts'
import { inMemoryStore } from '../../support/in-memory-store.ts'

const now = new Date('2026-11-23T11:05:00Z')
const manifest = aManifest()
const stranded = (documents: Record<string, object>, running: readonly string[] = [], manifests = [manifest]) => {
  const executions = inMemoryExecutions(running)
  const store = inMemoryStore(
    Object.fromEntries(Object.entries(documents).map(([key, value]) => [key, documentText(value)])),
  )
  const start = () =>
    startStranded({ recent: { manifests, end: manifests.length }, batches: batchLog(store), executions, now })
  return { start, executions }
}

describe('start-stranded', () => {
  it('starts a manifest whose S3 event never came', async () => {
    const { start, executions } = stranded({})
    expect(await start()).toEqual(['b0000000001'])
    expect([...executions.started]).toEqual([
      ['b0000000001-after-0-2026-11-23T11', { detail: { object: { key: 'manifests/0000000001.json' } } }],
    ])
  })

  it('starts it once, whatever the number of claims in the hour', async () => {
    const { start, executions } = stranded({})
    await start()
    expect(await start()).toEqual([])
    expect(executions.started.size).toBe(1)
  })

  it('starts a batch whose last attempt is dead', async () => {
    const { start, executions } = stranded({ [attemptKey('b0000000001', 1)]: anAttempt() })
    expect(await start()).toEqual(['b0000000001'])
    expect([...executions.started.keys()]).toEqual(['b0000000001-after-1-2026-11-23T11'])
  })

  it('leaves a batch alone whose attempt runs', async () => {
    const { start } = stranded({ [attemptKey('b0000000001', 1)]: anAttempt() }, ['arn:first'])
    expect(await start()).toEqual([])
  })

  it('leaves a manifest alone that is younger than its S3 event may be', async () => {
    const { start } = stranded({}, [], [aManifest({ claimed_at: '2026-11-23T11:00:00.000Z' })])
    expect(await start()).toEqual([])
  })

  it('leaves published and failed batches alone', async () => {
    const { start } = stranded(
      { [publishedKey('b0000000001')]: aPublishedBatch(), [failedKey('b0000000002')]: { batch_id: 'b0000000002' } },
      [],
      [manifest, aManifest({ sequence: 2 })],
    )
    expect(await start()).toEqual([])
  })

  it('starts a batch again that was published without a type that failed', async () => {
    const partly = aPublishedBatch({
      types: [aPublishedType(), aPublishedType({ name: 'usgs.earthquake', status: 'failed' })],
    })
    const { start } = stranded({ [publishedKey('b0000000001')]: partly, [attemptKey('b0000000001', 1)]: anAttempt() })
    expect(await start()).toEqual(['b0000000001'])
  })

  it('does not start a batch again for a type that waits for a person', async () => {
    const { start } = stranded({
      [publishedKey('b0000000001')]: aPublishedBatch({ types: [aPublishedType({ status: 'held' })] }),
    })
    expect(await start()).toEqual([])
  })
})
