import {
  findWords,
  group,
  hasWords,
  isGroup,
  isName,
  isSymbol,
  type Node,
  quoteName,
  raw,
  splitList,
  wordOf,
} from './nodes.ts'
import { refusal } from './refuse.ts'

const setOperators: ReadonlySet<string> = new Set(['union', 'except', 'intersect', 'minus'])

/** `TOP n` → LIMIT, `QUALIFY` → a filter around the query; one query after the other where a set operator joins them. */
export function rewriteSelect(nodes: readonly Node[]): readonly Node[] {
  if (findWords(nodes, ['qualify']) < 0 && !nodes.some((node, at) => wordOf(node) === 'top' && afterSelect(nodes, at)))
    return nodes
  const out: Node[] = []
  let from = 0
  for (let at = 0; at <= nodes.length; at++) {
    if (at < nodes.length && !setOperators.has(wordOf(nodes[at]) ?? '')) continue
    out.push(...rewriteOne(nodes.slice(from, at)), ...nodes.slice(at, at + 1))
    from = at + 1
  }
  return out
}

function rewriteOne(part: readonly Node[]): readonly Node[] {
  const select = findWords(part, ['select'])
  if (select < 0) return part
  const head = part.slice(0, select)
  return [...head, ...qualify(top(part.slice(select)))]
}

function top(query: readonly Node[]): readonly Node[] {
  const at = query.findIndex((node, index) => wordOf(node) === 'top' && afterSelect(query, index))
  const count = query[at + 1]
  if (at < 0 || count === undefined || (count.kind !== 'number' && count.kind !== 'parameter' && !isGroup(count)))
    return query
  return [...query.slice(0, at), ...query.slice(at + 2), raw('LIMIT'), { ...count, before: ' ' }]
}

function afterSelect(nodes: readonly Node[], at: number): boolean {
  return wordOf(nodes[at - 1]) === 'select' || hasWords(nodes, at - 2, 'select', 'distinct')
}

function qualify(query: readonly Node[]): readonly Node[] {
  const at = findWords(query, ['qualify'])
  if (at < 0) return query
  const from = findWords(query, ['from'])
  if (from < 0 || from > at) throw refusal('QUALIFY without FROM')
  const tail = firstOf(query, at, ['order', 'limit', 'offset'])
  const limit = firstOf(query, at, ['limit', 'offset'])
  const condition = query.slice(at + 1, tail)
  const columns = query.slice(1, from)
  const kept = group(condition, ' ')
  const body = [...query.slice(from, at), ...query.slice(tail, limit)]
  const limits = query.slice(limit)
  if (columns.length === 1 && isSymbol(columns[0], '*')) {
    const relation = onlyRelation(query.slice(from + 1, firstOf(query, from, ['where', 'group', 'having', 'qualify'])))
    const inner = [raw(`SELECT ${relation} AS row_, `, ''), kept, raw('AS keep_'), ...body]
    return [
      raw('SELECT (q_.row_).* FROM', query[0]?.before ?? ''),
      group(inner, ' '),
      raw('AS q_ WHERE q_.keep_'),
      ...limits,
    ]
  }
  const items = splitList(columns)
  const names = items.map(outputName)
  const named = group(withoutAliases(condition, items), ' ')
  const inner = [raw('SELECT', ''), ...columns, raw(',', ''), named, raw('AS keep_'), ...body]
  const list = names.map(quoteName).join(', ')
  return [raw(`SELECT ${list} FROM`, query[0]?.before ?? ''), group(inner, ' '), raw('AS q_ WHERE q_.keep_'), ...limits]
}

function firstOf(nodes: readonly Node[], from: number, words: readonly string[]): number {
  const at = nodes.findIndex((node, index) => index > from && words.includes(wordOf(node) ?? ''))
  return at < 0 ? nodes.length : at
}

/** Name by which the one relation of FROM is addressed; several relations under `*` are refused. */
function onlyRelation(nodes: readonly Node[]): string {
  const joined = nodes.some((node) => isSymbol(node, ',') || wordOf(node) === 'join')
  const last = nodes.at(-1)
  if (joined || !isName(last))
    throw refusal('QUALIFY under SELECT * of several relations (in this local plane: list the columns)')
  return quoteName(last.value)
}

function outputName(item: readonly Node[]): string {
  const last = item.at(-1)
  const before = item.at(-2)
  if (isName(last) && (before?.kind !== 'symbol' || before.text === '.')) return last.value
  throw refusal('QUALIFY beside an expression without a name (in this local plane: add AS name)')
}

/** Redshift lets QUALIFY name an alias of the select list; PostgreSQL wants its expression. */
function withoutAliases(condition: readonly Node[], columns: readonly (readonly Node[])[]): readonly Node[] {
  const aliases = new Map<string, readonly Node[]>()
  for (const column of columns) {
    const expression = wordOf(column.at(-2)) === 'as' ? column.slice(0, -2) : column.slice(0, -1)
    if (expression.length > 0 && !isSymbol(expression.at(-1), '.')) aliases.set(outputName(column), expression)
  }
  const replace = (nodes: readonly Node[]): readonly Node[] =>
    nodes.map((node, at) => {
      if (node.kind === 'group') return group(replace(node.nodes), node.before, node.open)
      const bare =
        isName(node) && !isSymbol(nodes[at - 1], '.') && !isSymbol(nodes[at + 1], '.') && !isGroup(nodes[at + 1])
      const expression = bare ? aliases.get(node.value) : undefined
      return expression ? group(expression, node.before) : node
    })
  return replace(condition)
}
