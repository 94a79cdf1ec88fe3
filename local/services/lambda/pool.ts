import { ServiceError } from '../../errors.ts'
import type { PlaneContext } from '../../service.ts'
import type { CodeStore } from './code.ts'
import { type Answer, type Environment, startEnvironment } from './environment.ts'
import type { FunctionDocument, LayerDocument } from './functions.ts'
import type { Invocation } from './messages.ts'

export interface Run {
  readonly answer: Answer
  /** The last 4 KB of what the invocation wrote. */
  readonly tail: string
}

/** Execution environments: one per invocation that runs, kept warm and used again. */
export interface Pool {
  /** Throws TooManyRequestsException when the function has no concurrency left. */
  run(document: FunctionDocument, invocation: Omit<Invocation, 'timeoutMilliseconds'>): Promise<Run>
  /** Ends the warm environments of a function whose code or configuration has changed. */
  retire(name: string): void
  stop(): Promise<void>
}

interface Fleet {
  readonly document: FunctionDocument
  readonly idle: { readonly environment: Environment; readonly cancel: () => void }[]
}

const keepWarmMilliseconds = 300_000
const tailBytes = 4096
const accountConcurrency = 1000

export function createPool(plane: PlaneContext, code: CodeStore, layer: (arn: string) => LayerDocument): Pool {
  const fleets = new Map<string, Fleet>()
  const running = new Map<string, number>()
  const environments = new Set<Environment>()

  async function run(document: FunctionDocument, invocation: Omit<Invocation, 'timeoutMilliseconds'>): Promise<Run> {
    const { name, version } = document
    const busy = running.get(name) ?? 0
    if (busy >= (document.reservedConcurrency ?? accountConcurrency)) throw throttled(document)
    running.set(name, busy + 1)
    try {
      const { environment, cold } = take(document)
      const started = performance.now()
      let tail = ''
      const write = (line: string) => {
        tail = `${tail}${line}\n`.slice(-tailBytes)
      }
      const note = (line: string) => {
        plane.logs.write(document.logGroup, environment.logStream, line)
        write(line)
      }
      const { requestId } = invocation
      if (document.logFormat === 'Text') note(`START RequestId: ${requestId} Version: ${version}`)
      const answer = await environment.invoke(
        { ...invocation, timeoutMilliseconds: document.timeoutSeconds * 1000 },
        write,
      )
      if (document.logFormat === 'Text') {
        if ('failure' in answer && !environment.alive) note(answer.failure.errorMessage)
        note(`END RequestId: ${requestId}`)
        note(
          reportLine(document, requestId, performance.now() - started, cold ? environment.initMilliseconds : undefined),
        )
      }
      giveBack(document, environment)
      return { answer, tail }
    } finally {
      running.set(name, (running.get(name) ?? 1) - 1)
    }
  }

  function take(document: FunctionDocument): { readonly environment: Environment; readonly cold: boolean } {
    const fleet = fleets.get(fleetKey(document))
    if (fleet && fleet.document !== document) scrap(fleet)
    for (let warm = fleet?.idle.pop(); warm; warm = fleet?.idle.pop()) {
      warm.cancel()
      if (warm.environment.alive) return { environment: warm.environment, cold: false }
      discard(warm.environment)
    }
    const layerCode = document.layerArns.map((arn) => layer(arn).code)
    const environment = startEnvironment(plane, document, code.unpack(document.code, layerCode))
    environments.add(environment)
    return { environment, cold: true }
  }

  function giveBack(document: FunctionDocument, environment: Environment): void {
    const key = fleetKey(document)
    const fleet = fleets.get(key) ?? { document, idle: [] }
    if (!environment.alive || fleet.document !== document) {
      discard(environment)
      return
    }
    fleets.set(key, fleet)
    fleet.idle.push({ environment, cancel: plane.clock.after(keepWarmMilliseconds, () => discard(environment)) })
  }

  /** What an update left: a later invocation starts with the new code. */
  function scrap(fleet: Fleet): void {
    fleets.delete(fleetKey(fleet.document))
    for (const { environment, cancel } of fleet.idle.splice(0)) {
      cancel()
      discard(environment)
    }
  }

  function discard(environment: Environment): void {
    environments.delete(environment)
    void environment.stop()
  }

  return {
    run,
    retire: (name) => {
      for (const fleet of [...fleets.values()]) if (fleet.document.name === name) scrap(fleet)
    },
    stop: async () => {
      for (const fleet of fleets.values()) for (const { cancel } of fleet.idle) cancel()
      fleets.clear()
      await Promise.all([...environments].map((environment) => environment.stop()))
      environments.clear()
    },
  }
}

function fleetKey({ name, version }: FunctionDocument): string {
  return `${name}:${version}`
}

function throttled({ reservedConcurrency }: FunctionDocument): ServiceError {
  return new ServiceError('TooManyRequestsException', 'Rate Exceeded.', 429, {
    Reason:
      reservedConcurrency === undefined
        ? 'ConcurrentInvocationLimitExceeded'
        : 'ReservedFunctionConcurrentInvocationLimitExceeded',
  })
}

function reportLine(document: FunctionDocument, requestId: string, total: number, init: number | undefined): string {
  const milliseconds = Math.max(0, total - (init ?? 0))
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${milliseconds.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(milliseconds)} ms`,
    `Memory Size: ${document.memoryMegabytes} MB`,
    ...(init === undefined ? [] : [`Init Duration: ${init.toFixed(2)} ms`]),
  ]
  return parts.join('\t')
}
