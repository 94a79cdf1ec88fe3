import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { format } from 'node:util'
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Bootstrap, FromWorker, FunctionFailure, Invocation } from './messages.ts'

/** The runtime of one execution environment; it runs in a worker thread, loads the handler once and serves one event after the other. */

type Handler = (event: unknown, context: object, callback: (error: unknown, result?: unknown) => void) => unknown

class RuntimeFailure extends Error {
  constructor(name: string, message: string) {
    super(message)
    this.name = name
  }
}

const port = parentPort as MessagePort
const { taskRoot, codeRoot, logFormat } = workerData as Bootstrap
const environment = process.env
let current = ''

const say = (message: FromWorker) => port.postMessage(message)

captureOutput()
confineImports()
try {
  const handler = await loadHandler()
  port.on('message', (invocation: Invocation) => void serve(handler, invocation))
  say({ kind: 'ready' })
} catch (error) {
  say({ kind: 'failed to start', failure: failureOf(error) })
}
process.on('unhandledRejection', (reason) => {
  const failure = {
    ...failureOf(reason),
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: describe(reason),
  }
  say({ kind: 'threw', requestId: current, failure })
})

async function serve(handler: Handler, invocation: Invocation): Promise<void> {
  const { requestId } = invocation
  current = requestId
  try {
    const result = await call(handler, JSON.parse(invocation.event), contextOf(invocation))
    say({ kind: 'returned', requestId, result: JSON.stringify(result) ?? 'null' })
  } catch (error) {
    const failure = failureOf(error)
    if (logFormat === 'Text') console.error('Invoke Error', JSON.stringify({ ...failure, stack: failure.trace }))
    else console.error(error)
    say({ kind: 'threw', requestId, failure })
  }
}

function call(handler: Handler, event: unknown, context: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const result = handler(event, context, (error, value) => (error ? reject(error) : resolve(value)))
    if (result instanceof Promise || handler.length < 3) resolve(result)
  })
}

function contextOf({ requestId, timeoutMilliseconds, invokedFunctionArn, clientContext }: Invocation): object {
  const deadline = Date.now() + timeoutMilliseconds
  return {
    callbackWaitsForEmptyEventLoop: true,
    awsRequestId: requestId,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    invokedFunctionArn,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    ...(clientContext === undefined ? {} : { clientContext: JSON.parse(clientContext) as unknown }),
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  }
}

async function loadHandler(): Promise<Handler> {
  const wanted = environment._HANDLER ?? ''
  const [, module, name] = /^([^.]+)\.(.+)$/.exec(basename(wanted)) ?? []
  if (module === undefined || name === undefined)
    throw new RuntimeFailure('Runtime.MalformedHandlerName', 'Bad handler')
  const base = join(taskRoot, dirname(wanted), module)
  const file = ['.js', '.mjs', '.cjs'].map((extension) => `${base}${extension}`).find((path) => existsSync(path))
  if (file === undefined) {
    throw new RuntimeFailure(
      'Runtime.ImportModuleError',
      `Error: Cannot find module '${join(dirname(wanted), module)}'`,
    )
  }
  const exports = await importModule(file)
  const found = name
    .split('.')
    .reduce<unknown>((value, member) => (value as Record<string, unknown> | undefined)?.[member], exports)
  const fallback = (exports.default as Record<string, unknown> | undefined)?.[name]
  const handler = found ?? fallback
  if (typeof handler !== 'function') {
    throw new RuntimeFailure('Runtime.HandlerNotFound', `${wanted} is undefined or not exported`)
  }
  return handler as Handler
}

async function importModule(file: string): Promise<Record<string, unknown>> {
  try {
    return (await import(pathToFileURL(file).href)) as Record<string, unknown>
  } catch (error) {
    if (error instanceof SyntaxError) throw new RuntimeFailure('Runtime.UserCodeSyntaxError', describe(error))
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
      throw new RuntimeFailure('Runtime.ImportModuleError', describe(error))
    }
    throw error
  }
}

/** Node would find packages in folders above the state folder, which no deployed function has. */
function confineImports(): void {
  registerHooks({
    resolve: (specifier, context, next) => {
      const resolved = next(specifier, context)
      if (!resolved.url.startsWith('file:')) return resolved
      if (fileURLToPath(resolved.url).startsWith(`${codeRoot}/`)) return resolved
      const error: NodeJS.ErrnoException = new Error(
        `Cannot find package '${specifier}' imported from ${context.parentURL ?? taskRoot}: it is not part of the deployed code`,
      )
      error.code = 'ERR_MODULE_NOT_FOUND'
      throw error
    },
  })
}

/** Everything that is written goes to the function's log group, in order and before the answer. */
function captureOutput(): void {
  const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    say({ kind: 'log', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8') })
    const callback = typeof encoding === 'function' ? encoding : done
    if (typeof callback === 'function') callback()
    return true
  }
  process.stdout.write = write
  process.stderr.write = write
  for (const level of ['trace', 'debug', 'info', 'log', 'warn', 'error'] as const) {
    console[level] = (...values: unknown[]) => write(`${logLine(level === 'log' ? 'info' : level, values)}\n`)
  }
}

/** As Lambda's own runtime writes them; one event per call, so line breaks inside become carriage returns. */
function logLine(level: string, values: readonly unknown[]): string {
  const timestamp = new Date().toISOString()
  if (logFormat === 'Text') {
    return `${timestamp}\t${current}\t${level.toUpperCase()}\t${format(...values)}`.replaceAll('\n', '\r')
  }
  const [first] = values
  const message =
    values.length === 1 && typeof first === 'object' && !(first instanceof Error) ? first : format(...values)
  const failure = values.find((value) => value instanceof Error)
  const errorMembers = failure
    ? { errorType: failure.name, errorMessage: failure.message, stackTrace: traceOf(failure) }
    : {}
  return JSON.stringify({ timestamp, level: level.toUpperCase(), requestId: current, message, ...errorMembers })
}

function failureOf(error: unknown): FunctionFailure {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] }
  return { errorType: error.name, errorMessage: error.message, trace: traceOf(error) }
}

function traceOf(error: Error): readonly string[] {
  return (error.stack ?? '').split('\n')
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
