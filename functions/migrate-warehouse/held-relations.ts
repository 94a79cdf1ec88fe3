import type { Field } from '@aws-sdk/client-redshift-data'
import { text } from '#runtime/sql.ts'
import { compiledMark } from './compiled-mark.ts'

/** What the warehouse holds under the name of a relation. */
export type HeldRelation =
  /** `comment`: what the migration that made it wrote about it. */
  | {
      readonly kind: 'table'
      readonly columns: readonly { readonly name: string; readonly type: string }[]
      readonly comment?: string
    }
  | { readonly kind: 'view'; readonly comment?: string }

/** By `<schema>.<name>`; a relation that is missing is not there. */
export type HeldRelations = ReadonlyMap<string, HeldRelation>

/**
 * Columns and comments of the named relations, and of all that an earlier migration made by a SELECT. Of pg_catalog, which any user may read; the views of
 * information_schema and SVV_COLUMNS would show only what the asking user may use.
 */
export const heldRelationsQuery = (relations: readonly string[]): string => `\
SELECT n.nspname || '.' || c.relname AS relation, c.relkind, a.attname, format_type(a.atttypid, a.atttypmod) AS type, obj_description(c.oid, 'pg_class') AS said
FROM pg_class c
INNER JOIN pg_namespace n ON n.oid = c.relnamespace
LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relkind IN ('r', 'v')
  AND (n.nspname || '.' || c.relname IN (${['', ...relations].map(text).join(', ')}) OR obj_description(c.oid, 'pg_class') LIKE ${text(`${compiledMark}%`)})
ORDER BY 1, a.attnum`

/** Rows of that query as relations. */
export function heldRelations(rows: readonly (readonly Field[])[]): HeldRelations {
  const held = new Map<string, HeldRelation>()
  for (const row of rows) {
    const [relation = '', kind, name, type, comment] = row.map(({ stringValue }) => stringValue)
    const said = comment === undefined ? {} : { comment }
    if (kind === 'v') {
      held.set(relation, { kind: 'view', ...said })
      continue
    }
    const before = held.get(relation)
    const columns = before?.kind === 'table' ? before.columns : []
    const more = name === undefined || type === undefined ? [] : [{ name, type: declaredType(type) }]
    held.set(relation, { kind: 'table', columns: [...columns, ...more], ...said })
  }
  return held
}

const spellings: readonly (readonly [RegExp, string])[] = [
  [/^character varying/, 'VARCHAR'],
  [/^numeric\((\d+),\s*(\d+)\)$/, 'DECIMAL($1, $2)'],
  [/^timestamp without time zone$/, 'TIMESTAMP'],
]

/** `character varying(80)`, as the catalog spells it → `VARCHAR(80)`, as the migrations do. */
function declaredType(type: string): string {
  for (const [spelling, declared] of spellings) if (spelling.test(type)) return type.replace(spelling, declared)
  return type.toUpperCase()
}
