import { messageOf, ServiceError } from '../../errors.ts'
import { isRecord } from '../../input.ts'
import type { Input, PlaneContext } from '../../service.ts'
import { Failure, Suspension } from './failures.ts'

/** One call of a Task state. */
export interface TaskCall {
  readonly resource: string
  readonly arguments: unknown
  readonly role: string
  /** Aborted when the task times out or the execution ends. */
  readonly signal: AbortSignal
  /** What an earlier process noted about this very task; a `.sync` task goes on with it. */
  readonly noted: unknown
  /** Remembers what a restarted plane needs to go on. */
  readonly note: (value: unknown) => void
}

/** How a resource reads in history: `glue` and `startJobRun.sync`. */
export interface ResourceName {
  readonly type: string
  readonly name: string
}

/** SDK name in the resource ARN → service of this plane and the name that errors begin with. */
const services: Readonly<Record<string, readonly [service: string, prefix: string]>> = {
  redshiftdata: ['redshift-data', 'RedshiftData'],
  redshiftserverless: ['redshift-serverless', 'RedshiftServerless'],
  sfn: ['states', 'Sfn'],
  s3: ['s3', 'S3'],
  glue: ['glue', 'Glue'],
  lambda: ['lambda', 'Lambda'],
  eventbridge: ['events', 'EventBridge'],
  firehose: ['firehose', 'Firehose'],
  scheduler: ['scheduler', 'Scheduler'],
  secretsmanager: ['secretsmanager', 'SecretsManager'],
  sqs: ['sqs', 'Sqs'],
  sns: ['sns', 'Sns'],
  sts: ['sts', 'Sts'],
  cloudwatch: ['monitoring', 'CloudWatch'],
  cloudwatchlogs: ['logs', 'CloudWatchLogs'],
}

/** Their members begin with a small letter on the wire and with a capital one in a state machine. */
const smallLetters: ReadonlySet<string> = new Set(['states', 'redshift-serverless', 'logs'])

const pollMilliseconds = 250

/** Splits a resource ARN. Throws an Error that names what this plane does not run. */
export function readResource(resource: string): ResourceName {
  if (/^arn:[\w-]+:lambda:/.test(resource)) return { type: 'lambda', name: resource }
  const sdk = /^arn:[\w-]+:states:::aws-sdk:(\w+):(\w+)$/.exec(resource)
  if (sdk?.[1] !== undefined && sdk[2] !== undefined && services[sdk[1]])
    return { type: `aws-sdk:${sdk[1]}`, name: sdk[2] }
  const optimized = /^arn:[\w-]+:states:::(\w+):([\w.:]+)$/.exec(resource)
  if (optimized && `${optimized[1]}:${optimized[2]}` in runners)
    return { type: optimized[1] ?? '', name: optimized[2] ?? '' }
  throw new Error(`The resource ${resource} is not in this local plane`)
}

type Runner = (plane: PlaneContext, call: TaskCall) => Promise<unknown>

const runners: Readonly<Record<string, Runner>> = {
  'lambda:invoke': (plane, call) => invoke(plane, call, asInput(call)),
  'glue:startJobRun': (plane, call) => callService(plane, call, 'glue', 'StartJobRun', 'Glue'),
  'glue:startJobRun.sync': startJobRunSync,
  'events:putEvents': putEvents,
  'sqs:sendMessage': (plane, call) => callService(plane, call, 'sqs', 'SendMessage', 'SQS'),
  'sns:publish': (plane, call) => callService(plane, call, 'sns', 'Publish', 'SNS'),
}

/** Runs the task. Rejects with Failure, named as AWS names it. */
export async function runTask(plane: PlaneContext, call: TaskCall): Promise<unknown> {
  const { type, name } = readResource(call.resource)
  if (type === 'lambda' && name === call.resource) {
    const answer = (await invoke(plane, call, { FunctionName: call.resource, Payload: call.arguments ?? {} })) as {
      readonly Payload: unknown
    }
    return answer.Payload
  }
  const sdk = type.startsWith('aws-sdk:') ? services[type.slice('aws-sdk:'.length)] : undefined
  if (sdk) return callService(plane, call, sdk[0], `${name.charAt(0).toUpperCase()}${name.slice(1)}`, sdk[1])
  const run = runners[`${type}:${name}`]
  if (!run) throw new Failure('States.Runtime', `The resource ${call.resource} is not in this local plane`)
  return run(plane, call)
}

function asInput({ arguments: given }: TaskCall): Input {
  if (given === undefined) return {}
  if (isRecord(given)) return given
  throw new Failure('States.Runtime', `Arguments must be an object, got ${JSON.stringify(given)?.slice(0, 100)}`)
}

async function callService(
  plane: PlaneContext,
  call: TaskCall,
  service: string,
  operation: string,
  prefix: string,
  input = asInput(call),
): Promise<unknown> {
  const small = smallLetters.has(service)
  try {
    const answer = await plane.call(service, operation, (small ? renamed(input, lower) : input) as Input, call.role)
    const json = await asJson(answer)
    return (small ? renamed(json, upper) : json) ?? {}
  } catch (error) {
    throw failureOf(error, prefix)
  }
}

/** `ConcurrentRunsExceededException` of Glue → `Glue.ConcurrentRunsExceededException`. What the plane lacks is no error to catch. */
function failureOf(error: unknown, prefix: string): Failure {
  if (error instanceof Failure) return error
  if (!(error instanceof ServiceError)) return new Failure('States.Runtime', `${prefix}: ${messageOf(error)}`)
  if (error.code === 'UnsupportedOperation')
    return new Failure('States.Runtime', `UnsupportedOperation: ${error.message}`)
  const name = error.code.endsWith('Exception') ? error.code : `${error.code}Exception`
  return new Failure(`${prefix}.${name}`, `${error.message} (Service: ${prefix}, Status Code: ${error.status})`)
}

async function invoke(plane: PlaneContext, call: TaskCall, given: Input): Promise<unknown> {
  const payload = given.Payload === undefined ? {} : given.Payload
  const input = { ...given, Payload: Buffer.from(JSON.stringify(payload)) }
  const answer = (await callRaw(plane, call, input)) as {
    readonly StatusCode?: number
    readonly FunctionError?: string
    readonly ExecutedVersion?: string
    readonly Payload?: unknown
  }
  const text = textOf(answer.Payload)
  if (answer.FunctionError !== undefined) throw functionFailure(text)
  const { StatusCode = 200, ExecutedVersion = '$LATEST' } = answer
  return { ExecutedVersion, StatusCode, Payload: parsed(text) ?? null }
}

async function callRaw(plane: PlaneContext, call: TaskCall, input: Input): Promise<unknown> {
  try {
    return await plane.call('lambda', 'Invoke', input, call.role)
  } catch (error) {
    throw failureOf(error, 'Lambda')
  }
}

/** A function's error has the name of what it threw; its cause is the whole error document. */
function functionFailure(text: string): Failure {
  const document = parsed(text)
  const type = isRecord(document) && typeof document.errorType === 'string' ? document.errorType : 'Lambda.Unknown'
  return new Failure(type, text)
}

async function putEvents(plane: PlaneContext, call: TaskCall): Promise<unknown> {
  const input = asInput(call)
  const entries = (Array.isArray(input.Entries) ? (input.Entries as readonly unknown[]) : []).map((entry) =>
    isRecord(entry) && typeof entry.Detail !== 'string' ? { ...entry, Detail: JSON.stringify(entry.Detail) } : entry,
  )
  const answer = await callService(plane, call, 'events', 'PutEvents', 'EventBridge', { ...input, Entries: entries })
  if (isRecord(answer) && Number(answer.FailedEntryCount) > 0)
    throw new Failure('EventBridge.FailedEntry', JSON.stringify(answer))
  return answer
}

/** Starts the run, or goes on with the one that was started before the plane died, and waits for its end. */
async function startJobRunSync(plane: PlaneContext, call: TaskCall): Promise<unknown> {
  const input = asInput(call)
  const JobName = String(input.JobName)
  let RunId = isRecord(call.noted) ? String(call.noted.runId) : undefined
  if (RunId === undefined) {
    const started = await callService(plane, call, 'glue', 'StartJobRun', 'Glue')
    RunId = String((started as { readonly JobRunId?: string }).JobRunId)
    call.note({ runId: RunId })
  }
  const stop = () => {
    plane.call('glue', 'BatchStopJobRun', { JobName, JobRunIds: [RunId] }, call.role).catch(() => {})
  }
  for (;;) {
    const answer = (await callService(plane, call, 'glue', 'GetJobRun', 'Glue', { JobName, RunId })) as {
      readonly JobRun: Input
    }
    const state = String(answer.JobRun.JobRunState)
    if (state === 'SUCCEEDED') return answer.JobRun
    if (/^(FAILED|ERROR|TIMEOUT|STOPPED|EXPIRED)$/.test(state))
      throw new Failure('States.TaskFailed', JSON.stringify(answer.JobRun))
    await plane.clock.sleep(pollMilliseconds, call.signal).catch((error: unknown) => {
      if (call.signal.reason !== undefined && !isSuspended(call.signal)) stop()
      throw error
    })
  }
}

function isSuspended(signal: AbortSignal): boolean {
  return signal.reason instanceof Suspension
}

/** Dates as ISO text, bytes and streams as text. */
async function asJson(value: unknown): Promise<unknown> {
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8')
  if (Array.isArray(value)) return Promise.all(value.map(asJson))
  if (typeof value !== 'object' || value === null) return value
  if (Symbol.asyncIterator in value) return streamText(value as AsyncIterable<Uint8Array | string>)
  const members: [string, unknown][] = []
  for (const [name, member] of Object.entries(value))
    if (member !== undefined) members.push([name, await asJson(member)])
  return Object.fromEntries(members)
}

async function streamText(stream: AsyncIterable<Uint8Array | string>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  return Buffer.concat(chunks).toString('utf8')
}

function textOf(payload: unknown): string {
  if (payload instanceof Uint8Array) return Buffer.from(payload).toString('utf8')
  return typeof payload === 'string' ? payload : ''
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text === '' ? undefined : text
  }
}

const lower = (name: string) => `${name.charAt(0).toLowerCase()}${name.slice(1)}`
const upper = (name: string) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (Array.isArray(value)) return value.map((each) => renamed(each, rename))
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [rename(name), renamed(member, rename)]))
}
