import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { root } from '../state.ts'
import { UsageError } from '../usage.ts'

interface Tier {
  /** Units up to which the tier reaches; the last has none. */
  readonly upTo?: number
  readonly usd: number
}

/** What one thing costs: `usd` (or the tier's) for `per` units. */
export interface Price {
  readonly tiers: readonly Tier[]
  readonly per: number
  readonly unit: string
  readonly source: string
  readonly evidence: 'read' | 'recalled'
}

const names = [
  'eventBridgeChunk',
  'eventBridgeS3Event',
  'firehoseGib',
  's3Write',
  's3Read',
  's3StandardMonth',
  'glueDpuHour',
  'glueCatalogObject',
  'stepFunctionsTransition',
  'lambdaRequest',
  'lambdaArmGbSecond',
  'redshiftRpuHour',
  'redshiftStorageMonth',
  'athenaTib',
  'cloudWatchMetricMonth',
  'cloudWatchAlarmMonth',
  'cloudWatchDashboardMonth',
  'cloudWatchLogsGb',
  'xrayTrace',
  'kmsKeyMonth',
  'kmsRequest',
  'secretMonth',
] as const
export type PriceName = (typeof names)[number]

export interface PriceFile {
  /** The day of the prices. */
  readonly asOf: string
  readonly region: string
  readonly prices: Readonly<Record<PriceName, Price>>
  readonly peer: { readonly name: string; readonly usdPerBillion: readonly [number, number]; readonly source: string }
}

export const usualPrices = join(root, 'cli', 'cost', 'prices.yml')

type Written = Omit<Price, 'tiers'> & { readonly usd?: number; readonly tiers?: readonly Tier[] }

/** Reads a price file. Throws UsageError with the name of a price that is missing, has no source or is no price. */
export function readPrices(path = usualPrices): PriceFile {
  const file = parse(readFileSync(path, 'utf8')) as Omit<PriceFile, 'prices'> & {
    readonly prices: Readonly<Record<string, Written | undefined>>
  }
  if (!/^\d{4}-\d\d-\d\d$/.test(file.asOf)) throw new UsageError(`${path}: asOf must be the day of the prices`)
  const prices = Object.fromEntries(names.map((name) => [name, priceOf(name, file.prices[name], path)]))
  return { ...file, prices: prices as Record<PriceName, Price> }
}

function priceOf(name: PriceName, written: Written | undefined, path: string): Price {
  const tiers = written?.tiers ?? (written?.usd === undefined ? [] : [{ usd: written.usd }])
  const isPrice = tiers.length > 0 && tiers.every(({ usd }) => usd >= 0) && (written?.per ?? 0) > 0
  if (!written || !isPrice) throw new UsageError(`${path}: ${name} needs usd (or tiers), per and unit`)
  if (!written.source) throw new UsageError(`${path}: ${name} needs its source`)
  return { tiers, per: written.per, unit: written.unit, source: written.source, evidence: written.evidence }
}

/** USD of a quantity in the price's unit, tier by tier. */
export function costOf({ tiers, per }: Pick<Price, 'tiers' | 'per'>, quantity: number): number {
  let usd = 0
  let from = 0
  for (const tier of tiers) {
    const upTo = Math.min(quantity, tier.upTo ?? Number.POSITIVE_INFINITY)
    if (upTo > from) usd += ((upTo - from) / per) * tier.usd
    from = Math.max(from, upTo)
  }
  return usd
}
