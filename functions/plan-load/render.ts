import type { Column } from '#runtime/contract-set.ts'
import { qualified, quoted, text, timestamp } from '#runtime/sql.ts'
import type { Load, LoadStatement } from './load-statement.ts'
import { stagedType } from './table-columns.ts'

/** The SQL of one statement of a load. */
export function render(statement: LoadStatement): string {
  switch (statement.kind) {
    case 'create staging':
      return `CREATE TABLE ${qualified(statement.staging)} (\n${lines(statement.columns, (column) => `${quoted(column.name)} ${stagedType(column)}`)}\n) BACKUP NO`
    case 'copy':
      return `COPY ${qualified(statement.staging)} FROM ${text(statement.manifest)} IAM_ROLE ${text(statement.roleArn)} FORMAT AS PARQUET MANIFEST`
    case 'drop staging':
      return `DROP TABLE IF EXISTS ${qualified(statement.staging)}`
    case 'limit time':
      return `SET LOCAL statement_timeout TO ${statement.seconds * 1000}`
    case 'lock':
      return `LOCK TABLE ${qualified(statement.lock)}`
    case 'insert new':
      return insertNew(statement.load, statement.columns)
    case 'record collisions':
      return recordCollisions(statement.load)
    case 'write ledger':
      return writeLedger(statement)
  }
}

/** The first copy of each id that the target does not hold. */
const insertNew = (load: Load, columns: readonly Column[]): string => `\
INSERT INTO ${qualified(load.relations.target)} (
${lines(columns, ({ name }) => quoted(name))}
)
SELECT
${lines(columns, ({ name, type }) => (type === 'json' ? `JSON_PARSE(s.${quoted(name)})` : `s.${quoted(name)}`))}
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY event_id ORDER BY _object, _line, _index) AS _copy
  FROM ${qualified(load.staging)}
) s
WHERE s._copy = 1
  AND NOT EXISTS (
    SELECT 1 FROM ${qualified(load.relations.target)} t
    WHERE t.event_id = s.event_id AND ${searched(load, 't')}
  )
  AND ${notInLedger(load)}`

/** Every staged event whose id the target now holds with another payload, whether an earlier batch brought that or this one. */
const recordCollisions = (load: Load): string => `\
INSERT INTO ${qualified(load.relations.collisions)} (batch_id, event_id, event_time, _object, _line, _index, payload_hash, held_payload_hash, held_batch_id, found_at)
SELECT ${text(load.batchId)}, s.event_id, s.event_time, s._object, s._line, s._index, s._payload_hash, t._payload_hash, t._batch_id, GETDATE()
FROM ${qualified(load.staging)} s
INNER JOIN ${qualified(load.relations.target)} t ON t.event_id = s.event_id AND t._payload_hash <> s._payload_hash
WHERE ${searched(load, 't')}
  AND ${notInLedger(load)}`

const writeLedger = (statement: Extract<LoadStatement, { kind: 'write ledger' }>): string => {
  const { load } = statement
  return `\
INSERT INTO ${qualified(load.relations.ledger)} (batch_id, type, attempt, staged, inserted, duplicates, id_collisions, contract_version, contracts, min_event_time, max_event_time, loaded_at)
SELECT ${text(load.batchId)}, ${text(statement.type)}, ${statement.attempt}, s.staged, t.inserted, s.staged - t.inserted - c.id_collisions, c.id_collisions, ${text(statement.contractVersion)}, ${text(statement.contracts)}, s.min_event_time, s.max_event_time, GETDATE()
FROM (SELECT COUNT(*) AS staged, MIN(event_time) AS min_event_time, MAX(event_time) AS max_event_time FROM ${qualified(load.staging)}) s
CROSS JOIN (SELECT COUNT(*) AS inserted FROM ${qualified(load.relations.target)} t WHERE t._batch_id = ${text(load.batchId)} AND ${searched(load, 't')}) t
CROSS JOIN (SELECT COUNT(*) AS id_collisions FROM ${qualified(load.relations.collisions)} WHERE batch_id = ${text(load.batchId)}) c
WHERE ${notInLedger(load)}`
}

const searched = ({ searched: { from, to } }: Load, table: string): string =>
  `${table}.event_time BETWEEN ${timestamp(from)} AND ${timestamp(to)}`

/** Of all tries of a batch, one finds no ledger row: the lock lets them in one after the other. */
const notInLedger = ({ relations, batchId }: Load): string =>
  `NOT EXISTS (SELECT 1 FROM ${qualified(relations.ledger)} l WHERE l.batch_id = ${text(batchId)})`

const lines = (columns: readonly Column[], line: (column: Column) => string): string =>
  columns.map((column) => `  ${line(column)}`).join(',\n')
