import { workersFor } from '../../functions/open-batch/open.ts'
import { type Assumptions, valuesOf } from './assumptions.ts'
import {
  eventBridgeChunks,
  firehoseBilledBytes,
  gib,
  glueDpuSeconds,
  lambdaGbSeconds,
  redshiftRpuSeconds,
  s3WriteRequests,
} from './billing.ts'
import type { Deployment } from './deployment.ts'
import { functionsByState } from './happy-path.ts'
import type { MeasuredRun } from './measured-run.ts'
import type { Usage } from './model.ts'

const hourSeconds = 3600
const documentsPerBatch = 4

/** What a run that was measured on one machine would be billed, if job and loads took as long on AWS. */
export function usageOfRun(run: MeasuredRun, deployment: Deployment, assumptions: Assumptions): readonly Usage[] {
  const a = valuesOf(assumptions)
  const { lines, batches } = run
  const line = (service: string, part: string, price: Usage['price'], quantity: number): Usage => ({
    service,
    part,
    price,
    quantity,
    scope: 'pipeline',
  })
  const functions = functionsByState(deployment.processBatch)
  const calls = batches.flatMap(({ states }) =>
    [...states].flatMap(([state, count]) => {
      const id = functions.get(state)
      return id === undefined ? [] : [{ count, memoryMib: deployment.memoryMib.get(id) ?? 0 }]
    }),
  )
  const documents = sum(batches.map(({ types }) => documentsPerBatch + types))
  const writes =
    run.objects * s3WriteRequests(run.deliveredBytes / run.objects, a.writePartBytes) + run.curatedFiles + documents
  const dpuSeconds = batches.map(({ deliveredBytes, jobSeconds }) =>
    glueDpuSeconds({ dpus: workersFor(deliveredBytes) * deployment.dpusPerWorker, seconds: jobSeconds }),
  )
  const rpuSeconds = batches.map(({ loadSeconds }) =>
    redshiftRpuSeconds({ rpus: deployment.rpus, seconds: loadSeconds }),
  )
  return [
    line(
      'EventBridge',
      `${lines.entryBytes.length} entries`,
      'eventBridgeChunk',
      sum(lines.entryBytes.map(eventBridgeChunks)),
    ),
    line(
      'Firehose',
      `${lines.recordBytes.length} records`,
      'firehoseGib',
      sum(lines.recordBytes.map(firehoseBilledBytes)) / gib,
    ),
    line('S3', 'PUT', 's3Write', writes),
    line('S3', 'GET and HEAD', 's3Read', (run.objects + run.curatedFiles + documents) * a.readsPerFile),
    line('EventBridge', 'objects in the batches bucket', 'eventBridgeS3Event', documents),
    line('Glue', `Conform, ${batches.length} runs`, 'glueDpuHour', sum(dpuSeconds) / hourSeconds),
    line(
      'Step Functions',
      'process-batch',
      'stepFunctionsTransition',
      sum(batches.map(({ transitions }) => transitions)),
    ),
    line('Lambda', 'invocations', 'lambdaRequest', sum(calls.map(({ count }) => count))),
    line(
      'Lambda',
      'memory and time',
      'lambdaArmGbSecond',
      sum(calls.map(({ count, memoryMib }) => count * lambdaGbSeconds({ memoryMib, seconds: a.lambdaSeconds }))),
    ),
    line('Redshift', `${batches.length} loads`, 'redshiftRpuHour', sum(rpuSeconds) / hourSeconds),
  ]
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
