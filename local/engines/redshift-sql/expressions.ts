import { callAt, rewriteCall } from './functions.ts'
import { findWords, group, isGroup, isName, isSymbol, type Node, raw, wordNode, wordOf } from './nodes.ts'
import { refusal } from './refuse.ts'
import { rewriteSelect } from './select.ts'
import { SqlError } from './tokens.ts'
import { type RedshiftType, readType } from './types.ts'

/** Redshift's functions, casts and query clauses → PostgreSQL's, at every level. */
export function translateExpressions(nodes: readonly Node[]): readonly Node[] {
  const inner = nodes.map((node) =>
    node.kind === 'group' ? group(translateExpressions(node.nodes), node.before, node.open) : node,
  )
  const selected = rewriteSelect(inner)
  const out: Node[] = []
  for (let at = 0; at < selected.length; ) at += rewriteAt(selected, at, out)
  return out
}

/** Appends the translation of what stands at `at` to `out`; returns how many nodes it took. */
function rewriteAt(nodes: readonly Node[], at: number, out: Node[]): number {
  const node = nodes[at] as Node
  const qualified = isSymbol(nodes[at - 1], '.')
  if (isSymbol(node, '::')) {
    const type = readType(nodes, at + 1)
    const operand = out.splice(primaryStart(out))
    out.push(...cast(operand, type))
    return type.end - at
  }
  const word = wordOf(node)
  if (word === undefined || qualified) {
    out.push(node)
    return 1
  }
  if (word === 'sysdate') {
    out.push(raw('redshift.sysdate()', node.before))
    return 1
  }
  if (word === 'pg_attribute') {
    out.push(raw('redshift.pg_attribute', node.before))
    return 1
  }
  if (word === 'minus' && (wordOf(nodes[at + 1]) === 'select' || isGroup(nodes[at + 1]))) {
    out.push(wordNode('EXCEPT', node.before))
    return 1
  }
  if (word === 'approximate' && isGroup(nodes[at + 2])) return 1
  const call = callAt(nodes, at)
  if (call?.name === 'cast') {
    out.push(...castCall(call.inside))
    return 2
  }
  const rewritten = call && wordOf(nodes[at - 1]) !== 'into' ? rewriteCall(call) : undefined
  if (!rewritten) {
    out.push(node)
    return 1
  }
  const [first, ...rest] = rewritten.nodes
  if (first) out.push({ ...first, before: node.before } as Node, ...rest)
  return 2 + (rewritten.consumed ?? 0)
}

function castCall(inside: readonly Node[]): readonly Node[] {
  const as = findWords(inside, ['as'])
  if (as < 0) throw new SqlError('syntax error: CAST needs AS')
  const type = readType(inside, as + 1)
  return cast([group(inside.slice(0, as), ' ')], type, inside[as - 1])
}

/** `last` decides whether the operand is a step into a SUPER value, whose scalars cast by their text. */
function cast(operand: readonly Node[], type: RedshiftType, last: Node | undefined = operand.at(-1)): readonly Node[] {
  const only = operand.length === 1 ? operand[0] : undefined
  if (type.kind === 'bytes') throw refusal('a cast to VARBYTE (in this local plane)')
  if (type.kind === 'super') {
    if (wordOf(only) === 'null') return [...operand, raw('::jsonb', '')]
    const value = only?.kind === 'string' ? [group(operand), raw('::text', '')] : operand
    return [raw('to_jsonb'), group(value)]
  }
  const scalar = isGroup(last, '[') ? [group([...operand, raw(`#>> '{}'`)], ' ')] : operand
  const text = `::${type.postgres}`
  if (type.kind === 'text' && type.maxBytes !== undefined) {
    return [raw('redshift.varchar_cut'), group([group(scalar), raw(`::text, ${type.maxBytes}`, '')])]
  }
  return [...scalar, raw(text, '')]
}

/** Where the operand that ends `nodes` begins: `a.b`, `f(x)`, `(…)`, `x['y']`, `case … end`, and casts of these. */
export function primaryStart(nodes: readonly Node[]): number {
  let at = nodes.length - 1
  for (;;) {
    const node = nodes[at]
    if (node === undefined) throw new SqlError('syntax error at or near "::"')
    if (node.kind === 'symbol' && node.text.startsWith('::')) {
      at--
      continue
    }
    if (isGroup(node, '[')) {
      at--
      continue
    }
    if (isGroup(node)) {
      const before = nodes[at - 1]
      const called =
        (isName(before) && !keywords.has(wordOf(before) ?? '')) ||
        (before?.kind === 'symbol' && /^[a-z_]/.test(before.text))
      if (called) at--
    } else if (wordOf(node) === 'end') return caseStart(nodes, at)
    while (isSymbol(nodes[at - 1], '.') && isName(nodes[at - 2])) at -= 2
    return at
  }
}

const keywords: ReadonlySet<string> = new Set(
  'select distinct where and or not on in then else when as by from having limit union all except values between like case is set'.split(
    ' ',
  ),
)

function caseStart(nodes: readonly Node[], end: number): number {
  let depth = 0
  for (let at = end; at >= 0; at--) {
    if (wordOf(nodes[at]) === 'end') depth++
    if (wordOf(nodes[at]) === 'case' && --depth === 0) return at
  }
  throw new SqlError('syntax error at or near "END"')
}

/** A comparison of a SUPER step with a literal: PostgreSQL wants to know the type. */
export function literalCast(nodes: readonly Node[], at: number): string | undefined {
  const operator = nodes[at]
  if (operator?.kind !== 'symbol' || !['=', '<>', '!=', '<', '>', '<=', '>='].includes(operator.text)) return undefined
  const literal = nodes[at + 1]
  if (literal?.kind === 'string') return 'text'
  return literal?.kind === 'number' ? 'numeric' : undefined
}
