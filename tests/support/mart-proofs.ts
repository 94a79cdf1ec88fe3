import { DuckDBInstance } from '@duckdb/node-api'
import { vegaFile } from '../../producers/feeds/vega-data.ts'

export type MartRow = Readonly<Record<string, string | null>>

/** Where the numbers come from: the publishers' records (what was sent and must be loaded), and the files of the feeds themselves. */
export interface ProofSources {
  readonly records: readonly string[]
  /** How many flights of the file were published. */
  readonly flights: number
}

/** What DuckDB computes each mart from, straight from what was sent. */
const sent = (name: string) => `(SELECT data, event_id FROM sent WHERE name = '${name}')`
const money = (member: string) => `CAST(json_extract_string(data, '$.${member}') AS DECIMAL(18, 2))`
const instant = (text: string) => `CAST(CAST(${text} AS TIMESTAMPTZ) AS TIMESTAMP)`

const earthquakes = `
  SELECT
    make_timestamp(CAST(json_extract_string(data, '$.properties.time') AS BIGINT) * 1000) AS instant,
    CAST(json_extract_string(data, '$.properties.mag') AS DOUBLE) AS magnitude,
    json_extract_string(data, '$.properties.net') AS network,
    json_extract_string(data, '$.properties.place') AS place,
    CAST(json_extract_string(data, '$.geometry.coordinates[2]') AS DOUBLE) AS depth,
    CAST(json_extract_string(data, '$.properties.felt') AS BIGINT) AS felt,
    CAST(json_extract_string(data, '$.properties.tsunami') AS BIGINT) AS tsunami,
    json_extract_string(data, '$.id') AS id
  FROM ${sent('usgs.earthquake')}
  QUALIFY ROW_NUMBER() OVER (PARTITION BY json_extract_string(data, '$.id') ORDER BY CAST(json_extract_string(data, '$.properties.updated') AS BIGINT) DESC) = 1
    AND json_extract_string(data, '$.properties.type') = 'earthquake' AND json_extract_string(data, '$.properties.status') <> 'deleted'`

const captures = `
  SELECT ${instant(`json_extract_string(data, '$.captured_at')`)} AS instant, json_extract_string(data, '$.order_id') AS order_id, json_extract_string(data, '$.currency') AS currency, ${money('amount')} AS amount
  FROM ${sent('payments.payment_captured')}`
const failures = `
  SELECT ${instant(`json_extract_string(data, '$.failed_at')`)} AS instant, json_extract_string(data, '$.order_id') AS order_id, json_extract_string(data, '$.currency') AS currency, ${money('amount')} AS amount
  FROM ${sent('payments.payment_failed')}`
const orders = `
  SELECT ${instant(`json_extract_string(data, '$.placed_at')`)} AS instant, json_extract_string(data, '$.order_id') AS order_id, json_extract_string(data, '$.currency') AS currency, ${money('total')} AS total,
    json_extract_string(data, '$.channel') AS channel, json_extract_string(data, '$.shipping.country') AS country
  FROM ${sent('orders.order_placed')}`

/** For each mart the same question, asked of the sources in other words. */
const proofs: Readonly<Record<string, (sources: ProofSources) => string>> = {
  earthquake_hourly: () => `
    SELECT date_trunc('hour', instant) AS hour,
      CASE WHEN magnitude IS NULL THEN 'unknown' WHEN magnitude < 1 THEN 'below 1' WHEN magnitude >= 6 THEN '6 and above'
        ELSE format('{} to {}', CAST(floor(magnitude) AS INTEGER), CAST(floor(magnitude) AS INTEGER) + 1) END AS magnitude_band,
      network, count(*) AS quakes, max(magnitude) AS max_magnitude,
      first(place ORDER BY magnitude DESC NULLS LAST, id) AS strongest_at,
      avg(depth) AS average_depth_km, sum(felt) AS felt_reports, sum(tsunami) AS tsunami_flags
    FROM (${earthquakes}) GROUP BY ALL`,
  revenue_hourly: () => `
    SELECT date_trunc('hour', instant) AS hour, currency, count(*) AS orders, sum(total) AS revenue FROM (${orders}) GROUP BY ALL`,
  payment_hourly: () => `
    SELECT hour, currency, coalesce(captures, 0) AS captures, coalesce(captured, 0) AS captured,
      coalesce(failures, 0) AS failures, coalesce(refused, 0) AS refused
    FROM (SELECT date_trunc('hour', instant) AS hour, currency, count(*) AS captures, sum(amount) AS captured FROM (${captures}) GROUP BY ALL)
    FULL JOIN (SELECT date_trunc('hour', instant) AS hour, currency, count(*) AS failures, sum(amount) AS refused FROM (${failures}) GROUP BY ALL)
      USING (hour, currency)`,
  order_lifecycle: () => `
    WITH o AS (${orders}), c AS (${captures}), f AS (${failures}),
    facts AS (
      SELECT o.*,
        coalesce((SELECT sum(amount) FROM c WHERE c.order_id = o.order_id AND c.currency = o.currency), 0) AS captured,
        (SELECT count(*) FROM c WHERE c.order_id = o.order_id AND c.currency = o.currency) AS captures,
        (SELECT count(*) FROM f WHERE f.order_id = o.order_id AND f.currency = o.currency) AS failures,
        (SELECT max(instant) FROM c WHERE c.order_id = o.order_id AND c.currency = o.currency) AS last_captured_at
      FROM o
    )
    SELECT order_id, currency, instant AS placed_at, channel, country AS shipping_country, total, captured, total - captured AS outstanding,
      captures, failures,
      CASE WHEN captured >= total THEN 'paid' WHEN captured > 0 THEN 'paid in part' WHEN failures > 0 THEN 'failed' ELSE 'open' END AS payment_status,
      last_captured_at,
      CASE WHEN captured >= total AND captures > 0
        THEN CAST(floor(epoch(last_captured_at)) - floor(epoch(instant)) AS BIGINT) END AS seconds_to_paid
    FROM facts`,
  route_delay_daily: ({ flights }) => `
    SELECT CAST(f.date AS DATE) AS local_date, f.origin, f.destination, count(*) AS flights,
      count(*) FILTER (f.delay >= 15) AS late_flights, sum(f.delay) AS delay_minutes, max(f.delay) AS longest_delay_minutes,
      min(CAST(timezone(z.zone, f.date) AS TIMESTAMP)) AS first_departed_at
    FROM (SELECT * FROM read_parquet('${vegaFile('flights-3m.parquet')}', file_row_number = true) WHERE file_row_number < ${flights}) f
    JOIN read_csv('schemas/reference/airport_zones.csv', header = true, all_varchar = true) z ON z.iata = f.origin
    GROUP BY ALL`,
  wildlife_strike_monthly: () => `
    SELECT date_trunc('month', CAST("Flight Date" AS DATE)) AS month, "Wildlife Species" AS species, "Wildlife Size" AS wildlife_size,
      "Phase of flight" AS flight_phase, count(*) AS strikes, count(*) FILTER ("Effect Amount of damage" <> 'None') AS damaging_strikes,
      sum(CAST("Cost Repair" AS DECIMAL(18, 2))) AS repair_cost, sum(CAST("Cost Other" AS DECIMAL(18, 2))) AS other_cost,
      sum(CAST("Cost Total $" AS DECIMAL(18, 2))) AS total_cost, max(CAST(nullif("Speed IAS in knots", '') AS INTEGER)) AS fastest_knots
    FROM read_csv('${vegaFile('birdstrikes.csv')}', header = true, all_varchar = true, nullstr = 'no such text')
    GROUP BY ALL`,
  pull_request_lifecycle: () => `
    WITH p AS (
      SELECT data->'pull_request' AS pr, json_extract_string(data, '$.action') AS action, json_extract_string(data, '$.repository.full_name') AS repository, event_id,
        ${instant(`json_extract_string(data, '$.pull_request.updated_at')`)} AS updated_at
      FROM ${sent('github.pull_request')}
    ),
    latest AS (SELECT * FROM p QUALIFY ROW_NUMBER() OVER (PARTITION BY json_extract_string(pr, '$.id') ORDER BY updated_at DESC, event_id DESC) = 1)
    SELECT CAST(json_extract_string(l.pr, '$.id') AS BIGINT) AS pull_request_id, l.repository, CAST(json_extract_string(l.pr, '$.number') AS BIGINT) AS pull_request_number,
      CASE WHEN json_extract_string(l.pr, '$.merged_at') IS NOT NULL THEN 'merged' WHEN json_extract_string(l.pr, '$.state') = 'closed' THEN 'given up'
        WHEN json_extract_string(l.pr, '$.draft') = 'true' THEN 'draft' ELSE 'open' END AS stage,
      min(${instant(`json_extract_string(p.pr, '$.created_at')`)}) AS opened_at, max(p.updated_at) AS last_action_at,
      max(${instant(`json_extract_string(p.pr, '$.closed_at')`)}) AS last_closed_at, ${instant(`json_extract_string(l.pr, '$.merged_at')`)} AS merged_at,
      CAST(epoch(max(${instant(`json_extract_string(p.pr, '$.closed_at')`)})) - epoch(min(${instant(`json_extract_string(p.pr, '$.created_at')`)})) AS BIGINT) AS seconds_to_close,
      count(*) AS actions, count(*) FILTER (p.action = 'review_requested') AS review_requests, count(*) FILTER (p.action = 'synchronize') AS updates,
      CAST(json_extract_string(l.pr, '$.commits') AS BIGINT) AS commits, CAST(json_extract_string(l.pr, '$.additions') AS BIGINT) AS added_lines,
      CAST(json_extract_string(l.pr, '$.deletions') AS BIGINT) AS deleted_lines, CAST(json_extract_string(l.pr, '$.changed_files') AS BIGINT) AS changed_files
    FROM latest l JOIN p ON json_extract_string(p.pr, '$.id') = json_extract_string(l.pr, '$.id') GROUP BY ALL`,
}

/** Marts that have a proof. */
export const provenMarts: readonly string[] = Object.keys(proofs)

/** Computes what marts must hold; one DuckDB for all of them. */
export async function openProofs(sources: ProofSources): Promise<(mart: string) => Promise<readonly MartRow[]>> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`SET TimeZone = 'UTC'`)
  const files = sources.records.map((path) => `'${path}'`).join(', ')
  await connection.run(`
    CREATE TABLE sent AS
    SELECT name, "eventId" AS event_id,
      CASE door WHEN 'line' THEN json(sent)->'detail'->'data' WHEN 'detail' THEN json(sent) ELSE json(sent)->'data' END AS data
    FROM read_ndjson([${files}], columns = {name: 'VARCHAR', door: 'VARCHAR', "eventId": 'VARCHAR', sent: 'VARCHAR', expect: 'JSON'},
      maximum_object_size = 20000000)
    WHERE json_extract_string(expect, '$.outcome') = 'loaded' AND name NOT IN ('bts.flight', 'faa.wildlife_strike')`)
  return async (mart) => {
    const proof = proofs[mart]
    if (!proof) throw new Error(`marts.${mart} has no independent computation in ${import.meta.url}`)
    const reader = await connection.runAndReadAll(`SELECT COLUMNS(*)::VARCHAR FROM (${proof(sources)})`)
    return reader.getRowObjects() as MartRow[]
  }
}

/** Rows that differ between a mart and its proof, by key, and keys that are not unique; nothing when they are equal. */
export function differences(
  key: readonly string[],
  found: readonly MartRow[],
  expected: readonly MartRow[],
): readonly string[] {
  const keyOf = (row: MartRow) => key.map((name) => canonical(row[name] ?? null)).join(' | ')
  const faults: string[] = []
  const proven = new Map(expected.map((row) => [keyOf(row), row]))
  if (proven.size !== expected.length) faults.push('the proof has a key twice')
  const seen = new Set<string>()
  for (const row of found) {
    const name = keyOf(row)
    const other = proven.get(name)
    if (seen.has(name)) faults.push(`${name}: twice`)
    seen.add(name)
    if (!other) faults.push(`${name}: not proven`)
    else {
      for (const column of new Set([...Object.keys(row), ...Object.keys(other)])) {
        const [one, two] = [row[column], other[column]]
        if (one === undefined || two === undefined || !equal(column, one, two))
          faults.push(`${name}: ${column} is ${one}, proven ${two}`)
      }
    }
  }
  for (const name of proven.keys()) if (!seen.has(name)) faults.push(`${name}: missing`)
  return faults
}

/** To the last digit; means of doubles to nine digits, because engines add them up in another order. */
function equal(column: string, one: string | null, two: string | null): boolean {
  if (column.startsWith('average_') && one !== null && two !== null) {
    return Math.abs(Number(one) - Number(two)) <= 1e-9 * Math.max(1, Math.abs(Number(two)))
  }
  return canonical(one) === canonical(two)
}

/** One spelling for equal numbers and for equal times. */
function canonical(text: string | null): string | null {
  if (text === null) return null
  if (/^-?\d+(\.\d+)?$/.test(text)) return text.includes('.') ? text.replace(/\.?0+$/, '') : text
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}:\d{2}(?:\.\d+)?))?$/.exec(text) ?? []
  if (day === undefined) return text
  const fine = (time ?? '00:00:00').replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
  return fine === '00:00:00' ? day : `${day} ${fine}`
}
