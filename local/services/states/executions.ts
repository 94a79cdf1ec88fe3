import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { ServiceError } from '../../errors.ts'
import type { PlaneContext } from '../../service.ts'
import { readDefinition } from './definition.ts'
import type { Execution, Frame } from './execution.ts'
import { Failure, Interruption, Suspension } from './failures.ts'
import { type History, openHistory, withoutData } from './history.ts'
import { runTask } from './integrations.ts'
import { interpret } from './interpreter.ts'
import type { Machine } from './machine.ts'

const mostEvents = 25_000
const largestInput = 256 * 1024

/** Executions: started, stopped, remembered, resumed. */
export interface Executions {
  /** Throws ExecutionAlreadyExists, InvalidName, InvalidExecutionInput. */
  start(machine: Machine, name: string | undefined, input: string): Execution
  stop(arn: string, error: string | undefined, cause: string | undefined): Promise<Execution>
  /** Throws ExecutionDoesNotExist. */
  find(arn: string): Execution
  list(): readonly Execution[]
  history(arn: string): History
  resume(): void
  /** Lets go of what runs; it goes on at the next start. */
  suspend(): Promise<void>
}

interface Running {
  readonly control: AbortController
  readonly ended: Promise<void>
}

export function createExecutions(plane: PlaneContext, random: () => number = Math.random): Executions {
  const executions = plane.store.collection<Execution>('states-executions')
  const frames = plane.store.collection<Frame>('states-frames')
  const folder = join(plane.stateDir, 'executions')
  const running = new Map<string, Running>()
  let suspended = false
  const histories = new Map<string, History>()
  const frameId = (execution: Execution, path: string) => `${execution.arn} ${path}`

  function find(arn: string): Execution {
    const found = executions.get(arn)
    if (found) return found
    throw new ServiceError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`)
  }

  function history(arn: string): History {
    const known = histories.get(arn)
    if (known) return known
    const opened = openHistory(folder, arn)
    histories.set(arn, opened)
    return opened
  }

  function record(
    execution: Execution,
    type: string,
    previous: number,
    details: Readonly<Record<string, unknown>>,
  ): number {
    const event = history(execution.arn).add(type, previous, details, plane.clock.now())
    log(execution, event.id, type, previous, details)
    return event.id
  }

  function log(
    execution: Execution,
    id: number,
    type: string,
    previous: number,
    details: Readonly<Record<string, unknown>>,
  ): void {
    const { group, level, includeExecutionData } = execution.logging
    const bad = /Failed$|TimedOut$|Aborted$/.test(type)
    const wanted =
      level === 'ALL' || (level === 'ERROR' && bad) || (level === 'FATAL' && bad && type.startsWith('Execution'))
    if (group === undefined || !wanted) return
    const line = {
      id: String(id),
      type,
      details: includeExecutionData ? details : withoutData(details),
      previous_event_id: String(previous),
      event_timestamp: String(plane.clock.now().getTime()),
      execution_arn: execution.arn,
    }
    plane.logs.write(group, `states/${execution.machineName}/${execution.name}`, JSON.stringify(line))
  }

  function launch(execution: Execution): void {
    const control = new AbortController()
    const paths = new Set<string>()
    const prefix = frameId(execution, '')
    for (const id of frames.ids()) if (id.startsWith(prefix)) paths.add(id)
    const { TimeoutSeconds } = readDefinition(execution.definition)
    const left =
      TimeoutSeconds === undefined
        ? undefined
        : new Date(execution.startDate).getTime() + TimeoutSeconds * 1000 - plane.clock.now().getTime()
    const cancelTimeout =
      left === undefined
        ? () => {}
        : plane.clock.after(left, () => control.abort(new Interruption('TIMED_OUT', 'States.Timeout')))
    const ended = interpret(
      execution,
      {
        now: () => plane.clock.now(),
        sleep: (milliseconds, signal) => plane.clock.sleep(milliseconds, signal),
        random,
        runTask: (call) => runTask(plane, call),
        saveFrame: (frame) => {
          if (control.signal.aborted) return
          frames.put(frameId(execution, frame.path), frame)
          paths.add(frameId(execution, frame.path))
        },
        loadFrame: (path) => frames.get(frameId(execution, path)),
        dropFrames: (below) => {
          for (const id of paths) if (id.startsWith(frameId(execution, below))) drop(id, paths)
        },
        event: (type, previous, details) => {
          if (history(execution.arn).length >= mostEvents) {
            throw new Failure(
              'States.Runtime',
              `The execution reached the maximum number of history events (${mostEvents}).`,
            )
          }
          return control.signal.reason instanceof Suspension ? previous : record(execution, type, previous, details)
        },
      },
      control.signal,
    )
      .then(
        (output) => end(execution, { status: 'SUCCEEDED', output: JSON.stringify(output) }),
        (error: unknown) => failed(execution, error),
      )
      .then((over) => {
        cancelTimeout()
        running.delete(execution.arn)
        if (over) for (const id of paths) drop(id, paths)
      })
    running.set(execution.arn, { control, ended })
  }

  function drop(id: string, paths: Set<string>): void {
    frames.delete(id)
    paths.delete(id)
  }

  /** True when the execution is over; false when it waits for the next start. */
  function failed(execution: Execution, error: unknown): boolean {
    if (error instanceof Suspension) return false
    if (error instanceof Interruption) {
      return end(execution, {
        status: error.status,
        ...(error.error === undefined ? {} : { error: error.error }),
        ...(error.reason === undefined ? {} : { cause: error.reason }),
      })
    }
    const failure = error instanceof Failure ? error : new Failure('States.Runtime', String(error))
    return end(execution, { status: 'FAILED', error: failure.error, cause: failure.cause })
  }

  function end(execution: Execution, how: Pick<Execution, 'status' | 'output' | 'error' | 'cause'>): true {
    const types = {
      SUCCEEDED: 'ExecutionSucceeded',
      FAILED: 'ExecutionFailed',
      TIMED_OUT: 'ExecutionTimedOut',
      ABORTED: 'ExecutionAborted',
      RUNNING: '',
    }
    const { status, ...details } = how
    record(execution, types[status], history(execution.arn).length, details)
    Object.assign(execution, how, { stopDate: plane.clock.now().toISOString() })
    executions.put(execution.arn, execution)
    announce(execution)
    return true
  }

  function announce(execution: Execution): void {
    const millis = (iso: string | undefined) => (iso === undefined ? null : new Date(iso).getTime())
    plane.deliverEvent(
      {
        version: '0',
        id: randomUUID(),
        'detail-type': 'Step Functions Execution Status Change',
        source: 'aws.states',
        account: plane.accountId,
        time: `${plane.clock.now().toISOString().slice(0, 19)}Z`,
        region: plane.region,
        resources: [execution.arn],
        detail: {
          executionArn: execution.arn,
          stateMachineArn: execution.machineArn,
          name: execution.name,
          status: execution.status,
          startDate: millis(execution.startDate),
          stopDate: millis(execution.stopDate),
          input: execution.input,
          output: execution.output ?? null,
          inputDetails: { included: true },
          outputDetails: execution.output === undefined ? null : { included: true },
          error: execution.error ?? null,
          cause: execution.cause ?? null,
        },
      },
      'default',
    )
  }

  function checkStart(arn: string, name: string, input: string): Execution | undefined {
    if (name.length > 80 || /[\s<>{}[\]?*"#%\\^|~`$&,;:/]|\p{Cc}/u.test(name) || name === '') {
      throw new ServiceError('InvalidName', `Invalid Name: '${name}'`)
    }
    const known = executions.get(arn)
    if (!known) return undefined
    if (known.status === 'RUNNING' && known.input === input) return known
    throw new ServiceError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`)
  }

  return {
    start: (machine, given, input) => {
      if (Buffer.byteLength(input) > largestInput)
        throw new ServiceError('InvalidExecutionInput', `The input is larger than ${largestInput} bytes`)
      try {
        JSON.parse(input)
      } catch (error) {
        throw new ServiceError(
          'InvalidExecutionInput',
          `Invalid State Machine Execution Input: ${(error as Error).message}`,
        )
      }
      const name = given ?? randomUUID()
      const arn = `${machine.arn.replace(':stateMachine:', ':execution:')}:${name}`
      const known = checkStart(arn, name, input)
      if (known) return known
      const execution: Execution = {
        arn,
        name,
        machineArn: machine.arn,
        machineName: machine.name,
        definition: machine.definition,
        roleArn: machine.roleArn,
        logging: machine.logging,
        input,
        startDate: plane.clock.now().toISOString(),
        status: 'RUNNING',
      }
      executions.put(arn, execution)
      record(execution, 'ExecutionStarted', 0, { input, roleArn: machine.roleArn })
      announce(execution)
      if (!suspended) launch(execution)
      return execution
    },
    stop: async (arn, error, cause) => {
      const execution = find(arn)
      const active = running.get(arn)
      if (active) {
        active.control.abort(new Interruption('ABORTED', error, cause))
        await active.ended
      } else if (execution.status === 'RUNNING') failed(execution, new Interruption('ABORTED', error, cause))
      return execution
    },
    find,
    list: () => executions.list(),
    history,
    resume: () => {
      suspended = false
      for (const execution of executions.list()) if (execution.status === 'RUNNING') launch(execution)
    },
    suspend: async () => {
      suspended = true // what starts now is remembered and runs after the next start
      const all = [...running.values()]
      for (const { control } of all) control.abort(new Suspension('The plane stops'))
      await Promise.all(all.map(({ ended }) => ended))
    },
  }
}
