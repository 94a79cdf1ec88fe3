import type { Attempt } from '#runtime/batch-log.ts'
import type { ContractSet, ContractType } from '#runtime/contract-set.ts'
import type { Executions } from '#runtime/executions.ts'
import { type BatchManifest, manifestAt } from '#runtime/manifest-log.ts'
import type { PublishedBatch, PublishedType } from '#runtime/published-batch.ts'
import type { RawObject, RawZone } from '#runtime/raw-zone.ts'
import type { ElectedReport, TypeReport } from '#runtime/report.ts'

export const aRawObject = (object: Partial<RawObject> = {}): RawObject => ({
  key: 'service=orders/2026/11/23/10/orders-1-2026-11-23-10-00-00-a.gz',
  etag: 'e1',
  size: 100,
  service: 'orders',
  ...object,
})

/** A raw zone whose objects never are too old. */
export function inMemoryRawZone(objects: readonly RawObject[]): RawZone {
  return {
    async *list() {
      yield* objects
    },
  }
}

export const aManifest = ({ sequence = 1, ...manifest }: Partial<BatchManifest> = {}): BatchManifest =>
  manifestAt(sequence, {
    kind: 'live',
    contracts: 'c1',
    claimed_at: '2026-11-23T09:05:00.000Z',
    nonce: 'n1',
    objects: [aRawObject()],
    ...manifest,
  })

export const anAttempt = (attempt: Partial<Attempt> = {}): Attempt => ({
  batch_id: 'b0000000001',
  attempt: 1,
  execution: 'arn:first',
  started_at: '2026-11-23T09:06:00.000Z',
  ...attempt,
})

export const aTypeReport = (type: Partial<TypeReport> = {}): TypeReport => ({
  name: 'orders.order_placed',
  received: 10,
  conformed: 10,
  duplicate: 0,
  quarantined: 0,
  late: 0,
  drift: 0,
  reasons: {},
  files: [
    {
      key: 'orders/order_placed_v1/event_date=2026-11-23/batch=b0000000001/attempt=1-jr_1/0-0.parquet',
      rows: 10,
      bytes: 2_000,
    },
  ],
  event_time: { min: '2026-11-23T08:00:00Z', max: '2026-11-23T09:00:00Z' },
  received_at: { min: '2026-11-23T08:00:01Z', max: '2026-11-23T09:00:01Z' },
  nulls: {},
  ...type,
})

export const aReport = (report: Partial<ElectedReport> = {}): ElectedReport => ({
  batch_id: 'b0000000001',
  sequence: 1,
  attempt: 1,
  job_run_id: 'jr_1',
  contracts: 'c1',
  types: [aTypeReport()],
  ...report,
})

export const aContractType = (type: Partial<ContractType> = {}): ContractType => ({
  name: 'orders.order_placed',
  service: 'orders',
  version: '1.2',
  table: { schema: 'orders', name: 'order_placed_v1' },
  identity_window_seconds: 86_400,
  columns: [
    { name: 'order_id', type: 'uuid', max_bytes: 36 },
    { name: 'total', type: 'decimal', precision: 12, scale: 2 },
    { name: 'lines', type: 'json' },
  ],
  checks: [],
  ...type,
})

export const aContractSet = (set: Partial<ContractSet> = {}): ContractSet => ({
  format: 1,
  types: [aContractType()],
  migrations: [],
  marts: [],
  ...set,
})

export const aPublishedType = (type: Partial<PublishedType> = {}): PublishedType => ({
  name: 'orders.order_placed',
  received: 10,
  loaded: 10,
  duplicate: 0,
  quarantined: 0,
  held: 0,
  failed: 0,
  reasons: {},
  status: 'loaded',
  ...type,
})

export const aPublishedBatch = (batch: Partial<PublishedBatch> = {}): PublishedBatch => ({
  batch_id: 'b0000000001',
  sequence: 1,
  published_at: '2026-11-23T09:10:00.000Z',
  contracts: 'c1',
  attempt: 1,
  balanced: true,
  types: [aPublishedType()],
  marts: [],
  ...batch,
})

/** Executions of which the given ARNs run; remembers what was started, and refuses a name twice. */
export function inMemoryExecutions(running: readonly string[] = []) {
  const started = new Map<string, object>()
  const executions: Executions = {
    isRunning: async (arn) => running.includes(arn),
    start: async (name, input) => {
      if (started.has(name)) return false
      started.set(name, input)
      return true
    },
  }
  return { ...executions, started }
}
