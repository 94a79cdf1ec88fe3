import type { Check } from '#runtime/contract-set.ts'
import type { TypeReport } from '#runtime/report.ts'

export type Outcome = 'pass' | 'warn' | 'hold'

export interface CheckResult {
  readonly metric: Check['metric']
  readonly column?: string
  /** Null when there is nothing to measure, which passes. */
  readonly value: number | null
  readonly threshold: string
  readonly outcome: Outcome
}

export interface Verdict {
  /** The worst of the results. */
  readonly outcome: Outcome
  readonly results: readonly CheckResult[]
}

/** Compares what Conform measured for one type with what its contract demands. */
export function checkQuality(report: TypeReport, checks: readonly Check[], now: Date): Verdict {
  const results = checks.map((check) => judge(check, measure(check, report, now)))
  const outcome = (['hold', 'warn'] as const).find((worst) => results.some((result) => result.outcome === worst))
  return { outcome: outcome ?? 'pass', results }
}

function judge(check: Check, value: number | null): CheckResult {
  const { metric, column, action } = check
  const met = value === null || bounds(check).every(({ holds }) => holds(value))
  return {
    metric,
    ...(column !== undefined && { column }),
    value,
    threshold: bounds(check)
      .map(({ words }) => words)
      .join(' and '),
    outcome: met ? 'pass' : action,
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

function measure({ metric, column = '' }: Check, report: TypeReport, now: Date): number | null {
  switch (metric) {
    case 'row_count':
      return report.conformed
    case 'null_percent':
      return percent(report.nulls?.[column] ?? 0, report.conformed)
    case 'quarantined_percent':
      return percent(report.quarantined, report.received)
    case 'duplicates_percent':
      return percent(report.duplicate, report.received)
    case 'freshness_seconds':
      return report.received_at ? Math.max(0, (now.getTime() - Date.parse(report.received_at.max)) / 1000) : null
  }
}
