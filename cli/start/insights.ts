import type { CompiledSet } from '../contract-set.ts'
import type { Result } from '../data-api.ts'
import { resultLines } from '../table.ts'

type Query = (sql: string) => Promise<Result>

/** An event that is worth a look: the current state of something, said in a CloudEvent, whose id everybody sees. */
export async function eventToTry({ types }: CompiledSet, query: Query): Promise<string> {
  for (const { table, entity, envelope } of types) {
    if (entity?.latest_by === undefined || (envelope?.form ?? 'cloudevents') !== 'cloudevents') continue
    const current = `${table.schema}.${entity.name}_current`
    const { rows } = await query(`SELECT event_id FROM ${current} ORDER BY ${entity.latest_by} DESC, event_id LIMIT 1`)
    if (rows[0]?.[0]) return rows[0][0]
  }
  return '<event id>'
}

/** Each mart's headline, asked as an analyst would: the question, and the rows that answer it. */
export async function insightLines({ marts }: CompiledSet, query: Query): Promise<readonly string[]> {
  const lines: string[] = []
  for (const { name, headline } of marts) {
    if (!headline) continue
    const { columns, rows } = await query(headline.sql)
    lines.push(`${headline.question}  (marts.${name})`, ...resultLines(columns, rows).map((line) => `  ${line}`))
  }
  return lines
}
