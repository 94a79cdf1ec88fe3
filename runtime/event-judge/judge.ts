import { findFault, type Step } from './json-faults.ts'
import { isObject, type SentEvent } from './read-events.ts'

/** One fault that a validator found. */
interface ValidatorFault {
  readonly instancePath: string
  readonly keyword: string
  readonly message?: string
  readonly params: Readonly<Record<string, unknown>>
}

interface Validate {
  (value: unknown): boolean
  errors?: readonly ValidatorFault[] | null
}

/** What the layer `contracts` brings: compiled validators, and the members that each contract names. */
export interface Contracts {
  readonly validateEnvelope: Validate
  readonly payloadValidators: readonly {
    /** `<service>.<type>`. */
    readonly name: string
    readonly source: string
    readonly type: string
    readonly major: number
    /** Only CloudEvents come through this door. */
    readonly form: 'cloudevents' | 'plain' | 'lines'
    /** Whether ids are the SHA-256 of a file, a # and the row. */
    readonly positionId: boolean
    /** Whether the event time is a member of the data, so that the envelope's is not read. */
    readonly timeInData: boolean
    readonly validate: Validate
  }[]
  /** Members that may be named in reasons; without it all may. */
  readonly declaredMembers?: Readonly<Record<string, readonly string[]>>
}

/** Why an event is not taken. Holds nothing of the event but names that its contract has. */
export interface Reason {
  readonly code:
    | 'envelope'
    | 'unknown_contract'
    | 'schema'
    | 'too_large'
    | 'too_deep'
    | 'duplicate_key'
    | 'encoding'
    | 'number_range'
  /** JSON pointer into the event; `*` stands for a key that the contract does not name. */
  readonly path: string
  readonly expected: string
}

/** An event that keeps its contract. */
export interface Taken {
  readonly service: string
  readonly type: string
  readonly bytes: Buffer
}

export type Judge = (event: SentEvent, source: string) => Taken | readonly Reason[]

const idBytes = 256
const reasonsOfOneEvent = 10
const expectedCharacters = 200
/** The longest text that the warehouse holds. */
const textBytes = 65_535

/**
 * Judges as the Conform job will: what parsing hides, then the envelope, then `data` by source, type and major. `source` is who signed.
 * Columns (decimals that fit, times that parse), assertions and lateness are the job's alone.
 */
export function contractJudge(contracts: Contracts): Judge {
  const byType = new Map(
    contracts.payloadValidators
      .filter(({ form }) => form === 'cloudevents')
      .map((validator) => [key(validator.source, validator.type, validator.major), validator]),
  )
  const declared = new Map(
    Object.entries(contracts.declaredMembers ?? {}).map(([name, members]) => [
      name,
      new Set([...envelopeMembers, ...members]),
    ]),
  )
  return (sent, source) => {
    const { value: event } = sent
    if (!isObject(event)) return [{ code: 'envelope', path: '', expected: 'a CloudEvent' }]
    const contract = byType.get(key(event.source, event.type, majorOf(event.dataversion)))
    const known = contracts.declaredMembers ? ((contract && declared.get(contract.name)) ?? envelopeMembers) : anyMember
    const fault = findFault(sent.bytes, sent.span)
    if (fault) return [{ code: fault.code, path: pointer(fault.steps, known), expected: fault.expected }]
    const flaws = envelopeFlaws(contracts.validateEnvelope, event, source, contract)
    if (flaws.length > 0) return flaws
    if (!contract)
      return [{ code: 'unknown_contract', path: '/type', expected: 'a contract for source, type and major version' }]
    const reasons = schemaReasons(contract.validate, event.data, known)
    if (reasons.length > 0) return reasons
    return {
      service: contract.name.slice(0, contract.name.indexOf('.')),
      type: contract.type,
      bytes: sent.bytes.subarray(sent.span.start, sent.span.end),
    }
  }
}

/** What is wrong with a payload that is sent without an envelope; nothing = it keeps its contract. */
export function payloadReasons({ bytes, span, value }: SentEvent, validate: Validate): readonly Reason[] {
  const fault = isObject(value) ? findFault(bytes, span, 1) : undefined
  if (fault) return [{ code: fault.code, path: pointer(['data', ...fault.steps], anyMember), expected: fault.expected }]
  if (!isObject(value)) return [{ code: 'envelope', path: '/data', expected: 'an object' }]
  return schemaReasons(validate, value, anyMember)
}

/** Faults that a validator finds, those with a code of their own first. */
function schemaReasons(validate: Validate, data: unknown, known: Pick<ReadonlySet<string>, 'has'>): readonly Reason[] {
  if (validate(data)) return []
  return (validate.errors ?? [])
    .map((each) => schemaReason(each, data, known))
    .toSorted((a, b) => Number(a.code === 'schema') - Number(b.code === 'schema'))
    .slice(0, reasonsOfOneEvent)
}

/** Stands for the time of an envelope that the contract does not read. */
const unreadTime = '1970-01-01T00:00:00Z'
const positionId = /^[0-9a-f]{64}#[0-9]+$/
const anyMember: Pick<ReadonlySet<string>, 'has'> = { has: () => true }
const firstMillisecond = Date.parse('0001-01-01T00:00:00Z')
const lastMillisecond = Date.parse('9999-12-31T23:59:59.999Z')

/** An offset can carry a time of the right form out of the years that a warehouse has. */
function isInYears(time: string): boolean {
  const at = Date.parse(time.toUpperCase())
  return at >= firstMillisecond && at <= lastMillisecond
}

const key = (source: unknown, type: unknown, major: unknown): string => JSON.stringify([source, type, major])

const majorOf = (version: unknown): unknown =>
  version === undefined ? 1 : typeof version === 'string' ? Number(version.split('.', 1)[0]) : version

const envelopeMembers: ReadonlySet<string> = new Set([
  'specversion',
  'id',
  'source',
  'type',
  'time',
  'dataversion',
  'datacontenttype',
  'subject',
  'data',
])

function envelopeFlaws(
  validate: Validate,
  event: Readonly<Record<string, unknown>>,
  source: string,
  contract: Contracts['payloadValidators'][number] | undefined,
): readonly Reason[] {
  if (!validate(contract?.timeInData ? { ...event, time: unreadTime } : event))
    return (validate.errors ?? []).slice(0, reasonsOfOneEvent).map((fault) => ({
      code: 'envelope',
      path: pointer(stepsOf(fault, event), envelopeMembers),
      expected: expectation(fault),
    }))
  if (Buffer.byteLength(event.id as string) > idBytes)
    return [{ code: 'envelope', path: '/id', expected: `at most ${idBytes} bytes` }]
  if (contract?.positionId && !positionId.test(event.id as string))
    return [{ code: 'envelope', path: '/id', expected: '<SHA-256 of the file in hexadecimal digits>#<row number>' }]
  if (!contract?.timeInData && !isInYears(event.time as string))
    return [{ code: 'envelope', path: '/time', expected: 'a time of the years 1 to 9999, UTC' }]
  return event.source === source ? [] : [{ code: 'envelope', path: '/source', expected: 'the source that signed' }]
}

function schemaReason(fault: ValidatorFault, data: unknown, known: Pick<ReadonlySet<string>, 'has'>): Reason {
  const steps = stepsOf(fault, data)
  return {
    code: codeOf(fault, steps.reduce(memberOf, data)),
    path: pointer(['data', ...steps], known),
    expected: expectation(fault),
  }
}

/** Where a fault is; a missing member is told by its own place. */
function stepsOf({ instancePath, keyword, params }: ValidatorFault, data: unknown): readonly Step[] {
  const steps: Step[] = []
  let value = data
  for (const step of instancePath.split('/').slice(1).map(unescaped)) {
    steps.push(Array.isArray(value) ? Number(step) : step)
    value = memberOf(value, step)
  }
  return keyword === 'required' ? [...steps, String(params.missingProperty)] : steps
}

const memberOf = (value: unknown, step: Step): unknown =>
  (value as Readonly<Record<Step, unknown>> | null | undefined)?.[step]

const unescaped = (step: string): string => step.replaceAll('~1', '/').replaceAll('~0', '~')

function expectation({ keyword, message, params }: ValidatorFault): string {
  if (keyword === 'required') return 'a value'
  const values = keyword === 'const' ? [params.allowedValue] : params.allowedValues
  const text = Array.isArray(values)
    ? `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`
    : (message ?? keyword)
  return text.slice(0, expectedCharacters)
}

function codeOf({ keyword }: ValidatorFault, value: unknown): Reason['code'] {
  if (keyword === 'maxLength' && typeof value === 'string' && Buffer.byteLength(value) > textBytes) return 'too_large'
  const bound = keyword.endsWith('aximum') || keyword.endsWith('inimum')
  const beyond = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)
  return bound && beyond ? 'number_range' : 'schema'
}

/** A key that the contract does not name could be personal, and is the sender's to choose: `*`. */
function pointer(steps: readonly Step[], known: Pick<ReadonlySet<string>, 'has'>): string {
  return steps.map((step) => `/${isIndex(step) || known.has(step) ? escaped(String(step)) : '*'}`).join('')
}

const isIndex = (step: Step): step is number => typeof step === 'number'
const escaped = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1')
