import { SqlError, type Token } from './tokens.ts'

/** Tokens with brackets closed: what is between `(` and `)` is one node. */
export type Node = Token | Group

export interface Group {
  readonly kind: 'group'
  readonly open: '(' | '['
  readonly nodes: readonly Node[]
  readonly before: string
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']' }

/** Throws SqlError when brackets do not match. */
export function nest(tokens: readonly Token[]): readonly Node[] {
  let at = 0
  const until = (end: string | undefined): Node[] => {
    const nodes: Node[] = []
    for (let token = tokens[at]; token; token = tokens[at]) {
      at++
      if (token.kind !== 'symbol') nodes.push(token)
      else if (token.text === end) return nodes
      else if (token.text === '(' || token.text === '[') {
        nodes.push({ kind: 'group', open: token.text, nodes: until(closing[token.text]), before: token.before })
      } else if (token.text === ')' || token.text === ']') throw new SqlError(`syntax error at or near "${token.text}"`)
      else nodes.push(token)
    }
    if (end !== undefined) throw new SqlError('syntax error at end of input')
    return nodes
  }
  return until(undefined)
}

export function render(nodes: readonly Node[]): string {
  return nodes
    .map((node) =>
      node.kind === 'group'
        ? `${node.before}${node.open}${render(node.nodes)}${closing[node.open]}`
        : node.before + node.text,
    )
    .join('')
}

/** A word that stands alone, lower-cased; undefined for anything else. */
export function wordOf(node: Node | undefined): string | undefined {
  return node?.kind === 'word' ? node.value : undefined
}

export function isSymbol(node: Node | undefined, text: string): boolean {
  return node?.kind === 'symbol' && node.text === text
}

export function isGroup(node: Node | undefined, open: '(' | '[' = '('): node is Group {
  return node?.kind === 'group' && node.open === open
}

export function isName(node: Node | undefined): node is Token {
  return node?.kind === 'word' || node?.kind === 'quoted'
}

/** True when the words stand at `at`, one after the other. */
export function hasWords(nodes: readonly Node[], at: number, ...words: readonly string[]): boolean {
  return words.every((word, offset) => wordOf(nodes[at + offset]) === word)
}

/** Index of the words at this level, from `from`; -1 when absent. */
export function findWords(nodes: readonly Node[], words: readonly string[], from = 0): number {
  for (let at = from; at < nodes.length; at++) if (hasWords(nodes, at, ...words)) return at
  return -1
}

/** The parts between commas; none for an empty list. */
export function splitList(nodes: readonly Node[]): readonly (readonly Node[])[] {
  if (nodes.length === 0) return []
  const parts: Node[][] = [[]]
  for (const node of nodes) {
    if (isSymbol(node, ',')) parts.push([])
    else parts.at(-1)?.push(node)
  }
  return parts
}

export function joinList(parts: readonly (readonly Node[])[]): readonly Node[] {
  return parts.flatMap((part, index) => (index === 0 ? [...part] : [symbol(','), ...part]))
}

export function wordNode(text: string, before = ' '): Token {
  return { kind: 'word', text, value: text.toLowerCase(), before }
}

export function symbol(text: string, before = ''): Token {
  return { kind: 'symbol', text, value: text, before }
}

export function stringNode(value: string, before = ' '): Token {
  return { kind: 'string', text: `'${value.replaceAll("'", "''")}'`, value, before }
}

export function group(nodes: readonly Node[], before = '', open: '(' | '[' = '('): Group {
  return { kind: 'group', open, nodes, before }
}

/** SQL that this front writes itself. */
export function raw(text: string, before = ' '): Token {
  return { kind: 'symbol', text, value: text, before }
}

export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** Every level of brackets, outer ones first. */
export function* levels(nodes: readonly Node[]): Generator<readonly Node[]> {
  yield nodes
  for (const node of nodes) if (node.kind === 'group') yield* levels(node.nodes)
}

/** A possibly qualified name (`a.b.c`) at `at`: its parts and the index after it. */
export function readName(
  nodes: readonly Node[],
  at: number,
): { readonly parts: readonly string[]; readonly end: number } | undefined {
  const parts: string[] = []
  let end = at
  for (;;) {
    const node = nodes[end]
    if (!isName(node)) break
    parts.push(node.value)
    end++
    if (!isSymbol(nodes[end], '.') || !isName(nodes[end + 1])) break
    end++
  }
  return parts.length === 0 ? undefined : { parts, end }
}
