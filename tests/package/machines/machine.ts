/** A state machine definition, as much of it as the rules look at. */
export interface Machine {
  readonly QueryLanguage?: string
  readonly StartAt?: string
  readonly TimeoutSeconds?: number
  readonly States: Readonly<Record<string, State>>
}

export interface Retrier {
  readonly ErrorEquals: readonly string[]
  readonly IntervalSeconds?: number
  readonly BackoffRate?: number
  readonly MaxAttempts?: number
  readonly MaxDelaySeconds?: number
  readonly JitterStrategy?: string
}

export interface State {
  readonly Type: string
  readonly Resource?: string
  readonly Arguments?: Readonly<Record<string, unknown>>
  readonly TimeoutSeconds?: number
  readonly HeartbeatSeconds?: number
  readonly Retry?: readonly Retrier[]
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[]
  readonly Next?: string
  readonly End?: boolean
  readonly Default?: string
  readonly Choices?: readonly { readonly Condition?: unknown; readonly Next?: string }[]
  readonly MaxConcurrency?: number
  readonly ItemProcessor?: Machine & { readonly ProcessorConfig?: { readonly Mode?: string } }
  readonly Branches?: readonly Machine[]
  readonly Error?: string
  readonly Cause?: string
}

/** One scope of names: the machine itself, or what a Map or Parallel runs. */
export interface Scope {
  readonly StartAt?: string
  readonly States: Readonly<Record<string, State>>
}

export const scopesOf = (machine: Scope): readonly Scope[] => [
  machine,
  ...Object.values(machine.States).flatMap(({ ItemProcessor, Branches = [] }) =>
    [...(ItemProcessor ? [ItemProcessor] : []), ...Branches].flatMap(scopesOf),
  ),
]

/** Every state, also those inside of others, with its name. */
export const statesOf = (machine: Scope): readonly (readonly [name: string, state: State])[] =>
  scopesOf(machine).flatMap(({ States }) => Object.entries(States))

export const tasksOf = (machine: Scope): readonly (readonly [name: string, state: State])[] =>
  statesOf(machine).filter(([, { Type }]) => Type === 'Task')

/** Where a state may go. */
export const waysOut = ({ Next, Default, Choices = [], Catch = [] }: State): readonly string[] =>
  [Next, Default, ...Choices.map((choice) => choice.Next), ...Catch.map((each) => each.Next)].filter(
    (each) => each !== undefined,
  )
