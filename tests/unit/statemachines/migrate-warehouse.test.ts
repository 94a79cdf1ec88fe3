import { describe, expect, it } from 'vitest'
import { runStateMachine } from '../../support/state-machine.ts'

const file = 'statemachines/migrate-warehouse.asl.yml'

/** Three chunks of one statement each; the statement is its own id. */
const plan = ({ from }: { readonly from: number }) => ({
  statements: [`statement ${from}`],
  first: `${from}`,
  last: `${from}`,
  token: `t${from}`,
  ...(from < 2 && { next: from + 1 }),
})

async function migrate(end: (id: string) => object) {
  const submitted: unknown[] = []
  const ended = await runStateMachine(
    file,
    { contracts: 'c1' },
    {
      functions: { 'migrate-warehouse': plan },
      operations: {
        'redshift-data.BatchExecuteStatement': ({ Sqls, ClientToken }) => {
          submitted.push([Sqls, ClientToken])
          return { Id: String((Sqls as readonly string[])[0]) }
        },
        'redshift-data.DescribeStatement': ({ Id }) => end(String(Id)),
        'redshift-data.CancelStatement': () => ({ Status: true }),
      },
    },
  )
  return { ...ended, submitted }
}

describe('migrate-warehouse', () => {
  it('submits chunk after chunk, each as one transaction', async () => {
    const { status, submitted } = await migrate(() => ({ Status: 'FINISHED' }))
    expect(status).toBe('SUCCEEDED')
    expect(submitted).toEqual([
      [['statement 0'], 't0'],
      [['statement 1'], 't1'],
      [['statement 2'], 't2'],
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
})
