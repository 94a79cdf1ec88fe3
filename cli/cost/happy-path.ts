/** A state machine in ASL, as far as a count of its transitions reads it. */
export interface Machine {
  readonly StartAt: string
  readonly States: Readonly<Record<string, State>>
}

interface State {
  readonly Type: string
  readonly Next?: string
  readonly Default?: string
  readonly Choices?: readonly { readonly Next: string }[]
  readonly ItemProcessor?: Machine
  readonly MaxConcurrency?: number
  readonly Arguments?: unknown
}

/** What one execution that meets no trouble does. */
export interface HappyPath {
  readonly transitions: number
  /** Logical id of a function → invocations. */
  readonly invocations: ReadonlyMap<string, number>
}

export interface Work {
  /** Name of a Map state → its items, by what they are. */
  readonly items: Readonly<Record<string, readonly Items[]>>
  /** Name of a Choice state → the way of an execution that has work to do, where that is not the default. */
  readonly choices: Readonly<Record<string, string>>
}

/** So many items of a Map that go one way; `choices` are theirs alone. */
export interface Items {
  readonly count: number
  readonly choices?: Readonly<Record<string, string>>
}

/**
 * Walks a machine from its start: a Choice takes its default, and where that leads back into a loop, the first way that was not taken yet.
 * Throws with the name of a Map whose items nobody told.
 */
export function happyPath(machine: Machine, work: Work): HappyPath {
  const invocations = new Map<string, number>()
  let transitions = 0
  const visited = new Set<string>()
  for (let name: string | undefined = machine.StartAt; name !== undefined; ) {
    const state: State | undefined = machine.States[name]
    if (!state) throw new Error(`The state machine has no state ${name}`)
    visited.add(name)
    transitions += 1
    const called = functionOf(state.Arguments)
    if (called !== undefined) invocations.set(called, (invocations.get(called) ?? 0) + 1)
    if (state.ItemProcessor) {
      const items = work.items[name]
      if (items === undefined) throw new Error(`cli/cost does not know how many items the Map ${name} has`)
      for (const { count, choices } of items) {
        const each = happyPath(state.ItemProcessor, { ...work, choices: { ...work.choices, ...choices } })
        transitions += count * each.transitions
        for (const [id, calls] of each.invocations) invocations.set(id, (invocations.get(id) ?? 0) + count * calls)
      }
    }
    name = state.Type === 'Choice' ? wayOf(name, state, visited, work) : state.Next
  }
  return { transitions, invocations }
}

function wayOf(name: string, { Default, Choices = [] }: State, visited: ReadonlySet<string>, work: Work): string {
  const usual = work.choices[name] ?? Default
  const ways = [...(usual === undefined ? [] : [usual]), ...Choices.map(({ Next }) => Next)]
  const way = ways.find((each) => !visited.has(each))
  if (way === undefined) throw new Error(`Every way from the Choice ${name} leads back`)
  return way
}

function functionOf(taskArguments: unknown): string | undefined {
  const { FunctionName } = (taskArguments ?? {}) as { readonly FunctionName?: { readonly 'Fn::GetAtt'?: [string] } }
  return FunctionName?.['Fn::GetAtt']?.[0]
}

/** State → logical id of the function that it invokes, inside Maps too. */
export function functionsByState(machine: Machine): ReadonlyMap<string, string> {
  const pairs = Object.entries(machine.States).flatMap(([name, state]): (readonly [string, string])[] => {
    const called = functionOf(state.Arguments)
    const inside = state.ItemProcessor ? [...functionsByState(state.ItemProcessor)] : []
    return called === undefined ? inside : [...inside, [name, called]]
  })
  return new Map(pairs)
}
