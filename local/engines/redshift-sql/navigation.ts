import { literalCast } from './expressions.ts'
import {
  group,
  isGroup,
  isName,
  isSymbol,
  levels,
  type Node,
  quoteName,
  raw,
  readName,
  render,
  stringNode,
  wordOf,
} from './nodes.ts'
import { isQuery, refusal } from './refuse.ts'
import type { Token } from './tokens.ts'

/** What the FROM clauses of a statement name. */
interface Scope {
  readonly relations: Set<string>
  readonly schemas: Set<string>
  /** Aliases of `FROM t, t.lines AS line`: each row is a SUPER value. */
  readonly elements: Set<string>
  /** Nodes that are names of relations, no columns. */
  readonly names: Set<Node>
  /** First node of `t.lines AS line` → its alias and how many nodes it has. */
  readonly unnests: Map<Node, { readonly alias: string; readonly nodes: readonly Node[] }>
}

const statements: ReadonlySet<string> = new Set(['select', 'with', 'insert', 'update', 'delete', 'merge', 'create'])
const ends: ReadonlySet<string> = new Set(
  'where group having order limit offset qualify union except intersect minus window fetch when set for'.split(' '),
)
const joins: ReadonlySet<string> = new Set(['join', 'inner', 'left', 'right', 'full', 'cross', 'natural', 'outer'])

/**
 * Steps into SUPER values (`t.payload.customer.name`, `lines[0].sku`, `FROM t, t.lines AS line`) → jsonb subscripts. What is a relation
 * is read from the statement itself: a first part that no FROM names is a column.
 */
export function translateNavigation(statement: readonly Node[]): readonly Node[] {
  if (!statements.has(wordOf(statement[0]) ?? '')) return statement
  const scope: Scope = {
    relations: new Set(),
    schemas: new Set(),
    elements: new Set(),
    names: new Set(),
    unnests: new Map(),
  }
  for (const nodes of levels(statement)) collect(nodes, scope)
  return scope.relations.size === 0 ? statement : step(statement, scope)
}

function collect(nodes: readonly Node[], scope: Scope): void {
  const query = nodes.some((node) => wordOf(node) === 'select')
  for (let at = 0; at < nodes.length; at++) {
    const word = wordOf(nodes[at])
    if (isSymbol(nodes[at - 1], '.')) continue
    if (word === 'from' && (query || wordOf(nodes[0]) === 'delete' || wordOf(nodes[0]) === 'update'))
      at = collectFrom(nodes, at + 1, scope)
    else if (word === 'into' || word === 'update' || (word === 'using' && isSource(nodes[at + 1])))
      at = collectRelation(nodes, at + 1, scope)
    else if (word === 'view' || word === 'table' || word === 'exists') markName(nodes, at + 1, scope)
  }
}

/** `USING table` or `USING (SELECT …)`; `USING (column)` of a join is none. */
function isSource(node: Node | undefined): boolean {
  return isName(node) || (isGroup(node) && isQuery(node.nodes))
}

function collectFrom(nodes: readonly Node[], from: number, scope: Scope): number {
  let at = from
  let expected = true
  for (; at < nodes.length; at++) {
    const word = wordOf(nodes[at]) ?? ''
    if (ends.has(word)) return at - 1
    if (isSymbol(nodes[at], ',') || word === 'join') expected = true
    else if (joins.has(word) || word === 'lateral') continue
    else if (expected) {
      at = collectRelation(nodes, at, scope)
      expected = false
    }
  }
  return at
}

/** Reads `[schema.]table [[AS] alias]`, `(query) [AS] alias` or `alias.column… [AS] name`; returns the index of its last node. */
function collectRelation(nodes: readonly Node[], at: number, scope: Scope): number {
  const name = readName(nodes, at)
  let end = name?.end ?? at + 1
  while (isGroup(nodes[end], '[') || (isSymbol(nodes[end], '.') && isName(nodes[end + 1])))
    end += isGroup(nodes[end]) ? 1 : 2
  const element =
    name !== undefined &&
    (scope.relations.has(name.parts[0] ?? '') || scope.elements.has(name.parts[0] ?? '')) &&
    end > at + 1
  const last = end
  if (isGroup(nodes[end]) && name) end++ // a function in FROM, or the column list of INSERT INTO t (…)
  if (wordOf(nodes[end]) === 'as') end++
  const next = nodes[end]
  const alias = isAlias(next) ? next : undefined
  if (alias) end++
  const named = alias?.value ?? name?.parts.at(-1)
  if (named === undefined) return end - 1
  if (alias) scope.names.add(alias)
  if (element && name) {
    scope.elements.add(named)
    scope.unnests.set(nodes[at] as Node, { alias: named, nodes: nodes.slice(at, last) })
    if (wordOf(nodes[end]) === 'at') throw refusal('the position of an element (… AS x AT y) (in this local plane)')
    return end - 1
  }
  scope.relations.add(named)
  markName(nodes, at, scope)
  return end - 1
}

function markName(nodes: readonly Node[], at: number, scope: Scope): void {
  const name = readName(nodes, at)
  if (!name) return
  scope.names.add(nodes[at] as Node)
  if (name.parts.length > 1) scope.schemas.add(name.parts.at(-2) ?? '')
}

function isAlias(node: Node | undefined): node is Token {
  if (node?.kind === 'quoted') return true
  const word = wordOf(node)
  return (
    word !== undefined &&
    !ends.has(word) &&
    !joins.has(word) &&
    !['on', 'using', 'values', 'select', 'default', 'with', 'at', 'as'].includes(word)
  )
}

function step(nodes: readonly Node[], scope: Scope): readonly Node[] {
  const out: Node[] = []
  for (let at = 0; at < nodes.length; ) {
    const node = nodes[at] as Node
    const unnest = scope.unnests.get(node)
    if (unnest) {
      const path = render(chain(unnest.nodes, 0, scope).nodes).trim()
      out.push(
        raw(
          `LATERAL redshift.elements(${path}) AS ${quoteName(unnest.alias)}(${quoteName(unnest.alias)})`,
          node.before,
        ),
      )
      at += unnest.nodes.length
      while (at < nodes.length && (wordOf(nodes[at]) === 'as' || scope.names.has(nodes[at] as Node))) at++
      continue
    }
    if (node.kind === 'group') {
      out.push(group(step(node.nodes, scope), node.before, node.open))
      at++
    } else if (isName(node) && !scope.names.has(node) && !isSymbol(nodes[at - 1], '.')) {
      const found = chain(nodes, at, scope)
      const type = found.stepped ? literalCast(nodes, found.end) : undefined
      out.push(...(type ? [group([...found.nodes, raw(`#>> '{}'`)], node.before), raw(`::${type}`, '')] : found.nodes))
      at = found.end
    } else {
      const end = scope.names.has(node) ? (readName(nodes, at)?.end ?? at + 1) : at + 1
      out.push(...nodes.slice(at, end))
      at = end
    }
  }
  return out
}

/** Translates the dotted chain at `at`; `stepped` tells that it goes into a SUPER value. */
function chain(
  nodes: readonly Node[],
  at: number,
  scope: Scope,
): { readonly nodes: readonly Node[]; readonly end: number; readonly stepped: boolean } {
  const name = readName(nodes, at)
  const first = nodes[at]
  if (!name || first === undefined || first.kind === 'group')
    return { nodes: nodes.slice(at, at + 1), end: at + 1, stepped: false }
  const whole = (end: number) => ({ nodes: nodes.slice(at, end), end, stepped: false })
  if (isGroup(nodes[name.end]) || (isSymbol(nodes[name.end], '.') && isSymbol(nodes[name.end + 1], '*')))
    return whole(name.end)
  const [head = ''] = name.parts
  const element = scope.elements.has(head)
  const columnParts = element ? 1 : scope.relations.has(head) ? 2 : scope.schemas.has(head) ? 3 : 1
  const path: Node[] = name.parts.slice(columnParts).map((part) => group([stringNode(part, '')], '', '['))
  let end = name.end
  for (;;) {
    const next = nodes[end]
    if (isGroup(next, '[')) {
      path.push(group(next.nodes, '', '['))
      end++
    } else if (path.length > 0 && isSymbol(next, '.') && isName(nodes[end + 1])) {
      path.push(group([stringNode((nodes[end + 1] as Token).value, '')], '', '['))
      end += 2
    } else break
  }
  if (path.length === 0) return whole(name.end)
  const column = nodes.slice(at, at + Math.min(columnParts, name.parts.length) * 2 - 1)
  const base = element ? [raw(`${quoteName(head)}.${quoteName(head)}`, first.before)] : column
  return { nodes: [...base, ...path], end, stepped: true }
}
