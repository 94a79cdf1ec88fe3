import type { Check } from '#runtime/contract-set.ts'
import type { TypeReport } from '#runtime/report.ts'
import type { VolumeHistory } from './volume.ts'

export type Outcome = 'pass' | 'warn' | 'hold'

export interface CheckResult {
  readonly metric: Check['metric']
  readonly column?: string
  /** Null when there is nothing to measure, which passes. */
  readonly value: number | null
  readonly threshold: string
  readonly outcome: Outcome
  /** Why there is no value. */
  readonly reason?: string
}

export interface Verdict {
  /** The worst of the results. */
  readonly outcome: Outcome
  readonly results: readonly CheckResult[]
}

/** Compares what Conform measured for one type with what its contract demands, and with earlier batches where a check asks for them. */
export function checkQuality(
  report: TypeReport,
  checks: readonly Check[],
  now: Date,
  history?: VolumeHistory,
): Verdict {
  const results = checks.map((check) => judge(check, measure(check, report, now, history)))
  const outcome = (['hold', 'warn'] as const).find((worst) => results.some((result) => result.outcome === worst))
  return { outcome: outcome ?? 'pass', results }
}

/** What was measured, or why not. */
interface Measured {
  readonly value: number | null
  readonly reason?: string
  /** It should have been measured. */
  readonly failed?: boolean
}

/** What cannot be measured warns at most: no batch fails or waits because a question had no answer. */
function judge(check: Check, { value, reason, failed = false }: Measured): CheckResult {
  const { metric, column, action } = check
  const met = value === null || bounds(check).every(({ holds }) => holds(value))
  return {
    metric,
    ...(column !== undefined && { column }),
    value,
    threshold: bounds(check)
      .map(({ words }) => words)
      .join(' and '),
    outcome: failed ? 'warn' : met ? 'pass' : action,
    ...(reason !== undefined && { reason }),
  }
}

function bounds({ less_than, at_most, at_least }: Check) {
  return [
    ...(less_than === undefined
      ? []
      : [{ words: `less than ${less_than}`, holds: (value: number) => value < less_than }]),
    ...(at_most === undefined ? [] : [{ words: `at most ${at_most}`, holds: (value: number) => value <= at_most }]),
    ...(at_least === undefined ? [] : [{ words: `at least ${at_least}`, holds: (value: number) => value >= at_least }]),
  ]
}

const percent = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole)

function volume({ received }: TypeReport, history: VolumeHistory = { failure: 'nobody asked' }): Measured {
  if ('failure' in history) return { value: null, reason: `Athena did not answer: ${history.failure}`, failed: true }
  if (history.batches === 0) return { value: null, reason: 'no history' }
  return { value: percent(received, history.mean) }
}

function measure({ metric, column = '' }: Check, report: TypeReport, now: Date, history?: VolumeHistory): Measured {
  switch (metric) {
    case 'row_count':
      return { value: report.conformed }
    case 'null_percent':
      return { value: percent(report.nulls?.[column] ?? 0, report.conformed) }
    case 'quarantined_percent':
      return { value: percent(report.quarantined, report.received) }
    case 'duplicates_percent':
      return { value: percent(report.duplicate, report.received) }
    case 'volume_percent':
      return volume(report, history)
    case 'freshness_seconds':
      return {
        value: report.received_at ? Math.max(0, (now.getTime() - Date.parse(report.received_at.max)) / 1000) : null,
      }
  }
}
