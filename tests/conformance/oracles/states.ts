import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { root } from '../../../cli/state.ts'
import type { Execution } from '../../../local/services/states/execution.ts'
import { Failure } from '../../../local/services/states/failures.ts'
import { interpret, type Surroundings } from '../../../local/services/states/interpreter.ts'
import type { Difference, Findings, Oracle } from '../oracle.ts'
import { type Machine, machines } from '../states/machines.ts'
import type { Tools } from '../tools.ts'

interface Ending {
  readonly status: string
  /** JSON text. */
  readonly output?: string | null
  readonly error?: string | null
  readonly cause?: string | null
}

const version = /^moto\S*==(.+)$/m.exec(readFileSync(join(root, 'tests/conformance/requirements.txt'), 'utf8'))?.[1]

export const states: Oracle = {
  name: 'state machines',
  about: 'how small state machines end, by the interpreter of moto (LocalStack’s) and the plane’s',
  compare: (tools) => examine(tools, machines),
  planted: {
    fault: 'a rule of a Choice that is turned round',
    expect: /^the first rule that holds: /,
    compare: (tools) => examine(tools, machines, turnedRound),
  },
}

/** Where moto is known to be elsewhere, and what the documentation says. */
const known: readonly { readonly machines: RegExp; readonly ours: RegExp; readonly because: string }[] = [
  {
    machines: /^Output sees variables of before Assign$/,
    ours: /"before":1/,
    because:
      'variables assigned in a state are seen from the next state on ("Passing data between states with variables")',
  },
  {
    machines: /^no rule and no default$/,
    ours: /^FAILED States\.NoChoiceMatched/,
    because: 'a Choice without a rule that holds fails with States.NoChoiceMatched ("Error names")',
  },
  {
    machines:
      /^(a type error|an unknown function|an error by hand|a condition that is no truth value|waiting for a text)$/,
    ours: /^FAILED States\.QueryEvaluationError/,
    because:
      'an expression that cannot be evaluated, or has another type, fails with States.QueryEvaluationError ("Error names")',
  },
  {
    machines: /^(a filtered list|a list of one)$/,
    ours: /^SUCCEEDED/,
    because:
      '$ inside a predicate is the item; only $ and $$ at the top level have no meaning ("Transforming data with JSONata")',
  },
]

async function examine(
  tools: Tools,
  cases: readonly Machine[],
  ours: (machine: Machine) => Machine = (machine) => machine,
): Promise<Findings> {
  const python = await tools.python()
  const answers = await tools.ask<Readonly<Record<string, Ending>>>(python, 'tests/conformance/states/run.py', cases)
  const differences: Difference[] = []
  for (const machine of cases) {
    const theirs = answers[machine.name] ?? { status: 'absent' }
    const here = await runHere(ours(machine))
    if (alike(theirs, here)) continue
    const [said, expected] = [text(here), text(theirs)]
    const reason = known.find((each) => each.machines.test(machine.name) && each.ours.test(said))
    differences.push({
      what: `${machine.name}: the plane says ${said}, moto ${expected}`,
      ...(reason && { because: reason.because }),
    })
  }
  return { version: `moto ${version}`, cases: cases.length, differences }
}

const outputOf = ({ output }: Ending): unknown => (output ? (JSON.parse(output) as unknown) : null)

/** Causes are compared where the machine itself says them; the words of other errors are each interpreter's own. */
function alike(theirs: Ending, ours: Ending): boolean {
  if (theirs.status !== ours.status) return false
  if (ours.status === 'SUCCEEDED') return isDeepStrictEqual(outputOf(theirs), outputOf(ours))
  if (theirs.error !== ours.error) return false
  return ours.error?.startsWith('States.') || (theirs.cause ?? '') === (ours.cause ?? '')
}

const text = (ending: Ending): string =>
  ending.status === 'SUCCEEDED'
    ? `SUCCEEDED ${JSON.stringify(outputOf(ending))}`
    : `${ending.status} ${ending.error ?? ''} ${(ending.cause ?? '').slice(0, 100)}`.trim()

async function runHere({ definition, input }: Machine): Promise<Ending> {
  const execution: Execution = {
    arn: 'arn:aws:states:eu-central-1:000000000000:execution:machine:run',
    name: 'run',
    machineArn: 'arn:aws:states:eu-central-1:000000000000:stateMachine:machine',
    machineName: 'machine',
    definition: JSON.stringify(definition),
    roleArn: 'arn:aws:iam::000000000000:role/machine',
    logging: { level: 'OFF', includeExecutionData: false },
    input: JSON.stringify(input),
    startDate: new Date().toISOString(),
    status: 'RUNNING',
  }
  try {
    const output = await interpret(execution, inMemory(), new AbortController().signal)
    return { status: 'SUCCEEDED', output: JSON.stringify(output) }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    return { status: 'FAILED', error: error.error, cause: error.cause }
  }
}

/** Time passes at once; there are no tasks. */
function inMemory(): Surroundings {
  let skipped = 0
  const frames = new Map<string, Parameters<Surroundings['saveFrame']>[0]>()
  return {
    now: () => new Date(Date.now() + skipped),
    sleep: async (milliseconds) => {
      skipped += milliseconds
    },
    random: () => 0,
    runTask: async ({ resource }) => {
      throw new Failure('States.Runtime', `there is no task here: ${resource}`)
    },
    saveFrame: (frame) => frames.set(frame.path, frame),
    loadFrame: (path) => frames.get(path),
    dropFrames: (below) => {
      for (const path of frames.keys()) if (path.startsWith(below)) frames.delete(path)
    },
    event: () => 0,
  }
}

function turnedRound(machine: Machine): Machine {
  const text = JSON.stringify(machine.definition).replace('$states.input.n > 3', '$states.input.n < 3')
  return { ...machine, definition: JSON.parse(text) as object }
}
