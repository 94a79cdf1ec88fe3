import type { CloudEvent } from '../client/cloud-event.ts'
import type { PutLine } from '../client/event-stream.ts'
import { type Entry, entryBytes } from '../client/pack.ts'
import type { Outcome, Publisher } from '../client/publish.ts'
import type { Sending } from './expectation.ts'
import { readRecord } from './file.ts'

export interface Doors {
  readonly packed: Publisher
  readonly single: Publisher
  readonly line: PutLine
  /** The stream behind the bus that takes a source's events. */
  readonly streamOf: (source: string) => string
}

export interface Published {
  /** Events and lines that were taken, by name of their type. */
  readonly sent: Readonly<Record<string, number>>
  /** What the bus would not take, by error code. */
  readonly refused: Readonly<Record<string, number>>
  /** Outcomes at the door that the record did not expect, one sentence each. */
  readonly surprises: readonly string[]
}

/** Sends what the record holds, each line through its door, and says what happened at the doors. */
export async function publishRecord(path: string, doors: Doors): Promise<Published> {
  const sendings: Sending[] = []
  for await (const sending of readRecord(path)) sendings.push(sending)
  const tally = new Tally()
  const through = (door: Sending['door']) => sendings.filter((sending) => sending.door === door)
  for (const form of ['packed', 'single'] as const) {
    const own = through(form)
    tally.add(own, await doors[form].publish(own.map(({ sent }) => JSON.parse(sent) as CloudEvent)))
  }
  const details = through('detail')
  tally.add(details, await doors.single.put(details.map(entryOf)))
  for (const line of through('line')) {
    await doors.line(doors.streamOf(line.source), Buffer.from(line.sent, line.encoding ?? 'utf8'))
    tally.add([line], [{ status: 'sent', busId: '' }])
  }
  return tally
}

function entryOf({ source, type, sent }: Sending): Entry {
  return { source, detailType: type, detail: sent, members: [0], sizeBytes: entryBytes(source, type, sent) }
}

class Tally implements Published {
  readonly sent: Record<string, number> = {}
  readonly refused: Record<string, number> = {}
  readonly surprises: string[] = []

  add(sendings: readonly Sending[], outcomes: readonly Outcome[]): void {
    for (const [place, sending] of sendings.entries()) {
      const outcome = outcomes[place]
      const refusal = outcome?.status === 'refused' ? outcome.code : undefined
      if (outcome?.status === 'sent') this.sent[sending.name] = (this.sent[sending.name] ?? 0) + 1
      if (refusal !== undefined) this.refused[refusal] = (this.refused[refusal] ?? 0) + 1
      const expected = sending.expect.outcome === 'refused' ? sending.expect.code : undefined
      if (refusal !== expected || (outcome?.status !== 'sent' && outcome?.status !== 'refused')) {
        const what = sending.eventId ?? sending.sent.slice(0, 40)
        this.surprises.push(`${what}: expected ${expected ?? 'sent'}, was ${JSON.stringify(outcome)}`)
      }
    }
  }
}
