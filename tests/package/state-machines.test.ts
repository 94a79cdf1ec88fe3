import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { retriedErrors } from '#runtime/errors.ts'

interface State {
  readonly Type: string
  readonly Resource?: string
  readonly TimeoutSeconds?: number
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[]
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[] }[]
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, State>> }
}
interface Machine {
  readonly QueryLanguage: string
  readonly TimeoutSeconds?: number
  readonly States: Readonly<Record<string, State>>
}

const statesOf = (machine: Pick<Machine, 'States'>): readonly (readonly [string, State])[] =>
  Object.entries(machine.States).flatMap(([name, state]) => [
    [name, state] as const,
    ...(state.ItemProcessor ? statesOf(state.ItemProcessor) : []),
  ])

/** Names that AWS gives: its services' and the language's own. */
const isForeign = (name: string): boolean => name.includes('.')

const machines: readonly (readonly [string, Machine])[] = ['process-batch', 'migrate-warehouse'].map((name) => [
  name,
  parse(readFileSync(`statemachines/${name}.asl.yml`, 'utf8')) as Machine,
])

describe('the state machines', () => {
  const eachState = (): readonly (readonly [string, State])[] => machines.flatMap(([, machine]) => statesOf(machine))
  const namesIn = (rules: readonly { readonly ErrorEquals: readonly string[] }[] = []): readonly string[] =>
    rules.flatMap(({ ErrorEquals }) => ErrorEquals)

  it('retry exactly the errors that the code calls transient', () => {
    const retried = eachState().flatMap(([, { Retry }]) => namesIn(Retry))
    expect([...new Set(retried.filter((name) => !isForeign(name)))].toSorted()).toEqual(retriedErrors.toSorted())
  })

  it('catch no error name that the code does not have', () => {
    const caught = eachState().flatMap(([, { Catch }]) => namesIn(Catch))
    expect([...new Set(caught)].filter((name) => !isForeign(name) && !retriedErrors.includes(name))).toEqual([])
  })

  it('bound the time of every task and of themselves', () => {
    for (const [id, { TimeoutSeconds }] of machines) expect(TimeoutSeconds, id).toBeGreaterThan(0)
    for (const [name, state] of eachState())
      if (state.Type === 'Task') expect(state.TimeoutSeconds, name).toBeGreaterThan(0)
  })

  it('catch what fails, wherever process-batch works on a batch', () => {
    const [, machine] = machines.find(([id]) => id === 'process-batch') ?? []
    const uncaught = statesOf(machine ?? { States: {} }).filter(
      ([name, state]) =>
        (state.Type === 'Task' || state.Type === 'Map') &&
        name !== 'FailBatch' &&
        !namesIn(state.Catch).includes('States.ALL'),
    )
    expect(uncaught.map(([name]) => name)).toEqual([])
  })

  it.skipIf(!existsSync('.venv/bin/python'))("say to each service what botocore's models say it takes", () => {
    const faults = execFileSync('.venv/bin/python', ['tests/package/asl_arguments.py'], {
      input: JSON.stringify(Object.fromEntries(machines)),
      encoding: 'utf8',
    })
    expect(JSON.parse(faults)).toEqual([])
  })
})
