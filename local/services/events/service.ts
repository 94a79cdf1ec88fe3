import { messageOf, ServiceError, unsupported } from '../../errors.ts'
import { readPolicy } from '../../iam/policy.ts'
import { isRecord, list, optionalText, record, text } from '../../input.ts'
import type { Created, Input, Operation, PlaneContext, ResourceType, Service } from '../../service.ts'
import { createDeliveries, type Delivery } from './delivery.ts'
import { type EventText, eventOfEntry, eventOfService, scheduledEvent, sizeOfEntry } from './event-text.ts'
import { compilePattern, InvalidPattern } from './pattern.ts'
import { type BusDocument, defaultBus, openRules, type RuleDocument, type Rules, readRule } from './rules.ts'
import { createSchedules } from './schedules.ts'

const maximumEntries = 10
/** Bytes of all entries of a request together. */
const maximumRequestBytes = 1024 * 1024
const envelopeMembers = ['id', 'account', 'source', 'time', 'region', 'resources', 'detail-type']

/** EventBridge: buses, rules, patterns, schedules, and delivery with retries and dead-letter queues. */
export function createEventsService(plane: PlaneContext): Service {
  const rules = openRules(plane)
  const deliveries = createDeliveries(plane)
  const schedules = createSchedules(plane, rules, (rule, due) => {
    const event = scheduledEvent(rule.document.arn, plane, due)
    deliveries.later(rule.document.targets.map((target) => ({ rule: rule.identity, target, event })))
  })

  function deliveriesOf(event: EventText, bus: string): readonly Delivery[] {
    return rules
      .onBus(bus)
      .filter(({ document, matches }) => document.state === 'ENABLED' && matches?.(event.parsed))
      .flatMap(({ document, identity }) => document.targets.map((target) => ({ rule: identity, target, event })))
  }

  const putEvents: Operation = async (input) => {
    if (input.EndpointId !== undefined) throw unsupported('events.PutEvents EndpointId')
    const entries = list(input, 'Entries')
    checkEntries(entries)
    const found: Delivery[] = []
    const answers = entries.map((entry) => {
      try {
        if (!isRecord(entry)) throw new ServiceError('InvalidArgument', 'An entry must be an object.')
        const event = eventOfEntry(entry, plane, plane.clock.now())
        for (const delivery of deliveriesOf(event, busOf(rules, entry).name)) found.push(delivery)
        return { EventId: event.id }
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error
        return { ErrorCode: error.code, ErrorMessage: error.message }
      }
    })
    await deliveries.now(found)
    return { FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length, Entries: answers }
  }

  return {
    name: 'events',
    operations: {
      PutEvents: putEvents,
      TestEventPattern: testEventPattern,
      ListRules: (input) => ({ Rules: selectRules(rules, input).map(describeRule) }),
      DescribeRule: (input) => describeRule(ruleOf(rules, input)),
      ListTargetsByRule: (input) => ({
        Targets: rules.rule(busOf(rules, input).name, text(input, 'Rule')).document.targets,
      }),
      EnableRule: (input) => setState(rules, input, 'ENABLED'),
      DisableRule: (input) => setState(rules, input, 'DISABLED'),
    },
    resources: {
      'AWS::Events::EventBus': busResource(plane, rules),
      'AWS::Events::EventBusPolicy': busPolicyResource(rules),
      'AWS::Events::Rule': ruleResource(plane, rules),
    },
    deliver: (event, bus) => deliveries.later(deliveriesOf(eventOfService(event), bus)),
    start: async () => {
      deliveries.resume()
      schedules.start()
    },
    stop: async () => {
      schedules.stop()
      await deliveries.stop()
    },
  }
}

function checkEntries(entries: readonly unknown[]): void {
  if (entries.length === 0 || entries.length > maximumEntries) {
    const limit = entries.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${maximumEntries}`
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${limit}`,
    )
  }
  const size = entries.reduce<number>((sum, entry) => sum + (isRecord(entry) ? sizeOfEntry(entry) : 0), 0)
  if (size > maximumRequestBytes) {
    throw new ServiceError('ValidationException', 'Total size of the entries in the request is over the limit.')
  }
}

function testEventPattern(input: Input): { Result: boolean } {
  const event = parseEvent(text(input, 'Event'))
  try {
    return { Result: compilePattern(text(input, 'EventPattern'))(event) }
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error
    throw new ServiceError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${error.message}`)
  }
}

function parseEvent(json: string): Input {
  let event: unknown
  try {
    event = JSON.parse(json)
  } catch (error) {
    throw new ServiceError('ValidationException', `Parameter Event is not valid. Reason: ${messageOf(error)}`)
  }
  const missing = isRecord(event) ? envelopeMembers.filter((member) => !(member in event)) : envelopeMembers
  if (!isRecord(event) || missing.length > 0) {
    throw new ServiceError('ValidationException', `Parameter Event is not valid. Reason: missing ${missing.join(', ')}`)
  }
  return event
}

/** Throws ResourceNotFoundException: AWS takes events for an unknown bus and forgets them; here a wrong name is told. */
function busOf(rules: Rules, input: Input): BusDocument {
  const name = optionalText(input, 'EventBusName')
  const bus = rules.bus(name)
  if (!bus) throw new ServiceError('ResourceNotFoundException', `Event bus ${name} does not exist.`)
  return bus
}

function ruleOf(rules: Rules, input: Input): RuleDocument {
  return rules.rule(busOf(rules, input).name, text(input, 'Name')).document
}

function selectRules(rules: Rules, input: Input): readonly RuleDocument[] {
  const prefix = optionalText(input, 'NamePrefix') ?? ''
  return rules
    .onBus(busOf(rules, input).name)
    .map(({ document }) => document)
    .filter(({ name }) => name.startsWith(prefix))
}

function describeRule(rule: RuleDocument): Record<string, unknown> {
  return {
    Name: rule.name,
    Arn: rule.arn,
    EventPattern: rule.pattern,
    ScheduleExpression: rule.scheduleExpression,
    State: rule.state,
    Description: rule.description,
    EventBusName: rule.bus,
  }
}

function setState(rules: Rules, input: Input, state: RuleDocument['state']): Record<string, never> {
  rules.putRule({ ...ruleOf(rules, input), state })
  return {}
}

function busResource(plane: PlaneContext, rules: Rules): ResourceType {
  const put = (name: string, properties: Input): Created => {
    const arn = `arn:aws:events:${plane.region}:${plane.accountId}:event-bus/${name}`
    const description = optionalText(properties, 'Description')
    const policy = rules.bus(name)?.policy
    rules.putBus({ name, arn, ...(description === undefined ? {} : { description }), ...(policy && { policy }) })
    return { physicalId: name, attributes: { Arn: arn, Name: name } }
  }
  return {
    properties: ['Name', 'Description', 'Tags'],
    required: ['Name'],
    createOnly: ['Name'],
    create: (properties) => {
      const name = text(properties, 'Name')
      if (!/^[A-Za-z0-9._-]{1,256}$/.test(name)) {
        throw new ServiceError('ValidationException', `${name} is no name of an event bus`)
      }
      if (rules.bus(name)) throw new ServiceError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`)
      return put(name, properties)
    },
    update: put,
    delete: (name) => {
      if (name !== defaultBus) rules.deleteBus(name)
    },
  }
}

/** One statement of a bus's policy. */
function busPolicyResource(rules: Rules): ResourceType {
  const change = (properties: Input, wanted: readonly Input[]): void => {
    const bus = busOf(rules, properties)
    const sid = text(properties, 'StatementId')
    const others = bus.policy?.Statement.filter(({ Sid }) => Sid !== sid) ?? []
    const policy = { Version: '2012-10-17', Statement: [...others, ...wanted] } as const
    if (wanted.length > 0) readPolicy(`the policy of ${bus.name}`, policy)
    const { policy: _before, ...rest } = bus
    rules.putBus(policy.Statement.length === 0 ? rest : { ...rest, policy })
  }
  const put = (properties: Input): Created => {
    const sid = text(properties, 'StatementId')
    change(properties, [{ ...record(properties, 'Statement'), Sid: sid }])
    return { physicalId: `${busOf(rules, properties).name}|${sid}`, attributes: {} }
  }
  return {
    properties: ['EventBusName', 'StatementId', 'Statement'],
    required: ['StatementId', 'Statement'],
    createOnly: ['EventBusName', 'StatementId'],
    create: put,
    update: (_id, properties) => put(properties),
    delete: (_id, properties) => {
      if (rules.bus(optionalText(properties, 'EventBusName'))) change(properties, [])
    },
  }
}

function ruleResource(plane: PlaneContext, rules: Rules): ResourceType {
  const { accountId, region } = plane
  const put = (name: string, bus: string, createdAt: string, properties: Input): Created => {
    const { arn } = rules.putRule(readRule(properties, { name, bus, createdAt, accountId, region })).document
    return { physicalId: bus === defaultBus ? name : `${bus}|${name}`, attributes: { Arn: arn } }
  }
  return {
    properties: [
      'Name',
      'Description',
      'EventBusName',
      'EventPattern',
      'ScheduleExpression',
      'State',
      'Targets',
      'Tags',
    ],
    createOnly: ['Name', 'EventBusName'],
    create: (properties, context) => {
      const name = optionalText(properties, 'Name') ?? context.generatedName(64)
      if (!/^[A-Za-z0-9._-]{1,64}$/.test(name)) {
        throw new ServiceError('ValidationException', `${name} is no name of a rule`)
      }
      return put(name, busOf(rules, properties).name, plane.clock.now().toISOString(), properties)
    },
    update: (physicalId, properties) => {
      const [bus, name] = split(physicalId)
      return put(name, bus, rules.rule(bus, name).document.createdAt, properties)
    },
    delete: (physicalId) => rules.deleteRule(...split(physicalId)),
  }
}

function split(physicalId: string): [bus: string, name: string] {
  const at = physicalId.indexOf('|')
  return at < 0 ? [defaultBus, physicalId] : [physicalId.slice(0, at), physicalId.slice(at + 1)]
}
