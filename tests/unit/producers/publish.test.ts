import { describe, expect, it } from 'vitest'
import type { Answer, EventBus } from '../../../producers/client/event-bus.ts'
import type { Entry } from '../../../producers/client/pack.ts'
import { createPublisher } from '../../../producers/client/publish.ts'
import { anEvent } from '../../support/events.ts'

const accepted: Answer = { accepted: true, busId: 'bus-1' }
const throttled: Answer = { accepted: false, code: 'ThrottlingException', message: 'slow down' }
const malformed: Answer = { accepted: false, code: 'MalformedDetail', message: 'Detail is malformed.' }

/** A bus that remembers its calls; `answer` sees the entry and how often it was sent before. */
function aBus(answer: (entry: Entry, before: number) => Answer) {
  const calls: string[][] = []
  const bus: EventBus = {
    put: async (entries) => {
      const before = (entry: Entry) => calls.flat().filter((detail) => detail === entry.detail).length
      const answers = entries.map((entry) => answer(entry, before(entry)))
      calls.push(entries.map(({ detail }) => detail))
      return answers
    },
  }
  return { bus, calls }
}

const options = { form: 'single', sleep: async () => {}, random: () => 1 } as const

describe('publishing', () => {
  it('resends only the entries that failed, with the same ids', async () => {
    const { bus, calls } = aBus(({ detail }, before) => (detail.includes('"b"') && before < 2 ? throttled : accepted))
    const events = ['a', 'b', 'c'].map((id) => anEvent({ id }))

    const outcomes = await createPublisher({ bus, ...options }).publish(events)

    expect(outcomes.map(({ status }) => status)).toEqual(['sent', 'sent', 'sent'])
    expect(calls.map((call) => call.length)).toEqual([3, 1, 1])
    expect(calls[1]).toEqual([JSON.stringify(events[1])])
  })

  it('says what the bus refused, and does not try that again', async () => {
    const { bus, calls } = aBus(({ detail }) => (detail.includes('"b"') ? malformed : accepted))

    const outcomes = await createPublisher({ bus, ...options }).publish([anEvent({ id: 'a' }), anEvent({ id: 'b' })])

    expect(outcomes[1]).toEqual({ status: 'refused', code: 'MalformedDetail', message: 'Detail is malformed.' })
    expect(calls).toHaveLength(1)
  })

  it('gives up after the last try and says that it does not know', async () => {
    const pauses: number[] = []
    const { bus, calls } = aBus(() => throttled)
    const sleep = async (milliseconds: number) => {
      pauses.push(milliseconds)
    }

    const [outcome] = await createPublisher({ bus, ...options, sleep, tries: 4 }).publish([anEvent()])

    expect(outcome?.status).toBe('unanswered')
    expect(calls).toHaveLength(4)
    expect(pauses).toEqual([200, 400, 800])
  })

  it('resends a call whose answer was lost', async () => {
    let lost = 1
    const { bus, calls } = aBus(() => accepted)
    const flaky: EventBus = {
      put: async (entries) => {
        const answers = await bus.put(entries)
        if (lost-- > 0) throw new Error('socket hang up')
        return answers
      },
    }

    const [outcome] = await createPublisher({ bus: flaky, ...options }).publish([anEvent()])

    expect(outcome).toEqual({ status: 'sent', busId: 'bus-1' })
    expect(calls).toHaveLength(2)
  })

  it('does not insist when the service refuses the caller', async () => {
    let calls = 0
    const bus: EventBus = {
      put: async () => {
        calls += 1
        throw Object.assign(new Error('not yours'), { name: 'AccessDeniedException', $fault: 'client' })
      },
    }

    const [outcome] = await createPublisher({ bus, ...options }).publish([anEvent()])

    expect([outcome?.status, calls]).toEqual(['refused', 1])
  })

  it('does not send what breaks its contract, and keeps the order of outcomes', async () => {
    const { bus, calls } = aBus(() => accepted)
    const judge = ({ id }: { readonly id: string }) =>
      id === 'b' ? [{ code: 'schema' as const, path: '/data/total', expected: 'number' }] : []
    const events = ['a', 'b', 'c'].map((id) => anEvent({ id }))

    const outcomes = await createPublisher({ bus, ...options, judge, form: 'packed' }).publish(events)

    expect(outcomes.map(({ status }) => status)).toEqual(['sent', 'invalid', 'sent'])
    expect(calls.flat().join()).not.toContain('"b"')
  })

  it('refuses an event that no entry can hold, and sends its neighbours', async () => {
    const { bus } = aBus(() => accepted)
    const events = [anEvent({ id: 'a' }), anEvent({ id: 'b', data: { text: 'x'.repeat(300_000) } })]

    const outcomes = await createPublisher({ bus, ...options }).publish(events)

    expect(outcomes).toMatchObject([{ status: 'sent' }, { status: 'refused', code: 'EntryTooLarge' }])
  })
})
