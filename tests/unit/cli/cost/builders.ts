import { type Assumptions, readAssumptions, replaced } from '../../../../cli/cost/assumptions.ts'
import type { Deployment } from '../../../../cli/cost/deployment.ts'
import type { Machine } from '../../../../cli/cost/happy-path.ts'

const invokes = (id: string) => ({ FunctionName: { 'Fn::GetAtt': [id, 'Arn'] } })

/** Begin → Open → a Map over types (Check → Stage → Status → Confirm) → End. */
const machine: Machine = {
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Next: 'Open' },
    Open: { Type: 'Task', Arguments: invokes('OpenBatchLambdaFunction'), Next: 'LoadTypes' },
    End: { Type: 'Succeed' },
    LoadTypes: {
      Type: 'Map',
      Next: 'End',
      MaxConcurrency: 2,
      ItemProcessor: {
        StartAt: 'Check',
        States: {
          Check: { Type: 'Task', Arguments: invokes('CheckQualityLambdaFunction'), Next: 'Stage' },
          Stage: { Type: 'Task', Next: 'Status' },
          Status: { Type: 'Choice', Choices: [{ Next: 'Confirm' }], Default: 'Stage' },
          Confirm: { Type: 'Task', Arguments: invokes('ConfirmLoadLambdaFunction') },
        },
      },
    },
  },
}

/** A template with round numbers; what a test does not name is a default. */
export const aDeployment = (more: Partial<Deployment> = {}): Deployment => ({
  stage: 'test',
  region: 'eu-central-1',
  services: ['orders', 'payments'],
  types: 3,
  marts: 1,
  volumeChecks: 1,
  bufferSeconds: 300,
  bufferMib: 128,
  claimsPerDay: 24,
  batchBytes: 4_000_000_000,
  dpusPerWorker: 1,
  taskRawBytes: 500_000_000,
  rpus: 8,
  rawRetentionDays: 90,
  memoryMib: new Map([
    ['ClaimBatchLambdaFunction', 1024],
    ['OpenBatchLambdaFunction', 512],
    ['CheckQualityLambdaFunction', 512],
    ['ConfirmLoadLambdaFunction', 512],
  ]),
  processBatch: machine,
  alarmMetrics: 6,
  dashboards: 1,
  tracing: true,
  kmsKeys: 2,
  bucketEncryption: 'none',
  secrets: 1,
  metrics: { perStage: 5, perType: 4 },
  ...more,
})

/** Round numbers for what is assumed. */
export const someAssumptions = (): Assumptions =>
  replaced(
    readAssumptions(),
    {
      eventBytes: 1_000,
      packedFill: 1,
      entryFrameBytes: 36,
      envelopeBytes: 200,
      gzipRatio: 4,
      curatedBytesPerEvent: 100,
      jobStartSeconds: 20,
      rawBytesPerCoreSecond: 10_000_000,
      coresPerDpu: 4,
      loadSecondsPerType: 3,
      loadRowsPerRpuSecond: 1_000,
      lambdaSeconds: 1,
      claimSeconds: 10,
      lambdaLogBytes: 1_000,
      jobLogBytes: 1_000_000,
      readsPerFile: 2,
      volumeScanBytes: 1,
      curatedMonths: 12,
      martSeconds: 5,
      warehouseBytesPerEvent: 150,
      readingHoursPerMonth: 100,
    },
    'given',
    'in a test',
  )
