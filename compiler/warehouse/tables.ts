import { childTechnicalColumns, technicalColumns } from '../columns.ts'
import type { Contract } from '../contract.ts'
import { redshiftType } from '../logical-types.ts'
import { childNames, relationNames, typeName } from '../names.ts'
import { idOf, lines, type Statement, type TableColumn } from './statement.ts'

/**
 * The tables of one contract. Payload columns take NULL even where the member is required: Redshift cannot lift NOT NULL, and a
 * later minor version may make the member optional. No keys: Redshift would not enforce them.
 */
export function typeTables(contract: Contract): readonly Statement[] {
  const names = relationNames(contract)
  const table = createTable(typeName(contract))
  return [
    table(
      names.table,
      [
        ...technicalColumns.map((column) => `${column.name} ${column.redshift}`),
        ...contract.columns.map((column) => `${column.name} ${redshiftType(column)}`),
      ],
      'DISTSTYLE AUTO SORTKEY AUTO',
    ),
    ...contract.tables.map((child) =>
      table(
        childNames(contract, child).table,
        [
          ...childTechnicalColumns.map((column) => `${column.name} ${column.redshift}`),
          ...child.columns.map((column) => `${column.name} ${redshiftType(column)}`),
        ],
        'DISTSTYLE AUTO SORTKEY AUTO',
      ),
    ),
    table(names.lock, ['nothing BIGINT']),
    table(names.ledger, ledgerColumns),
    table(names.collisions, collisionColumns),
  ]
}

/** What Apply records about one load. Later additions take NULL: ledgers of earlier releases gain them. */
export const ledgerColumns = [
  'batch_id VARCHAR(16) NOT NULL',
  'type VARCHAR(256) NOT NULL',
  'attempt INTEGER NOT NULL',
  'staged BIGINT NOT NULL',
  'inserted BIGINT NOT NULL',
  'duplicates BIGINT NOT NULL',
  'id_collisions BIGINT NOT NULL',
  'contract_version VARCHAR(16) NOT NULL',
  'contracts VARCHAR(64) NOT NULL',
  'min_event_time TIMESTAMP',
  'max_event_time TIMESTAMP',
  'loaded_at TIMESTAMP NOT NULL',
  'max_received_at TIMESTAMP',
  'verdict VARCHAR(8)',
  'child_rows BIGINT',
] as const

/** Names of the ledger's columns, in order. */
export const ledgerColumnNames: readonly string[] = ledgerColumns.map((column) => column.slice(0, column.indexOf(' ')))

/** An event whose id the table holds with another payload: the first loaded stays, this one is recorded. */
const collisionColumns = [
  'batch_id VARCHAR(16) NOT NULL',
  'event_id VARCHAR(256) NOT NULL',
  'event_time TIMESTAMP NOT NULL',
  '_object INTEGER NOT NULL',
  '_line BIGINT NOT NULL',
  '_index INTEGER NOT NULL',
  'payload_hash VARCHAR(64) NOT NULL',
  'held_payload_hash VARCHAR(64) NOT NULL',
  'held_batch_id VARCHAR(16) NOT NULL',
  'found_at TIMESTAMP NOT NULL',
]

/** Makes tables of whatever a contract or mart is called, which messages about them name. */
export const createTable =
  (contract: string) =>
  (name: string, columns: readonly string[], attributes?: string): Statement => ({
    id: `table-${idOf(name)}`,
    kind: 'table',
    relation: name,
    contract,
    columns: columns.map(readColumn),
    sql: `CREATE TABLE IF NOT EXISTS ${name} (\n${lines(columns)}\n)${attributes === undefined ? '' : ` ${attributes}`}`,
  })

/** `batch_id VARCHAR(16) NOT NULL` → its name and type. */
function readColumn(definition: string): TableColumn {
  const end = definition.indexOf(' ')
  return { name: definition.slice(0, end), type: definition.slice(end + 1).replace(/ NOT NULL$/, '') }
}
