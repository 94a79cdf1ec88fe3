import { describe, expect, it } from 'vitest'
import { compile, contractSetHash } from '../../../compiler/compile.ts'
import { tableChanges } from '../../../compiler/table-changes.ts'
import { type CompiledContractSet, contractSetPath } from '../../../compiler/targets/contract-set.ts'
import { thingFile, thingSources, thingWith } from './thing-contract.ts'

const compileSet = (extra: Readonly<Record<string, readonly string[]>> = {}): CompiledContractSet => {
  const artefact = compile(thingSources(extra)).find(({ path }) => path === contractSetPath)
  return JSON.parse(artefact?.text ?? '') as CompiledContractSet
}
const compileThing = (lines: readonly string[]) => compileSet({ [thingFile]: lines }).types[0]
const columnsOf = (line: string) =>
  (compileThing(thingWith({ 14: line }))?.columns ?? [])
    .slice(6)
    .map(({ name, path, type, nullable }) => ({ name, path, type, nullable }))

describe('columns', () => {
  it('follow an identifier with its pseudonym', () => {
    const columns = compileSet().types[0]?.columns ?? []
    expect(columns.map(({ name }) => name)).toEqual([
      'thing_id',
      'changed_at',
      'amount',
      'currency',
      'owner',
      'owner_key',
      'parts',
    ])
    expect(columns[5]).toEqual({
      name: 'owner_key',
      path: ['owner'],
      type: 'string',
      max_bytes: 64,
      nullable: true,
      pseudonym_of: 'owner',
    })
  })

  it('flatten objects; a member of an optional object may be null', () => {
    const nested = '{ type: object, required: [b], properties: { b: { type: boolean, description: B. } } }'
    expect(columnsOf(`    a: ${nested}`)).toEqual([{ name: 'a_b', path: ['a', 'b'], type: 'boolean', nullable: true }])
  })

  it('spread tuples; places beyond minItems may be null', () => {
    const item = (name: string) => `{ type: number, column: ${name}, description: D. }`
    const line = `    at: { type: array, minItems: 1, maxItems: 2, prefixItems: [${item('x')}, ${item('y')}] }`
    expect(columnsOf(line).map(({ name, path }) => [name, path])).toEqual([
      ['x', ['at', 0]],
      ['y', ['at', 1]],
    ])
  })

  it('keep arrays and maps whole', () => {
    expect(columnsOf('    a: { type: object, additionalProperties: { type: integer }, description: M. }')).toEqual([
      { name: 'a', path: ['a'], type: 'json', nullable: true },
    ])
  })

  it('leave out what can have one value only, unless it may be absent', () => {
    expect(columnsOf('    a: { const: thing, description: Always. }')).toHaveLength(1)
    expect(
      compileThing(thingWith({ 7: '  required: [thing_id, changed_at, a]', 14: '    a: { const: thing }' }))?.columns,
    ).toHaveLength(6)
  })
})

describe('the normalised payload', () => {
  it('bounds integers, and leaves 64-bit ones to the job', () => {
    const properties = (line: string) =>
      compileThing(thingWith({ 14: line }))?.payload_schema.properties as Record<string, unknown>
    expect(properties('    a: { type: integer, minimum: 0, description: A. }').a).toEqual({
      type: 'integer',
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
    })
    expect(properties('    a: { type: integer, format: int64, description: A. }').a).toEqual({ type: 'integer' })
  })
})

it('defaults: 30 days of lateness, an hour of future, 35 days of identity, daily partitions', () => {
  expect(compileSet().types[0]).toMatchObject({
    name: 'things.thing_changed',
    table: { schema: 'things', name: 'thing_changed_v1' },
    event_time: { lateness_seconds: 2_592_000, future_seconds: 3_600 },
    identity_window_seconds: 3_024_000,
    partition: 'day',
  })
})

it('majors have names of their own: reports count them apart', () => {
  const second = { 'schemas/contracts/things/thing-changed.v2.yml': thingWith({ 2: 'version: "2.0"' }) }
  expect(compileSet(second).types.map(({ name }) => name)).toEqual(['things.thing_changed', 'things.thing_changed_v2'])
})

it('a historical feed is accepted by its dates and never judged by freshness', () => {
  const extra = ['accept: { eventTime: [2018-01-01, 2018-03-01] }', 'sla: { freshness: PT2H }']
  const type = compileThing([...thingWith({}), ...extra])
  expect(type?.event_time).toEqual({ from: '2018-01-01T00:00:00Z', to: '2018-03-01T00:00:00Z' })
  expect(type?.checks.map(({ metric }) => metric)).toEqual(['null_percent'])
  expect(compileThing([...thingWith({}), 'sla: { freshness: PT2H }'])?.checks.at(-1)).toEqual({
    metric: 'freshness_seconds',
    at_most: 7_200,
    action: 'warn',
  })
})

it('the hash is the first 16 digits of the SHA-256 of the bytes', () => {
  expect(contractSetHash('abc')).toBe('ba7816bf8f01cfea')
})

it('a change that no deployed table can follow is a warning; a new column and a longer text are none', () => {
  const after = compileSet({
    [thingFile]: thingWith({
      9: '    thing_id: { type: string, maxLength: 30, description: Its number. }',
      11: '    amount: { type: number, description: A. }',
      12: '    colour: { type: string, maxLength: 9, description: C. }',
      13: '    owner: { type: string, maxLength: 30, pii: identifier, description: Who has it. }',
      15: 'quality: []',
      16: '',
    }),
  })
  expect(tableChanges(compileSet(), compileSet())).toEqual([])
  expect(tableChanges(compileSet(), after)).toEqual([
    'things.thing_changed_v1: column amount was DECIMAL(12, 2) and is DOUBLE PRECISION, column currency is gone, column owner was VARCHAR(160) and is VARCHAR(120); once it is deployed, this is a new major version',
  ])
})
