import type { Input } from '../../service.ts'

export type RunState = 'STARTING' | 'RUNNING' | 'STOPPING' | 'STOPPED' | 'SUCCEEDED' | 'FAILED' | 'TIMEOUT'

export interface JobRun {
  readonly id: string
  readonly jobName: string
  readonly state: RunState
  readonly arguments: Readonly<Record<string, string>>
  readonly attempt: number
  readonly timeoutMinutes: number
  /** ISO 8601. */
  readonly startedOn: string
  readonly completedOn?: string
  readonly errorMessage?: string
  readonly workerType?: string
  readonly numberOfWorkers?: number
}

const live: ReadonlySet<RunState> = new Set(['STARTING', 'RUNNING', 'STOPPING'])

export const isLive = (run: JobRun): boolean => live.has(run.state)

/** What `GetJobRun` answers. */
export function describeRun(run: JobRun): Input {
  const started = new Date(run.startedOn)
  const completed = run.completedOn === undefined ? undefined : new Date(run.completedOn)
  return {
    Id: run.id,
    JobName: run.jobName,
    Attempt: run.attempt,
    JobRunState: run.state,
    Arguments: run.arguments,
    StartedOn: started,
    LastModifiedOn: completed ?? started,
    CompletedOn: completed,
    ErrorMessage: run.errorMessage,
    ExecutionTime: completed ? Math.round((completed.getTime() - started.getTime()) / 1000) : 0,
    Timeout: run.timeoutMinutes,
    WorkerType: run.workerType,
    NumberOfWorkers: run.numberOfWorkers,
    LogGroupName: '/aws-glue/jobs',
  }
}
