import { describe, expect, it } from 'vitest'
import { runStateMachine } from '../../support/state-machine.ts'

const file = 'statemachines/migrate-warehouse.asl.yml'

/** Three chunks of one statement each, the second outside a transaction; the statement is its own id. */
const plan = ({ index = 0 }: { readonly index?: number }) => ({
  statements: [`statement ${index}`],
  alone: index === 1,
  first: `${index}`,
  last: `${index}`,
  token: `t${index}`,
  ...(index < 2 && { next: { plan: 'plan', index: index + 1 } }),
})

async function migrate(end: (id: string) => object, planner: (asked: never) => unknown = plan) {
  const submitted: unknown[] = []
  const ended = await runStateMachine(
    file,
    { contracts: 'c1' },
    {
      functions: { 'migrate-warehouse': planner },
      operations: {
        'redshift-data.BatchExecuteStatement': ({ Sqls, ClientToken }) => {
          submitted.push([Sqls, ClientToken])
          return { Id: String((Sqls as readonly string[])[0]) }
        },
        'redshift-data.ExecuteStatement': ({ Sql, ClientToken }) => {
          submitted.push([Sql, ClientToken])
          return { Id: String(Sql) }
        },
        'redshift-data.DescribeStatement': ({ Id }) => end(String(Id)),
        'redshift-data.CancelStatement': () => ({ Status: true }),
      },
    },
  )
  return { ...ended, submitted }
}

describe('migrate-warehouse', () => {
  it('submits chunk after chunk of one plan, each as one transaction, or alone', async () => {
    const { status, submitted, told } = await migrate(() => ({ Status: 'FINISHED' }))
    expect(status).toBe('SUCCEEDED')
    expect(submitted).toEqual([
      [['statement 0'], 't0'],
      ['statement 1', 't1'],
      [['statement 2'], 't2'],
    ])
    const nonce = expect.any(String)
    expect(told('migrate-warehouse')).toEqual([
      { contracts: 'c1', nonce },
      { plan: 'plan', index: 1, nonce },
      { plan: 'plan', index: 2, nonce },
    ])
  })

  it('stops at the first refusal and says which migrations and why', async () => {
    const refusal = { Status: 'FAILED', Error: 'permission denied' }
    const { status, error, cause, submitted } = await migrate((id) =>
      id === 'statement 1' ? refusal : { Status: 'FINISHED' },
    )
    expect([status, error, cause]).toEqual(['FAILED', 'MigrationFailed', '1 to 1: FAILED permission denied'])
    expect(submitted).toHaveLength(2)
  })

  it('runs nothing of a set that a deployed table cannot follow, and says why', async () => {
    const { status, error, cause, submitted } = await migrate(
      () => ({ Status: 'FINISHED' }),
      () => {
        throw Object.assign(new Error('column b is gone'), { name: 'ContractsIncompatible' })
      },
    )
    expect([status, error]).toEqual(['FAILED', 'ContractsIncompatible'])
    expect(cause).toContain('column b is gone')
    expect(submitted).toEqual([])
  })
})
