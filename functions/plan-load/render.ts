import type { Column } from '#runtime/contract-set.ts'
import { qualified, quoted, text, timestamp } from '#runtime/sql.ts'
import type { ChildLoad, Load, LoadStatement, QuarantineLoad } from './load-statement.ts'
import { quarantineColumns, stagedType } from './table-columns.ts'

/** The SQL of one statement of a load. */
export function render(statement: LoadStatement): string {
  switch (statement.kind) {
    case 'create staging':
      return `CREATE TABLE ${qualified(statement.staging)} (\n${lines(statement.columns, (column) => `${quoted(column.name)} ${stagedType(column)}`)}\n) BACKUP NO`
    case 'copy':
      return `COPY ${qualified(statement.staging)} FROM ${text(statement.manifest)} IAM_ROLE ${text(statement.roleArn)} FORMAT AS PARQUET MANIFEST`
    case 'drop staging':
      return `DROP TABLE IF EXISTS ${statement.staging.map(qualified).join(', ')}`
    case 'limit time':
      return `SET LOCAL statement_timeout TO ${statement.seconds * 1000}`
    case 'lock':
      return `LOCK TABLE ${qualified(statement.lock)}`
    case 'insert new':
      return insertNew(statement.load, statement.columns)
    case 'insert children':
      return insertChildren(statement.load, statement.child)
    case 'record collisions':
      return recordCollisions(statement.load)
    case 'write ledger':
      return writeLedger(statement)
    case 'insert quarantined':
      return insertQuarantined(statement.load)
    case 'write quarantine ledger':
      return writeQuarantineLedger(statement)
  }
}

/** The first copy of each id that the target does not hold. */
const insertNew = (load: Load, columns: readonly Column[]): string => `\
INSERT INTO ${qualified(load.relations.target)} (
${lines(columns, ({ name }) => quoted(name))}
)
SELECT
${lines(columns, staged('s'))}
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

/** The items of the events that this batch inserted: of several copies of one id, those of the first. */
const insertChildren = (load: Load, { staging, target, columns }: ChildLoad): string => `\
INSERT INTO ${qualified(target)} (
${lines(columns, ({ name }) => quoted(name))}
)
SELECT
${lines(columns, staged('c'))}
FROM ${qualified(staging)} c
INNER JOIN ${qualified(load.relations.target)} t ON t._object = c._object AND t._line = c._line AND t._index = c._index
WHERE t._batch_id = ${text(load.batchId)} AND ${searched(load, 't')}
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
INSERT INTO ${qualified(load.relations.ledger)} (batch_id, type, attempt, staged, inserted, duplicates, id_collisions, contract_version, contracts, min_event_time, max_event_time, loaded_at, max_received_at, verdict, child_rows)
SELECT ${text(load.batchId)}, ${text(statement.type)}, ${statement.attempt}, s.staged, t.inserted, s.staged - t.inserted - c.id_collisions, c.id_collisions, ${text(statement.contractVersion)}, ${text(statement.contracts)}, s.min_event_time, s.max_event_time, GETDATE(), s.max_received_at, ${text(statement.verdict)}, ${childRows(load)}
FROM (SELECT COUNT(*) AS staged, MIN(event_time) AS min_event_time, MAX(event_time) AS max_event_time, MAX(_received_at) AS max_received_at FROM ${qualified(load.staging)}) s
CROSS JOIN (SELECT COUNT(*) AS inserted FROM ${qualified(load.relations.target)} t WHERE t._batch_id = ${text(load.batchId)} AND ${searched(load, 't')}) t
CROSS JOIN (SELECT COUNT(*) AS id_collisions FROM ${qualified(load.relations.collisions)} WHERE batch_id = ${text(load.batchId)}) c${load.children.map((child, index) => `\nCROSS JOIN (SELECT COUNT(*) AS child_rows FROM ${qualified(child.target)} t WHERE t._batch_id = ${text(load.batchId)} AND ${searched(load, 't')}) c${index}`).join('')}
WHERE ${notInLedger(load)}`
}

const childRows = ({ children }: Load): string =>
  children.length === 0 ? '0' : children.map((_, index) => `c${index}.child_rows`).join(' + ')

/** An id that nobody could use may be of any length; what is cut can be read in S3. */
const insertQuarantined = (load: QuarantineLoad): string => `\
INSERT INTO ${qualified(load.relations.target)} (
${lines(quarantineColumns, ({ name }) => quoted(name))},
  "quarantined_at"
)
SELECT
${lines(quarantineColumns, ({ name }) => (name === 'event_id' ? 'LEFT(s."event_id", 256)' : `s.${quoted(name)}`))},
  GETDATE()
FROM ${qualified(load.staging)} s
WHERE ${notInLedger(load)}`

const writeQuarantineLedger = (statement: Extract<LoadStatement, { kind: 'write quarantine ledger' }>): string => {
  const { load } = statement
  return `\
INSERT INTO ${qualified(load.relations.ledger)} (batch_id, type, attempt, staged, inserted, duplicates, id_collisions, contract_version, contracts, loaded_at, max_received_at)
SELECT ${text(load.batchId)}, ${text(statement.type)}, ${statement.attempt}, s.staged, s.staged, 0, 0, '', ${text(statement.contracts)}, GETDATE(), s.max_received_at
FROM (SELECT COUNT(*) AS staged, MAX(_received_at) AS max_received_at FROM ${qualified(load.staging)}) s
WHERE ${notInLedger(load)}`
}

const searched = ({ searched: { from, to } }: Load, table: string): string =>
  `${table}.event_time BETWEEN ${timestamp(from)} AND ${timestamp(to)}`

/** Of all tries of a batch, one finds no ledger row: the lock lets them in one after the other. */
const notInLedger = ({ relations, batchId }: QuarantineLoad): string =>
  `NOT EXISTS (SELECT 1 FROM ${qualified(relations.ledger)} l WHERE l.batch_id = ${text(batchId)})`

/** A column of a staging table as its target takes it. */
const staged =
  (table: string) =>
  ({ name, type }: Column): string =>
    type === 'json' ? `JSON_PARSE(${table}.${quoted(name)})` : `${table}.${quoted(name)}`

const lines = (columns: readonly Column[], line: (column: Column) => string): string =>
  columns.map((column) => `  ${line(column)}`).join(',\n')
