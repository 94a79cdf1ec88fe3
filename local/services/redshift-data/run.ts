import type pg from 'pg'
import type { Warehouse } from '../../engines/postgres/warehouse.ts'
import { quoteName } from '../../engines/redshift-sql/nodes.ts'
import { type Translated, translate } from '../../engines/redshift-sql/translate.ts'
import { CopyError, runCopy } from './copy.ts'
import { failureText } from './failure.ts'
import type { Objects } from './objects.ts'
import type { Result, Statement, SubStatement } from './statement.ts'

/** What running a statement needs from its service. */
export interface Surroundings {
  readonly warehouse: Warehouse
  /** Superusers of the namespace run as themselves; all others are users that their first sight makes. */
  readonly isAdmin: boolean
  /** S3 in the name of the role that COPY names (`default` too). Throws when the namespace does not have it. */
  objectsFor(role: string): Objects
  readonly scratch: string
  readonly now: () => Date
  readonly cancelled: () => boolean
  readonly started: (pid: number) => void
  readonly saveResult: (part: number, result: Result) => void
}

const rawText = { getTypeParser: () => (text: string | Buffer) => text }

class Cancelled extends Error {}

interface LoadError {
  readonly error: CopyError
  readonly part: SubStatement
}

/** Runs all parts under the statement's user; sets their status and the whole's. Never throws. */
export async function runStatement(statement: Statement, around: Surroundings): Promise<void> {
  const begun = around.now().getTime()
  const loadErrors: LoadError[] = []
  try {
    await around.warehouse.start()
    if (!around.isAdmin) await around.warehouse.ensureUser(statement.dbUser)
    const client = await around.warehouse.connect(statement.database)
    let broken: Error | undefined
    try {
      await runParts(statement, client, around, loadErrors)
    } finally {
      await client.query('ROLLBACK').catch(() => {})
      await client.query('DISCARD ALL').catch((error: Error) => {
        broken = error
      })
      client.release(broken)
    }
  } catch (error) {
    finish(statement, error, around)
  }
  for (const each of loadErrors) await recordLoadError(each, statement, around).catch(() => {})
  statement.milliseconds = around.now().getTime() - begun
}

async function runParts(
  statement: Statement,
  client: pg.PoolClient,
  around: Surroundings,
  loadErrors: LoadError[],
): Promise<void> {
  const pid = (client as unknown as { readonly processID: number }).processID
  await client.query(`SET SESSION AUTHORIZATION ${quoteName(statement.dbUser)}`)
  around.started(pid)
  const together = statement.mode === 'TRANSACTION'
  let failed: unknown
  for (const [index, part] of statement.parts.entries()) {
    const begun = around.now().getTime()
    if (index === 0 || !together) await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
    part.status = 'STARTED'
    try {
      if (around.cancelled()) throw new Cancelled('Query cancelled on user’s request')
      await runPart(statement, part, index, client, around)
      if (around.cancelled()) throw new Cancelled('Query cancelled on user’s request')
      if (!together || index === statement.parts.length - 1) await client.query('COMMIT')
      part.status = 'FINISHED'
    } catch (error) {
      await client.query('ROLLBACK')
      if (error instanceof CopyError) loadErrors.push({ error, part })
      part.status = error instanceof Cancelled || around.cancelled() ? 'ABORTED' : 'FAILED'
      part.error = failureText(error)
      failed = error
    }
    part.milliseconds = around.now().getTime() - begun
    part.updatedAt = around.now().toISOString()
    if (failed !== undefined && (together || around.cancelled())) break
  }
  finish(statement, failed, around)
}

function finish(statement: Statement, error: unknown, around: Surroundings): void {
  const cancelled = error !== undefined && around.cancelled()
  for (const part of statement.parts) if (part.status === 'SUBMITTED') part.status = 'ABORTED'
  if (error !== undefined) statement.error = failureText(error)
  statement.status = error === undefined ? 'FINISHED' : cancelled ? 'ABORTED' : 'FAILED'
}

async function runPart(
  statement: Statement,
  part: SubStatement,
  index: number,
  client: pg.PoolClient,
  around: Surroundings,
): Promise<void> {
  const translated = translate(part.sql)
  if (translated.alone && statement.mode === 'TRANSACTION' && statement.parts.length > 1) {
    throw new Error(`${translated.alone} cannot run inside a transaction block`)
  }
  if (translated.copy) {
    part.rows = await runCopy(client, translated.copy, around.objectsFor(translated.copy.role), around.scratch)
    return
  }
  const values = valuesFor(translated, statement)
  for (const sql of translated.sql) {
    const answer = await client.query<(string | null)[]>({
      text: sql,
      values: [...values],
      rowMode: 'array',
      types: rawText,
    })
    if (!translated.returnsRows) continue
    part.rows = answer.rowCount ?? 0
    part.hasResultSet = answer.fields.length > 0
    if (!part.hasResultSet) continue
    const columns = answer.fields.map(({ name, dataTypeID, dataTypeModifier }) => ({
      name,
      oid: dataTypeID,
      modifier: dataTypeModifier,
    }))
    const result: Result = { columns, rows: answer.rows }
    part.resultSize = answer.rows.reduce((sum, row) => row.reduce((bytes, cell) => bytes + (cell?.length ?? 0), sum), 0)
    around.saveResult(index, result)
  }
}

function valuesFor(translated: Translated, statement: Statement): readonly string[] {
  return translated.parameters.map((name) => {
    const parameter = statement.parameters.find((each) => each.name === name)
    if (!parameter) throw new Error(`Parameter :${name} has no value`)
    return parameter.value
  })
}

/** A failed COPY can be looked up, whatever became of its transaction. */
async function recordLoadError({ error, part }: LoadError, statement: Statement, around: Surroundings): Promise<void> {
  const client = await around.warehouse.connect(statement.database)
  try {
    const { column, file, message } = error
    const about = [column?.name ?? '', column?.type ?? '', String(column?.maxBytes ?? '')]
    await client.query(
      `INSERT INTO redshift.sys_load_error_detail (query_id, database_name, start_time, column_name, column_type, column_length, error_code,
         error_message, file_name, target_relation) VALUES ($1, $2, now() AT TIME ZONE 'UTC', $3, $4, $5, 15001, $6, $7, $8)`,
      [statement.id, statement.database, ...about, message, file, part.sql.slice(0, 200)],
    )
  } finally {
    client.release()
  }
}
