import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type IngestAnswer, ingest } from '../../functions/ingest-events/ingest.ts'
import { entryBytes } from '../../functions/ingest-events/lines.ts'
import { signRequest } from '../../producers/client/sign-request.ts'
import { contractJudge, type Judge } from '../../runtime/event-judge/judge.ts'
import { contractsBelow } from '../conformance/judges/contracts.ts'
import { hostileEvents, type Verdict } from './hostile-events.ts'

const source = 'com.example.limits'
const key = 'a key that this test made up'
const opening = ',"detail":'
/** Source, type and time, as the bus counts them. */
const frameBytes = source.length + 'LimitReached'.length + 14
const now = new Date('2026-11-25T10:00:00Z')

describe('the HTTP door and 300 hostile events', () => {
  let judge: Judge
  beforeAll(async () => {
    judge = contractJudge(await contractsBelow(join(import.meta.dirname, 'contracts')))
  })

  /** The answer to one signed body, and the details of the lines that went on. */
  async function post(
    body: Buffer,
    signer = source,
  ): Promise<{ readonly answer: IngestAnswer; readonly details: readonly string[] }> {
    const details: string[] = []
    const request = { method: 'POST', headers: signRequest({ source: signer, key }, body, now), body }
    const { answer } = await ingest(request, {
      judge,
      keyOf: async () => key,
      send: async (lines) => {
        const texts = lines.map(({ bytes }) => Buffer.from(bytes).toString())
        details.push(...texts.map((text) => text.slice(text.indexOf(opening) + opening.length, -1)))
        return { failed: 0, resent: 0, codes: [] }
      },
      account: '000000000000',
      region: 'eu-central-1',
      now: () => now,
      newId: () => 'a',
    })
    return { answer, details }
  }

  it.each(hostileEvents)('$name: $verdict', async ({ bytes, verdict }) => {
    const { answer, details } = await post(bytes, saidSource(bytes))
    expect(codeOf(answer)).toBe(atTheDoor(verdict, bytes))
    expect(details).toEqual(
      answer.status === 202
        ? [
            bytes
              .toString()
              .trim()
              .replaceAll(/[\r\n]/g, ''),
          ]
        : [],
    )
  })

  it('tells of each the same when it stands between sound ones, and sends none of them', async () => {
    const sound = hostileEvents.find(({ verdict }) => verdict === 'taken')?.bytes ?? Buffer.alloc(0)
    for (const { bytes, verdict, name } of hostileEvents) {
      if (!isOneValue(bytes) || saidSource(bytes) !== source) continue
      const list = Buffer.concat([sound, bytes, sound].flatMap((each, place) => [Buffer.from(place ? ',' : '['), each]))
      const { answer, details } = await post(Buffer.concat([list, Buffer.from(']')]))
      expect(codeOf(answer), name).toBe(atTheDoor(verdict, bytes))
      expect(details.length > 0, name).toBe(answer.status === 202)
    }
  })
})

/** Whom the event names as its source, when that is a name: he is who signs. */
const saidSource = (bytes: Buffer): string =>
  /"source":"([^"\\]+)"/.exec(bytes.toString('latin1').slice(0, 400))?.[1] ?? source

/** What no entry of the bus could hold does not come in here either. */
const atTheDoor = (verdict: Verdict, { length }: Buffer): Verdict =>
  verdict === 'taken' && length > entryBytes - frameBytes ? 'too_large' : verdict

function codeOf({ status, body }: IngestAnswer): unknown {
  if (status === 202) return 'taken'
  const [event] = (body.events ?? []) as readonly { readonly reasons: readonly { readonly code: string }[] }[]
  return event?.reasons[0]?.code ?? body.code
}

function isOneValue(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'))
    return !bytes.toString('utf8').includes('\ufffd')
  } catch {
    return false
  }
}
