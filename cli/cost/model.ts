import { workersFor } from '../../functions/open-batch/open.ts'
import { type Assumptions, valuesOf } from './assumptions.ts'
import {
  athenaBilledBytes,
  eventBridgeChunks,
  firehoseBilledBytes,
  gib,
  glueDpuSeconds,
  kmsRequests,
  lambdaGbSeconds,
  redshiftRpuSeconds,
  s3WriteRequests,
  tib,
} from './billing.ts'
import { type Deployment, logicalId } from './deployment.ts'
import { type HappyPath, happyPath, type Items } from './happy-path.ts'
import type { PriceName } from './prices.ts'

/** Something that AWS bills: a quantity in the unit of its price. */
export interface Usage {
  readonly service: string
  readonly part: string
  readonly price: PriceName
  readonly quantity: number
  /** `pipeline`: from the broker to the loaded row. `apart`: storage, marts and reading. */
  readonly scope: 'pipeline' | 'apart'
}

export interface Traffic {
  readonly days: number
  readonly services: number
  readonly types: number
  /** Of all services together. */
  readonly eventsPerDay: number
  readonly form: 'packed' | 'single'
}

export interface Plan {
  readonly traffic: Traffic
  readonly deployment: Deployment
  readonly assumptions: Assumptions
}

/** One entry on the bus, which is one record of Firehose and one line of a raw object. */
export interface EntryShape {
  readonly events: number
  readonly entryBytes: number
  readonly recordBytes: number
}

const packedEntryBytes = 64 * 1024
const frameOfList = '{"events":[]}'.length
const newline = 1

/** How events of a size travel. A lone event needs no list around it; what is packed never starts a second chunk. */
export function entryShape(form: Traffic['form'], assumptions: Assumptions): EntryShape {
  const { eventBytes, packedFill, entryFrameBytes, envelopeBytes } = valuesOf(assumptions)
  const room = packedEntryBytes - entryFrameBytes - frameOfList
  const events = form === 'single' ? 1 : Math.max(1, Math.floor((room * packedFill) / (eventBytes + 1)))
  const detail = events === 1 ? eventBytes : frameOfList + events * (eventBytes + 1) - 1
  return { events, entryBytes: entryFrameBytes + detail, recordBytes: envelopeBytes + detail + newline }
}

/** What a month's hours of metrics, keys and alarms are shared by. */
const monthDays = 30
const hourSeconds = 3600

/** Everything that is billed for a plan. */
export function usageOf(plan: Plan): readonly Usage[] {
  const { traffic, deployment } = plan
  const a = valuesOf(plan.assumptions)
  const months = traffic.days / monthDays
  const events = traffic.eventsPerDay * traffic.days
  const shape = entryShape(traffic.form, plan.assumptions)
  const entries = Math.ceil(events / shape.events)
  const rawBytes = entries * shape.recordBytes
  const run = { ...plan, events, rawBytes, months, batches: batchesOf(plan, rawBytes) }
  const streams = traffic.services + 1 // and the one for unknown sources, which is empty
  return [
    ...ingest(entries, shape),
    ...requests(run),
    ...job(run),
    ...orchestration(run),
    ...warehouse(run),
    ...watching(run, streams),
    {
      service: 'S3',
      part: `raw objects, ${deployment.rawRetentionDays} days`,
      price: 's3StandardMonth',
      quantity: (rawBytes / a.gzipRatio / traffic.days) * deployment.rawRetentionDays * months * 1e-9,
      scope: 'apart',
    },
    {
      service: 'S3',
      part: `curated files, ${a.curatedMonths} months`,
      price: 's3StandardMonth',
      quantity: events * a.curatedBytesPerEvent * a.curatedMonths * 1e-9,
      scope: 'apart',
    },
  ]
}

function ingest(entries: number, shape: EntryShape): readonly Usage[] {
  return [
    {
      service: 'EventBridge',
      part: 'entries of producers',
      price: 'eventBridgeChunk',
      quantity: entries * eventBridgeChunks(shape.entryBytes),
      scope: 'pipeline',
    },
    {
      service: 'Firehose',
      part: 'records of entries',
      price: 'firehoseGib',
      quantity: (entries * firehoseBilledBytes(shape.recordBytes)) / gib,
      scope: 'pipeline',
    },
  ]
}

/** A batch by its delivered bytes; a claim above the limit makes several. */
interface Batches {
  readonly count: number
  /** Batches of a claim: delivered bytes of each. */
  readonly perClaim: readonly number[]
  readonly claims: number
}

interface Run extends Plan {
  readonly events: number
  readonly rawBytes: number
  readonly months: number
  readonly batches: Batches
}

function batchesOf({ traffic, deployment, assumptions }: Plan, rawBytes: number): Batches {
  const claims = deployment.claimsPerDay * traffic.days
  const bytes = rawBytes / valuesOf(assumptions).gzipRatio / claims
  const full = Math.floor(bytes / deployment.batchBytes)
  const rest = bytes - full * deployment.batchBytes
  const perClaim = [...Array.from({ length: full }, () => deployment.batchBytes), ...(rest > 0 ? [rest] : [])]
  return { count: claims * perClaim.length, perClaim, claims }
}

function requests({ traffic, deployment, assumptions, rawBytes, batches }: Run): readonly Usage[] {
  const a = valuesOf(assumptions)
  const bytesPerStreamDay = rawBytes / traffic.days / traffic.services
  const objectsPerStreamDay = Math.max(
    86_400 / deployment.bufferSeconds,
    bytesPerStreamDay / (deployment.bufferMib * 1024 ** 2),
  )
  const objects = Math.ceil(objectsPerStreamDay * traffic.services * traffic.days)
  const writesPerObject = s3WriteRequests(rawBytes / objects / a.gzipRatio, a.writePartBytes)
  const rawPerBatch = rawBytes / Math.max(1, batches.count)
  const tasks = Math.max(traffic.services, Math.ceil(rawPerBatch / deployment.taskRawBytes))
  const files = batches.count * tasks * Math.ceil(traffic.types / traffic.services)
  const documents = batches.count * (documentsPerBatch + traffic.types)
  const lists = batches.claims * (traffic.services + Math.ceil((objects / traffic.days) * (lookBackDays / 1000)) + 2)
  const writes = objects * writesPerObject + files + documents + lists
  const reads = (objects + files) * a.readsPerFile + documents * a.readsPerFile
  const encrypted = deployment.bucketEncryption === 'none' ? 0 : writes - lists + reads
  return [
    { service: 'S3', part: 'PUT and LIST', price: 's3Write', quantity: writes, scope: 'pipeline' },
    { service: 'S3', part: 'GET and HEAD', price: 's3Read', quantity: reads, scope: 'pipeline' },
    {
      service: 'EventBridge',
      part: 'objects in the batches bucket',
      price: 'eventBridgeS3Event',
      quantity: documents,
      scope: 'pipeline',
    },
    {
      service: 'KMS',
      part: `requests of S3 (${deployment.bucketEncryption === 'none' ? "buckets have S3's keys" : deployment.bucketEncryption})`,
      price: 'kmsRequest',
      quantity: kmsRequests(encrypted, a.bucketKeyShare, deployment.bucketEncryption === 'bucket key'),
      scope: 'pipeline',
    },
  ]
}

/** Manifest, attempt, report and publication; each type adds the list of files that COPY reads. */
const documentsPerBatch = 4
/** A claim lists the raw zone of this time. */
const lookBackDays = 2

function job({ deployment, assumptions, batches, traffic }: Run): readonly Usage[] {
  const a = valuesOf(assumptions)
  const dpuSeconds = batches.perClaim.map((bytes) => {
    const workers = workersFor(bytes)
    const cores = (workers - 1) * deployment.dpusPerWorker * a.coresPerDpu // one worker drives
    const seconds = a.jobStartSeconds + (bytes * a.gzipRatio) / (cores * a.rawBytesPerCoreSecond)
    return glueDpuSeconds({ dpus: workers * deployment.dpusPerWorker, seconds })
  })
  return [
    {
      service: 'Glue',
      part: 'Conform',
      price: 'glueDpuHour',
      quantity: (batches.claims * sum(dpuSeconds)) / hourSeconds,
      scope: 'pipeline',
    },
    {
      service: 'Glue',
      part: 'catalog: partitions',
      price: 'glueCatalogObject',
      quantity: batches.count * traffic.types * 2, // a batch around midnight has two days
      scope: 'pipeline',
    },
  ]
}

/** What one batch does in the state machine: it loads its types, and what is known of quarantined records like one more. */
export function batchPath({ processBatch, marts }: Deployment, types: number): HappyPath {
  const loadsQuarantine = processBatch.States.LoadTypes?.ItemProcessor?.States.IsQuarantine !== undefined
  const quarantine: Items = { count: loadsQuarantine ? 1 : 0, choices: { IsQuarantine: 'PlanLoad' } }
  return happyPath(processBatch, {
    items: { LoadTypes: [{ count: types }, quarantine], RefreshMarts: [{ count: marts }] },
    choices: { AnyMart: 'RefreshMarts' },
  })
}

function orchestration({ traffic, deployment, assumptions, batches }: Run): readonly Usage[] {
  const a = valuesOf(assumptions)
  const path = batchPath(deployment, traffic.types)
  const memory = (id: string): number => deployment.memoryMib.get(id) ?? 0
  const inBatches = [...path.invocations].map(([id, count]) => ({
    memoryMib: memory(id),
    count: count * batches.count,
    seconds: a.lambdaSeconds,
  }))
  const claims = { memoryMib: memory(logicalId('claimBatch')), count: batches.claims, seconds: a.claimSeconds }
  const calls = [...inBatches, claims]
  return [
    {
      service: 'Step Functions',
      part: `process-batch, ${path.transitions} a batch`,
      price: 'stepFunctionsTransition',
      quantity: path.transitions * batches.count,
      scope: 'pipeline',
    },
    {
      service: 'Lambda',
      part: 'invocations',
      price: 'lambdaRequest',
      quantity: sum(calls.map(({ count }) => count)),
      scope: 'pipeline',
    },
    {
      service: 'Lambda',
      part: 'memory and time',
      price: 'lambdaArmGbSecond',
      quantity: sum(calls.map(({ count, ...call }) => count * lambdaGbSeconds(call))),
      scope: 'pipeline',
    },
  ]
}

function warehouse({ traffic, deployment, assumptions, events, batches, months }: Run): readonly Usage[] {
  const a = valuesOf(assumptions)
  const { rpus } = deployment
  const side = deployment.processBatch.States.LoadTypes?.MaxConcurrency ?? 1
  const rowsPerBatch = events / Math.max(1, batches.count)
  const seconds =
    Math.ceil(traffic.types / side) * a.loadSecondsPerType + rowsPerBatch / (a.loadRowsPerRpuSecond * rpus)
  const scanned = deployment.volumeChecks * batches.count * athenaBilledBytes(a.volumeScanBytes)
  const rpuHours = (rpuSeconds: number) => rpuSeconds / hourSeconds
  return [
    {
      service: 'Redshift',
      part: 'loads',
      price: 'redshiftRpuHour',
      quantity: rpuHours(batches.count * redshiftRpuSeconds({ rpus, seconds })),
      scope: 'pipeline',
    },
    { service: 'Athena', part: 'volume checks', price: 'athenaTib', quantity: scanned / tib, scope: 'pipeline' },
    {
      service: 'Redshift',
      part: 'marts',
      price: 'redshiftRpuHour',
      quantity: rpuHours(batches.count * rpus * deployment.marts * a.martSeconds),
      scope: 'apart',
    },
    {
      service: 'Redshift',
      part: 'people and dashboards',
      price: 'redshiftRpuHour',
      quantity: rpus * a.readingHoursPerMonth * months,
      scope: 'apart',
    },
    {
      service: 'Redshift',
      part: `storage, ${a.curatedMonths} months`,
      price: 'redshiftStorageMonth',
      quantity: events * a.warehouseBytesPerEvent * a.curatedMonths * 1e-9,
      scope: 'apart',
    },
  ]
}

function watching({ traffic, deployment, assumptions, batches, months }: Run, streams: number): readonly Usage[] {
  const a = valuesOf(assumptions)
  const { metrics, alarmMetrics, dashboards, kmsKeys, secrets, tracing } = deployment
  const invocations =
    sum([...batchPath(deployment, traffic.types).invocations.values()]) * batches.count + batches.claims
  const line = (service: string, part: string, price: PriceName, quantity: number): Usage => ({
    service,
    part,
    price,
    quantity,
    scope: 'pipeline',
  })
  return [
    line(
      'CloudWatch',
      `${metrics.perStage} metrics, and ${metrics.perType} a type`,
      'cloudWatchMetricMonth',
      (metrics.perStage + metrics.perType * traffic.types) * months,
    ),
    line('CloudWatch', 'alarms', 'cloudWatchAlarmMonth', alarmMetrics * months),
    line('CloudWatch', 'dashboards', 'cloudWatchDashboardMonth', dashboards * months),
    line(
      'CloudWatch',
      `logs of functions, job and ${streams} streams`,
      'cloudWatchLogsGb',
      (invocations * a.lambdaLogBytes + batches.count * a.jobLogBytes) * 1e-9,
    ),
    line('X-Ray', 'a trace per batch and claim', 'xrayTrace', tracing ? batches.count + batches.claims : 0),
    line('KMS', 'keys', 'kmsKeyMonth', kmsKeys * months),
    line('Secrets Manager', 'secrets', 'secretMonth', secrets * months),
  ]
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)
