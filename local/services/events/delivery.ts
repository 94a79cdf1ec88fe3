import { randomUUID } from 'node:crypto'
import { messageOf, ServiceError } from '../../errors.ts'
import type { PlaneContext } from '../../service.ts'
import type { EventText } from './event-text.ts'
import { type RuleIdentity, renderInput } from './input-transform.ts'
import { eventBridgePrincipal, queueUrl, send } from './send.ts'
import type { Target } from './target.ts'

/** One event for one target of one rule. */
export interface Delivery {
  readonly rule: RuleIdentity
  readonly target: Target
  readonly event: EventText
}

/** A delivery that has not arrived yet; it outlives the process. */
interface Pending {
  readonly id: string
  readonly rule: RuleIdentity
  readonly target: Target
  readonly eventId: string
  readonly event: string
  /** ISO; the age of an event counts from here. */
  readonly acceptedAt: string
  /** Calls that failed. */
  readonly attempts: number
  readonly dueAt: string
  readonly error?: { readonly code: string; readonly message: string }
  /** Set when only the dead-letter queue is left. */
  readonly gaveUp?: { readonly condition?: string }
}

export interface Deliveries {
  /**
   * Calls each target once and returns when every event has arrived or is written down as pending. PutEvents answers only after that, so a
   * killed plane loses nothing that it has accepted, and the ordinary event costs no write of its own.
   */
  now(deliveries: readonly Delivery[]): Promise<void>
  /** Writes the deliveries down at once (nobody waits for an answer), then makes them in the background. */
  later(deliveries: readonly Delivery[]): void
  /** Takes up what a stopped plane left. */
  resume(): void
  stop(): Promise<void>
}

const defaultAttempts = 185
const defaultAgeSeconds = 86_400
const firstDelayMilliseconds = 1_000
const longestDelayMilliseconds = 480_000

export function createDeliveries(plane: PlaneContext): Deliveries {
  const pending = plane.store.collection<Pending>('event-deliveries')
  const timers = new Map<string, () => void>()
  const running = new Set<Promise<void>>()
  let stopped = false

  async function now(deliveries: readonly Delivery[]): Promise<void> {
    const acceptedAt = plane.clock.now().toISOString()
    await Promise.all([...groups(deliveries)].map((group) => attemptGroup(group, acceptedAt)))
  }

  async function attemptGroup(group: readonly Delivery[], acceptedAt: string): Promise<void> {
    const [first] = group
    if (!first) return
    const { rule, target } = first
    const items = group.map(({ event }) => ({
      eventId: event.id,
      body: renderInput(target, event.text, rule, acceptedAt),
    }))
    const outcomes = await send(plane, rule, target, items)
    for (const [index, { event }] of group.entries()) {
      const error = outcomes[index]
      if (error) failed(newPending({ rule, target, event }, acceptedAt), error)
    }
  }

  function later(deliveries: readonly Delivery[]): void {
    const acceptedAt = plane.clock.now().toISOString()
    for (const delivery of deliveries) {
      const document = newPending(delivery, acceptedAt)
      pending.put(document.id, document)
      run(document)
    }
  }

  function run(document: Pending): void {
    timers.delete(document.id)
    const work = attempt(document)
      .catch((error: unknown) => {
        report(plane, document, 'DeliveriesPostponed', messageOf(error))
        schedule({ ...document, dueAt: new Date(plane.clock.now().getTime() + longestDelayMilliseconds).toISOString() })
      })
      .finally(() => running.delete(work))
    running.add(work)
  }

  async function attempt(document: Pending): Promise<void> {
    if (document.gaveUp) return bury(document)
    const { rule, target, eventId, event, acceptedAt } = document
    const body = renderInput(target, event, rule, acceptedAt)
    const [error] = await send(plane, rule, target, [{ eventId, body }])
    if (error) failed(document, error)
    else pending.delete(document.id)
  }

  /** Errors that no repetition can heal go straight to the dead-letter queue, as documented; the others wait for their next attempt. */
  function failed(document: Pending, error: Error): void {
    const { code, retryable } = classify(error)
    const attempts = document.attempts + 1
    const next: Pending = { ...document, attempts, error: { code, message: messageOf(error) } }
    const condition = retryable ? exhausted(next) : undefined
    if (!retryable || condition !== undefined) {
      const gaveUp: Pending = { ...next, gaveUp: condition === undefined ? {} : { condition } }
      pending.put(gaveUp.id, gaveUp)
      run(gaveUp)
    } else wait(next)
  }

  function exhausted({ attempts, acceptedAt, target }: Pending): string | undefined {
    const { MaximumRetryAttempts = defaultAttempts, MaximumEventAgeInSeconds = defaultAgeSeconds } =
      target.RetryPolicy ?? {}
    if (attempts > MaximumRetryAttempts) return 'MaximumRetryAttempts'
    const age = (plane.clock.now().getTime() - new Date(acceptedAt).getTime()) / 1000
    return age >= MaximumEventAgeInSeconds ? 'MaximumEventAgeInSeconds' : undefined
  }

  function wait(document: Pending): void {
    const ceiling = Math.min(firstDelayMilliseconds * 2 ** (document.attempts - 1), longestDelayMilliseconds)
    const delay = ceiling / 2 + Math.random() * (ceiling / 2)
    const next = { ...document, dueAt: new Date(plane.clock.now().getTime() + delay).toISOString() }
    pending.put(next.id, next)
    schedule(next)
  }

  function schedule(document: Pending): void {
    if (stopped) return
    const delay = new Date(document.dueAt).getTime() - plane.clock.now().getTime()
    timers.set(
      document.id,
      plane.clock.after(Math.max(0, delay), () => run(document)),
    )
  }

  /** Sends the event to the dead-letter queue; without one AWS drops it, which the log and the metrics then say. */
  async function bury(document: Pending): Promise<void> {
    const queue = document.target.DeadLetterConfig?.Arn
    if (queue !== undefined) {
      try {
        await plane.call(
          'sqs',
          'SendMessage',
          {
            QueueUrl: queueUrl(plane, queue),
            MessageBody: document.event,
            MessageAttributes: deadLetterAttributes(document),
          },
          eventBridgePrincipal(plane, document.rule.ruleArn),
        )
      } catch (error) {
        report(plane, document, 'InvocationsFailedToBeSentToDlq', messageOf(error))
        wait(document)
        return
      }
    }
    report(plane, document, queue === undefined ? 'FailedInvocations' : 'InvocationsSentToDlq')
    pending.delete(document.id)
  }

  return {
    now,
    later,
    resume: () => {
      stopped = false
      for (const document of pending.list()) schedule(document)
    },
    stop: async () => {
      stopped = true
      for (const cancel of timers.values()) cancel()
      timers.clear()
      await Promise.all(running)
    },
  }
}

function* groups(deliveries: readonly Delivery[]): Iterable<readonly Delivery[]> {
  const byTarget = new Map<Target, Delivery[]>()
  for (const delivery of deliveries) {
    const group = byTarget.get(delivery.target)
    if (group) group.push(delivery)
    else byTarget.set(delivery.target, [delivery])
  }
  yield* byTarget.values()
}

function newPending({ rule, target, event }: Delivery, acceptedAt: string): Pending {
  return {
    id: randomUUID(),
    rule,
    target,
    eventId: event.id,
    event: event.text,
    acceptedAt,
    attempts: 0,
    dueAt: acceptedAt,
  }
}

function deadLetterAttributes({ rule, target, error, attempts, gaveUp }: Pending): Record<string, unknown> {
  const attributes: Record<string, string> = {
    RULE_ARN: rule.ruleArn,
    TARGET_ARN: target.Arn,
    ERROR_CODE: error?.code ?? 'UNKNOWN',
    ERROR_MESSAGE: error?.message || 'no message',
    RETRY_ATTEMPTS: String(Math.max(0, attempts - 1)),
    ...(gaveUp?.condition === undefined ? {} : { EXHAUSTED_RETRY_CONDITION: gaveUp.condition }),
  }
  return Object.fromEntries(
    Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: 'String', StringValue }]),
  )
}

const documentedCodes: Readonly<Record<string, string>> = {
  AccessDenied: 'NO_PERMISSIONS',
  AccessDeniedException: 'NO_PERMISSIONS',
  NoSuchEntity: 'FAILED_TO_ASSUME_ROLE',
  ResourceNotFoundException: 'NO_RESOURCE',
  StateMachineDoesNotExist: 'NO_RESOURCE',
  QueueDoesNotExist: 'NO_RESOURCE',
  'AWS.SimpleQueueService.NonExistentQueue': 'NO_RESOURCE',
  ValidationException: 'INVALID_PARAMETER',
  InvalidArgumentException: 'INVALID_PARAMETER',
  InvalidParameterValueException: 'INVALID_PARAMETER',
  InvalidExecutionInput: 'INVALID_JSON',
  InvalidRequestContentException: 'INVALID_JSON',
}
const throttled = /Throttl|TooManyRequests|LimitExceeded|Unavailable|SlowDown/

function classify(error: Error): { readonly code: string; readonly retryable: boolean } {
  if (!(error instanceof ServiceError)) return { code: 'INTERNAL_ERROR', retryable: true }
  if (throttled.test(error.code) || error.status === 429) return { code: 'THROTTLING', retryable: true }
  if (error.status >= 500 && error.status !== 501) return { code: 'ERROR_FROM_TARGET', retryable: true }
  return { code: documentedCodes[error.code] ?? 'SDK_CLIENT_ERROR', retryable: false }
}

/** A line for people that is also a metric of AWS/Events (embedded metric format). */
function report(plane: PlaneContext, document: Pending, metric: string, problem?: string): void {
  const { rule, target, eventId, error, attempts } = document
  plane.logs.write(
    '/aws/events/undelivered',
    rule.ruleName,
    JSON.stringify({
      _aws: {
        Timestamp: plane.clock.now().getTime(),
        CloudWatchMetrics: [
          { Namespace: 'AWS/Events', Dimensions: [['RuleName']], Metrics: [{ Name: metric, Unit: 'Count' }] },
        ],
      },
      RuleName: rule.ruleName,
      [metric]: 1,
      eventId,
      targetArn: target.Arn,
      attempts,
      errorCode: error?.code,
      errorMessage: error?.message,
      ...(problem === undefined ? {} : { problem }),
    }),
  )
}
