import { findWords, hasWords, isName, type Node, quoteName, render, wordOf } from './nodes.ts'
import { refusal } from './refuse.ts'

/**
 * GRANT and REVOKE: Redshift writes `TO ROLE x` and `TO GROUP x` where PostgreSQL has names only, and `GRANT ROLE a TO ROLE b` for
 * membership. ASSUMEROLE and permissions of Redshift's own (EXPLAIN, ALTER, system permissions) are refused.
 */
export function translateGrant(nodes: readonly Node[]): string {
  if (findWords(nodes, ['assumerole']) >= 0) throw refusal('GRANT ASSUMEROLE (in this local plane)')
  const start = hasWords(nodes, 1, 'role') ? [...nodes.slice(0, 1), ...nodes.slice(2)] : nodes
  const side = Math.max(findWords(start, ['to']), findWords(start, ['from']))
  const out = start.map((node, at) => {
    const word = wordOf(node)
    const named = isName(start[at + 1]) && !hasWords(start, at + 1, 'with')
    return at > side && (word === 'role' || word === 'group') && named ? undefined : quotedName(node, at > side)
  })
  return render(out.filter((node) => node !== undefined)).trim()
}

/** Names of users keep their case only when quoted; a quoted one is re-quoted for PostgreSQL. */
function quotedName(node: Node, grantee: boolean): Node {
  return grantee && node.kind === 'quoted' ? { ...node, text: quoteName(node.value) } : node
}
