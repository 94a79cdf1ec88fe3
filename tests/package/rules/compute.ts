import { at, numberOf, objectsIn, type Rule, referred, ruleOf } from './rule.ts'

const fn = 'AWS::Lambda::Function'
const job = 'AWS::Glue::Job'
const machine = 'AWS::StepFunctions::StateMachine'

/** Runtimes that Lambda keeps beyond the next year. */
const runtimes = ['nodejs22.x', 'nodejs24.x']
const glueVersions = ['4.0', '5.0', '5.1']
const secretName = /PASSWORD|SECRET|TOKEN|PRIVATE_KEY|ACCESS_KEY/

export const computeRules: readonly Rule[] = [
  ruleOf(
    fn,
    'function-runtime',
    'a runtime near its end blocks the next deploy',
    (properties) => [
      !runtimes.includes(String(at(properties, 'Runtime'))) && `has the runtime ${at(properties, 'Runtime')}`,
    ],
    { Runtime: 'nodejs16.x' },
  ),
  ruleOf(
    fn,
    'function-own-role',
    'a role that functions share grants each what the other needs',
    (properties, template, id) => {
      const role = referred(at(properties, 'Role'))
      const sharing = Object.entries(template.Resources).filter(
        ([other, { Type, Properties }]) => other !== id && Type === fn && referred(at(Properties, 'Role')) === role,
      )
      return [role === undefined ? 'has no role of this template' : sharing.length > 0 && `shares ${role}`]
    },
    { Role: { 'Fn::GetAtt': ['Shared', 'Arn'] } },
    { Other: { Type: fn, Properties: { Role: { 'Fn::GetAtt': ['Shared', 'Arn'] } } } },
  ),
  ruleOf(
    fn,
    'function-keeps-no-secret',
    'the environment of a function is shown to everybody who may look at it; a name or ARN of a secret may stand there',
    (properties) =>
      Object.entries((at(properties, 'Environment', 'Variables') ?? {}) as object).map(
        ([name, value]) =>
          secretName.test(name) &&
          typeof value === 'string' &&
          !/_(?:NAME|ARN|PREFIX)$/.test(name) &&
          `${name} holds a secret`,
      ),
    { Environment: { Variables: { HMAC_SECRET: 'abc' } } },
  ),
  ruleOf(
    fn,
    'function-log-is-kept',
    'a log group that Lambda makes itself is kept for ever',
    (properties, template) => {
      const name = `/aws/lambda/${at(properties, 'FunctionName')}`
      const group = Object.values(template.Resources).find(
        ({ Type, Properties }) => Type === 'AWS::Logs::LogGroup' && at(Properties, 'LogGroupName') === name,
      )
      return [at(group?.Properties, 'RetentionInDays') === undefined && `no log group ${name} with a retention`]
    },
    { FunctionName: 'f' },
  ),
  ruleOf(
    fn,
    'function-traces-sources',
    'a stack trace of a bundle says nothing without its source map',
    (properties) => [
      !String(at(properties, 'Environment', 'Variables', 'NODE_OPTIONS') ?? '').includes('--enable-source-maps') &&
        'runs without source maps',
    ],
    { Environment: { Variables: {} } },
  ),
  ruleOf(
    'AWS::Lambda::Permission',
    'permission-names-caller',
    'a service that may call from any account is a confused deputy',
    (properties) => [
      String(at(properties, 'Principal')).endsWith('.amazonaws.com') &&
        at(properties, 'SourceArn') === undefined &&
        at(properties, 'SourceAccount') === undefined &&
        'lets a service call for anybody',
      at(properties, 'Principal') === '*' &&
        at(properties, 'FunctionUrlAuthType') === undefined &&
        at(properties, 'InvokedViaFunctionUrl') !== true &&
        'lets everybody call past a function URL',
    ],
    { Principal: 'events.amazonaws.com' },
  ),
  ruleOf(
    job,
    'glue-version',
    'a Glue version that does not exist is found by the first run only',
    (properties) => [
      !glueVersions.includes(String(at(properties, 'GlueVersion'))) &&
        `has the version ${at(properties, 'GlueVersion')}`,
      at(properties, 'Command', 'PythonVersion') !== '3' && 'does not name Python 3',
    ],
    { GlueVersion: '9.9', Command: { PythonVersion: '3' } },
  ),
  ruleOf(
    job,
    'glue-is-bounded',
    'a job runs for two days unless it is told when to end; retries of its own would write beside the state machine’s',
    (properties) => [
      (numberOf(at(properties, 'Timeout')) ?? 0) <= 0 && 'has no timeout',
      numberOf(at(properties, 'MaxRetries')) !== 0 && 'retries by itself',
      at(properties, 'ExecutionProperty', 'MaxConcurrentRuns') === undefined && 'states no number of runs at once',
    ],
    { MaxRetries: 3, Timeout: 10, ExecutionProperty: { MaxConcurrentRuns: 1 } },
  ),
  ruleOf(
    job,
    'glue-log-is-kept',
    'Glue’s default group is shared by all jobs of the account and kept for ever',
    (properties, template) => {
      const group = referred(at(properties, 'DefaultArguments', '--continuous-log-logGroup'))
      return [template.Resources[group ?? '']?.Type !== 'AWS::Logs::LogGroup' && 'logs to no group of this template']
    },
    { DefaultArguments: {} },
  ),
  ruleOf(
    machine,
    'machine-log',
    'errors are told, what the machine carries is not; groups outside /aws/vendedlogs/ fill up the account’s resource policy',
    (properties, template) => {
      const logging = at(properties, 'LoggingConfiguration')
      const group = referred(at(logging, 'Destinations', 0, 'CloudWatchLogsLogGroup', 'LogGroupArn'))
      const name = String(at(template.Resources[group ?? '']?.Properties, 'LogGroupName') ?? '')
      return [
        !['ERROR', 'ALL'].includes(String(at(logging, 'Level'))) && 'tells no errors',
        at(logging, 'IncludeExecutionData') !== false && 'logs what it carries',
        !name.startsWith('/aws/vendedlogs/') && `logs to ${name || 'no group of this template'}`,
      ]
    },
    { LoggingConfiguration: { Level: 'OFF', IncludeExecutionData: false } },
  ),
  ruleOf(
    machine,
    'machine-task-outlasts-function',
    'a task that gives up before its function ends is tried again while the first try is at work',
    (properties, template) =>
      tasksOf(properties).map(({ name, seconds, fn: called }) => {
        const timeout = numberOf(at(template.Resources[called]?.Properties, 'Timeout')) ?? 3
        return seconds < timeout && `${name} waits ${seconds} s for a function that runs ${timeout} s`
      }),
    {
      DefinitionString: {
        'Fn::Sub': [
          JSON.stringify({
            States: { A: { Type: 'Task', TimeoutSeconds: 5, Arguments: { FunctionName: `$${'{x}'}` } } },
          }),
          { x: { 'Fn::GetAtt': ['F', 'Arn'] } },
        ],
      },
    },
    { F: { Type: fn, Properties: { Timeout: 60 } } },
  ),
]

/** Tasks that call a function of the template, in a definition as the Serverless Framework writes it. */
function tasksOf(
  properties: unknown,
): readonly { readonly name: string; readonly seconds: number; readonly fn: string }[] {
  const definition = at(properties, 'DefinitionString', 'Fn::Sub')
  const [text, variables] = Array.isArray(definition) ? definition : [definition, {}]
  if (typeof text !== 'string') return []
  return [...objectsIn(JSON.parse(text))].flatMap((each) =>
    Object.entries((at(each, 'States') ?? {}) as object).flatMap(([name, state]) => {
      const variable = /^\$\{(\w+)\}$/.exec(String(at(state, 'Arguments', 'FunctionName') ?? ''))?.[1]
      const called = variable === undefined ? undefined : referred(at(variables, variable))
      return called === undefined ? [] : [{ name, seconds: numberOf(at(state, 'TimeoutSeconds')) ?? 60, fn: called }]
    }),
  )
}
