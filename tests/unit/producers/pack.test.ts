import { describe, expect, it } from 'vitest'
import { callBytes, callEntries, groupIntoCalls, packEvents, packedEntryBytes } from '../../../producers/client/pack.ts'
import { anEvent } from '../../support/events.ts'

const detailOf = (entry: { readonly detail: string } | undefined) => JSON.parse(entry?.detail ?? 'null') as unknown

describe('packing', () => {
  it('joins events of one source and type, in order', () => {
    const events = [anEvent({ id: 'a' }), anEvent({ id: 'b', type: 'Other' }), anEvent({ id: 'c' })]

    const { entries } = packEvents(events)

    expect(entries.map(({ detailType, members }) => [detailType, members])).toEqual([
      ['Happened', [0, 2]],
      ['Other', [1]],
    ])
    expect(detailOf(entries[0])).toEqual({ events: [events[0], events[2]] })
  })

  it('sends an event that stands alone without the wrapping', () => {
    const event = anEvent()
    expect(detailOf(packEvents([event]).entries[0])).toEqual(event)
  })

  it('keeps each packed entry within 64 KiB and each call within ten entries and 256 KiB', () => {
    const events = Array.from({ length: 2_000 }, (_, n) =>
      anEvent({ id: String(n), data: { text: 'é'.repeat(n % 700) } }),
    )

    const { entries } = packEvents(events)
    const calls = groupIntoCalls(entries)

    expect(entries.every(({ sizeBytes }) => sizeBytes <= packedEntryBytes)).toBe(true)
    for (const call of calls) {
      expect(call.length).toBeLessThanOrEqual(callEntries)
      expect(call.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBeLessThanOrEqual(callBytes)
    }
    expect(entries.flatMap(({ members }) => members).sort((a, b) => a - b)).toEqual(events.map((_, place) => place))
    expect(calls.flat()).toEqual(entries)
  })

  it.each([0, 1])('takes an event of exactly 256 KiB and none that is %i byte larger', (over) => {
    const frame = packEvents([anEvent({ data: { text: '' } })]).entries[0]?.sizeBytes ?? 0
    const event = anEvent({ data: { text: 'x'.repeat(callBytes - frame + over) } })

    const { entries, tooLarge } = packEvents([event])

    expect([entries.length, tooLarge]).toEqual(over === 0 ? [1, []] : [0, [0]])
  })
})
