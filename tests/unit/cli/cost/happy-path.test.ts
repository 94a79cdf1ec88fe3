import { describe, expect, it } from 'vitest'
import { readDeployment } from '../../../../cli/cost/deployment.ts'
import { functionsByState } from '../../../../cli/cost/happy-path.ts'
import { batchPath } from '../../../../cli/cost/model.ts'
import { root } from '../../../../cli/state.ts'
import { runStateMachine } from '../../../support/state-machine.ts'

const types = ['orders.order_placed', 'usgs.earthquake', 'payments.payment_captured']
const marts = ['orders_hourly', 'earthquakes_hourly']

const opened = {
  id: 'b0000000001',
  manifest: 'manifests/0000000001.json',
  sequence: 1,
  contracts: 'c1',
  attempt: 1,
  workers: 2,
  status: 'open',
}
const plan = { stage: ['s'], stageToken: 's', apply: ['a'], applyToken: 'a', drop: ['d'], dropToken: 'd' }

describe('the walk through process-batch', () => {
  it('enters as many states and invokes as many functions as an execution that meets no trouble', async () => {
    const { states, told, status } = await runStateMachine(
      'statemachines/process-batch.asl.yml',
      { detail: { object: { key: 'manifests/0000000001.json' } } },
      {
        functions: {
          'open-batch': (event: object) =>
            'elected' in event
              ? { elected: { attempt: 1, types: [...types, '_quarantine'].map((name) => ({ name, rows: 10 })) } }
              : opened,
          'check-quality': () => ({ outcome: 'pass', results: [] }),
          'plan-load': () => plan,
          'confirm-load': (event: object) => ('marts' in event ? { marts: [] } : { staged: 1 }),
          'plan-marts': () => ({ marts: marts.map((mart) => ({ mart, statements: ['r'], token: 'r' })) }),
          'publish-batch': () => ({}),
        },
        operations: {
          'redshift-data.BatchExecuteStatement': () => ({ Id: 'one' }),
          'redshift-data.DescribeStatement': () => ({ Status: 'FINISHED' }),
          'glue.StartJobRun': () => ({ JobRunId: 'jr_1' }),
          'glue.GetJobRun': () => ({ JobRun: { Id: 'jr_1', JobRunState: 'SUCCEEDED' } }),
        },
      },
    )
    const walked = batchPath({ ...readDeployment(root, 'dev'), marts: marts.length }, types.length)

    expect(status).toBe('SUCCEEDED')
    expect(walked.transitions).toBe(states.length)
    const invocations = ['open-batch', 'check-quality', 'plan-load', 'confirm-load', 'plan-marts', 'publish-batch']
    expect([...walked.invocations.values()].reduce((sum, count) => sum + count, 0)).toBe(
      invocations.reduce((sum, name) => sum + told(name).length, 0),
    )
  })

  it('knows the function behind each state, inside Maps too', () => {
    const functions = functionsByState(readDeployment(root, 'dev').processBatch)
    expect(functions.get('OpenBatch')).toBe('OpenBatchLambdaFunction')
    expect(functions.get('CheckQuality')).toBe('CheckQualityLambdaFunction')
    expect(functions.has('Conform')).toBe(false)
  })
})
