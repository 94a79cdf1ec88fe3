import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root } from '../../../cli/state.ts'
import type { Findings, Oracle } from '../oracle.ts'
import type { Tools } from '../tools.ts'
import { botocoreVersion } from '../wire/botocore.ts'

interface State {
  readonly Type: string
  readonly Arguments?: object
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> }
}
interface Machine {
  readonly States: Readonly<Record<string, State>>
}

const machines = ['process-batch', 'migrate-warehouse'] as const

export const taskArguments: Oracle = {
  name: 'task-arguments',
  about: "arguments of the state machines' tasks against botocore's models",
  compare: (tools) => examine(tools, readMachines()),
  planted: {
    fault: 'an argument that Glue does not have',
    expect: /unknown argument JobNam/,
    compare: (tools) => examine(tools, misspelt(readMachines())),
  },
}

const readMachines = (): Readonly<Record<string, Machine>> =>
  Object.fromEntries(
    machines.map((name) => [name, parse(readFileSync(join(root, 'statemachines', `${name}.asl.yml`), 'utf8'))]),
  )

const misspelt = (all: Readonly<Record<string, Machine>>): Readonly<Record<string, Machine>> =>
  JSON.parse(JSON.stringify(all).replaceAll('"JobName"', '"JobNam"'))

const tasksOf = ({ States }: Machine): number =>
  Object.values(States).reduce(
    (sum, { Type, ItemProcessor }) => sum + (Type === 'Task' ? 1 : 0) + (ItemProcessor ? tasksOf(ItemProcessor) : 0),
    0,
  )

async function examine(tools: Tools, definitions: Readonly<Record<string, Machine>>): Promise<Findings> {
  const python = await tools.python()
  const faults = await tools.ask<readonly string[]>(python, 'tests/package/asl_arguments.py', definitions)
  return {
    version: botocoreVersion(),
    cases: Object.values(definitions).reduce((sum, machine) => sum + tasksOf(machine), 0),
    differences: faults.map((what) => ({ what })),
  }
}
