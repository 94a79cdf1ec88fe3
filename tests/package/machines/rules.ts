import { integrations, languageErrors } from './integrations.ts'
import { type Machine, type Retrier, type State, scopesOf, statesOf, tasksOf, waysOut } from './machine.ts'

/** One thing that Step Functions or asl-validator would not tell when a machine is made. */
export interface MachineRule {
  readonly name: string
  readonly because: string
  /** A line for each fault, beginning with the state's name. */
  readonly faults: (machine: Machine) => readonly string[]
  /** States that break the rule, the state `Broken` among them; `top` joins the machine itself. */
  readonly broken: Readonly<Record<string, State>>
  readonly top?: object
}

type Faults = (state: State, name: string, machine: Machine) => readonly (string | false)[]

const over =
  (states: (machine: Machine) => readonly (readonly [string, State])[], faults: Faults) => (machine: Machine) =>
    states(machine).flatMap(([name, state]) =>
      faults(state, name, machine)
        .filter((fault) => fault !== false)
        .map((fault) => `${name}: ${fault}`),
    )

const ofTasks = (name: string, because: string, faults: Faults, broken: Partial<State>): MachineRule => ({
  name,
  because,
  faults: over(tasksOf, faults),
  broken: { Broken: { Type: 'Task', End: true, ...broken } },
})
const ofStates = (name: string, because: string, faults: Faults, broken: State): MachineRule => ({
  name,
  because,
  faults: over(statesOf, faults),
  broken: { Broken: broken },
})

const pathFields = [
  ...[
    'InputPath',
    'OutputPath',
    'ResultPath',
    'Parameters',
    'ResultSelector',
    'ItemsPath',
    'SecondsPath',
    'TimestampPath',
  ],
  ...['TimeoutSecondsPath', 'HeartbeatSecondsPath', 'ErrorPath', 'CausePath', 'Variable', 'MaxConcurrencyPath'],
]

const handlers = ({
  Retry = [],
  Catch = [],
}: State): readonly (readonly [string, readonly { ErrorEquals: readonly string[] }[]])[] => [
  ['Retry', Retry],
  ['Catch', Catch],
]

const isReached = (earlier: readonly { ErrorEquals: readonly string[] }[], error: string): boolean =>
  !earlier.some(({ ErrorEquals }) => ErrorEquals.includes(error) || ErrorEquals.includes('States.ALL'))

const sdkErrors = [
  'Lambda.ServiceException',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.TooManyRequestsException',
]

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) yield* textsIn(member)
}

/** A state's own members, not those of the states inside it. */
const own = ({ ItemProcessor: _, Branches: __, ...state }: State): object => state

export const machineRules: readonly MachineRule[] = [
  {
    name: 'machine-is-bounded',
    because: 'an execution without a timeout waits for a year',
    faults: ({ TimeoutSeconds }) => ((TimeoutSeconds ?? 0) > 0 ? [] : ['Broken: the machine has no timeout']),
    broken: { Broken: { Type: 'Pass', End: true } },
    top: { TimeoutSeconds: undefined },
  },
  {
    name: 'machine-speaks-jsonata',
    because: 'a machine that does not say JSONata is read as JSONPath, where expressions are plain text',
    faults: ({ QueryLanguage }) => (QueryLanguage === 'JSONata' ? [] : ['Broken: the machine does not say JSONata']),
    broken: { Broken: { Type: 'Pass', End: true } },
    top: { QueryLanguage: 'JSONPath' },
  },
  ofStates(
    'state-has-no-paths',
    'fields of JSONPath have no effect beside JSONata, or stop the machine from being made',
    (state) => [
      ...pathFields.filter((field) => field in state).map((field) => `has ${field}`),
      JSON.stringify(own(state)).includes('.$":') && 'has a member that ends in .$',
    ],
    { Type: 'Pass', End: true, ...({ ResultPath: '$.x' } as object) },
  ),
  ofStates(
    'state-expressions-are-closed',
    'a text that only looks like an expression is handed on as text',
    (state) =>
      [...textsIn(own(state))].map(
        (text) =>
          (text.startsWith('{%') || text.endsWith('%}')) && !/^\{%[\s\S]*%\}$/.test(text) && `has ${text.slice(0, 40)}`,
      ),
    { Type: 'Pass', End: true, ...({ Output: '{% $x }' } as object) },
  ),
  ofStates(
    'state-name-fits',
    'names of states have 80 characters',
    (_, name) => [
      name.length > 80 && 'has a longer name',
      /[\p{C}]/u.test(name) && 'has a control character in its name',
    ],
    { Type: 'Pass', End: true },
  ),
  {
    name: 'state-goes-somewhere',
    because: 'a name that is not there is found when the machine is made, a state that nothing leads to never',
    faults: (machine) =>
      scopesOf(machine).flatMap(({ StartAt, States }) => {
        const lost = Object.entries(States).flatMap(([name, state]) =>
          waysOut(state)
            .filter((to) => !(to in States))
            .map((to) => `${name}: leads to ${to}, which is not there`),
        )
        const reached = new Set<string>()
        const visit = (name: string): void => {
          if (reached.has(name) || !(name in States)) return
          reached.add(name)
          for (const to of waysOut(States[name] as State)) visit(to)
        }
        visit(StartAt ?? '')
        return [
          ...lost,
          ...Object.keys(States)
            .filter((name) => !reached.has(name))
            .map((name) => `${name}: nothing leads here`),
        ]
      }),
    broken: { Start: { Type: 'Pass', End: true }, Broken: { Type: 'Pass', End: true } },
    top: { StartAt: 'Start' },
  },
  ofStates(
    'choice-has-a-default',
    'States.NoChoiceMatched is an error that nobody catches',
    ({ Type, Default }) => [Type === 'Choice' && Default === undefined && 'has no Default'],
    { Type: 'Choice', Choices: [] },
  ),
  ofStates(
    'map-is-bounded',
    'a Map without a bound starts forty iterations at once; the warehouse and the functions see them all',
    ({ Type, MaxConcurrency, ItemProcessor }) => [
      Type === 'Map' && !((MaxConcurrency ?? 0) > 0 && (MaxConcurrency ?? 0) <= 40) && 'runs not 1 to 40 at once',
      Type === 'Map' && ItemProcessor?.ProcessorConfig?.Mode === undefined && 'does not say its mode',
    ],
    { Type: 'Map', End: true, MaxConcurrency: 100, ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, States: {} } },
  ),
  ofStates(
    'fail-says-why',
    'who reads that an execution failed wants to know why',
    ({ Type, Error: error, Cause }) => [
      Type === 'Fail' && (error === undefined || Cause === undefined) && 'does not say why',
    ],
    { Type: 'Fail' },
  ),
  ofTasks(
    'task-integration-is-known',
    'a misspelt integration is found by the first execution at best',
    ({ Resource = '' }) => [!(Resource in integrations) && `calls ${Resource}, which is not on the list`],
    { Resource: 'arn:aws:states:::glue:startJobRuns.sync' },
  ),
  ofTasks(
    'task-has-what-it-needs',
    'a member that the service needs is missed by the first execution only',
    ({ Resource = '', Arguments = {} }) =>
      (integrations[Resource]?.required ?? []).map((member) => !(member in Arguments) && `lacks ${member}`),
    {
      Resource: 'arn:aws:states:::aws-sdk:redshiftdata:batchExecuteStatement',
      Arguments: { Sqls: [], WorkgroupName: 'w', Database: 'd' },
    },
  ),
  ofTasks(
    'task-is-bounded',
    'a task without a timeout waits for 99,999,999 seconds',
    ({ TimeoutSeconds }) => [!((TimeoutSeconds ?? 0) > 0) && 'has no timeout'],
    {},
  ),
  ofTasks(
    'task-heartbeat-where-somebody-beats',
    'who holds a task’s token beats; a job that Step Functions waits for does not, and a heartbeat would end it',
    ({ Resource = '', HeartbeatSeconds, TimeoutSeconds = 0 }) => [
      Resource.endsWith('.waitForTaskToken') &&
        !((HeartbeatSeconds ?? 0) > 0 && (HeartbeatSeconds ?? 0) < TimeoutSeconds) &&
        'waits for a token without a heartbeat below its timeout',
      !Resource.endsWith('.waitForTaskToken') && HeartbeatSeconds !== undefined && 'has a heartbeat, and nobody beats',
    ],
    { Resource: 'arn:aws:states:::glue:startJobRun.sync', HeartbeatSeconds: 60 },
  ),
  ofTasks(
    'task-fails-to-somewhere',
    'an error that a task does not catch ends the execution, and nobody counts the attempt',
    ({ Catch = [], Next, Retry = [] }, name) => [
      !Catch.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL')) &&
        // The last word of a batch, and the first of a migration: an error there ends the execution by its name.
        !['FailBatch', 'PlanMigration', 'Migrate', 'MigrateAlone'].includes(name) &&
        `catches not everything${Next === undefined && Retry.length === 0 ? ', and ends' : ''}`,
    ],
    {},
  ),
  ofTasks(
    'task-of-a-function-retries-lambda',
    'Lambda itself fails now and then; AWS says to try these four again',
    ({ Resource, Retry = [] }) => {
      const retried = Retry.flatMap(({ ErrorEquals }) => ErrorEquals)
      const missing = sdkErrors.filter((error) => !retried.includes(error))
      return [
        Resource === 'arn:aws:states:::lambda:invoke' && missing.length > 0 && `does not retry ${missing.join(', ')}`,
      ]
    },
    { Resource: 'arn:aws:states:::lambda:invoke', Retry: [{ ErrorEquals: ['States.Timeout'] }] },
  ),
  ofStates(
    'handlers-are-in-order',
    'the first handler that fits is taken: one behind States.ALL, or of an error that was named before, is dead',
    (state) =>
      handlers(state).flatMap(([kind, list]) =>
        list.flatMap(({ ErrorEquals }, index) => [
          ErrorEquals.includes('States.ALL') &&
            ErrorEquals.length > 1 &&
            `${kind} ${index} names States.ALL beside others`,
          ErrorEquals.includes('States.ALL') &&
            index < list.length - 1 &&
            `${kind} ${index} is States.ALL and not the last`,
          ...ErrorEquals.filter((error) => !isReached(list.slice(0, index), error)).map(
            (error) => `${kind} ${index} never sees ${error}`,
          ),
        ]),
      ),
    {
      Type: 'Task',
      End: true,
      Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['States.Timeout'] }],
    },
  ),
  ofStates(
    'retries-are-within-bounds',
    'Step Functions refuses these when the machine is made, or waits longer than anybody meant',
    ({ Retry = [] }) => Retry.flatMap(retrierFaults),
    { Type: 'Task', End: true, Retry: [{ ErrorEquals: ['States.Timeout'], BackoffRate: 0.5 }] },
  ),
  ofStates(
    'errors-have-known-names',
    'a misspelt error is caught by nothing',
    (state) => {
      const known = integrations[state.Resource ?? '']
      return handlers(state).flatMap(([kind, list]) =>
        list.flatMap(({ ErrorEquals }) =>
          ErrorEquals.map((error) => {
            const [prefix, ...rest] = error.split('.')
            if (rest.length === 0) return false // of our own functions; another test holds them equal to the code's
            if (prefix === 'States') return !languageErrors.includes(error) && `${kind} names ${error}`
            const ofService = known && prefix === known.prefix && known.errors.includes(rest.join('.'))
            return !ofService && `${kind} names ${error}, which ${state.Resource ?? state.Type} does not give`
          }),
        ),
      )
    },
    {
      Type: 'Task',
      End: true,
      Resource: 'arn:aws:states:::glue:startJobRun.sync',
      Retry: [{ ErrorEquals: ['Glue.ConcurrentRunExceededException'] }],
    },
  ),
]

function retrierFaults(retrier: Retrier, index: number): readonly (string | false)[] {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxAttempts = 3, MaxDelaySeconds, JitterStrategy = 'NONE' } = retrier
  return [
    BackoffRate < 1 && `Retry ${index} has a BackoffRate below 1`,
    IntervalSeconds < 1 && `Retry ${index} waits less than a second`,
    MaxAttempts > 10 && `Retry ${index} tries more than ten times`,
    MaxDelaySeconds !== undefined &&
      MaxDelaySeconds <= IntervalSeconds &&
      `Retry ${index} has a MaxDelaySeconds not above its interval`,
    !['FULL', 'NONE'].includes(JitterStrategy) && `Retry ${index} has the JitterStrategy ${JitterStrategy}`,
    MaxAttempts > 3 && MaxDelaySeconds === undefined && `Retry ${index} doubles its wait without a bound`,
  ]
}

/** Every fault of a machine, with the rule's name before it. */
export const machineFaults = (machine: Machine): readonly string[] =>
  machineRules.flatMap(({ name, faults }) => faults(machine).map((fault) => `${name}: ${fault}`))
