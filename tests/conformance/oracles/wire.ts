import { environmentOf } from '../../../cli/start/deploy.ts'
import { startLakehouse } from '../../support/lakehouse.ts'
import { someOrders } from '../../support/orders.ts'
import type { Findings, Oracle } from '../oracle.ts'
import type { Tools } from '../tools.ts'
import { botocoreVersion } from '../wire/botocore.ts'
import { type Exchange, recordExchanges } from '../wire/record.ts'

interface Verdict {
  readonly seen: Readonly<Record<string, number>>
  readonly unread: Readonly<Record<string, number>>
  readonly faults: Readonly<Record<string, number>>
}

/** What stays, and why. */
const explanations: readonly { readonly fault: RegExp; readonly because: string }[] = [
  {
    fault: /GetExecutionHistory: answer: Missing required parameter in .*taskScheduledEventDetails: "parameters"/,
    because: 'the client asked to leave execution data out; the model calls them required all the same',
  },
]

export const wire: Oracle = {
  name: 'wire',
  about: 'requests and answers of a deploy and a batch on the local plane, against botocore',
  compare: async (tools) => examine(tools, await recordRun(tools)),
  planted: {
    fault: 'an execution that answers the status DONE, and a start time in milliseconds',
    expect: /DescribeExecution: answer.status: 'DONE' is not one of/,
    compare: (tools) => examine(tools, [wrongExecution]),
  },
}

const wrongExecution: Exchange = {
  service: 'states',
  target: 'AWSStepFunctions.DescribeExecution',
  method: 'POST',
  path: '/',
  contentType: 'application/x-amz-json-1.0',
  request: '{"executionArn":"arn:aws:states:eu-central-1:000000000000:execution:machine:x"}',
  status: 200,
  headers: {},
  answer:
    '{"executionArn":"arn:aws:states:eu-central-1:000000000000:execution:machine:x","stateMachineArn":"arn:aws:states:eu-central-1:000000000000:stateMachine:machine","status":"DONE","startDate":1764000000000}',
}

/** Deploys, publishes, processes one batch and makes foreign calls, on a plane in this process. */
async function recordRun(tools: Tools): Promise<readonly Exchange[]> {
  const python = await tools.python()
  tools.jobPython()
  const recording = recordExchanges()
  const lake = await startLakehouse().catch((error: unknown) => {
    recording.stop()
    throw error
  })
  try {
    await lake.publish(someOrders(20))
    const { batchId, failure } = await lake.runBatch()
    if (failure !== undefined) throw new Error(`The recorded batch failed: ${failure}`)
    await lake.asAnalyst('SELECT * FROM orders.order_placed LIMIT 3')
    const names = {
      bus: lake.stack.bus,
      stream: lake.stack.streamOf('orders'),
      machine: lake.stack.processBatch,
      workgroup: lake.stack.workgroup,
      job: 'tributary-local-conform-events',
      execution: (await lake.documents.attempts(batchId)).at(-1)?.execution,
    }
    await tools.ask(python, 'tests/conformance/wire/foreign_calls.py', names, environmentOf(lake.connection))
    return recording.exchanges
  } finally {
    recording.stop()
    await lake.stop()
  }
}

async function examine(tools: Tools, exchanges: readonly Exchange[]): Promise<Findings> {
  const python = await tools.python()
  const script = 'tests/conformance/wire/check_exchanges.py'
  const { seen, faults } = await tools.ask<Verdict>(python, script, exchanges)
  const tasks = evaluatedTasks(exchanges)
  const machine = { executed: { States: tasks } }
  const inTasks = await tools.ask<readonly string[]>(python, 'tests/package/asl_arguments.py', machine)
  return {
    version: botocoreVersion(),
    cases: Object.values(seen).reduce((sum, count) => sum + count, Object.keys(tasks).length),
    differences: [...Object.entries(faults), ...inTasks.map((fault) => [fault, 1] as const)].map(([fault, times]) => {
      const known = explanations.find((each) => each.fault.test(fault))
      return { what: times > 1 ? `${fault} (${times} times)` : fault, ...(known && { because: known.because }) }
    }),
  }
}

interface HistoryEvent {
  readonly id: number
  readonly taskScheduledEventDetails?: {
    readonly resourceType: string
    readonly resource: string
    readonly parameters?: string
  }
}

/** What the state machine said to each service, with every expression evaluated, in the form of task states. */
function evaluatedTasks(exchanges: readonly Exchange[]): Readonly<Record<string, object>> {
  const histories = exchanges.filter(({ target, status }) => target?.endsWith('.GetExecutionHistory') && status === 200)
  const events = histories.flatMap(({ answer }) => (JSON.parse(answer) as { events: readonly HistoryEvent[] }).events)
  return Object.fromEntries(
    events.flatMap(({ id, taskScheduledEventDetails: task }) =>
      task?.parameters === undefined
        ? []
        : [
            [
              `${id} ${task.resource}`,
              {
                Type: 'Task',
                Resource: `arn:aws:states:::${task.resourceType}:${task.resource}`,
                Arguments: JSON.parse(task.parameters) as unknown,
              },
            ],
          ],
    ),
  )
}
