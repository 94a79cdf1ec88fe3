import type { Catcher, Retrier } from './definition.ts'

/** An error inside an execution, by the name that Retry and Catch know. */
export class Failure extends Error {
  /** `States.Timeout`, `Glue.ConcurrentRunsExceededException`, the `name` of a function's error … */
  readonly error: string
  override readonly cause: string

  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`)
    this.name = error
    this.error = error
    this.cause = cause
  }
}

/** The execution ends from outside: StopExecution or its own timeout. No Catch sees it. */
export class Interruption extends Error {
  readonly status: 'ABORTED' | 'TIMED_OUT'
  readonly error: string | undefined
  readonly reason: string | undefined

  constructor(status: 'ABORTED' | 'TIMED_OUT', error?: string, reason?: string) {
    super(status)
    this.status = status
    this.error = error
    this.reason = reason
  }
}

/** The plane stops; the execution goes on at the next start. */
export class Suspension extends Error {}

/** Wildcards do not catch these: the definition is wrong, or data are too large. */
const terminal: ReadonlySet<string> = new Set(['States.DataLimitExceeded', 'States.Runtime'])

export function matches(handler: Retrier | Catcher, failure: Failure, isTask: boolean): boolean {
  return handler.ErrorEquals.some((name) => {
    if (name === failure.error) return failure.error !== 'States.Runtime'
    if (terminal.has(failure.error)) return false
    if (name === 'States.ALL') return true
    return name === 'States.TaskFailed' && isTask && failure.error !== 'States.Timeout'
  })
}

/** Milliseconds before try number `attempt` (1 = first retry). `random` is in [0, 1). */
export function retryDelay(retrier: Retrier, attempt: number, random: () => number): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds, JitterStrategy } = retrier
  const full =
    Math.min(IntervalSeconds * BackoffRate ** (attempt - 1), MaxDelaySeconds ?? Number.POSITIVE_INFINITY) * 1000
  return JitterStrategy === 'FULL' ? random() * full : full
}
