import { attemptsLimit } from '#runtime/batch-log.ts'
import { sequenceOf } from '#runtime/object-keys.ts'
import { isComplete } from '#runtime/published-batch.ts'
import type { Lake } from '../lake.ts'
import { flushFirehose } from '../plane-control.ts'
import { awaitBatch, type BatchEnd, claim, startBatch } from '../run-batch.ts'
import type { Steps } from '../steps.mjs'
import { count } from './report.ts'
import type { Stopwatch } from './stopwatch.ts'

/** Delivers and claims what was published, and follows every batch that has not ended to its end. */
export async function runBatches(lake: Lake, steps: Steps, watch: Stopwatch): Promise<readonly BatchEnd[]> {
  const { connection, stack } = lake
  await watch.time('deliver', () => flushFirehose(connection))
  await watch.time('claim', () => claim(connection, stack))
  const ends: BatchEnd[] = []
  for (const batchId of await unended(lake)) ends.push(await followBatch(lake, steps, watch, batchId))
  return ends
}

/** Batches that are neither published whole nor given up, in order. */
async function unended({ documents }: Lake): Promise<readonly string[]> {
  const open: string[] = []
  for (const { batch_id } of await documents.manifests()) {
    const published = await documents.published(batch_id)
    const ended = (published && isComplete(published)) || (await documents.failed(batch_id))
    if (!ended) open.push(batch_id)
  }
  return open
}

/** A failed batch is started again until its attempts are used up; one that nothing started is started. */
async function followBatch(lake: Lake, steps: Steps, watch: Stopwatch, batchId: string): Promise<BatchEnd> {
  const label = `Batch ${sequenceOf(batchId) ?? batchId}`
  const start = () => startBatch(lake.connection, lake.stack, batchId)
  for (let after = 0; ; ) {
    const options = { after, onSilence: start }
    const end = await steps.step(
      label,
      (progress) =>
        watch.time('batches', () => awaitBatch(lake.connection, lake.documents, batchId, { ...options, progress })),
      remark,
    )
    for (const [stage, seconds] of Object.entries(end.seconds)) watch.add(stage, seconds)
    if (end.failure === undefined || end.attempt >= attemptsLimit) return end
    steps.warn(`${end.failure.slice(0, 500)}; it is started again`)
    after = end.attempt
    await start()
  }
}

function remark({ published, failure }: BatchEnd): string {
  if (failure !== undefined) return `failed: ${failure.slice(0, 200)}`
  const received = published?.types.reduce((sum, type) => sum + type.received, 0) ?? 0
  return `✔ claim ✔ conform ✔ quality ✔ load ✔ publish  ${count(received).padStart(8)} received`
}
