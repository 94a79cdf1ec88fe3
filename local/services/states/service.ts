import { ServiceError } from '../../errors.ts'
import { optionalFlag, optionalNumber, optionalText, text } from '../../input.ts'
import type { Input, PlaneContext, Service } from '../../service.ts'
import type { Execution } from './execution.ts'
import { createExecutions } from './executions.ts'
import { detailsName, type HistoryEvent, withoutData } from './history.ts'
import { type Machine, machineType } from './machine.ts'

const pageSize = 1000

/** Step Functions: STANDARD state machines in JSONata, with full history, resumed after a kill. */
export function createStatesService(plane: PlaneContext): Service {
  const machines = plane.store.collection<Machine>('states-machines')
  const executions = createExecutions(plane)

  const machine = (input: Input): Machine => {
    const arn = text(input, 'stateMachineArn')
    const found = machines.get(arn)
    if (found) return found
    throw new ServiceError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`)
  }

  return {
    name: 'states',
    operations: {
      StartExecution: (input) => {
        const execution = executions.start(
          machine(input),
          optionalText(input, 'name'),
          optionalText(input, 'input') ?? '{}',
        )
        return { executionArn: execution.arn, startDate: new Date(execution.startDate) }
      },
      StopExecution: async (input) => {
        const stopped = await executions.stop(
          text(input, 'executionArn'),
          optionalText(input, 'error'),
          optionalText(input, 'cause'),
        )
        return { stopDate: new Date(stopped.stopDate ?? plane.clock.now()) }
      },
      DescribeExecution: (input) => describeExecution(executions.find(text(input, 'executionArn'))),
      ListExecutions: (input) => {
        const { arn } = machine(input)
        const status = optionalText(input, 'statusFilter')
        const mine = executions
          .list()
          .filter((each) => each.machineArn === arn && (status === undefined || each.status === status))
        return page(
          [...mine].sort((one, other) => other.startDate.localeCompare(one.startDate)),
          input,
          'executions',
          listedExecution,
        )
      },
      GetExecutionHistory: (input) => {
        const { arn } = executions.find(text(input, 'executionArn'))
        const events = executions.history(arn).read()
        const withData = optionalFlag(input, 'includeExecutionData') ?? true
        const ordered = optionalFlag(input, 'reverseOrder') ? [...events].reverse() : events
        return page(ordered, input, 'events', (event) => describeEvent(event, withData))
      },
      DescribeStateMachine: (input) => describeMachine(machine(input)),
      ListStateMachines: (input) =>
        page(machines.list(), input, 'stateMachines', (each) => ({
          stateMachineArn: each.arn,
          name: each.name,
          type: 'STANDARD',
          creationDate: new Date(each.createdAt),
        })),
    },
    resources: { 'AWS::StepFunctions::StateMachine': machineType(plane, machines) },
    start: async () => executions.resume(),
    stop: () => executions.suspend(),
  }
}

function page<T>(
  all: readonly T[],
  input: Input,
  member: string,
  describe: (each: T) => unknown,
): Readonly<Record<string, unknown>> {
  const from = Number(optionalText(input, 'nextToken') ?? 0)
  const size = optionalNumber(input, 'maxResults') || pageSize
  const more = from + size < all.length ? { nextToken: String(from + size) } : {}
  return { [member]: all.slice(from, from + size).map(describe), ...more }
}

const optionalDate = (iso: string | undefined): Date | undefined => (iso === undefined ? undefined : new Date(iso))

function listedExecution(execution: Execution): Readonly<Record<string, unknown>> {
  return {
    executionArn: execution.arn,
    stateMachineArn: execution.machineArn,
    name: execution.name,
    status: execution.status,
    startDate: new Date(execution.startDate),
    stopDate: optionalDate(execution.stopDate),
    redriveCount: 0,
  }
}

function describeExecution(execution: Execution): Readonly<Record<string, unknown>> {
  return {
    ...listedExecution(execution),
    input: execution.input,
    inputDetails: { included: true },
    output: execution.output,
    outputDetails: execution.output === undefined ? undefined : { included: true },
    error: execution.error,
    cause: execution.cause,
    redriveStatus: 'NOT_REDRIVABLE',
  }
}

function describeEvent(event: HistoryEvent, withData: boolean): Readonly<Record<string, unknown>> {
  const { id, previousEventId, type, timestamp, details } = event
  const shown = withData ? details : withoutData(details)
  const carried = Object.keys(details).length > 0 ? { [detailsName(type)]: shown } : {}
  return { id, previousEventId, type, timestamp: new Date(timestamp), ...carried }
}

function describeMachine(machine: Machine): Readonly<Record<string, unknown>> {
  const { group, level, includeExecutionData } = machine.logging
  return {
    stateMachineArn: machine.arn,
    name: machine.name,
    status: 'ACTIVE',
    definition: machine.definition,
    roleArn: machine.roleArn,
    type: 'STANDARD',
    creationDate: new Date(machine.createdAt),
    revisionId: machine.revision,
    loggingConfiguration: {
      level,
      includeExecutionData,
      destinations: group === undefined ? [] : [{ cloudWatchLogsLogGroup: { logGroupArn: group } }],
    },
  }
}
