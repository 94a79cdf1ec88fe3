import type { Contract } from '../contract.ts'
import { relationNames, typeName } from '../names.ts'
import { lines, type Statement, typedText, view } from './statement.ts'
import { createTable, ledgerColumns } from './tables.ts'

/** Relations of the quarantine's metadata: which records were refused and why. The records themselves stay in S3. */
export const quarantineRelations = {
  view: 'ops.quarantine',
  table: 'ops.quarantine_records',
  lock: 'stage.lock_ops_quarantine_records',
  ledger: 'ops.ledger_ops_quarantine_records',
} as const

/** Columns as the job's metadata files have them, in order; then when they came into the warehouse. */
const recordColumns = [
  'record_id VARCHAR(64) NOT NULL',
  'type VARCHAR(256) NOT NULL',
  'event_id VARCHAR(1024)',
  '_batch_id VARCHAR(16) NOT NULL',
  '_received_at TIMESTAMP',
  'raw_key VARCHAR(1024)',
  '_object INTEGER NOT NULL',
  '_line BIGINT NOT NULL',
  '_index INTEGER NOT NULL',
  'contract_version VARCHAR(16)',
  'reason VARCHAR(32) NOT NULL',
  'reasons VARCHAR(65535) NOT NULL',
  'quarantined_at TIMESTAMP NOT NULL',
] as const

/** Loaded like a type: own lock, own ledger. */
export function quarantineTables(contracts: readonly Contract[]): readonly Statement[] {
  if (contracts.length === 0) return []
  const table = createTable('ops.quarantine')
  return [
    table(quarantineRelations.table, recordColumns, 'DISTSTYLE AUTO SORTKEY AUTO'),
    table(quarantineRelations.lock, ['nothing BIGINT']),
    table(quarantineRelations.ledger, ledgerColumns),
  ]
}

/** What was refused, by the job or, where an id was held with another payload, by the load. */
export function quarantineView(contracts: readonly Contract[]): readonly Statement[] {
  if (contracts.length === 0) return []
  const names = recordColumns.map((column) => column.slice(0, column.indexOf(' ')))
  const collisions = contracts.map((contract) => {
    const relation = relationNames(contract).collisions
    const cells = [
      "CAST(_object AS VARCHAR(16)) || ':' || CAST(_line AS VARCHAR(24)) || ':' || CAST(_index AS VARCHAR(16)) AS record_id",
      `${typedText(typeName(contract))} AS type`,
      'event_id',
      'batch_id AS _batch_id',
      'CAST(NULL AS TIMESTAMP) AS _received_at',
      'CAST(NULL AS VARCHAR(1024)) AS raw_key',
      '_object',
      '_line',
      '_index',
      'CAST(NULL AS VARCHAR(16)) AS contract_version',
      "CAST('id_collision' AS VARCHAR(32)) AS reason",
      `'[{"code":"id_collision","expected":"the payload that ' || held_batch_id || ' loaded"}]' AS reasons`,
      'found_at AS quarantined_at',
    ]
    return { relation, sql: `SELECT\n${lines(cells)}\nFROM ${relation}` }
  })
  return [
    view(
      quarantineRelations.view,
      [quarantineRelations.table, ...collisions.map(({ relation }) => relation)],
      [`SELECT\n${lines(names)}\nFROM ${quarantineRelations.table}`, ...collisions.map(({ sql }) => sql)].join(
        '\nUNION ALL\n',
      ),
    ),
  ]
}
