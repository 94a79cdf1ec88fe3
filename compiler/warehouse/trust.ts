import type { Contract, Mart } from '../contract.ts'
import { freshnessSeconds } from '../freshness.ts'
import { readSelect } from '../mart-sql.ts'
import { relationNames, typeName } from '../names.ts'
import { martRelations, readable } from './marts.ts'
import { quarantineRelations } from './quarantine.ts'
import { lines, type Statement, text, typedText, view } from './statement.ts'
import { childViewNames } from './views.ts'

/**
 * One row per relation that analysts read: whether it can be relied on now. Answered from ledgers, never from the events.
 * Child tables and entities are as their type is.
 * A mart is as fresh as the least fresh of what it reads, and on time when it was refreshed after their last loads.
 */
export function trustView(contracts: readonly Contract[], marts: readonly Mart[]): readonly Statement[] {
  if (contracts.length === 0) return []
  const latest = new Map(contracts.map((contract) => [relationNames(contract).view, contract]))
  for (const contract of contracts) {
    const { view: name } = relationNames(contract)
    if ((latest.get(name)?.major ?? 0) < contract.major) latest.set(name, contract)
  }
  const promises = [...latest].flatMap(([name, contract]) => {
    const { current } = relationNames(contract)
    const others = [...childViewNames(contract, contracts).map((child) => child.view), ...(current ? [current] : [])]
    return [name, ...others].map(
      (relation) =>
        `SELECT ${typedText(relation)} AS relation, ${typedText(name)} AS type, ${typedText(contract.service.team.name)} AS owner, CAST(${freshnessSeconds(contract) ?? 'NULL'} AS BIGINT) AS sla_seconds`,
    )
  })
  const loads = contracts.map((contract) => {
    const { view: name, ledger } = relationNames(contract)
    return `SELECT ${typedText(name)} AS type, batch_id, max_received_at, verdict, loaded_at FROM ${ledger}`
  })
  const names = contracts.map(
    (contract) => `WHEN ${text(typeName(contract))} THEN ${typedText(relationNames(contract).view)}`,
  )
  const reads = [...new Set([...contracts.map((contract) => relationNames(contract).ledger), quarantineRelations.view])]
  return [
    view(
      'ops.table_trust',
      [...reads, ...(marts.length > 0 ? ['ops.mart_refreshes'] : [])],
      `\
WITH promises AS (
${indented(promises.join('\nUNION ALL\n'))}
), loads AS (
${indented(loads.join('\nUNION ALL\n'))}
), ranked AS (
  SELECT type, verdict, ROW_NUMBER() OVER (PARTITION BY type ORDER BY loaded_at DESC, batch_id DESC) AS recency FROM loads
), loaded AS (
  SELECT type, MAX(max_received_at) AS latest_received, MAX(loaded_at) AS published_at FROM loads GROUP BY type
), refused AS (
  SELECT CASE type ${names.join(' ')} END AS shown_type, COUNT(*) AS records
  FROM ${quarantineRelations.view}
  WHERE quarantined_at >= DATEADD(hour, -24, GETDATE())
  GROUP BY 1
), types AS (
  SELECT
${lines([
  'p.relation',
  'p.owner',
  'l.latest_received',
  'l.published_at',
  'p.sla_seconds',
  'CASE WHEN p.sla_seconds IS NOT NULL THEN COALESCE(DATEDIFF(second, l.latest_received, GETDATE()) <= p.sla_seconds, FALSE) END AS on_time',
  'r.verdict',
  'COALESCE(q.records, 0) AS quarantined_24h',
]).replaceAll(/^/gm, '  ')}
  FROM promises p
  LEFT JOIN loaded l ON l.type = p.type
  LEFT JOIN ranked r ON r.type = p.type AND r.recency = 1
  LEFT JOIN refused q ON q.shown_type = p.type
)${martParts(marts, [...latest.values()])}
SELECT ${columns.join(', ')} FROM types${marts.length > 0 ? `\nUNION ALL\nSELECT ${columns.join(', ')} FROM marts` : ''}`,
    ),
  ]
}

const columns = [
  'relation',
  'owner',
  'latest_received',
  'published_at',
  'sla_seconds',
  'on_time',
  'verdict',
  'quarantined_24h',
]

/** The common table expressions of the marts' rows. */
function martParts(marts: readonly Mart[], contracts: readonly Contract[]): string {
  if (marts.length === 0) return ''
  const inputs = marts.flatMap((mart) => {
    const read = new Set(readSelect(mart.sql).relations.map(({ name }) => name))
    return contracts
      .filter((contract) => readable(contract).some((name) => read.has(name)))
      .map(
        (contract) =>
          `SELECT ${typedText(martRelations(mart).view)} AS relation, ${typedText(mart.name)} AS mart, ${typedText(mart.owner)} AS owner, ${typedText(relationNames(contract).view)} AS input`,
      )
  })
  return `, inputs AS (
${indented(inputs.join('\nUNION ALL\n'))}
), refreshes AS (
  SELECT mart, key_duplicates, refreshed_at, ROW_NUMBER() OVER (PARTITION BY mart ORDER BY refreshed_at DESC, batch_id DESC) AS recency
  FROM ops.mart_refreshes
), marts AS (
  SELECT
${lines([
  'i.relation',
  'i.owner',
  'MIN(t.latest_received) AS latest_received',
  'MAX(f.refreshed_at) AS published_at',
  'MIN(t.sla_seconds) AS sla_seconds',
  'COALESCE(BOOL_AND(t.on_time), TRUE) AND COALESCE(MAX(f.refreshed_at) >= MAX(t.published_at), TRUE) AS on_time',
  "CASE WHEN MAX(f.key_duplicates) > 0 OR MAX(t.verdict) = 'warn' THEN CAST('warn' AS VARCHAR(8)) WHEN MAX(f.refreshed_at) IS NOT NULL THEN CAST('pass' AS VARCHAR(8)) END AS verdict",
  'CAST(SUM(t.quarantined_24h) AS BIGINT) AS quarantined_24h',
]).replaceAll(/^/gm, '  ')}
  FROM inputs i
  INNER JOIN types t ON t.relation = i.input
  LEFT JOIN refreshes f ON f.mart = i.mart AND f.recency = 1
  GROUP BY i.relation, i.owner
)`
}

const indented = (sql: string): string => sql.replaceAll(/^/gm, '  ')
