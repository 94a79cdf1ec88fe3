import { type Contracts, contractJudge as judgeOf, type Reason } from '../../runtime/event-judge/judge.ts'
import { isObject, readEvent } from '../../runtime/event-judge/read-events.ts'
import { payloadValidators, validateEnvelope } from '../../schemas/generated/validators/index.js'
import type { CloudEvent } from './cloud-event.ts'

/** One thing wrong with an event: the code that the lakehouse has for it, a JSON Pointer, and what was expected there. */
export interface Problem {
  readonly code: Reason['code'] | 'malformed_json'
  readonly path: string
  readonly expected: string
}

/** Says what is wrong with an event before it is sent; nothing = it keeps its contract. */
export type Judge = (event: CloudEvent) => readonly Problem[]

/** Judges the text of an event. */
export type BytesJudge = (bytes: Buffer) => readonly Problem[]

/**
 * Judges the text of an event as it will be sent. JSON.parse alone would not do: it keeps the last of two equal keys, rounds numbers
 * and lets through what no warehouse text can hold, all in silence.
 */
export function bytesJudge(contracts: Contracts): BytesJudge {
  const judge = judgeOf(contracts)
  return (bytes) => {
    const event = readEvent(bytes)
    if ('code' in event) return [event]
    const { source, type, dataversion = '1' } = isObject(event.value) ? event.value : {}
    const verdict = judge(event, String(source))
    if ('bytes' in verdict) return []
    return verdict.map((reason) => {
      if (reason.code !== 'unknown_contract') return reason
      return { ...reason, expected: `a contract for ${source} ${type} version ${String(dataversion).split('.')[0]}` }
    })
  }
}

/** By the contracts of this checkout. */
export const judgeBytes: BytesJudge = bytesJudge({ validateEnvelope, payloadValidators })

/**
 * Judges by the compiled contracts, as the lakehouse will: what no engine can hold, the envelope, then `data` by source, type and
 * major version. What only the lakehouse decides (decimals that fit, assertions, lateness) is not looked at here.
 */
export const contractJudge: Judge = (event) => judgeBytes(Buffer.from(JSON.stringify(event)))
