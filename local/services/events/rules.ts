import { ServiceError } from '../../errors.ts'
import { optionalText, records } from '../../input.ts'
import type { Input, PlaneContext } from '../../service.ts'
import { compilePattern, InvalidPattern, type Matcher } from './pattern.ts'
import { parseSchedule, type Schedule } from './schedule.ts'
import { readTarget, type Target } from './target.ts'

export interface RuleDocument {
  readonly name: string
  readonly bus: string
  readonly arn: string
  readonly description?: string
  /** JSON text. */
  readonly pattern?: string
  readonly scheduleExpression?: string
  readonly state: 'ENABLED' | 'DISABLED'
  readonly targets: readonly Target[]
  /** ISO; rates count from here. */
  readonly createdAt: string
}

export interface BusDocument {
  readonly name: string
  readonly arn: string
  readonly description?: string
  /** Who may put events on it beside its own account, as statements of AWS::Events::EventBusPolicy by their ids. */
  readonly policy?: { readonly Version: '2012-10-17'; readonly Statement: readonly Input[] }
}

/** A rule ready to be asked: pattern and schedule are compiled once. */
export interface Rule {
  readonly document: RuleDocument
  readonly identity: { readonly ruleArn: string; readonly ruleName: string }
  readonly matches?: Matcher
  readonly schedule?: Schedule
}

export interface Rules {
  bus(nameOrArn: string | undefined): BusDocument | undefined
  buses(): readonly BusDocument[]
  putBus(bus: BusDocument): void
  /** Throws ValidationException while the bus still has rules. */
  deleteBus(name: string): void
  /** Throws ResourceNotFoundException. */
  rule(bus: string, name: string): Rule
  onBus(bus: string): readonly Rule[]
  putRule(document: RuleDocument): Rule
  deleteRule(bus: string, name: string): void
  /** Called after each change of a rule; the rule is undefined once it is gone. */
  onChange(listener: (arn: string, rule: Rule | undefined) => void): void
}

export const defaultBus = 'default'
const maximumTargets = 5

export function openRules(plane: PlaneContext): Rules {
  const buses = plane.store.collection<BusDocument>('event-buses')
  const documents = plane.store.collection<RuleDocument>('event-rules')
  const byBus = new Map<string, Map<string, Rule>>()
  const listeners: ((arn: string, rule: Rule | undefined) => void)[] = []
  const arnOfBus = (name: string) => `arn:aws:events:${plane.region}:${plane.accountId}:event-bus/${name}`
  if (!buses.get(defaultBus)) buses.put(defaultBus, { name: defaultBus, arn: arnOfBus(defaultBus) })

  function remember(document: RuleDocument): Rule {
    const rule = compileRule(document)
    const rules = byBus.get(document.bus) ?? new Map<string, Rule>()
    byBus.set(document.bus, rules.set(document.name, rule))
    return rule
  }
  for (const document of documents.list()) remember(document)

  const tell = (arn: string, rule: Rule | undefined) => {
    for (const listener of listeners) listener(arn, rule)
  }

  return {
    bus: (nameOrArn = defaultBus) => buses.get(nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1)),
    buses: () => buses.list(),
    putBus: (bus) => buses.put(bus.name, bus),
    deleteBus: (name) => {
      if ((byBus.get(name)?.size ?? 0) > 0) {
        throw new ServiceError('ValidationException', `Event bus ${name} can't be deleted since it has rules.`)
      }
      buses.delete(name)
    },
    rule: (bus, name) => {
      const rule = byBus.get(bus)?.get(name)
      if (!rule) {
        throw new ServiceError('ResourceNotFoundException', `Rule ${name} does not exist on EventBus ${bus}.`, 400)
      }
      return rule
    },
    onBus: (bus) => [...(byBus.get(bus)?.values() ?? [])],
    putRule: (document) => {
      const rule = remember(document)
      documents.put(`${document.bus}|${document.name}`, document)
      tell(document.arn, rule)
      return rule
    },
    deleteRule: (bus, name) => {
      const rule = byBus.get(bus)?.get(name)
      if (!rule) return
      byBus.get(bus)?.delete(name)
      documents.delete(`${bus}|${name}`)
      tell(rule.document.arn, undefined)
    },
    onChange: (listener) => {
      listeners.push(listener)
    },
  }
}

export interface RulePlace {
  readonly name: string
  readonly bus: string
  readonly createdAt: string
  readonly accountId: string
  readonly region: string
}

/** Reads the properties of an `AWS::Events::Rule`. Throws ServiceError with the reason when AWS would refuse them. */
export function readRule(properties: Input, place: RulePlace): RuleDocument {
  const { name, bus, createdAt, accountId, region } = place
  const scheduleExpression = optionalText(properties, 'ScheduleExpression')
  const pattern = readPattern(properties.EventPattern)
  if (pattern === undefined && scheduleExpression === undefined) {
    throw invalid('Parameter(s) EventPattern or ScheduleExpression must be specified.')
  }
  if (scheduleExpression !== undefined && bus !== defaultBus) {
    throw invalid('ScheduleExpression is supported only on the default event bus.')
  }
  const targets = records(properties, 'Targets').map(readTarget)
  if (targets.length > maximumTargets)
    throw invalid(`a rule has at most ${maximumTargets} targets, got ${targets.length}`)
  if (new Set(targets.map(({ Id }) => Id)).size < targets.length) throw invalid('the Ids of targets must differ')
  const description = optionalText(properties, 'Description')
  const document: RuleDocument = {
    name,
    bus,
    arn: `arn:aws:events:${region}:${accountId}:rule/${bus === defaultBus ? '' : `${bus}/`}${name}`,
    ...(description === undefined ? {} : { description }),
    ...(pattern === undefined ? {} : { pattern }),
    ...(scheduleExpression === undefined ? {} : { scheduleExpression }),
    state: readState(optionalText(properties, 'State') ?? 'ENABLED'),
    targets,
    createdAt,
  }
  compileRule(document)
  return document
}

function readPattern(pattern: unknown): string | undefined {
  if (pattern === undefined || pattern === null) return undefined
  return typeof pattern === 'string' ? pattern : JSON.stringify(pattern)
}

function readState(state: string): RuleDocument['state'] {
  if (state === 'ENABLED' || state === 'DISABLED') return state
  throw invalid(`the state ${state} is not in this local plane: ENABLED or DISABLED`)
}

function compileRule(document: RuleDocument): Rule {
  const { pattern, scheduleExpression, createdAt, arn, name } = document
  try {
    return {
      document,
      identity: { ruleArn: arn, ruleName: name },
      ...(pattern === undefined ? {} : { matches: compilePattern(pattern) }),
      ...(scheduleExpression === undefined ? {} : { schedule: parseSchedule(scheduleExpression, new Date(createdAt)) }),
    }
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error
    throw new ServiceError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${error.message}`)
  }
}

function invalid(message: string): ServiceError {
  return new ServiceError('ValidationException', message)
}
