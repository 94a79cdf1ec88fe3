import type { Column, LogicalType } from '#runtime/contract-set.ts'

/** What every curated file and table has before the payload's columns, in this order. */
export const technicalColumns: readonly Column[] = [
  { name: 'event_id', type: 'string', max_bytes: 256 },
  { name: 'event_time', type: 'timestamp' },
  { name: '_received_at', type: 'timestamp' },
  { name: '_batch_id', type: 'string', max_bytes: 16 },
  { name: '_object', type: 'int' },
  { name: '_line', type: 'integer' },
  { name: '_index', type: 'int' },
  { name: '_contract_version', type: 'string', max_bytes: 16 },
  { name: '_payload_hash', type: 'string', max_bytes: 64 },
  { name: '_rest', type: 'json' },
]

/** What every file and table of child rows has before the item's columns, in this order. */
export const childColumns: readonly Column[] = [
  ...technicalColumns.slice(
    0,
    technicalColumns.findIndex(({ name }) => name === '_contract_version'),
  ),
  { name: '_position', type: 'int' },
  { name: '_rest', type: 'json' },
]

/** Metadata of quarantined records as the job's files have them; texts as long as a text may be, cut only by Apply. */
export const quarantineColumns: readonly Column[] = [
  { name: 'record_id', type: 'string', max_bytes: 64 },
  { name: 'type', type: 'string', max_bytes: 256 },
  { name: 'event_id', type: 'string' },
  { name: '_batch_id', type: 'string', max_bytes: 16 },
  { name: '_received_at', type: 'timestamp' },
  { name: 'raw_key', type: 'string', max_bytes: 1024 },
  { name: '_object', type: 'int' },
  { name: '_line', type: 'integer' },
  { name: '_index', type: 'int' },
  { name: 'contract_version', type: 'string', max_bytes: 16 },
  { name: 'reason', type: 'string', max_bytes: 32 },
  { name: 'reasons', type: 'string' },
]

/** JSON stays text until Apply parses it: COPY reads no SUPER from Parquet text. */
const stagedTypes = {
  string: ({ max_bytes }) => `VARCHAR(${max_bytes ?? 65_535})`,
  uuid: () => 'VARCHAR(36)',
  timestamp: () => 'TIMESTAMP',
  date: () => 'DATE',
  int: () => 'INTEGER',
  integer: () => 'BIGINT',
  decimal: ({ precision, scale }) => `DECIMAL(${precision}, ${scale})`,
  double: () => 'DOUBLE PRECISION',
  boolean: () => 'BOOLEAN',
  json: () => 'VARCHAR(65535)',
} as const satisfies Record<LogicalType, (column: Column) => string>

/** The type of a column in the staging table. */
export const stagedType = (column: Column): string => stagedTypes[column.type](column)
