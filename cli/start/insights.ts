import type { Result } from '../data-api.ts'
import { resultLines } from '../table.ts'

/** Two marts as an analyst would look at them; the statements are Redshift's. */
const queries = {
  earthquake_hourly: `SELECT hour, magnitude_band, network, quakes, max_magnitude, felt_reports
FROM marts.earthquake_hourly WHERE max_magnitude IS NOT NULL ORDER BY max_magnitude DESC, hour LIMIT 3`,
  revenue_hourly: `SELECT hour, currency, orders, revenue
FROM marts.revenue_hourly ORDER BY orders DESC, hour DESC, currency LIMIT 3`,
} as const

/** An event that is worth a look: the largest earthquake's latest solution. */
export async function eventToTry(query: (sql: string) => Promise<Result>): Promise<string> {
  const { rows } = await query(
    'SELECT event_id FROM usgs.earthquake_current WHERE magnitude IS NOT NULL ORDER BY magnitude DESC LIMIT 1',
  )
  return rows[0]?.[0] ?? '<event id>'
}

/** The rows of the two marts, as lines. */
export async function insightLines(query: (sql: string) => Promise<Result>): Promise<readonly string[]> {
  const lines: string[] = []
  for (const [mart, sql] of Object.entries(queries)) {
    const { columns, rows } = await query(sql)
    lines.push(`marts.${mart}`, ...resultLines(columns, rows).map((line) => `  ${line}`))
  }
  return lines
}
