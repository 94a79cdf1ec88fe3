import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, visit } from 'yaml'
import type { Problem } from './problem.ts'

/** A place inside a document: names of members and places in lists. */
export type DocumentPath = readonly (string | number)[]

/** A YAML file that knows the line and column of each of its values. */
export interface SourceDocument {
  readonly file: string
  readonly value: unknown
  /** What is wrong with the YAML itself. */
  readonly problems: readonly Problem[]
  /** A problem at the value of the path, or at the nearest value above it that exists. */
  problem(path: DocumentPath, message: string): Problem
  /** A problem at the key of the path's last member. */
  problemAtKey(path: DocumentPath, message: string): Problem
}

/** Parses one YAML file; syntax errors and aliases become problems, never exceptions. */
export function parseSource(file: string, text: string): SourceDocument {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset)
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) }
  }
  const problems: Problem[] = document.errors.map((error) => ({
    ...place(error.pos[0]),
    message: messages[error.code] ?? error.message,
  }))
  visit(document, {
    Alias: (_, node) => {
      problems.push({ ...place(node.range?.[0] ?? 0), message: 'aliases are not supported: write the value out' })
    },
  })
  const root = document.contents
  return {
    file,
    value: problems.length > 0 ? undefined : document.toJS(),
    problems,
    problem: (path, message) => ({ ...place(offsetOf(root, path, false)), message }),
    problemAtKey: (path, message) => ({ ...place(offsetOf(root, path, true)), message }),
  }
}

/** What YAML's own messages leave to guess. */
const messages: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key stands here a second time: remove one of them',
  TAB_AS_INDENT: 'a tab cannot indent: use spaces',
  MULTIPLE_DOCS: 'a file is one document: remove what follows `---`',
  BLOCK_IN_FLOW: 'a colon inside text starts a mapping: put the text in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a colon inside text starts a mapping: put the text in quotes',
  BAD_INDENT: 'a `{` or `[` before this line is not closed, or this line is not indented below its key',
  MISSING_CHAR: 'a quote, `}`, `]` or `,` is missing here or before: what was opened is not closed',
}

function offsetOf(root: Node | null, path: DocumentPath, atKey: boolean): number {
  let node: Node | null = root
  let offset = startOf(root)
  for (const [depth, step] of path.entries()) {
    let pair = pairOf(node, step)
    while (!pair && isMap(node) && pairOf(node, '$ref')) {
      node = definitionOf(root, pairOf(node, '$ref'))
      pair = pairOf(node, step)
    }
    const next = pair ? pair.value : isSeq(node) ? node.items[Number(step)] : undefined
    const key = pair?.key as Node | undefined
    const last = depth === path.length - 1
    if (pair && (next === null || (last && atKey))) return startOf(key ?? null)
    if (next === undefined || next === null) return offset
    node = next as Node
    if (isAlias(node)) return startOf(node)
    offset = startOf(node)
  }
  return offset
}

const pairOf = (node: Node | null, step: string | number): Pair | undefined =>
  isMap(node) ? node.items.find((item) => keyOf(item) === String(step)) : undefined

/** What stands where `$ref: "#/$defs/<name>"` points, so that places inside a definition are found through its uses. */
function definitionOf(root: Node | null, ref: Pair | undefined): Node | null {
  const name = isScalar(ref?.value) ? String(ref.value.value).replace('#/$defs/', '') : ''
  const steps = ['payload', '$defs', name]
  return steps.reduce<Node | null>((node, step) => (pairOf(node, step)?.value as Node | undefined) ?? null, root)
}

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0

const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : String(pair.key))
