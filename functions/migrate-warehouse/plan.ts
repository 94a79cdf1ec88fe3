import type { Migration } from '#runtime/contract-set.ts'
import { DocumentInvalid } from '#runtime/errors.ts'

/** Limits of one call: statements by the Data API, bytes by what a state may carry. */
const statementsLimit = 40
const bytesLimit = 150_000

export interface MigrationChunk {
  /** One transaction. */
  readonly statements: readonly string[]
  /** Ids of the first and last migration, for people. */
  readonly first: string
  readonly last: string
  /** Where the next chunk starts; absent after the last. */
  readonly next?: number
}

/** The part of the migrations that starts at `from`, with its placeholders filled. Throws DocumentInvalid for an unknown one. */
export function planMigration(
  migrations: readonly Migration[],
  from: number,
  names: Readonly<Record<string, string>>,
): MigrationChunk {
  const chunk: Migration[] = []
  let bytes = 0
  for (const { id, sql } of migrations.slice(from, from + statementsLimit)) {
    const statement = fill(id, sql, names)
    bytes += Buffer.byteLength(statement)
    if (chunk.length > 0 && bytes > bytesLimit) break
    chunk.push({ id, sql: statement })
  }
  const [first] = chunk
  if (!first) throw new DocumentInvalid(`The contract set has no migration number ${from}; it has ${migrations.length}`)
  const next = from + chunk.length
  return {
    statements: chunk.map(({ sql }) => sql),
    first: first.id,
    last: chunk.at(-1)?.id ?? first.id,
    ...(next < migrations.length && { next }),
  }
}

/** Placeholders stand inside double quotes, so names are escaped as identifiers. */
const fill = (id: string, sql: string, names: Readonly<Record<string, string>>): string =>
  sql.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => {
    const value = names[name]
    if (value === undefined) throw new DocumentInvalid(`Migration ${id} asks for \${${name}}, which nobody names`)
    return value.replaceAll('"', '""')
  })
