import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { coldSpark, type Spark, type SparkOutcome, warmSpark } from '../../engines/spark/spark.ts'
import { messageOf, ServiceError } from '../../errors.ts'
import { optionalNumber, optionalText, text, texts } from '../../input.ts'
import type { PlaneContext, Service } from '../../service.ts'
import { catalogEntries } from './catalog/entries.ts'
import { catalogOperations } from './catalog/operations.ts'
import { catalogResources } from './catalog/resources.ts'
import { fetchFile } from './code.ts'
import { argumentsOf, describeJob, type Job, jobResource } from './jobs.ts'
import { describeRun, isLive, type JobRun, type RunState } from './runs.ts'

const logGroup = '/aws-glue/jobs'
/** Glue reads these itself and does not act on them again in the script. Wheels come with the plane's Python. */
const consumedByGlue: ReadonlySet<string> = new Set(['--extra-py-files', '--additional-python-modules', '--conf'])

class Stopped extends Error {}
class TimedOut extends Error {}

/** Glue: the Data Catalog, and Spark jobs on Apache Spark. A run that was live when the plane died is FAILED after the next start. */
export function createGlueService(plane: PlaneContext): Service {
  const jobs = plane.store.collection<Job>('glue-jobs')
  const runs = plane.store.collection<JobRun>('glue-job-runs')
  const catalog = catalogEntries(plane)
  const folder = join(plane.stateDir, 'glue')
  mkdirSync(folder, { recursive: true })
  const spark = openSpark(plane, folder)
  const live = new Map<string, AbortController>()

  const job = (name: string): Job => {
    const found = jobs.get(name)
    if (!found) throw new ServiceError('EntityNotFoundException', `Job ${name} was not found`)
    return found
  }
  const run = (jobName: string, id: string): JobRun => {
    const found = runs.get(id)
    if (found?.jobName !== jobName)
      throw new ServiceError('EntityNotFoundException', `Run ${id} of job ${jobName} was not found`)
    return found
  }
  const put = (changed: JobRun, state: RunState, more: Partial<JobRun> = {}): JobRun => {
    const next = { ...changed, ...more, state }
    runs.put(next.id, next)
    if (!isLive(next)) announce(plane, next)
    return next
  }
  const finish = (started: JobRun, state: RunState, errorMessage?: string) =>
    put(started, state, {
      completedOn: plane.clock.now().toISOString(),
      ...(errorMessage !== undefined && { errorMessage }),
    })

  async function execute(definition: Job, started: JobRun, control: AbortController): Promise<void> {
    const cancelTimeout = plane.clock.after(started.timeoutMinutes * 60_000, () => control.abort(new TimedOut()))
    try {
      put(started, 'RUNNING')
      const outcome = await submit(definition, started, control.signal)
      if (outcome.exitCode === 0) finish(started, 'SUCCEEDED')
      else finish(started, 'FAILED', outcome.message)
    } catch (error) {
      if (error instanceof TimedOut) finish(started, 'TIMEOUT', `timed out after ${started.timeoutMinutes} minutes`)
      else if (error instanceof Stopped) finish(started, 'STOPPED')
      else finish(started, 'FAILED', messageOf(error))
    } finally {
      cancelTimeout()
      live.delete(started.id)
    }
  }

  async function submit(definition: Job, started: JobRun, signal: AbortSignal): Promise<SparkOutcome> {
    if (!spark) throw new Error('this plane was started without a Python that has pyspark')
    const given = started.arguments
    const files = (given['--extra-py-files'] ?? '').split(',').filter((uri) => uri !== '')
    const fetched = (uri: string) => fetchFile(plane, folder, uri, definition.role)
    const [script, ...pyFiles] = await Promise.all([definition.scriptLocation, ...files].map(fetched))
    if (!script) throw new Error(`job ${definition.name} has no script`)
    const argv = Object.entries({ '--JOB_NAME': definition.name, '--JOB_RUN_ID': started.id, ...given })
      .filter(([name]) => !consumedByGlue.has(name))
      .flat()
    const onLine = (line: string) => plane.logs.write(logGroup, started.id, line)
    return spark.run({ script, pyFiles, argv, env: environmentOf(plane, definition.role) }, onLine, signal)
  }

  return {
    name: 'glue',
    resources: { 'AWS::Glue::Job': jobResource(jobs, () => spark?.prewarm()), ...catalogResources(plane, catalog) },
    operations: {
      ...catalogOperations(plane, catalog),
      GetJob: (input) => ({ Job: describeJob(job(text(input, 'JobName'))) }),
      StartJobRun: (input) => {
        const definition = job(text(input, 'JobName'))
        const others = runs.list().filter((other) => other.jobName === definition.name && isLive(other))
        if (others.length >= definition.maxConcurrentRuns) {
          throw new ServiceError('ConcurrentRunsExceededException', `Concurrent runs exceeded for ${definition.name}`)
        }
        const workerType = optionalText(input, 'WorkerType') ?? definition.workerType
        const numberOfWorkers = optionalNumber(input, 'NumberOfWorkers') ?? definition.numberOfWorkers
        const started: JobRun = {
          id: `jr_${randomBytes(32).toString('hex')}`,
          jobName: definition.name,
          state: 'STARTING',
          arguments: { ...definition.defaultArguments, ...argumentsOf(input, 'Arguments') },
          attempt: 0,
          timeoutMinutes: optionalNumber(input, 'Timeout') ?? definition.timeoutMinutes,
          startedOn: plane.clock.now().toISOString(),
          ...(workerType !== undefined && { workerType }),
          ...(numberOfWorkers !== undefined && { numberOfWorkers }),
        }
        runs.put(started.id, started)
        const control = new AbortController()
        live.set(started.id, control)
        void execute(definition, started, control)
        return { JobRunId: started.id }
      },
      GetJobRun: (input) => ({ JobRun: describeRun(run(text(input, 'JobName'), text(input, 'RunId'))) }),
      GetJobRuns: (input) => {
        const name = job(text(input, 'JobName')).name
        const own = runs.list().filter(({ jobName }) => jobName === name)
        const newestFirst = [...own].sort((a, b) => b.startedOn.localeCompare(a.startedOn))
        return { JobRuns: newestFirst.slice(0, optionalNumber(input, 'MaxResults') ?? 200).map(describeRun) }
      },
      BatchStopJobRun: (input) => {
        const name = text(input, 'JobName')
        const stopped = texts(input, 'JobRunIds').map((id) => {
          const found = run(name, id)
          if (isLive(found)) put(found, 'STOPPING')
          live.get(id)?.abort(new Stopped())
          return { JobName: name, JobRunId: id }
        })
        return { SuccessfulSubmissions: stopped, Errors: [] }
      },
    },
    start: async () => {
      for (const left of runs.list().filter(isLive)) finish(left, 'FAILED', 'the machine stopped during the run')
      if (jobs.list().length > 0) spark?.prewarm()
    },
    stop: async () => {
      for (const control of live.values()) control.abort(new Stopped())
      await spark?.stop()
    },
  }
}

function openSpark(plane: PlaneContext, folder: string): Spark | undefined {
  const { python, javaHome, spark: mode = 'warm' } = plane.options
  if (python === undefined) return undefined
  const options = { python, folder, ...(javaHome !== undefined && { javaHome }) }
  return mode === 'warm' ? warmSpark(options) : coldSpark(options)
}

function environmentOf(plane: PlaneContext, roleArn: string): Readonly<Record<string, string>> {
  const { accessKeyId, secretAccessKey, sessionToken } = plane.credentialsFor(roleArn)
  return {
    AWS_ENDPOINT_URL: plane.endpoint(),
    AWS_REGION: plane.region,
    AWS_DEFAULT_REGION: plane.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  }
}

function announce(plane: PlaneContext, run: JobRun): void {
  plane.deliverEvent(
    {
      version: '0',
      id: randomUUID(),
      'detail-type': 'Glue Job State Change',
      source: 'aws.glue',
      account: plane.accountId,
      time: `${plane.clock.now().toISOString().slice(0, 19)}Z`,
      region: plane.region,
      resources: [],
      detail: {
        jobName: run.jobName,
        severity: run.state === 'SUCCEEDED' ? 'INFO' : 'ERROR',
        state: run.state,
        jobRunId: run.id,
        message: run.errorMessage ?? 'Job run succeeded',
      },
    },
    'default',
  )
}
