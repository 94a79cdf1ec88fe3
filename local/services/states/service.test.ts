import { afterEach, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../clock.ts'
import { testClock } from '../../engines/test-clock.ts'
import { type TestPlane, testPlane } from '../../engines/test-plane.ts'
import { ServiceError } from '../../errors.ts'
import type { Input, ResourceContext, Service } from '../../service.ts'
import { createStatesService } from './service.ts'

vi.setConfig({ testTimeout: 30_000 })

interface Described {
  readonly status: string
  readonly output?: string
  readonly error?: string
  readonly cause?: string
}

interface Event {
  readonly type: string
  readonly id: number
  readonly [details: string]: unknown
}

let plane: TestPlane
let states: Service
afterEach(async () => {
  await states.stop?.()
  plane.remove()
})

function setUp(clock = testClock()): void {
  plane = testPlane({ clock })
  states = createStatesService(plane)
}

const call = async (operation: string, input: Input): Promise<unknown> =>
  states.operations[operation]?.(input, { principal: plane.admin, region: 'eu-central-1' })

async function deploy(definition: object, properties: Input = {}): Promise<string> {
  const made = await states.resources?.['AWS::StepFunctions::StateMachine']?.create(
    {
      StateMachineName: 'm',
      RoleArn: plane.role('machine').roleArn,
      DefinitionString: JSON.stringify({ QueryLanguage: 'JSONata', ...definition }),
      ...properties,
    },
    {} as ResourceContext,
  )
  return made?.physicalId ?? ''
}

async function start(stateMachineArn: string, input: unknown = {}, name?: string): Promise<string> {
  const answer = await call('StartExecution', {
    stateMachineArn,
    input: JSON.stringify(input),
    ...(name ? { name } : {}),
  })
  return (answer as { executionArn: string }).executionArn
}

async function ended(
  executionArn: string,
): Promise<
  Described & { readonly result: unknown; readonly types: readonly string[]; readonly events: readonly Event[] }
> {
  for (;;) {
    const described = (await call('DescribeExecution', { executionArn })) as Described
    if (described.status !== 'RUNNING') {
      const { events } = (await call('GetExecutionHistory', { executionArn })) as { events: Event[] }
      return {
        ...described,
        result: described.output === undefined ? undefined : JSON.parse(described.output),
        types: events.map(({ type }) => type),
        events,
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

/** Runs states from the first one to the end. */
async function run(states_: Record<string, object>, input: unknown = {}, more: object = {}) {
  const arn = await deploy({ StartAt: Object.keys(states_)[0], States: states_, ...more })
  return ended(await start(arn, input))
}

const invoke = 'arn:aws:states:::lambda:invoke'
const lambda = (handler: (payload: unknown, attempt: number) => unknown) => {
  let attempt = 0
  plane.operations.set('lambda.Invoke', async (input) => {
    const payload = JSON.parse(Buffer.from(input.Payload as Uint8Array).toString()) as unknown
    try {
      return { StatusCode: 200, Payload: Buffer.from(JSON.stringify((await handler(payload, ++attempt)) ?? null)) }
    } catch (error) {
      if (error instanceof ServiceError) throw error
      const { name, message } = error as Error
      return {
        StatusCode: 200,
        FunctionError: 'Unhandled',
        Payload: Buffer.from(JSON.stringify({ errorType: name, errorMessage: message })),
      }
    }
  })
}
const named = (name: string, message = 'no') => Object.assign(new Error(message), { name })
const call_ = (more: object = {}) => ({
  Type: 'Task',
  Resource: invoke,
  Arguments: { FunctionName: 'f', Payload: '{% $states.input %}' },
  End: true,
  ...more,
})

describe('data', () => {
  it('flows through Pass, variables, Choice and Succeed', async () => {
    setUp()
    const { status, result, types } = await run(
      {
        A: {
          Type: 'Pass',
          Assign: { n: '{% $states.input.n + 1 %}', kept: 'text' },
          Output: { seen: '{% $states.input.n %}' },
          Next: 'B',
        },
        B: {
          Type: 'Choice',
          Choices: [
            { Condition: '{% $n > 5 %}', Next: 'Big' },
            { Condition: '{% $n = 3 %}', Assign: { n: '{% $n * 10 %}' }, Output: '{% $n %}', Next: 'Small' },
          ],
          Default: 'Big',
        },
        Small: {
          Type: 'Succeed',
          Output: { n: '{% $n %}', before: '{% $states.input %}', name: '{% $states.context.State.Name %}' },
        },
        Big: { Type: 'Fail', Error: 'Big', Cause: '{% "n is " & $string($n) %}' },
      },
      { n: 2 },
    )
    expect({ status, result }).toEqual({ status: 'SUCCEEDED', result: { n: 30, before: 3, name: 'Small' } })
    expect(types).toEqual([
      ...['ExecutionStarted', 'PassStateEntered', 'PassStateExited', 'ChoiceStateEntered', 'ChoiceStateExited'],
      ...['SucceedStateEntered', 'SucceedStateExited', 'ExecutionSucceeded'],
    ])
  })

  it('has the functions that Step Functions adds, on the plane’s clock', async () => {
    setUp()
    const { result } = await run({
      A: {
        Type: 'Pass',
        Output: {
          parts: '{% $partition([1,2,3,4,5], 2) %}',
          range: '{% $range(0, 6, 3) %}',
          hash: '{% $hash("a", "SHA-256") %}',
          same: '{% $random(7) = $random(7) %}',
          uuid: '{% $match($uuid(), /^[0-9a-f-]{36}$/) ~> $exists() %}',
          parsed: '{% $parse("{\\"a\\":[1]}").a[0] %}',
          now: '{% $now() %}',
          millis: '{% $millis() %}',
          merged: '{% $merge([{"a":1}, {"b":2}]) %}',
        },
        End: true,
      },
    })
    expect(result).toEqual({
      parts: [[1, 2], [3, 4], [5]],
      range: [0, 3, 6],
      hash: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
      same: true,
      uuid: true,
      parsed: 1,
      now: '2026-11-25T00:00:00.000Z',
      millis: Date.parse('2026-11-25T00:00:00.000Z'),
      merged: { a: 1, b: 2 },
    })
  })

  it('fails by name when an expression returns nothing, or data exceed 256 KiB', async () => {
    setUp()
    expect(await run({ A: { Type: 'Pass', Output: '{% $states.input.absent %}', End: true } })).toMatchObject({
      status: 'FAILED',
      error: 'States.QueryEvaluationError',
    })
    expect(await run({ A: { Type: 'Pass', Output: '{% $pad("", 300000, "x") %}', End: true } })).toMatchObject({
      error: 'States.DataLimitExceeded',
    })
    lambda(() => 'x'.repeat(300_000))
    const guarded = { A: call_({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }), B: { Type: 'Succeed' } }
    expect(await run(guarded)).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' })
  })
})

describe('errors', () => {
  it('retries by error name with growing delays and counts the tries', async () => {
    setUp()
    const begun = plane.clock.now().getTime()
    const seen: unknown[] = []
    lambda((payload, attempt) => {
      seen.push([payload, plane.clock.now().getTime() - begun])
      if (attempt < 4) throw named('TransientError')
      return 'done'
    })
    const { status, result, types } = await run({
      A: call_({
        Arguments: { FunctionName: 'f', Payload: '{% $states.context.State.RetryCount %}' },
        Retry: [
          { ErrorEquals: ['TransientError'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 5, MaxDelaySeconds: 5 },
        ],
        Output: '{% $states.result.Payload %}',
      }),
    })
    expect({ status, result }).toEqual({ status: 'SUCCEEDED', result: 'done' })
    expect(seen).toEqual([
      [0, 0],
      [1, 2000],
      [2, 6000],
      [3, 11_000],
    ])
    expect(types.filter((type) => type === 'TaskFailed')).toHaveLength(3)
  })

  it('gives up after MaxAttempts and hands the error to Catch, with Assign and Output', async () => {
    setUp()
    lambda(() => {
      throw named('TerminalError', 'broken')
    })
    const { result } = await run(
      {
        A: call_({
          Retry: [{ ErrorEquals: ['TerminalError'], MaxAttempts: 2 }],
          Catch: [
            {
              ErrorEquals: ['TerminalError'],
              Assign: { failure: '{% $states.errorOutput %}' },
              Output: { was: '{% $states.input %}' },
              Next: 'B',
            },
          ],
        }),
        B: {
          Type: 'Pass',
          Output: {
            failure: '{% $failure.Error %}',
            cause: '{% $parse($failure.Cause).errorMessage %}',
            input: '{% $states.input %}',
          },
          End: true,
        },
      },
      7,
    )
    expect(result).toEqual({ failure: 'TerminalError', cause: 'broken', input: { was: 7 } })
    expect(plane.calls).toHaveLength(3)
  })

  it.each([
    ['States.TaskFailed', () => named('Any'), true],
    ['States.ALL', () => named('Any'), true],
    ['Any', () => named('Any'), true],
    ['Other', () => named('Any'), false],
    ['Lambda.TooManyRequestsException', () => new ServiceError('TooManyRequestsException', 'slow', 429), true],
    [
      'States.ALL',
      () => new ServiceError('UnsupportedOperation', 'lambda.Invoke is not in this local plane', 501),
      false,
    ],
  ])('%s matches what it should', async (name, thrown, caught) => {
    setUp()
    lambda(() => {
      throw thrown()
    })
    const { status } = await run({ A: call_({ Catch: [{ ErrorEquals: [name], Next: 'B' }] }), B: { Type: 'Succeed' } })
    expect(status).toBe(caught ? 'SUCCEEDED' : 'FAILED')
  })

  it('times a task out, which States.TaskFailed does not catch, and the execution too', async () => {
    setUp()
    lambda(() => plane.clock.sleep(3_600_000))
    const slow = (name: string) => ({
      A: call_({ TimeoutSeconds: 60, Catch: [{ ErrorEquals: [name], Next: 'B' }] }),
      B: { Type: 'Succeed', Output: '{% $states.input.Error %}' },
    })
    expect(await run(slow('States.Timeout'))).toMatchObject({ result: 'States.Timeout' })
    expect(await run(slow('States.TaskFailed'))).toMatchObject({ status: 'FAILED', error: 'States.Timeout' })
    expect(await run({ A: { Type: 'Wait', Seconds: 7200, End: true } }, {}, { TimeoutSeconds: 3600 })).toMatchObject({
      status: 'TIMED_OUT',
    })
  })

  it('names errors of SDK integrations after their service', async () => {
    setUp()
    plane.operations.set('redshift-data.BatchExecuteStatement', () => {
      throw new ServiceError('ActiveStatementsExceededException', 'busy')
    })
    const task = {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:redshiftdata:batchExecuteStatement',
      Arguments: { Sqls: ['select 1'] },
      End: true,
    }
    expect(await run({ A: task })).toMatchObject({ error: 'RedshiftData.ActiveStatementsExceededException' })
    expect(plane.calls).toEqual(['redshift-data.BatchExecuteStatement machine'])
  })
})

describe('Map and Parallel', () => {
  it('keeps at most MaxConcurrency iterations, results in order, variables apart', async () => {
    setUp()
    let active = 0
    let most = 0
    lambda(async (payload) => {
      most = Math.max(most, ++active)
      await plane.clock.sleep(1000 * (6 - Number((payload as { v: number }).v)))
      active--
      return payload
    })
    const { result, types } = await run({
      Before: { Type: 'Pass', Assign: { outer: 'o', own: 'outside' }, Next: 'M' },
      M: {
        Type: 'Map',
        Items: '{% [1..5] %}',
        ItemSelector: { v: '{% $states.context.Map.Item.Value %}', i: '{% $states.context.Map.Item.Index %}' },
        MaxConcurrency: 2,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'I',
          States: {
            I: call_({ Assign: { own: '{% $states.result.Payload.v %}' }, End: undefined, Next: 'J' }),
            J: {
              Type: 'Pass',
              Output: '{% $outer & $string($own) & $string($states.context.Map.Item.Value) %}',
              End: true,
            },
          },
        },
        Assign: { all: '{% $states.result %}' },
        Next: 'End',
      },
      End: { Type: 'Succeed', Output: '{% [$all, $own] %}' },
    })
    expect(result).toEqual(['o11', 'o22', 'o33', 'o44', 'o55', 'outside'])
    expect(most).toBe(2)
    expect(types.filter((type) => type === 'MapIterationSucceeded')).toHaveLength(5)
    expect(plane.store.collection('states-frames').ids()).toEqual([])
  })

  it('a Catch inside an iteration spares the others; without it the first failure ends them', async () => {
    setUp()
    lambda((payload) => {
      if (payload === 2) throw named('Bad')
      return payload
    })
    const map = (item: object) => ({
      M: {
        Type: 'Map',
        Items: '{% [1,2,3] %}',
        ItemProcessor: {
          StartAt: 'I',
          States: {
            I: call_({ Output: '{% $states.result.Payload %}', ...item }),
            F: { Type: 'Pass', Output: 'failed', End: true },
          },
        },
        End: true,
      },
    })
    expect((await run(map({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'F' }] }))).result).toEqual([1, 'failed', 3])
    expect(await run(map({}))).toMatchObject({ status: 'FAILED', error: 'Bad' })
  })

  it('runs branches beside one another', async () => {
    setUp()
    const branch = (seconds: number, output: string) => ({
      StartAt: `W${output}`,
      States: { [`W${output}`]: { Type: 'Wait', Seconds: seconds, Output: output, End: true } },
    })
    const begun = plane.clock.now().getTime()
    const { result } = await run({ P: { Type: 'Parallel', Branches: [branch(20, 'a'), branch(10, 'b')], End: true } })
    expect(result).toEqual(['a', 'b'])
    expect(plane.clock.now().getTime() - begun).toBe(20_000)
  })
})

describe('glue:startJobRun.sync', () => {
  const task = {
    Type: 'Task',
    Resource: 'arn:aws:states:::glue:startJobRun.sync',
    Arguments: { JobName: 'j', Arguments: { '--attempt': '1' } },
    TimeoutSeconds: 7200,
    End: true,
  }
  const glue = (...found: readonly string[]) => {
    let at = 0
    plane.operations.set('glue.StartJobRun', () => ({ JobRunId: 'jr_1' }))
    plane.operations.set('glue.BatchStopJobRun', () => ({}))
    plane.operations.set('glue.GetJobRun', () => ({
      JobRun: { Id: 'jr_1', JobRunState: found[Math.min(at++, found.length - 1)], StartedOn: new Date(0) },
    }))
  }

  it('waits for the run, fails with States.TaskFailed, and names Glue’s refusal', async () => {
    setUp()
    glue('STARTING', 'RUNNING', 'SUCCEEDED')
    expect((await run({ A: task })).result).toEqual({
      Id: 'jr_1',
      JobRunState: 'SUCCEEDED',
      StartedOn: '1970-01-01T00:00:00.000Z',
    })
    glue('RUNNING', 'FAILED')
    expect(await run({ A: task })).toMatchObject({ error: 'States.TaskFailed' })
    plane.operations.set('glue.StartJobRun', () => {
      throw new ServiceError('ConcurrentRunsExceededException', 'one at a time')
    })
    expect(await run({ A: task })).toMatchObject({ error: 'Glue.ConcurrentRunsExceededException' })
  })

  it('stops the run when the execution is stopped', async () => {
    setUp(systemClock)
    glue('RUNNING')
    const executionArn = await start(await deploy({ StartAt: 'A', States: { A: task } }))
    await new Promise((resolve) => setTimeout(resolve, 20))
    await call('StopExecution', { executionArn, error: 'Enough', cause: 'by hand' })
    expect(await ended(executionArn)).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'by hand' })
    expect(plane.calls).toContain('glue.BatchStopJobRun machine')
  })

  it('is attached again after a restart, inside a Map, and nothing that was done is done twice', async () => {
    setUp(systemClock)
    glue('RUNNING')
    const invoked: unknown[] = []
    lambda((payload) => {
      invoked.push(payload)
      return payload
    })
    const arn = await deploy({
      StartAt: 'M',
      States: {
        M: {
          Type: 'Map',
          Items: '{% [1,2] %}',
          ItemProcessor: {
            StartAt: 'L',
            States: {
              L: call_({ Assign: { seen: '{% $states.result.Payload %}' }, End: undefined, Next: 'G' }),
              G: { ...task, Output: '{% $seen %}' },
            },
          },
          End: true,
        },
      },
    })
    const executionArn = await start(arn)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await states.stop?.()
    const next = plane.again()
    plane = next
    states = createStatesService(plane)
    glue('SUCCEEDED')
    plane.operations.delete('glue.StartJobRun')
    await states.start?.()
    expect((await ended(executionArn)).result).toEqual([1, 2])
    expect(invoked).toEqual([1, 2])
  })
})

describe('executions', () => {
  it('are idempotent by name while they run, and keep the definition they began with', async () => {
    setUp(systemClock)
    const arn = await deploy({
      StartAt: 'W',
      States: { W: { Type: 'Wait', Seconds: 1, Next: 'S' }, S: { Type: 'Succeed', Output: 'old' } },
    })
    const one = await start(arn, { a: 1 }, 'n')
    expect(await start(arn, { a: 1 }, 'n')).toBe(one)
    await expect(start(arn, { a: 2 }, 'n')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' })
    await deploy({ StartAt: 'S', States: { S: { Type: 'Succeed', Output: 'new' } } })
    expect((await ended(one)).result).toBe('old')
    await expect(start(arn, { a: 1 }, 'n')).rejects.toMatchObject({ code: 'ExecutionAlreadyExists' })
    expect((await ended(await start(arn))).result).toBe('new')
    const { executions } = (await call('ListExecutions', { stateMachineArn: arn, statusFilter: 'SUCCEEDED' })) as {
      executions: unknown[]
    }
    expect(executions).toHaveLength(2)
  })

  it('tell the default bus and the log group, without data unless asked', async () => {
    setUp()
    const arn = await deploy(
      { StartAt: 'S', States: { S: { Type: 'Succeed' } } },
      {
        LoggingConfiguration: {
          Level: 'ALL',
          IncludeExecutionData: false,
          Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: 'arn:aws:logs:r:1:log-group:/m:*' } }],
        },
      },
    )
    await ended(await start(arn, { secret: 1 }))
    expect(plane.events.map(({ detail }) => (detail as { status: string }).status)).toEqual(['RUNNING', 'SUCCEEDED'])
    expect(plane.lines.map(({ group }) => group)).toEqual(['/m', '/m', '/m', '/m'])
    expect(plane.lines.map(({ message }) => message).join()).not.toContain('secret')
  })
})

describe('definitions are refused by name', () => {
  it.each([
    [{ QueryLanguage: 'JSONPath', StartAt: 'A', States: { A: { Type: 'Succeed' } } }, 'JSONPath'],
    [{ StartAt: 'A', States: { A: { Type: 'Pass', ResultPath: '$.x', End: true } } }, 'ResultPath is a JSONPath field'],
    [{ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } }, 'there is no state "B"'],
    [{ StartAt: 'A', States: { A: { Type: 'Pass', Output: '{% $x( %}', End: true } } }, 'Output'],
    [
      { StartAt: 'A', States: { A: { Type: 'Task', Resource: 'arn:aws:states:::dynamodb:putItem', End: true } } },
      'dynamodb:putItem is not in this local plane',
    ],
    [
      {
        StartAt: 'A',
        States: {
          A: {
            Type: 'Map',
            ItemProcessor: {
              ProcessorConfig: { Mode: 'DISTRIBUTED' },
              StartAt: 'B',
              States: { B: { Type: 'Succeed' } },
            },
            End: true,
          },
        },
      },
      'DISTRIBUTED',
    ],
    [
      {
        StartAt: 'A',
        States: {
          A: {
            Type: 'Map',
            ToleratedFailureCount: 1,
            ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Succeed' } } },
            End: true,
          },
        },
      },
      'ToleratedFailureCount',
    ],
    [
      { StartAt: 'A', States: { A: call_({ Retry: [{ ErrorEquals: ['States.ALL', 'x'] }] }) } },
      'States.ALL must stand alone',
    ],
  ])('%o', async (definition, message) => {
    setUp()
    await expect(deploy(definition)).rejects.toThrow(message)
  })
})
