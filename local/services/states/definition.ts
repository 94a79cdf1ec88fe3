import jsonata from 'jsonata'

/** JSON as the Amazon States Language carries it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

export interface Retrier {
  readonly ErrorEquals: readonly string[]
  readonly IntervalSeconds?: number
  readonly BackoffRate?: number
  readonly MaxAttempts?: number
  readonly MaxDelaySeconds?: number
  readonly JitterStrategy?: 'FULL' | 'NONE'
}

export interface Catcher {
  readonly ErrorEquals: readonly string[]
  readonly Next: string
  readonly Assign?: Json
  readonly Output?: Json
}

export interface Rule {
  readonly Condition: string | boolean
  readonly Next: string
  readonly Assign?: Json
  readonly Output?: Json
}

/** One state, fields as in the language; which of them a type may have is checked by `readDefinition`. */
export interface State {
  readonly Type: 'Task' | 'Choice' | 'Wait' | 'Map' | 'Parallel' | 'Pass' | 'Succeed' | 'Fail'
  readonly Next?: string
  readonly End?: boolean
  readonly Assign?: Json
  readonly Output?: Json
  readonly Arguments?: Json
  readonly Resource?: string
  readonly TimeoutSeconds?: number | string
  readonly HeartbeatSeconds?: number | string
  readonly Retry?: readonly Retrier[]
  readonly Catch?: readonly Catcher[]
  readonly Choices?: readonly Rule[]
  readonly Default?: string
  readonly Seconds?: number | string
  readonly Timestamp?: string
  readonly Items?: Json
  readonly ItemSelector?: Json
  readonly ItemProcessor?: Processor
  readonly MaxConcurrency?: number | string
  readonly Branches?: readonly Processor[]
  readonly Error?: string
  readonly Cause?: string
}

export interface Processor {
  readonly StartAt: string
  readonly States: Readonly<Record<string, State>>
}

export interface Definition extends Processor {
  readonly TimeoutSeconds?: number
}

const flow = ['Type', 'Comment', 'QueryLanguage', 'Next', 'End', 'Assign', 'Output']
const guarded = ['Retry', 'Catch']

const fields: Readonly<Record<State['Type'], readonly string[]>> = {
  Task: [...flow, ...guarded, 'Resource', 'Arguments', 'TimeoutSeconds', 'HeartbeatSeconds'],
  Choice: ['Type', 'Comment', 'QueryLanguage', 'Choices', 'Default', 'Assign', 'Output'],
  Wait: [...flow, 'Seconds', 'Timestamp'],
  Map: [...flow, ...guarded, 'Items', 'ItemSelector', 'ItemProcessor', 'MaxConcurrency'],
  Parallel: [...flow, ...guarded, 'Branches', 'Arguments'],
  Pass: flow,
  Succeed: ['Type', 'Comment', 'QueryLanguage', 'Output'],
  Fail: ['Type', 'Comment', 'QueryLanguage', 'Error', 'Cause'],
}

const jsonPathFields: ReadonlySet<string> = new Set(
  `InputPath OutputPath ResultPath Parameters ResultSelector Result ItemsPath SecondsPath TimestampPath TimeoutSecondsPath
  HeartbeatSecondsPath MaxConcurrencyPath ErrorPath CausePath`.split(/\s+/),
)
const elsewhere: ReadonlySet<string> = new Set(
  `ItemReader ItemBatcher ResultWriter ToleratedFailureCount ToleratedFailurePercentage Label Credentials Iterator`.split(
    /\s+/,
  ),
)

const expression = /^\{%([\s\S]*)%\}$/

/** The JSONata text of `{% … %}`; undefined for any other value. */
export function expressionOf(value: unknown): string | undefined {
  return typeof value === 'string' ? expression.exec(value)?.[1]?.trim() : undefined
}

/** Reads and checks a state machine. Throws an Error that lists every fault with its place; what this plane does not run is a fault. */
export function readDefinition(text: string): Definition {
  let document: Definition & { readonly QueryLanguage?: string }
  try {
    document = JSON.parse(text) as Definition
  } catch (error) {
    throw new Error(`INVALID_JSON_DESCRIPTION: ${(error as Error).message}`)
  }
  const faults: string[] = []
  if (document.QueryLanguage !== 'JSONata')
    faults.push('QueryLanguage: JSONPath is not in this local plane, only JSONata')
  unknown(document, ['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'], '', faults)
  checkProcessor(document, '', faults, new Set())
  if (faults.length > 0) throw new Error(`SCHEMA_VALIDATION_FAILED: ${faults.join('; ')}`)
  return document
}

function checkProcessor(processor: Processor, at: string, faults: string[], names: Set<string>): void {
  const states = processor.States ?? {}
  const target = (name: string | undefined, from: string) => {
    if (name === undefined || !Object.hasOwn(states, name)) faults.push(`${from}: there is no state "${name ?? ''}"`)
  }
  target(processor.StartAt, `${at}/StartAt`)
  for (const [name, state] of Object.entries(states)) {
    const place = `${at}/States/${name}`
    if (names.has(name)) faults.push(`${place}: the name is used twice`)
    names.add(name)
    checkState(state, place, faults, target, names)
  }
}

function checkState(
  state: State,
  place: string,
  faults: string[],
  target: (name: string | undefined, from: string) => void,
  names: Set<string>,
): void {
  const known = fields[state.Type]
  if (!known) {
    faults.push(`${place}: the type ${String(state.Type)} does not exist`)
    return
  }
  if ((state as { QueryLanguage?: string }).QueryLanguage === 'JSONPath')
    faults.push(`${place}: JSONPath is not in this local plane`)
  unknown(state, known, place, faults)
  if (state.Type === 'Choice') {
    for (const [index, rule] of (state.Choices ?? []).entries()) {
      unknown(rule, ['Condition', 'Next', 'Assign', 'Output', 'Comment'], `${place}/Choices/${index}`, faults)
      if (rule.Condition === undefined) faults.push(`${place}/Choices/${index}: Condition is required`)
      target(rule.Next, `${place}/Choices/${index}/Next`)
    }
    if ((state.Choices ?? []).length === 0) faults.push(`${place}: Choices is required`)
    if (state.Default !== undefined) target(state.Default, `${place}/Default`)
  } else if (state.Type !== 'Succeed' && state.Type !== 'Fail') {
    if ((state.Next === undefined) === (state.End !== true))
      faults.push(`${place}: exactly one of Next and End is required`)
    if (state.Next !== undefined) target(state.Next, `${place}/Next`)
  }
  checkHandlers(state, place, faults, target)
  if (state.Type === 'Task' && state.Resource === undefined) faults.push(`${place}: Resource is required`)
  if (state.Type === 'Wait' && (state.Seconds === undefined) === (state.Timestamp === undefined)) {
    faults.push(`${place}: exactly one of Seconds and Timestamp is required`)
  }
  if (state.Type === 'Map') checkMap(state, place, faults, names)
  if (state.Type === 'Parallel') {
    if ((state.Branches ?? []).length === 0) faults.push(`${place}: Branches is required`)
    for (const [index, branch] of (state.Branches ?? []).entries())
      checkProcessor(branch, `${place}/Branches/${index}`, faults, names)
  }
  const { ItemProcessor: _processor, Branches: _branches, ...own } = state
  checkExpressions(own, place, faults)
}

function checkMap(state: State, place: string, faults: string[], names: Set<string>): void {
  const processor = state.ItemProcessor as
    | (Processor & { readonly ProcessorConfig?: { readonly Mode?: string } })
    | undefined
  if (!processor) {
    faults.push(`${place}: ItemProcessor is required`)
    return
  }
  if ((processor.ProcessorConfig?.Mode ?? 'INLINE') !== 'INLINE')
    faults.push(`${place}: a DISTRIBUTED Map is not in this local plane`)
  checkProcessor(processor, `${place}/ItemProcessor`, faults, names)
}

function checkHandlers(
  state: State,
  place: string,
  faults: string[],
  target: (name: string | undefined, from: string) => void,
): void {
  const retriers = state.Retry ?? []
  const catchers = state.Catch ?? []
  for (const [index, retrier] of retriers.entries()) {
    const at = `${place}/Retry/${index}`
    unknown(
      retrier,
      ['ErrorEquals', 'IntervalSeconds', 'BackoffRate', 'MaxAttempts', 'MaxDelaySeconds', 'JitterStrategy', 'Comment'],
      at,
      faults,
    )
    if (retrier.BackoffRate !== undefined && retrier.BackoffRate < 1)
      faults.push(`${at}: BackoffRate must be at least 1`)
    checkErrors(retrier.ErrorEquals, index === retriers.length - 1, at, faults)
  }
  for (const [index, catcher] of catchers.entries()) {
    const at = `${place}/Catch/${index}`
    unknown(catcher, ['ErrorEquals', 'Next', 'Assign', 'Output', 'Comment'], at, faults)
    checkErrors(catcher.ErrorEquals, index === catchers.length - 1, at, faults)
    target(catcher.Next, `${at}/Next`)
  }
}

function checkErrors(names: readonly string[] | undefined, last: boolean, at: string, faults: string[]): void {
  if (!Array.isArray(names) || names.length === 0) faults.push(`${at}: ErrorEquals is required`)
  else if (names.includes('States.ALL') && (names.length > 1 || !last))
    faults.push(`${at}: States.ALL must stand alone and last`)
}

function unknown(value: object, known: readonly string[], place: string, faults: string[]): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue
    if (jsonPathFields.has(name)) faults.push(`${place}: ${name} is a JSONPath field`)
    else if (elsewhere.has(name)) faults.push(`${place}: ${name} is not in this local plane`)
    else faults.push(`${place}: the field ${name} does not exist here`)
  }
}

function checkExpressions(value: unknown, place: string, faults: string[]): void {
  const source = expressionOf(value)
  if (source !== undefined) {
    try {
      jsonata(source)
    } catch (error) {
      faults.push(`${place}: ${(error as Error).message}`)
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) checkExpressions(member, `${place}/${name}`, faults)
  }
}
