import { bytesJudge } from '../../../producers/client/judge.ts'
import { seededRandom } from '../../../producers/simulator/random.ts'
import { payloadReasons } from '../../../runtime/event-judge/judge.ts'
import { readEvent } from '../../../runtime/event-judge/read-events.ts'
import type { Tools } from '../tools.ts'
import type { CompiledContracts } from './contracts.ts'
import { type EventType, lineAround, mutatedEvent } from './lines.ts'
import { shortened } from './shorten.ts'

/** An event on which the two judges do not agree, without anything that does not matter. */
export interface Disagreement {
  readonly producer: string
  readonly job: string
  readonly event: Buffer
}

/** Asked in one process; more would only take more memory. */
const linesOfOneQuestion = 5_000
/** Disagreements of one kind that are made small. */
const shownOfEach = 2

/**
 * Lets the publisher's judge and the Conform job's judge decide about `count` mutated events, as many of each type; `contracts` may
 * differ between them, to prove that the comparison looks.
 */
export async function compareJudges(
  tools: Tools,
  contracts: CompiledContracts,
  jobContracts: string,
  count: number,
): Promise<{ readonly cases: number; readonly disagreements: readonly Disagreement[] }> {
  const types = contracts.types.filter(({ envelope }) => envelope?.form !== 'lines')
  const random = seededRandom('same verdict')
  const producer = producerOf(contracts)
  const askJob = (lines: readonly Buffer[]) =>
    tools.ask<readonly string[]>(tools.jobPython(), 'tests/conformance/judges/judge.py', {
      contracts: jobContracts,
      lines: lines.map((line) => line.toString('base64')),
    })
  const found: (Disagreement & { readonly type: EventType })[] = []
  let cases = 0
  let before: Promise<void> = Promise.resolve()
  while (cases < count) {
    const size = Math.min(linesOfOneQuestion, count - cases)
    const events = Array.from({ length: size }, (_, place) => {
      const type = types[(cases + place) % types.length] as EventType
      return { type, event: mutatedEvent(type, random) }
    })
    cases += size
    await before // one question is answered while the next is made
    before = askJob(events.map(({ event, type }) => lineAround(event, type))).then((job) => {
      for (const [place, { event, type }] of events.entries()) {
        const verdicts = { producer: producer(event, type), job: job[place] ?? '' }
        if (verdicts.producer !== verdicts.job) found.push({ ...verdicts, event, type })
      }
    })
    before.catch(() => {}) // it is awaited in the next round
  }
  await before
  const kinds = Map.groupBy(found, ({ producer, job }) => `${producer} ${job}`)
  const shown = [...kinds.values()].flatMap((each) => each.slice(0, shownOfEach))
  for (const one of shown) {
    const keepsKind = async (events: readonly Buffer[]) => {
      const job = await askJob(events.map((event) => lineAround(event, one.type)))
      return events.map((event, place) => job[place] === one.job && producer(event, one.type) === one.producer)
    }
    found[found.indexOf(one)] = { ...one, event: await shortened(one.event, keepsKind) }
  }
  return { cases, disagreements: found.toSorted((a, b) => a.event.length - b.event.length) }
}

/** What somebody who sends events of these contracts is told. */
function producerOf(contracts: CompiledContracts): (event: Buffer, type: EventType) => string {
  const judge = bytesJudge(contracts)
  return (bytes, { name, envelope, version }) => {
    const major = Number(version.split('.')[0])
    const plain = contracts.payloadValidators.find((each) => each.name === name && each.major === major)
    if (envelope?.form !== 'plain' || !plain) return judge(bytes)[0]?.code ?? 'taken'
    const event = readEvent(bytes)
    return ('code' in event ? event.code : payloadReasons(event, plain.validate)[0]?.code) ?? 'taken'
  }
}
