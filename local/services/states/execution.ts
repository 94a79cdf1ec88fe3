/** An execution as it is remembered; everything that a restarted plane needs to go on, with its frames. */
export interface Execution {
  readonly arn: string
  readonly name: string
  readonly machineArn: string
  readonly machineName: string
  /** The definition, role and logging of the moment it began: an update of the machine changes nothing for it. */
  readonly definition: string
  readonly roleArn: string
  readonly logging: Logging
  /** JSON text as it was given. */
  readonly input: string
  readonly startDate: string
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED'
  stopDate?: string
  output?: string
  error?: string
  cause?: string
}

export interface Logging {
  readonly group?: string
  readonly level: 'ALL' | 'ERROR' | 'FATAL' | 'OFF'
  readonly includeExecutionData: boolean
}

/** Where one line of control stands: the execution itself (path ''), an iteration of a Map, a branch of a Parallel. */
export interface Frame {
  readonly path: string
  state: string
  input: unknown
  /** Of this scope only; outer ones are in the outer frame. */
  variables: Record<string, unknown>
  /** Tries so far per retrier of the state in hand. */
  retries: Record<string, number>
  retryCount: number
  enteredAt: string
  /** False until the state in hand has been entered: a resumed frame does not enter it twice. */
  entered: boolean
  waitUntil?: string
  /** What the task in hand noted, for example the run that it waits for. */
  noted?: unknown
  done: boolean
  output?: unknown
}

export function newFrame(path: string, state: string, input: unknown, now: Date): Frame {
  return {
    path,
    state,
    input,
    variables: {},
    retries: {},
    retryCount: 0,
    enteredAt: now.toISOString(),
    entered: false,
    done: false,
  }
}

/** The frame goes on to its next state. */
export function advance(frame: Frame, state: string, input: unknown, now: Date): void {
  frame.state = state
  frame.input = input
  frame.retries = {}
  frame.retryCount = 0
  frame.enteredAt = now.toISOString()
  frame.entered = false
  delete frame.waitUntil
  delete frame.noted
}
