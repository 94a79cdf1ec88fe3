import { setTimeout as delay } from 'node:timers/promises'
import type { CloudEvent } from './cloud-event.ts'
import type { Answer, EventBus } from './event-bus.ts'
import type { Judge, Problem } from './judge.ts'
import { callBytes, type Entry, groupIntoCalls, packEvents } from './pack.ts'

/** What became of one event at the door. */
export type Outcome =
  | { readonly status: 'sent'; readonly busId: string }
  /** The bus will never take it as it is. It was not received. */
  | { readonly status: 'refused'; readonly code: string; readonly message: string }
  /** It breaks its contract and was not sent. */
  | { readonly status: 'invalid'; readonly errors: readonly Problem[] }
  /** No answer after all tries: it may or may not have been received. Publish it again with the same id. */
  | { readonly status: 'unanswered'; readonly code: string; readonly message: string }

export interface PublisherOptions {
  readonly bus: EventBus
  /** Without a judge every event is sent as it is. */
  readonly judge?: Judge
  readonly form?: 'packed' | 'single'
  /** Tries of one entry, the first included. */
  readonly tries?: number
  /** Calls under way at the same time. */
  readonly concurrency?: number
  readonly sleep?: (milliseconds: number) => Promise<unknown>
  readonly random?: () => number
}

export interface Publisher {
  /** Outcomes in the order of the events. Never throws for what the bus or the network says. */
  publish(events: readonly CloudEvent[]): Promise<readonly Outcome[]>
  /** Sends finished entries as they are; outcomes in their order. */
  put(entries: readonly Entry[]): Promise<readonly Outcome[]>
}

/** Error codes of an entry that a later try can mend. Everything else would be refused again. */
const passing = new Set(['ThrottlingException', 'InternalFailure', 'InternalException', 'ServiceUnavailable'])
const firstPauseMilliseconds = 100
const longestPauseMilliseconds = 5_000

/**
 * Publishes events to EventBridge: judges, packs, sends, and resends only the entries that failed for a passing reason, with the
 * same event ids, after a pause that doubles and is drawn at random (full jitter).
 */
export function createPublisher(options: PublisherOptions): Publisher {
  const { judge, form = 'packed', concurrency = 4 } = options
  const put = async (entries: readonly Entry[]): Promise<readonly Outcome[]> => {
    const outcomes = new Map<Entry, Outcome>()
    await inParallel(groupIntoCalls(entries), concurrency, async (call) => {
      for (const [entry, outcome] of await sendCall(call, options)) outcomes.set(entry, outcome)
    })
    return entries.map((entry) => outcomes.get(entry) as Outcome)
  }
  return {
    put,
    publish: async (events) => {
      const outcomes: Outcome[] = []
      const places: number[] = []
      for (const [place, event] of events.entries()) {
        const errors = judge?.(event) ?? []
        if (errors.length > 0) outcomes[place] = { status: 'invalid', errors }
        else places.push(place)
      }
      const { entries, tooLarge } = packEvents(
        places.map((place) => events[place] as CloudEvent),
        form,
      )
      for (const member of tooLarge) outcomes[places[member] as number] = tooLargeEntry
      for (const [index, outcome] of (await put(entries)).entries()) {
        for (const member of entries[index]?.members ?? []) outcomes[places[member] as number] = outcome
      }
      return outcomes
    },
  }
}

const tooLargeEntry: Outcome = {
  status: 'refused',
  code: 'EntryTooLarge',
  message: `An entry holds at most ${callBytes} bytes; put the payload into S3 and send its address`,
}

async function sendCall(call: readonly Entry[], options: PublisherOptions): Promise<ReadonlyMap<Entry, Outcome>> {
  const { bus, tries = 6, sleep = delay, random = Math.random } = options
  const outcomes = new Map<Entry, Outcome>()
  let open = call
  for (let attempt = 1; open.length > 0; attempt += 1) {
    const answers = await answersOf(bus, open)
    const again: Entry[] = []
    for (const [index, entry] of open.entries()) {
      const answer = answers[index] ?? noAnswer
      if (!answer.accepted && passing.has(answer.code) && attempt < tries) again.push(entry)
      else outcomes.set(entry, outcomeOf(answer))
    }
    open = again
    if (open.length > 0)
      await sleep(random() * Math.min(firstPauseMilliseconds * 2 ** attempt, longestPauseMilliseconds))
  }
  return outcomes
}

/**
 * A call that fails as a whole fails for each of its entries: for a passing reason when there was no answer (the same ids make a
 * second sending harmless), for the service's own when it refused the caller.
 */
async function answersOf(bus: EventBus, entries: readonly Entry[]): Promise<readonly Answer[]> {
  try {
    return await bus.put(entries)
  } catch (error) {
    const { name, message, $fault } = error as { name?: string; message?: string; $fault?: string }
    const code = $fault === 'client' && name ? name : 'ServiceUnavailable'
    return entries.map(() => ({ accepted: false, code, message: message ?? String(error) }))
  }
}

const noAnswer: Answer = { accepted: false, code: 'InternalFailure', message: 'the bus answered for fewer entries' }

function outcomeOf(answer: Answer): Outcome {
  if (answer.accepted) return { status: 'sent', busId: answer.busId }
  const { code, message } = answer
  return { status: passing.has(code) ? 'unanswered' : 'refused', code, message }
}

async function inParallel<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  const worker = async () => {
    for (const item of queue) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
}
