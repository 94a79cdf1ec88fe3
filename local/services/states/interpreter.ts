import { together, within } from './concurrency.ts'
import {
  type Catcher,
  type Definition,
  type Json,
  type Processor,
  type Retrier,
  readDefinition,
  type State,
} from './definition.ts'
import { type Bindings, checkSize, evaluate, evaluateAs, isFlag, isNumber, isText } from './evaluate.ts'
import { advance, type Execution, type Frame, newFrame } from './execution.ts'
import { Failure, matches, retryDelay, Suspension } from './failures.ts'
import { readResource, type TaskCall } from './integrations.ts'

/** What the interpreter needs around it. */
export interface Surroundings {
  readonly now: () => Date
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  readonly random: () => number
  readonly runTask: (call: TaskCall) => Promise<unknown>
  readonly saveFrame: (frame: Frame) => void
  readonly loadFrame: (path: string) => Frame | undefined
  /** Forgets the frames below a path. */
  readonly dropFrames: (below: string) => void
  /** Adds an event; returns its id. */
  readonly event: (type: string, previous: number, details: Readonly<Record<string, unknown>>) => number
}

/** A scope of variables and of `Map.Item`, from outside to inside. */
interface Scope {
  readonly variables: Readonly<Record<string, unknown>>
  readonly item?: { readonly Index: number; readonly Value: unknown; readonly Key?: string }
}

/** One line of control, running. */
interface Line {
  readonly frame: Frame
  readonly states: Processor['States']
  readonly scope: Scope
  readonly signal: AbortSignal
  /** Id of the latest event on this line. */
  latest: number
}

interface Step {
  readonly next?: string
  readonly output: unknown
}

const inlineConcurrency = 40

/** Runs an execution from its frame (new or resumed) to its end; resolves to the output. Rejects with Failure or the signal's reason. */
export async function interpret(execution: Execution, around: Surroundings, signal: AbortSignal): Promise<unknown> {
  const definition: Definition = readDefinition(execution.definition)
  const machine = createInterpreter(execution, around)
  const known = around.loadFrame('')
  const frame = known ?? newFrame('', definition.StartAt, JSON.parse(execution.input), around.now())
  return machine({ frame, states: definition.States, scope: { variables: {} }, signal, latest: 0 })
}

function createInterpreter(execution: Execution, around: Surroundings): (line: Line) => Promise<unknown> {
  const record = (line: Line, type: string, details: Readonly<Record<string, unknown>>) => {
    line.latest = around.event(type, line.latest, details)
  }

  const noted = new WeakSet<Failure>()

  async function run(line: Line): Promise<unknown> {
    const { frame } = line
    if (frame.done) return frame.output
    for (;;) {
      line.signal.throwIfAborted()
      const state = line.states[frame.state]
      if (!state) throw new Failure('States.Runtime', `There is no state "${frame.state}"`)
      if (!frame.entered) {
        frame.enteredAt = around.now().toISOString()
        frame.entered = true
        record(line, `${state.Type}StateEntered`, { name: frame.state, input: JSON.stringify(frame.input) })
      }
      around.saveFrame(frame)
      const { next, output } = await step(line, state).catch((error: unknown) => {
        noteEvaluation(line, error)
        throw error
      })
      if (state.Type !== 'Fail') {
        record(line, `${state.Type}StateExited`, { name: frame.state, output: JSON.stringify(output) })
      }
      if (next === undefined) {
        frame.done = true
        frame.output = output
        around.saveFrame(frame)
        return output
      }
      advance(frame, next, output, around.now())
    }
  }

  function noteEvaluation(line: Line, error: unknown): void {
    if (!(error instanceof Failure) || error.error !== 'States.QueryEvaluationError' || noted.has(error)) return
    noted.add(error)
    record(line, 'EvaluationFailed', { error: error.error, cause: error.cause, state: line.frame.state })
  }

  async function step(line: Line, state: State): Promise<Step> {
    switch (state.Type) {
      case 'Pass':
        return leave(line, state, bindings(line), line.frame.input)
      case 'Succeed':
        return { output: await outputOf(state.Output, bindings(line), line.frame.input) }
      case 'Fail':
        throw await failState(line, state)
      case 'Choice':
        return choose(line, state)
      case 'Wait':
        return wait(line, state)
      case 'Task':
        return guarded(line, state, () => task(line, state))
      case 'Map':
        return guarded(line, state, () => map(line, state))
      case 'Parallel':
        return guarded(line, state, () => parallel(line, state))
    }
  }

  function bindings(
    line: Line,
    extra: { readonly result?: unknown; readonly errorOutput?: unknown } = {},
    item = line.scope.item,
  ): Bindings {
    const { frame, scope } = line
    const context = {
      Execution: {
        Id: execution.arn,
        Input: JSON.parse(execution.input) as unknown,
        Name: execution.name,
        RoleArn: execution.roleArn,
        StartTime: execution.startDate,
        RedriveCount: 0,
      },
      StateMachine: { Id: execution.machineArn, Name: execution.machineName },
      State: { EnteredTime: frame.enteredAt, Name: frame.state, RetryCount: frame.retryCount },
      ...(item ? { Map: { Item: item } } : {}),
    }
    return {
      states: { input: frame.input, context, ...extra },
      variables: { ...scope.variables, ...frame.variables },
      now: around.now,
    }
  }

  const outputOf = async (output: Json | undefined, names: Bindings, otherwise: unknown): Promise<unknown> =>
    checkSize(output === undefined ? otherwise : await evaluate(output, names, 'Output'), 'The state')

  /** Output and Assign see the values of before; both are evaluated before a variable changes. */
  async function settle(
    line: Line,
    from: { readonly Output?: Json; readonly Assign?: Json },
    names: Bindings,
    otherwise: unknown,
  ): Promise<unknown> {
    const output = await outputOf(from.Output, names, otherwise)
    if (from.Assign === undefined) return output
    const assigned = checkSize(await evaluate(from.Assign, names, 'Assign'), 'Assign') as Record<string, unknown>
    line.frame.variables = { ...line.frame.variables, ...assigned }
    return output
  }

  async function leave(line: Line, state: State, names: Bindings, otherwise: unknown): Promise<Step> {
    const output = await settle(line, state, names, otherwise)
    return state.Next === undefined ? { output } : { next: state.Next, output }
  }

  async function failState(line: Line, state: State): Promise<Failure> {
    const names = bindings(line)
    const text = async (value: string | undefined, field: string) =>
      value === undefined ? '' : evaluateAs(value, names, field, 'text', isText)
    return new Failure(await text(state.Error, 'Error'), await text(state.Cause, 'Cause'))
  }

  async function choose(line: Line, state: State): Promise<Step> {
    const names = bindings(line)
    for (const [index, rule] of (state.Choices ?? []).entries()) {
      const holds = await evaluateAs(rule.Condition, names, `Choices[${index}]/Condition`, 'true or false', isFlag)
      if (holds) return { next: rule.Next, output: await settle(line, rule, names, line.frame.input) }
    }
    if (state.Default === undefined)
      throw new Failure('States.NoChoiceMatched', `No rule of the state '${line.frame.state}' holds`)
    return { next: state.Default, output: await settle(line, state, names, line.frame.input) }
  }

  async function wait(line: Line, state: State): Promise<Step> {
    const { frame } = line
    const names = bindings(line)
    if (frame.waitUntil === undefined) {
      const until =
        state.Timestamp === undefined
          ? around.now().getTime() + 1000 * (await evaluateAs(state.Seconds, names, 'Seconds', 'a number', isNumber))
          : Date.parse(await evaluateAs(state.Timestamp, names, 'Timestamp', 'text', isText))
      if (Number.isNaN(until)) throw new Failure('States.QueryEvaluationError', 'Timestamp is not a date-time')
      frame.waitUntil = new Date(until).toISOString()
      around.saveFrame(frame)
    }
    const left = new Date(frame.waitUntil).getTime() - around.now().getTime()
    if (left > 0) await around.sleep(left, line.signal)
    return leave(line, state, names, frame.input)
  }

  /** Retry, then Catch, around what a Task, Map or Parallel does. */
  async function guarded(line: Line, state: State, attempt: () => Promise<unknown>): Promise<Step> {
    const { frame } = line
    for (;;) {
      try {
        const result = checkSize(await attempt(), `The state/task '${frame.state}'`)
        return await leave(line, state, bindings(line, { result }), result)
      } catch (error) {
        line.signal.throwIfAborted()
        const failure = error instanceof Failure ? error : new Failure('States.Runtime', String(error))
        if (state.Catch || state.Retry) noteEvaluation(line, failure)
        const delay = nextTry(frame, state.Retry ?? [], failure, state.Type === 'Task')
        if (delay === undefined) return caught(line, state.Catch ?? [], failure, state.Type === 'Task')
        around.dropFrames(childPath(frame, ''))
        delete frame.noted
        around.saveFrame(frame)
        await around.sleep(delay, line.signal)
      }
    }
  }

  function nextTry(frame: Frame, retriers: readonly Retrier[], failure: Failure, isTask: boolean): number | undefined {
    const index = retriers.findIndex((each) => matches(each, failure, isTask))
    const retrier = retriers[index]
    const tries = frame.retries[index] ?? 0
    if (!retrier || tries >= (retrier.MaxAttempts ?? 3)) return undefined
    frame.retries[index] = tries + 1
    frame.retryCount++
    return retryDelay(retrier, tries + 1, around.random)
  }

  async function caught(line: Line, catchers: readonly Catcher[], failure: Failure, isTask: boolean): Promise<Step> {
    const catcher = catchers.find((each) => matches(each, failure, isTask))
    if (!catcher) throw failure
    around.dropFrames(childPath(line.frame, ''))
    const errorOutput = { Error: failure.error, Cause: failure.cause }
    const output = await settle(line, catcher, bindings(line, { errorOutput }), errorOutput)
    return { next: catcher.Next, output }
  }

  async function task(line: Line, state: State): Promise<unknown> {
    const { frame } = line
    const names = bindings(line)
    const resource = state.Resource ?? ''
    const { type, name } = readResource(resource)
    const given =
      state.Arguments === undefined
        ? undefined
        : checkSize(await evaluate(state.Arguments, names, 'Arguments'), 'Arguments')
    const seconds =
      state.TimeoutSeconds === undefined
        ? undefined
        : await evaluateAs(state.TimeoutSeconds, names, 'TimeoutSeconds', 'a number', isNumber)
    const about = { resourceType: type, resource: name }
    record(line, 'TaskScheduled', {
      ...about,
      region: regionOf(execution.arn),
      parameters: JSON.stringify(given ?? {}),
      timeoutInSeconds: seconds,
    })
    record(line, 'TaskStarted', about)
    const call = (signal: AbortSignal) =>
      around.runTask({
        resource,
        arguments: given,
        role: execution.roleArn,
        signal,
        noted: frame.noted,
        note: (value) => {
          frame.noted = value
          around.saveFrame(frame)
          record(line, 'TaskSubmitted', { ...about, output: JSON.stringify(value) })
        },
      })
    try {
      const result = await within(seconds, line.signal, around.sleep, call)
      record(line, 'TaskSucceeded', { ...about, output: JSON.stringify(result) })
      return result
    } catch (error) {
      line.signal.throwIfAborted()
      const failure = error instanceof Failure ? error : new Failure('States.Runtime', String(error))
      const timedOut = failure.error === 'States.Timeout'
      record(line, timedOut ? 'TaskTimedOut' : 'TaskFailed', { ...about, error: failure.error, cause: failure.cause })
      throw failure
    }
  }

  async function map(line: Line, state: State): Promise<unknown> {
    const { frame } = line
    const names = bindings(line)
    const source = state.Items === undefined ? frame.input : await evaluate(state.Items, names, 'Items')
    const items = itemsOf(source)
    const limit =
      state.MaxConcurrency === undefined
        ? 0
        : await evaluateAs(state.MaxConcurrency, names, 'MaxConcurrency', 'a number', isNumber)
    const processor = state.ItemProcessor as Processor
    record(line, 'MapStateStarted', { length: items.length })
    const width = Math.min(limit === 0 ? inlineConcurrency : limit, inlineConcurrency)
    const about = (index: number) => ({ name: frame.state, index })
    const result = await together(line.signal, items, width, async (item, index, signal) => {
      const scope: Scope = { variables: names.variables, item }
      const path = childPath(frame, String(index))
      const selected =
        state.ItemSelector === undefined
          ? item.Value
          : await evaluate(state.ItemSelector, bindings(line, {}, item), 'ItemSelector')
      const known = around.loadFrame(path)
      const child = known ?? newFrame(path, processor.StartAt, selected, around.now())
      const inner: Line = { frame: child, states: processor.States, scope, signal, latest: line.latest }
      if (!known) record(inner, 'MapIterationStarted', about(index))
      return ending(inner, 'MapIteration', about(index), signal)
    }).catch((error: unknown) => {
      if (error instanceof Failure) record(line, 'MapStateFailed', { error: error.error, cause: error.cause })
      throw error
    })
    record(line, 'MapStateSucceeded', {})
    around.dropFrames(childPath(frame, ''))
    return result
  }

  /** Runs the line and records how it ended, as `<what>Succeeded`, `Failed` or `Aborted`. */
  async function ending(
    inner: Line,
    what: string,
    about: Readonly<Record<string, unknown>>,
    signal: AbortSignal,
  ): Promise<unknown> {
    try {
      const output = await run(inner)
      record(inner, `${what}Succeeded`, about)
      return output
    } catch (error) {
      if (!(signal.reason instanceof Suspension))
        record(inner, signal.aborted ? `${what}Aborted` : `${what}Failed`, about)
      throw error
    }
  }

  async function parallel(line: Line, state: State): Promise<unknown> {
    const { frame } = line
    const names = bindings(line)
    const input = state.Arguments === undefined ? frame.input : await evaluate(state.Arguments, names, 'Arguments')
    const branches = state.Branches ?? []
    record(line, 'ParallelStateStarted', {})
    const result = await together(line.signal, branches, branches.length, async (branch, index, signal) => {
      const path = childPath(frame, String(index))
      const child = around.loadFrame(path) ?? newFrame(path, branch.StartAt, input, around.now())
      const scope: Scope = { variables: names.variables, ...(line.scope.item ? { item: line.scope.item } : {}) }
      return run({ frame: child, states: branch.States, scope, signal, latest: line.latest })
    }).catch((error: unknown) => {
      if (error instanceof Failure) record(line, 'ParallelStateFailed', { error: error.error, cause: error.cause })
      throw error
    })
    record(line, 'ParallelStateSucceeded', {})
    around.dropFrames(childPath(frame, ''))
    return result
  }

  return run
}

function itemsOf(
  source: unknown,
): readonly { readonly Index: number; readonly Value: unknown; readonly Key?: string }[] {
  if (Array.isArray(source)) return source.map((Value: unknown, Index) => ({ Index, Value }))
  if (typeof source === 'object' && source !== null) {
    return Object.entries(source).map(([Key, value], Index) => ({
      Index,
      Key,
      Value: { Key, Value: value as unknown },
    }))
  }
  throw new Failure(
    'States.QueryEvaluationError',
    `Items must be an array or an object, got ${JSON.stringify(source)?.slice(0, 100)}`,
  )
}

function childPath(frame: Frame, index: string): string {
  return `${frame.path}/${frame.state}/${index}`
}

function regionOf(arn: string): string {
  return arn.split(':')[3] ?? ''
}
