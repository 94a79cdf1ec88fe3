import {
  type Fault,
  payloadValidators,
  type Validate,
  validateEnvelope,
} from '../../schemas/generated/validators/index.js'
import type { CloudEvent } from './cloud-event.ts'

/** One thing wrong with an event: a JSON Pointer into it, and what was expected there. */
export interface Problem {
  readonly path: string
  readonly expected: string
}

/** Says what is wrong with an event before it is sent; nothing = it keeps its contract. */
export type Judge = (event: CloudEvent) => readonly Problem[]

/**
 * Judges by the compiled contracts, as the lakehouse will: the envelope, then `data` by source, type and major version. What only
 * the lakehouse decides (decimals that fit, assertions, lateness) is not looked at here.
 */
export const contractJudge: Judge = (event) => {
  const major = Number(String(event.dataversion ?? '1').split('.')[0])
  const validator = payloadValidators.find(
    ({ form, source, type, major: known }) =>
      form === 'cloudevents' && source === event.source && type === event.type && known === major,
  )
  const envelope = faultsOf(validateEnvelope, validator?.timeInData ? { ...event, time: unreadTime } : event, '')
  if (envelope.length > 0) return envelope
  if (Buffer.byteLength(event.id) > 256) return [{ path: '/id', expected: 'at most 256 bytes' }]
  if (!validator) return [{ path: '/type', expected: `a contract for ${event.source} ${event.type} version ${major}` }]
  if (validator.positionId && !positionId.test(event.id)) {
    return [{ path: '/id', expected: '<SHA-256 of the file in hexadecimal digits>#<row number>' }]
  }
  return faultsOf(validator.validate, event.data, '/data')
}

/** Stands for the time of an envelope that the contract does not read. */
const unreadTime = '1970-01-01T00:00:00Z'
const positionId = /^[0-9a-f]{64}#[0-9]+$/

function faultsOf(validate: Validate, value: unknown, at: string): readonly Problem[] {
  if (validate(value)) return []
  return (validate.errors ?? []).map((fault) => ({ path: at + fault.instancePath, expected: expectation(fault) }))
}

function expectation({ keyword, message, params }: Fault): string {
  const allowed = params.allowedValues
  return keyword === 'enum' && Array.isArray(allowed)
    ? `one of ${allowed.map((value) => JSON.stringify(value)).join(', ')}`
    : (message ?? keyword)
}
