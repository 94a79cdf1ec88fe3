import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { feedsOfThePast } from '../../producers/feeds/past.ts'
import type { Expectation, Sending } from '../../producers/record/expectation.ts'
import { readRecord, writeRecord } from '../../producers/record/file.ts'
import type { Published } from '../../producers/record/publish.ts'
import { publishedTables } from '../../producers/record/tables.ts'
import { firstWave, type Scenario, secondWave } from '../../producers/simulator/waves.ts'

/** One wave of events: its record, written before anything is sent, and what is known of the sending. */
export interface Wave {
  readonly name: string
  readonly path: string
}

/** Where the publishers keep their record: a folder that outlives a start, so that nothing is published twice by accident. */
export interface PublishersRecord {
  /** False when an earlier start has begun this record. */
  readonly fresh: boolean
  /** The two waves, recorded now or by an earlier start. */
  readonly waves: readonly Wave[]
  /** All waves whose events were sent, in order. */
  sent(): readonly Wave[]
  /** Undefined while a wave was not sent to its end. */
  outcome(wave: Wave): Published | undefined
  finish(wave: Wave, published: Published): void
  /** Records a wave that repeats up to `limit` events of before, which must all be duplicates. */
  recordRepetition(limit: number, now: Date): Promise<Wave>
}

interface Plan extends Scenario {
  /** Flights of the past that come with the first wave. */
  readonly flights: number
}

/** The feeds of the past come with the first wave. */
async function* pastAndFirst(plan: Plan): AsyncGenerator<Sending> {
  yield* feedsOfThePast(plan.flights)
  yield* firstWave(plan)
}

const waveMakers = [pastAndFirst, secondWave] as const
/** Repeated orders must still be within their contract's lateness of 30 days. */
const freshDays = 28

export async function openPublishersRecord(
  folder: string,
  begin: Omit<Plan, 'arrival'> & { readonly now: Date },
): Promise<PublishersRecord> {
  mkdirSync(folder, { recursive: true })
  const known = readJson<Plan & { readonly arrival: string }>(join(folder, 'scenario.json'))
  const arrival = known ? new Date(known.arrival) : new Date(Math.floor(begin.now.getTime() / 1000) * 1000)
  const { seed, orders, flights } = known ?? begin
  const plan: Plan = { seed, orders, flights, arrival }
  writeFileSync(join(folder, 'scenario.json'), JSON.stringify(plan))
  const waveOf = (name: string): Wave => ({ name, path: join(folder, `${name}.ndjson`) })
  const waves: Wave[] = []
  for (const [place, make] of waveMakers.entries()) {
    const wave = waveOf(`wave-${place + 1}`)
    if (!existsSync(wave.path)) await writeRecord(wave.path, make(plan))
    waves.push(wave)
  }
  const mark = (wave: Wave) => join(folder, `${wave.name}.sent.json`)
  const repetition = (number: number) => waveOf(`again-${number}`)
  const repetitions = (): Wave[] => {
    const all: Wave[] = []
    while (existsSync(repetition(all.length + 1).path)) all.push(repetition(all.length + 1))
    return all
  }
  const isSent = (wave: Wave) => existsSync(mark(wave))
  return {
    fresh: known === undefined,
    waves,
    sent: () => [...waves, ...repetitions()].filter(isSent),
    outcome: (wave) => readJson<Published>(mark(wave)),
    finish: (wave, { sent, refused, surprises }) =>
      writeFileSync(mark(wave), JSON.stringify({ sent, refused, surprises })),
    recordRepetition: async (limit, now) => {
      const wave = repetition(repetitions().length + 1)
      await writeRecord(wave.path, await repeatable(waves, limit, arrival, now))
      return wave
    },
  }
}

/**
 * Events of all types that were loaded and may come again. What was young when it arrived must not have grown too old; what was old
 * already comes from a feed of the past, which is never late.
 */
async function repeatable(
  waves: readonly Wave[],
  limit: number,
  arrival: Date,
  now: Date,
): Promise<readonly Sending[]> {
  const daysBefore = (time: Date) => new Date(time.getTime() - freshDays * 86_400_000).toISOString()
  const [past, oldest] = [daysBefore(arrival), daysBefore(now)]
  const chosen: Sending[] = []
  const counts = new Map<string, number>()
  for (const { path } of waves) {
    for await (const sending of readRecord(path)) {
      const { expect, door, name, eventId } = sending
      if (expect.outcome !== 'loaded' || door === 'line' || eventId === undefined) continue
      const time = expect.values.event_time ?? ''
      const tooOld = time >= past && time < oldest
      const count = counts.get(name) ?? 0
      if (tooOld || count >= limit / publishedTables.length) continue
      counts.set(name, count + 1)
      const duplicate: Expectation = { outcome: 'duplicate', of: eventId }
      chosen.push({ ...sending, expect: duplicate })
    }
  }
  return chosen
}

function readJson<T>(path: string): T | undefined {
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined
}
