import type { Deployment } from '../cost/deployment.ts'
import type { PriceFile } from '../cost/prices.ts'
import { costOf } from '../cost/prices.ts'
import { UsageError } from '../usage.ts'

/** What a verification may cost at most, and how long it may take for that. */
export interface Cap {
  readonly usd: number
  /** Dearest hour: the warehouse never sleeps, and a job never ends. */
  readonly usdPerHour: number
  readonly minutes: number
  readonly why: readonly string[]
}

const fewestMinutes = 20
const mostMinutes = 90
/** Workers of the small batches that a verification makes. */
const workers = 2
/** Requests, events, transitions, logs of a few thousand events, rounded up by far. */
const trifles = 0.25
const hoursOfMonth = 720

/**
 * AWS's own bill comes a day later, so the cap is kept by time: at the dearest rate that the stage can have, work is ended and everything
 * removed when the cap would be reached. Throws UsageError when the cap leaves too little time.
 */
export function capOf(usd: number, { prices }: Pick<PriceFile, 'prices'>, deployment: Deployment): Cap {
  const warehouse = costOf(prices.redshiftRpuHour, deployment.rpus)
  const job = costOf(prices.glueDpuHour, workers * deployment.dpusPerWorker)
  const standing =
    (costOf(prices.kmsKeyMonth, deployment.kmsKeys) +
      costOf(prices.secretMonth, deployment.secrets) +
      costOf(prices.cloudWatchAlarmMonth, deployment.alarmMetrics) +
      costOf(prices.cloudWatchDashboardMonth, deployment.dashboards) +
      costOf(
        prices.cloudWatchMetricMonth,
        deployment.metrics.perStage + deployment.metrics.perType * deployment.types,
      )) /
    hoursOfMonth
  const usdPerHour = warehouse + job + standing
  const minutes = Math.min(mostMinutes, Math.floor(((usd - trifles) / usdPerHour) * 60))
  if (minutes < fewestMinutes) {
    const least = Math.ceil((trifles + (usdPerHour * fewestMinutes) / 60) * 100) / 100
    throw new UsageError(
      `--cap ${usd} leaves no ${fewestMinutes} minutes at $${usdPerHour.toFixed(2)} an hour; give $${least} or more`,
    )
  }
  return {
    usd,
    usdPerHour,
    minutes,
    why: [
      `warehouse of ${deployment.rpus} RPU, held to that, awake all the time: $${warehouse.toFixed(2)} an hour`,
      `Glue, ${workers} workers all the time: $${job.toFixed(2)} an hour`,
      `keys, secrets, alarms, metrics: $${standing.toFixed(2)} an hour; requests, events and logs: at most $${trifles.toFixed(2)}`,
    ],
  }
}
