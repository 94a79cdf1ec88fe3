import type { BatchManifest } from '#runtime/manifest-log.ts'
import type { TestLakehouse } from './lakehouse.ts'

/** What tests do to roles and, as the deployer, to everything else. */
export interface Permissions {
  admin(service: string, operation: string, input: object): Promise<Readonly<Record<string, unknown>>>
  /** Runs something while a role is denied an action, whatever its policies allow. */
  without<T>(role: string, action: string | readonly string[], run: () => Promise<T>): Promise<T>
  /** What a role's clients were allowed to do so far: its actions, each once. */
  actionsOf(role: string): readonly string[]
  /** True when an action of a role was refused since the given number of accesses. */
  refused(role: string, action: string): boolean
  /** Every role and action that `without` has denied so far, `role: action`. */
  readonly denied: ReadonlySet<string>
  /** Invokes a function; what it answered, error or not. */
  answerOf(name: string, payload: unknown): Promise<{ readonly failed: boolean; readonly text: string }>
  /** Invokes a function; the text of its error, or undefined. */
  failureOf(name: string, payload: unknown): Promise<string | undefined>
  /** Every payload that state machines have sent to a function. */
  payloadsOf(name: string): Promise<readonly unknown[]>
  /** Waits for the end of an execution: status, and error with cause. */
  endOf(executionArn: string): Promise<{ readonly status: string; readonly failure: string }>
  /** Runs the Glue job by hand; how it ended. */
  runJob(parameters: Readonly<Record<string, string>>): Promise<{ readonly state: string; readonly error: string }>
  /** Puts a manifest of the same objects that nobody was told of, an hour old; its batch id. */
  strand(manifest: BatchManifest): Promise<string>
}

const manifestRule = 'tributary-local-manifest'
const job = 'tributary-local-conform-events'
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

export function permissionsOf({ plane, stack, execution }: TestLakehouse): Permissions {
  const admin: Permissions['admin'] = async (service, operation, input) =>
    (await plane.context.call(service, operation, { ...input }, plane.context.admin)) as Record<string, unknown>
  const denied = new Set<string>()
  const answerOf: Permissions['answerOf'] = async (FunctionName, payload) => {
    const answer = await admin('lambda', 'Invoke', { FunctionName, Payload: Buffer.from(JSON.stringify(payload)) })
    const text = Buffer.from(answer.Payload as Uint8Array).toString('utf8')
    return { failed: answer.FunctionError !== undefined, text }
  }
  return {
    admin,
    without: async (role, actions, run) => {
      for (const action of [actions].flat()) denied.add(`${role}: ${action}`)
      const policy = { RoleName: role, PolicyName: 'denied' }
      const statement = { Effect: 'Deny', Action: actions, Resource: '*' }
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] })
      await admin('iam', 'PutRolePolicy', { ...policy, PolicyDocument })
      try {
        return await run()
      } finally {
        await admin('iam', 'DeleteRolePolicy', policy)
      }
    },
    actionsOf: (role) => {
      const own = plane.accesses().filter((each) => each.role === role && each.origin === 'client' && each.grants)
      return [...new Set(own.map(({ action }) => action))]
    },
    refused: (role, action) =>
      plane.accesses().some((each) => each.role === role && each.action === action && each.refused !== undefined),
    denied,
    answerOf,
    failureOf: async (name, payload) => {
      const { failed, text } = await answerOf(name, payload)
      return failed ? text : undefined
    },
    payloadsOf: async (name) => {
      const { stateMachines } = await admin('states', 'ListStateMachines', {})
      const payloads: string[] = []
      for (const { stateMachineArn } of stateMachines as readonly { stateMachineArn: string }[]) {
        const { executions } = await admin('states', 'ListExecutions', { stateMachineArn })
        for (const { executionArn } of executions as readonly { executionArn: string }[]) {
          const { events } = await admin('states', 'GetExecutionHistory', { executionArn, maxResults: 1_000 })
          for (const { taskScheduledEventDetails: task } of events as readonly Event[]) {
            if (task === undefined) continue
            const { FunctionName = '', Payload } = JSON.parse(task.parameters) as Invocation
            if (FunctionName.endsWith(`:${name}`)) payloads.push(JSON.stringify(Payload))
          }
        }
      }
      return [...new Set(payloads)].map((each) => JSON.parse(each) as unknown)
    },
    endOf: async (executionArn) => {
      const status = await execution(executionArn)
      const { error = '', cause = '' } = await admin('states', 'DescribeExecution', { executionArn })
      return { status, failure: `${error} ${cause}` }
    },
    runJob: async (parameters) => {
      const started = await admin('glue', 'StartJobRun', { JobName: job, Arguments: parameters })
      for (;;) {
        const { JobRun } = await admin('glue', 'GetJobRun', { JobName: job, RunId: started.JobRunId })
        const { JobRunState: state, ErrorMessage: error = '' } = JobRun as Record<string, string>
        if (state !== undefined && !['STARTING', 'RUNNING', 'WAITING', 'STOPPING'].includes(state))
          return { state, error }
        await pause(200)
      }
    },
    strand: async (manifest) => {
      const sequence = manifest.sequence + 1
      const batch_id = `b${String(sequence).padStart(10, '0')}`
      const claimed_at = new Date(Date.now() - 3_600_000).toISOString()
      const lost = { ...manifest, sequence, batch_id, claimed_at, nonce: 'stranded' }
      const Key = `manifests/${String(sequence).padStart(10, '0')}.json`
      await admin('events', 'DisableRule', { Name: manifestRule })
      await admin('s3', 'PutObject', { Bucket: stack.buckets.batches, Key, Body: JSON.stringify(lost) })
      await pause(500)
      await admin('events', 'EnableRule', { Name: manifestRule })
      return batch_id
    },
  }
}

interface Event {
  readonly taskScheduledEventDetails?: { readonly parameters: string }
}

interface Invocation {
  readonly FunctionName?: string
  readonly Payload?: unknown
}
