import { describe, expect, it } from 'vitest'
import { testClock } from '../../../local/engines/test-clock.ts'
import { ServiceError } from '../../../local/errors.ts'
import type { Operation } from '../../../local/service.ts'
import { type Functions, runStateMachine } from '../../support/state-machine.ts'

const file = 'statemachines/process-batch.asl.yml'
const input = { detail: { object: { key: 'manifests/0000000001.json' } } }
const orders = 'orders.order_placed'
const earthquakes = 'usgs.earthquake'

const named = (name: string, message = 'said so') => Object.assign(new Error(message), { name })
const fails = (name: string, message?: string) => () => {
  throw named(name, message)
}
/** Answers one call after the other; the last answer stays. */
const inTurn = <T>(...answers: readonly (() => T)[]) => {
  let call = 0
  return (): T => {
    const answer = answers[Math.min(call++, answers.length - 1)]
    if (!answer) throw new Error('no answer')
    return answer()
  }
}

const opened = (more: object = {}) => ({
  id: 'b0000000001',
  manifest: 'manifests/0000000001.json',
  sequence: 1,
  contracts: 'c1',
  attempt: 1,
  workers: 2,
  status: 'open',
  ...more,
})
const electedTypes = (...types: readonly { name: string; rows: number }[]) => ({ elected: { attempt: 1, types } })
const both = electedTypes({ name: orders, rows: 10 }, { name: earthquakes, rows: 5 })
const counts = { staged: 10, inserted: 10, duplicates: 0, id_collisions: 0, contract_version: '1.2' }

interface ItemEvent {
  readonly item: { readonly type: { readonly name: string } }
  readonly nonce?: string
}

/** Everything goes well, unless a test says otherwise. */
const functions = (more: Functions = {}): Functions => ({
  'open-batch': (event: object) => ('elected' in event ? both : opened()),
  'check-quality': () => ({ outcome: 'pass', results: [] }),
  'plan-load': ({ item }: ItemEvent) => ({
    stage: [`stage ${item.type.name}`],
    stageToken: 's',
    apply: [`apply ${item.type.name}`],
    applyToken: 'a',
    drop: [`drop ${item.type.name}`],
    dropToken: 'd',
  }),
  'confirm-load': (event: object) => ('marts' in event ? { marts: [] } : counts),
  'plan-marts': () => ({ marts: [] }),
  'publish-batch': () => ({}),
  'fail-batch': () => ({}),
  ...more,
})

const statementIds = (sqls: unknown): string => String((sqls as readonly string[])[0])
/** The warehouse: each statement's end by its SQL, which serves as its id. */
const warehouse = (
  end: (sql: string) => object = () => ({ Status: 'FINISHED' }),
): Readonly<Record<string, Operation>> => ({
  'redshift-data.BatchExecuteStatement': ({ Sqls }) => ({ Id: statementIds(Sqls) }),
  'redshift-data.DescribeStatement': ({ Id }) => end(String(Id)),
  'redshift-data.CancelStatement': () => ({ Status: true }),
})
const glue = (state = 'SUCCEEDED', message?: string): Readonly<Record<string, Operation>> => ({
  'glue.StartJobRun': () => ({ JobRunId: 'jr_1' }),
  'glue.GetJobRun': () => ({ JobRun: { Id: 'jr_1', JobRunState: state, ...(message && { ErrorMessage: message }) } }),
})
const run = (more: Functions = {}, operations = { ...warehouse(), ...glue() }) =>
  runStateMachine(file, input, { functions: functions(more), operations })

/** What publish-batch was told of each type. */
const outcomes = (told: readonly unknown[]) =>
  (told[0] as { types: readonly { type: string; status: string }[] }).types.map(
    ({ type, status }) => `${type} ${status}`,
  )

describe('process-batch', () => {
  it('opens, conforms, checks, stages, applies, confirms and publishes', async () => {
    const one = electedTypes({ name: orders, rows: 10 })
    const { status, states, told } = await run({
      'open-batch': (event: object) => ('elected' in event ? one : opened()),
    })
    expect(status).toBe('SUCCEEDED')
    expect(
      states.filter(
        (name) => !/Type$|TriedBefore|StatementStatus|WhatIsThere|MayLoad|Begin|AnyMart|IsQuarantine/.test(name),
      ),
    ).toEqual([
      'OpenBatch',
      'Conform',
      'ReadElected',
      'LoadTypes',
      'CheckQuality',
      'PlanLoad',
      'Stage',
      'AwaitStatement',
      'Apply',
      'AwaitStatement',
      'Confirm',
      'DropStaging',
      'PlanMarts',
      'PublishBatch',
      'AllGood',
      'Done',
    ])
    expect(told('publish-batch')).toMatchObject([
      { batch: { id: 'b0000000001' }, types: [{ type: orders, status: 'loaded', counts }] },
    ])
  })

  it('asks Glue for the workers of the batch, and tells the job its manifest and attempt', async () => {
    const asked: unknown[] = []
    const operations = {
      ...warehouse(),
      ...glue(),
      'glue.StartJobRun': (request: object) => {
        asked.push(request)
        return { JobRunId: 'jr_1' }
      },
    }
    await run(
      {
        'open-batch': (event: object) => ('elected' in event ? both : opened({ workers: 7, attempt: 2 })),
        'confirm-load': () => counts,
      },
      operations,
    )
    expect(asked).toEqual([
      {
        JobName: 'ConformEventsJob',
        WorkerType: 'G.1X',
        NumberOfWorkers: 7,
        Arguments: { '--manifest': 'manifests/0000000001.json', '--attempt': '2' },
      },
    ])
  })

  it('skips Conform when an attempt is elected', async () => {
    const { status, states } = await run({ 'open-batch': () => opened(both) }, warehouse())
    expect(status).toBe('SUCCEEDED')
    expect(states).not.toContain('Conform')
  })

  it('ends as a duplicate when another execution was seen at the batch twice', async () => {
    const { status, states, told } = await run({ 'open-batch': () => opened({ status: 'running elsewhere' }) })
    expect(status).toBe('SUCCEEDED')
    expect(states.at(-1)).toBe('Duplicate')
    expect(told('open-batch')).toHaveLength(2)
  })

  it('takes over when the other execution is gone at the second look', async () => {
    const open = inTurn(
      () => opened({ status: 'running elsewhere' }),
      () => opened(both),
    )
    const { status, states } = await run({ 'open-batch': open })
    expect(status).toBe('SUCCEEDED')
    expect(states).toContain('PublishBatch')
  })

  it('does nothing to a batch that is closed', async () => {
    const { status, states } = await run({ 'open-batch': () => opened({ status: 'closed' }) })
    expect([status, states.at(-1)]).toEqual(['SUCCEEDED', 'Done'])
  })

  it('raises the alarm for a batch without attempts left', async () => {
    const { status, told } = await run({ 'open-batch': () => opened({ status: 'exhausted' }) })
    expect(status).toBe('FAILED')
    expect(told('fail-batch')).toEqual([
      {
        manifest: 'manifests/0000000001.json',
        failure: { Error: 'AttemptsExhausted', Cause: 'No automatic attempt is left' },
      },
    ])
  })

  it('fails the batch with the message of the job that died twice', async () => {
    const { status, error, told } = await run({}, { ...warehouse(), ...glue('FAILED', 'out of memory') })
    expect([status, error]).toEqual(['FAILED', 'BatchFailed'])
    expect(told('fail-batch')).toEqual([
      { manifest: 'manifests/0000000001.json', failure: { Error: 'States.TaskFailed', Cause: 'out of memory' } },
    ])
  })

  it('holds one type and loads the other', async () => {
    const check = ({ type }: { type: { name: string } }) => ({
      outcome: type.name === orders ? 'hold' : 'pass',
      results: [],
    })
    const { status, told } = await run({ 'check-quality': check })
    expect(status).toBe('SUCCEEDED')
    expect(outcomes(told('publish-batch'))).toEqual([`${orders} held`, `${earthquakes} loaded`])
    expect(told('plan-load')).toHaveLength(1)
  })

  it('publishes a type without rows, and loads nothing for it', async () => {
    const empty = electedTypes({ name: orders, rows: 0 })
    const { told } = await run({ 'open-batch': (event: object) => ('elected' in event ? empty : opened()) })
    expect(outcomes(told('publish-batch'))).toEqual([`${orders} loaded`])
    expect(told('plan-load')).toEqual([])
  })

  it('publishes the good type when COPY of the other failed, then fails the batch', async () => {
    const end = (sql: string) =>
      sql === `stage ${orders}` ? { Status: 'FAILED', Error: 'no such file' } : { Status: 'FINISHED' }
    const confirm = ({ item }: ItemEvent) =>
      item.type.name === orders ? fails('StatementFailed', 'no such file')() : counts
    const { status, told, cause } = await run({ 'confirm-load': confirm }, { ...warehouse(end), ...glue() })
    expect(status).toBe('FAILED')
    expect(outcomes(told('publish-batch'))).toEqual([`${orders} failed`, `${earthquakes} loaded`])
    expect(told('confirm-load')).toContainEqual(
      expect.objectContaining({
        item: expect.objectContaining({ type: { name: orders, rows: 10 } }),
        statement: { status: 'FAILED', error: 'no such file' },
      }),
    )
    expect(told('fail-batch')).toMatchObject([
      {
        failure: {
          Error: 'TypesFailed',
          Types: [{ type: orders, failure: { Error: 'StatementFailed', Cause: 'no such file' } }],
        },
      },
    ])
    expect(cause).toContain('no such file')
  })

  it('counts a type as loaded though its staging table could not be dropped', async () => {
    const one = electedTypes({ name: orders, rows: 10 })
    const asked: string[] = []
    const operations: Readonly<Record<string, Operation>> = {
      ...warehouse(),
      'redshift-data.BatchExecuteStatement': ({ Sqls }) => {
        const sql = statementIds(Sqls)
        asked.push(sql)
        if (sql.startsWith('drop')) throw new ServiceError('ValidationException', 'not now')
        return { Id: sql }
      },
    }
    const { status, told } = await run({ 'open-batch': () => opened(one) }, operations)
    expect(status).toBe('SUCCEEDED')
    expect(asked).toEqual([`stage ${orders}`, `apply ${orders}`, `drop ${orders}`])
    expect(told('publish-batch')).toMatchObject([{ types: [{ type: orders, status: 'loaded', counts }] }])
  })

  it('keeps the staging table of a try that is not in the ledger', async () => {
    const { states } = await run({ 'confirm-load': fails('LedgerConflict') })
    expect(states).not.toContain('DropStaging')
  })

  it('believes the ledger when Apply seems to have failed', async () => {
    const end = (sql: string) =>
      sql.startsWith('apply') ? { Status: 'FAILED', Error: 'connection lost' } : { Status: 'FINISHED' }
    const { status, told } = await run({}, { ...warehouse(end), ...glue() })
    expect(status).toBe('SUCCEEDED')
    expect(outcomes(told('publish-batch'))).toEqual([`${orders} loaded`, `${earthquakes} loaded`])
  })

  it('asks the ledger first when the batch was tried before', async () => {
    const { status, told } = await run({ 'open-batch': () => opened({ ...both, attempt: 2 }) })
    expect(status).toBe('SUCCEEDED')
    expect([told('check-quality'), told('plan-load')]).toEqual([[], []])
    expect(outcomes(told('publish-batch'))).toEqual([`${orders} loaded`, `${earthquakes} loaded`])
  })

  it('loads what an earlier attempt did not', async () => {
    const confirm = (event: ItemEvent) => ('statement' in event ? counts : fails('NotLoaded')())
    const { status, told } = await run({ 'open-batch': () => opened({ ...both, attempt: 2 }), 'confirm-load': confirm })
    expect(status).toBe('SUCCEEDED')
    expect(told('plan-load')).toHaveLength(2)
  })

  it('looks again for a ledger row that is not visible yet', async () => {
    const one = electedTypes({ name: orders, rows: 10 })
    const confirm = inTurn<unknown>(fails('NotLoaded'), () => counts)
    const { status, told } = await run({ 'open-batch': () => opened(one), 'confirm-load': confirm })
    expect(status).toBe('SUCCEEDED')
    expect(told('confirm-load')).toHaveLength(2)
  })

  it('waits by long polls, and cancels a statement that does not end within the hour', async () => {
    const one = electedTypes({ name: orders, rows: 10 })
    const clock = testClock()
    const waits: unknown[] = []
    const cancelled: unknown[] = []
    const operations: Readonly<Record<string, Operation>> = {
      ...warehouse(),
      'redshift-data.DescribeStatement': async ({ WaitTimeSeconds }) => {
        waits.push(WaitTimeSeconds)
        await clock.sleep(30_000)
        return { Status: 'STARTED' }
      },
      'redshift-data.CancelStatement': ({ Id }) => {
        cancelled.push(Id)
        return { Status: true }
      },
    }
    const confirm = fails('NotLoaded', 'no row')
    const world = {
      functions: functions({ 'open-batch': () => opened(one), 'confirm-load': confirm }),
      operations,
      clock,
    }
    const { status, told } = await runStateMachine(file, input, world)
    expect(new Set(waits)).toEqual(new Set([30]))
    expect(waits.length).toBeLessThanOrEqual(121)
    expect(cancelled).toEqual([`stage ${orders}`])
    expect(outcomes(told('publish-batch'))).toEqual([`${orders} failed`])
    expect(status).toBe('FAILED')
  })

  it('cancels a statement that it can no longer describe, and asks the ledger', async () => {
    const one = electedTypes({ name: orders, rows: 10 })
    const cancelled: unknown[] = []
    const operations = {
      ...warehouse(),
      'redshift-data.DescribeStatement': () => {
        throw new ServiceError('ResourceNotFoundException', 'no such statement')
      },
      'redshift-data.CancelStatement': ({ Id }: { readonly Id?: unknown }) => {
        cancelled.push(Id)
        throw new ServiceError('ResourceNotFoundException', 'no such statement')
      },
    }
    const { status, states } = await run({ 'open-batch': () => opened(one) }, operations)
    expect(status).toBe('SUCCEEDED')
    expect(cancelled).toEqual([`stage ${orders}`])
    expect(states).toContain('Confirm')
  })

  it('gives each try of a plan a nonce of its own', async () => {
    const one = electedTypes({ name: orders, rows: 10 })
    const plan = inTurn<unknown>(fails('TransientError'), () => ({
      stage: ['s'],
      stageToken: 's',
      apply: ['a'],
      applyToken: 'a',
      drop: ['d'],
      dropToken: 'd',
    }))
    const { told } = await run({ 'open-batch': () => opened(one), 'plan-load': plan })
    const nonces = (told('plan-load') as readonly ItemEvent[]).map(({ nonce }) => nonce)
    expect(new Set(nonces).size).toBe(2)
  })

  it('tries transient errors again, and no others', async () => {
    const transient = inTurn<unknown>(fails('TransientError'), fails('TransientError'), () => opened(both))
    expect((await run({ 'open-batch': transient })).status).toBe('SUCCEEDED')
    const { told, status } = await run({ 'open-batch': fails('DocumentInvalid') })
    expect(status).toBe('FAILED')
    expect(told('open-batch')).toHaveLength(1)
  })

  it('fails a batch that does not balance', async () => {
    const { status, told } = await run({ 'publish-batch': fails('BatchUnbalanced', 'received 3 but accounts for 2') })
    expect(status).toBe('FAILED')
    expect(told('fail-batch')).toMatchObject([
      { failure: { Error: 'BatchUnbalanced', Cause: 'received 3 but accounts for 2' } },
    ])
  })

  it('passes on who started it', async () => {
    const world = { functions: functions(), operations: { ...warehouse(), ...glue() } }
    const { told } = await runStateMachine(file, { ...input, by: 'anna' }, world)
    expect(told('open-batch')[0]).toMatchObject({ manifest: 'manifests/0000000001.json', by: 'anna' })
  })
})

describe('the marts of a batch', () => {
  const planned = ['by_hour', 'by_day'].map((mart) => ({ mart, statements: [`refresh ${mart}`], token: mart }))
  const confirm = (event: { marts: readonly { mart: string; status: string }[] } | object) =>
    'marts' in event
      ? {
          marts: event.marts.map(({ mart, status }) => ({
            mart,
            status: status === 'FINISHED' ? 'refreshed' : status,
          })),
        }
      : counts
  const world = (more: Functions = {}): Functions => ({
    'plan-marts': () => ({ marts: planned }),
    'confirm-load': confirm,
    ...more,
  })
  const martsOf = (told: readonly unknown[]) => (told[0] as { marts: unknown }).marts

  it('are refreshed after the loads and before the batch is published', async () => {
    const { status, told, states } = await run(world())
    expect(status).toBe('SUCCEEDED')
    expect(told('plan-marts')).toMatchObject([
      { batch: 'b0000000001', types: [{ type: orders, status: 'loaded', counts }, { type: earthquakes }] },
    ])
    expect(states.indexOf('RefreshMarts')).toBeGreaterThan(states.indexOf('LoadTypes'))
    expect(martsOf(told('publish-batch'))).toEqual([
      { mart: 'by_hour', status: 'refreshed' },
      { mart: 'by_day', status: 'refreshed' },
    ])
  })

  it('that fail are told to publish-batch, and the batch succeeds', async () => {
    const end = (sql: string) =>
      sql === 'refresh by_day' ? { Status: 'FAILED', Error: 'division by zero' } : { Status: 'FINISHED' }
    const { status, told } = await run(world(), { ...warehouse(end), ...glue() })
    expect(status).toBe('SUCCEEDED')
    expect(told('confirm-load').at(-1)).toEqual({
      batch: 'b0000000001',
      marts: [
        { mart: 'by_hour', status: 'FINISHED', error: '' },
        { mart: 'by_day', status: 'FAILED', error: 'division by zero' },
      ],
    })
    expect(martsOf(told('publish-batch'))).toMatchObject([{ status: 'refreshed' }, { status: 'FAILED' }])
  })

  it('that the warehouse does not take do not fail the batch', async () => {
    const operations = {
      ...warehouse(),
      ...glue(),
      'redshift-data.BatchExecuteStatement': ({ Sqls }: Readonly<Record<string, unknown>>) => {
        const sql = statementIds(Sqls)
        if (sql === 'refresh by_day') throw new ServiceError('ValidationException', 'no', 400)
        return { Id: sql }
      },
    }
    const { status, told } = await run(world(), operations)
    expect(status).toBe('SUCCEEDED')
    expect(martsOf(told('publish-batch'))).toMatchObject([{ status: 'refreshed' }, { status: 'NOT SUBMITTED' }])
  })

  it.each(['plan-marts', 'confirm-load'])('do not fail the batch when %s cannot answer', async (name) => {
    const answer = (event: object) => {
      if (name === 'confirm-load' && !('marts' in event)) return counts
      throw named('DocumentInvalid')
    }
    const { status, told } = await run(world({ [name]: answer }))
    expect(status).toBe('SUCCEEDED')
    expect(martsOf(told('publish-batch'))).toEqual([
      {
        mart: 'all',
        status: 'failed',
        failure: `${name === 'plan-marts' ? 'PlanMarts' : 'ConfirmMarts'}: DocumentInvalid`,
      },
    ])
  })

  it('of which one hangs are given up after an hour', async () => {
    const clock = testClock()
    const cancelled: unknown[] = []
    const operations: Readonly<Record<string, Operation>> = {
      ...warehouse(),
      'redshift-data.DescribeStatement': async ({ Id }) => {
        if (Id !== 'refresh by_day') return { Status: 'FINISHED' }
        await clock.sleep(30_000)
        return { Status: 'STARTED' }
      },
      'redshift-data.CancelStatement': ({ Id }) => {
        cancelled.push(Id)
        return { Status: true }
      },
    }
    const functionsOf = functions(world({ 'open-batch': () => opened(both) }))
    const { status, told } = await runStateMachine(file, input, { functions: functionsOf, operations, clock })
    expect(status).toBe('SUCCEEDED')
    expect(cancelled).toEqual(['refresh by_day'])
    expect(martsOf(told('publish-batch'))).toMatchObject([{ status: 'refreshed' }, { status: 'STARTED' }])
  })
})
