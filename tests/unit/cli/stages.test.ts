import type { HistoryEvent } from '@aws-sdk/client-sfn'
import { describe, expect, it } from 'vitest'
import { stageLine, stageTimes } from '../../../cli/stages.ts'

/** A history written as `+State` and `-State`, a second apart. */
const history = (...steps: readonly string[]): readonly HistoryEvent[] =>
  steps.map((step, place) => {
    const details = { name: step.slice(1) }
    return {
      id: place + 1,
      type: undefined,
      timestamp: new Date(place * 1000),
      ...(step.startsWith('+') ? { stateEnteredEventDetails: details } : { stateExitedEventDetails: details }),
    }
  })

describe('the stages of a batch', () => {
  it('are read from the states that its execution went through', () => {
    const times = stageTimes(history('+OpenBatch', '-OpenBatch', '+Conform', '-Conform', '+CheckQuality'))
    expect(times).toEqual({ done: ['conform'], current: 'quality', seconds: { conform: 1 } })
    expect(stageLine(times)).toBe('✔ claim ✔ conform … quality')
  })

  it('last from the first type that enters to the last that leaves', () => {
    const times = stageTimes(
      history('+CheckQuality', '-CheckQuality', '+Stage', '+CheckQuality', '-CheckQuality', '-Stage'),
    )
    expect(times.seconds).toEqual({ quality: 4, load: 3 - 1 + 1 })
    expect(times.current).toBeUndefined()
  })

  it('do not depend on the order in which the history is read', () => {
    const events = history('+Conform', '-Conform', '+PublishBatch', '-PublishBatch')
    expect(stageTimes(events.toReversed())).toEqual(stageTimes(events))
  })
})
