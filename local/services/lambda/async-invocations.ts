import { randomUUID } from 'node:crypto'
import { messageOf, ServiceError } from '../../errors.ts'
import type { PlaneContext } from '../../service.ts'
import { destinationRecord, sendToDestination } from './destinations.ts'
import type { Answer } from './environment.ts'
import { type FunctionDocument, latest } from './functions.ts'

/** An accepted event that waits for its function; it outlives the process. */
interface Accepted {
  readonly id: string
  readonly functionArn: string
  readonly name: string
  readonly qualifier: string
  /** JSON text. */
  readonly payload: string
  readonly acceptedAt: string
  /** Runs that ended in an error. */
  readonly failures: number
  readonly dueAt: string
}

export interface EventInvokeConfig {
  readonly maximumRetryAttempts: number
  readonly maximumAgeSeconds: number
  readonly onFailure?: string
  readonly onSuccess?: string
}

export interface AsyncInvocations {
  /** Writes the event down and returns its request id; the function runs afterwards. */
  accept(document: FunctionDocument, qualifier: string, payload: string): string
  resume(): void
  stop(): Promise<void>
}

export interface AsyncParts {
  find(name: string, qualifier: string): FunctionDocument
  configOf(document: FunctionDocument, qualifier: string): EventInvokeConfig
  run(document: FunctionDocument, requestId: string, payload: string): Promise<Answer>
}

/** AWS waits one minute before the first repetition and two before the second. */
const firstRetryMilliseconds = 60_000
const laterRetryMilliseconds = 120_000
const firstThrottleMilliseconds = 1_000
const longestThrottleMilliseconds = 300_000

export function createAsyncInvocations(plane: PlaneContext, parts: AsyncParts): AsyncInvocations {
  const accepted = plane.store.collection<Accepted>('lambda-async-invocations')
  const timers = new Map<string, () => void>()
  const running = new Set<Promise<void>>()
  const throttles = new Map<string, number>()
  let stopped = false

  function schedule(document: Accepted): void {
    if (stopped) return
    const delay = Math.max(0, new Date(document.dueAt).getTime() - plane.clock.now().getTime())
    timers.set(
      document.id,
      plane.clock.after(delay, () => start(document)),
    )
  }

  function start(document: Accepted): void {
    timers.delete(document.id)
    const work = attempt(document)
      .catch((error: unknown) => {
        plane.logs.write(`/aws/lambda/${document.name}`, 'asynchronous', `${document.id}: ${messageOf(error)}`)
        schedule({
          ...document,
          dueAt: new Date(plane.clock.now().getTime() + longestThrottleMilliseconds).toISOString(),
        })
      })
      .finally(() => running.delete(work))
    running.add(work)
  }

  async function attempt(document: Accepted): Promise<void> {
    let target: FunctionDocument
    try {
      target = parts.find(document.name, document.qualifier)
    } catch (error) {
      plane.logs.write(`/aws/lambda/${document.name}`, 'asynchronous', `${document.id} is dropped: ${messageOf(error)}`)
      accepted.delete(document.id)
      return
    }
    const config = parts.configOf(target, document.qualifier)
    try {
      const answer = await parts.run(target, document.id, document.payload)
      if (stopped) return
      throttles.delete(document.id)
      if ('failure' in answer) await failed(document, target, config, answer)
      else await finish(document, target, config, 'Success', answer)
    } catch (error) {
      if (stopped) return
      await postpone(document, target, config, error)
    }
  }

  async function failed(
    document: Accepted,
    target: FunctionDocument,
    config: EventInvokeConfig,
    answer: Answer,
  ): Promise<void> {
    const next = { ...document, failures: document.failures + 1 }
    if (next.failures > config.maximumRetryAttempts) return finish(next, target, config, 'RetriesExhausted', answer)
    const delay = document.failures === 0 ? firstRetryMilliseconds : laterRetryMilliseconds
    if (isTooOld(next, config, delay)) return finish(next, target, config, 'EventAgeExceeded', answer)
    wait(next, delay)
  }

  /** Throttled, or the plane itself failed: it does not count as one of the function's attempts. */
  async function postpone(
    document: Accepted,
    target: FunctionDocument,
    config: EventInvokeConfig,
    error: unknown,
  ): Promise<void> {
    const times = throttles.get(document.id) ?? 0
    throttles.set(document.id, times + 1)
    const delay = Math.min(firstThrottleMilliseconds * 2 ** times, longestThrottleMilliseconds)
    if (!isTooOld(document, config, delay)) {
      wait(document, delay)
      return
    }
    const errorType = error instanceof ServiceError ? error.code : 'ServiceException'
    const failure = { errorType, errorMessage: messageOf(error) }
    await finish(document, target, config, 'EventAgeExceeded', { failure })
  }

  function isTooOld({ acceptedAt }: Accepted, { maximumAgeSeconds }: EventInvokeConfig, delay: number): boolean {
    return plane.clock.now().getTime() + delay > new Date(acceptedAt).getTime() + maximumAgeSeconds * 1000
  }

  function wait(document: Accepted, delay: number): void {
    const next = { ...document, dueAt: new Date(plane.clock.now().getTime() + delay).toISOString() }
    accepted.put(next.id, next)
    schedule(next)
  }

  async function finish(
    document: Accepted,
    target: FunctionDocument,
    config: EventInvokeConfig,
    condition: 'Success' | 'RetriesExhausted' | 'EventAgeExceeded',
    answer: Answer,
  ): Promise<void> {
    const destination = condition === 'Success' ? config.onSuccess : (config.onFailure ?? target.deadLetterArn)
    try {
      if (destination !== undefined) {
        const attempts = document.failures + (condition === 'Success' ? 1 : 0)
        const invocation = { ...document, condition, attempts, answer, version: target.version }
        const record = destinationRecord(invocation, plane.clock.now())
        const legacy = condition !== 'Success' && config.onFailure === undefined
        await sendToDestination(plane, target, destination, { record, legacy, invocation })
      }
      accepted.delete(document.id)
    } catch (error) {
      plane.logs.write(target.logGroup, 'destinations', `${destination} refused ${document.id}: ${messageOf(error)}`)
      wait(document, longestThrottleMilliseconds)
    }
  }

  return {
    accept: (target, qualifier, payload) => {
      const now = plane.clock.now().toISOString()
      const functionArn = qualifier === latest ? `${target.arn}:${latest}` : `${target.arn}:${qualifier}`
      const document: Accepted = {
        id: randomUUID(),
        functionArn,
        name: target.name,
        qualifier,
        payload,
        acceptedAt: now,
        failures: 0,
        dueAt: now,
      }
      accepted.put(document.id, document)
      start(document)
      return document.id
    },
    resume: () => {
      stopped = false
      for (const document of accepted.list()) schedule(document)
    },
    stop: async () => {
      stopped = true
      for (const cancel of timers.values()) cancel()
      timers.clear()
      await Promise.all(running)
    },
  }
}
