import { list, type Node } from './tree.ts'

/**
 * Aliases of a SELECT that its WHERE, GROUP BY, HAVING or another of its expressions names. DuckDB takes them there; Trino looks for a
 * column of that name.
 */
export function usedAliases(select: Node): readonly string[] {
  const items = list(select.select_list)
  const aliases = new Set(items.map(({ alias }) => String(alias).toLowerCase()).filter((alias) => alias !== ''))
  if (aliases.size === 0) return []
  const places = [select.where_clause, select.having, ...list(select.group_expressions), ...items]
  const used = new Set(places.flatMap((place) => [...columnNames(place)]))
  return [...used].filter((name) => aliases.has(name))
}

/** Names without a table in front, in an expression; a subquery has names of its own. */
function* columnNames(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const each of value) yield* columnNames(each)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return
  const node = value as Node
  if (node.class === 'SUBQUERY') return
  if (node.class === 'COLUMN_REF') {
    const names = node.column_names as readonly string[]
    if (names.length === 1 && names[0] !== undefined) yield names[0].toLowerCase()
    return
  }
  for (const member of Object.values(node)) yield* columnNames(member)
}
