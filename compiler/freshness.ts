import type { Contract } from './contract.ts'
import { durationSeconds } from './durations.ts'

/** How old the latest event of a type may be, in seconds; undefined without a promise: a historical feed is never fresh. */
export const freshnessSeconds = ({ sla, accept }: Pick<Contract, 'sla' | 'accept'>): number | undefined =>
  sla.freshness === undefined || accept ? undefined : durationSeconds(sla.freshness)
