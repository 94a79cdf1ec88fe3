import type { Usage } from './model.ts'
import { costOf, type PriceFile } from './prices.ts'

export interface BillLine extends Usage {
  readonly unit: string
  readonly usd: number
}

export interface Bill {
  readonly lines: readonly BillLine[]
  readonly events: number
  /** From the broker to the loaded row. */
  readonly pipelineUsd: number
  /** Storage, marts and reading. */
  readonly apartUsd: number
  /** The pipeline's, for 10^9 events. */
  readonly usdPerBillion: number
}

/** Prices a list of uses. Of several lines with one tiered price each starts at the first tier. */
export function billOf(usage: readonly Usage[], events: number, { prices }: Pick<PriceFile, 'prices'>): Bill {
  const lines = usage.map((line) => {
    const price = prices[line.price]
    return { ...line, unit: price.unit, usd: costOf(price, line.quantity) }
  })
  const pipelineUsd = usdOf(lines, 'pipeline')
  return {
    lines,
    events,
    pipelineUsd,
    apartUsd: usdOf(lines, 'apart'),
    usdPerBillion: events > 0 ? (pipelineUsd / events) * 1e9 : 0,
  }
}

const usdOf = (lines: readonly BillLine[], scope: Usage['scope']): number =>
  lines.filter((line) => line.scope === scope).reduce((sum, { usd }) => sum + usd, 0)
