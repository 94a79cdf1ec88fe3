import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PlaneContext } from '../../service.ts'
import { layerModules, layersFolder } from './code.ts'
import type { FunctionDocument } from './functions.ts'
import type { Bootstrap, FromWorker, FunctionFailure, Invocation } from './messages.ts'

export type Answer = { readonly result: string } | { readonly failure: FunctionFailure }

/** One execution environment: a worker thread that serves one event at a time and stays warm. */
export interface Environment {
  readonly logStream: string
  /** How long loading the code took; undefined while it loads. */
  readonly initMilliseconds: number | undefined
  /** Never throws: what goes wrong is the answer. After a timeout or a crash `alive` is false. */
  invoke(invocation: Invocation, onLog: (line: string) => void): Promise<Answer>
  readonly alive: boolean
  stop(): Promise<void>
}

/** Loading the code has its own time before the function's begins. */
const startMilliseconds = 10_000

/** Starts a worker with exactly the variables that Lambda gives to this function. */
export function startEnvironment(plane: PlaneContext, document: FunctionDocument, codeRoot: string): Environment {
  const logStream = logStreamName(plane.clock.now(), document.version)
  const log = (line: string) => plane.logs.write(document.logGroup, logStream, line)
  const taskRoot = join(codeRoot, 'task')
  const bootstrap: Bootstrap = { taskRoot, codeRoot, logFormat: document.logFormat }
  const worker = new Worker(new URL('./runtime.ts', import.meta.url), {
    env: variablesOf(plane, document, codeRoot, logStream),
    workerData: bootstrap,
    argv: [],
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: document.memoryMegabytes },
  })
  worker.unref()

  const started = performance.now()
  let initMilliseconds: number | undefined
  let alive = true
  let startFailure: FunctionFailure | undefined
  let begin: () => void = () => {}
  const ready = new Promise<void>((resolve) => {
    begin = resolve
  })
  let lineListener: ((line: string) => void) | undefined
  let settle: ((answer: Answer) => void) | undefined
  let partial = ''

  const finish = (answer: Answer) => {
    const done = settle
    settle = undefined
    done?.(answer)
  }
  const die = (failure: FunctionFailure) => {
    alive = false
    startFailure ??= failure
    begin()
    finish({ failure })
  }

  function writeLines(text: string): void {
    const lines = `${partial}${text}`.split('\n')
    partial = lines.pop() ?? ''
    for (const line of lines) {
      if (line === '') continue
      log(line)
      lineListener?.(line)
    }
  }

  function flushPartial(): void {
    if (partial !== '') writeLines('\n')
  }

  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'log') writeLines(message.text)
    else if (message.kind === 'ready') {
      initMilliseconds = performance.now() - started
      begin()
    } else if (message.kind === 'returned') finish({ result: message.result })
    else if (message.kind === 'threw') {
      finish({ failure: message.failure })
      if (message.failure.errorType === 'Runtime.UnhandledPromiseRejection') void stop()
    } else if (message.kind === 'failed to start') {
      log(JSON.stringify(message.failure))
      die(message.failure)
      void stop()
    }
  })
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const memory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
    log(memory ? `the function needed more than its ${document.memoryMegabytes} MB` : (error.stack ?? error.message))
    die(memory ? exitError('signal: killed') : { errorType: error.name, errorMessage: error.message })
  })
  worker.on('exit', (status) => die(exitError(`exit status ${status}`)))

  async function stop(): Promise<void> {
    alive = false
    await worker.terminate()
  }

  return {
    logStream,
    get initMilliseconds() {
      return initMilliseconds
    },
    get alive() {
      return alive
    },
    invoke: async (invocation, onLog) => {
      lineListener = onLog
      worker.ref()
      const { requestId, timeoutMilliseconds } = invocation
      const limit = (milliseconds: number) =>
        plane.clock.after(milliseconds, () => {
          die(timedOut(requestId, timeoutMilliseconds))
          void stop()
        })
      const cancelStart = limit(startMilliseconds + timeoutMilliseconds)
      await ready
      cancelStart()
      const answer = startFailure
        ? { failure: startFailure }
        : await new Promise<Answer>((resolve) => {
            const cancel = limit(timeoutMilliseconds)
            settle = (given) => {
              cancel()
              resolve(given)
            }
            worker.postMessage(invocation)
          })
      flushPartial()
      lineListener = undefined
      worker.unref()
      return 'failure' in answer ? { failure: withRequest(answer.failure, requestId) } : answer
    },
    stop,
  }
}

/** The runtime's own errors name the request, as Lambda's do. */
function withRequest(failure: FunctionFailure, requestId: string): FunctionFailure {
  if (failure.errorType !== 'Runtime.ExitError') return failure
  return { ...failure, errorMessage: `RequestId: ${requestId} Error: ${failure.errorMessage}` }
}

function exitError(how: string): FunctionFailure {
  return { errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: ${how}` }
}

function timedOut(requestId: string, milliseconds: number): FunctionFailure {
  const seconds = (milliseconds / 1000).toFixed(2)
  return {
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
  }
}

function logStreamName(now: Date, version: string): string {
  return `${now.toISOString().slice(0, 10).replaceAll('-', '/')}/[${version}]${randomBytes(16).toString('hex')}`
}

function variablesOf(
  plane: PlaneContext,
  document: FunctionDocument,
  codeRoot: string,
  logStream: string,
): Record<string, string> {
  const credentials = plane.credentialsFor(document.roleArn)
  return {
    ...document.variables,
    _HANDLER: document.handler,
    LAMBDA_TASK_ROOT: join(codeRoot, 'task'),
    NODE_PATH: join(codeRoot, layersFolder, layerModules),
    AWS_REGION: plane.region,
    AWS_DEFAULT_REGION: plane.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${document.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: document.name,
    AWS_LAMBDA_FUNCTION_VERSION: document.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(document.memoryMegabytes),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: document.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: logStream,
    AWS_ENDPOINT_URL: plane.endpoint(),
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_SESSION_TOKEN: credentials.sessionToken,
  }
}
