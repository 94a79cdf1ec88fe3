import { setTimeout as delay } from 'node:timers/promises'
import { isComplete } from '#runtime/published-batch.ts'
import type { Lake } from '../lake.ts'
import type { Steps } from '../steps.mjs'
import { count } from './report.ts'

const pollMilliseconds = 5_000

/** Stays until a signal ends the process, and says when the hourly schedule has published a batch. */
export async function stayUp({ documents }: Lake, steps: Steps): Promise<never> {
  const said = new Set((await documents.allPublished()).map(({ batch_id }) => batch_id))
  for (;;) {
    await delay(pollMilliseconds)
    for (const batch of await documents.allPublished()) {
      if (said.has(batch.batch_id) || !isComplete(batch)) continue
      said.add(batch.batch_id)
      const received = batch.types.reduce((sum, type) => sum + type.received, 0)
      steps.line(
        `  ${steps.paint.green('✔')} ${batch.published_at}  ${batch.batch_id} published, ${count(received)} received`,
      )
    }
  }
}
