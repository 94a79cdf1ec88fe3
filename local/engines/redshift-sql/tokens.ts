/** A piece of SQL. `before` is the white space (comments count as a blank) in front of it. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'string' | 'number' | 'parameter' | 'symbol'
  /** As written. */
  readonly text: string
  /** Lower-cased word, content of a quoted name or string, name of a parameter; otherwise as `text`. */
  readonly value: string
  readonly before: string
}

export class SqlError extends Error {
  override readonly name = 'SqlError'
}

const symbols = [
  '::',
  '<=',
  '>=',
  '<>',
  '!=',
  '||',
  '->>',
  '->',
  '#>>',
  '#>',
  '@>',
  '<@',
  '?|',
  '?&',
  '!~~*',
  '!~~',
  '!~*',
  '!~',
  '~~*',
  '~~',
  '~*',
  ':=',
  '=>',
]
const bySize = [...symbols].sort((a, b) => b.length - a.length)

const blank = /(?:\s+|--[^\n]*)+/y
const word = /[\p{L}_#][\p{L}\p{N}_$]*/uy
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y
const parameter = /:[A-Za-z_][A-Za-z0-9_]*/y

/** Splits SQL text as Redshift reads it: backslashes in strings are literal, `$$` quotes, nested comments. Throws SqlError. */
export function tokenize(sql: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  let before = ''
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    return pattern.exec(sql)?.[0]
  }
  const push = (kind: Token['kind'], text: string, value: string) => {
    tokens.push({ kind, text, value, before })
    before = ''
    at += text.length
  }
  while (at < sql.length) {
    const space = match(blank)
    if (space) {
      before += space.includes('--') ? '\n' : space
      at += space.length
      continue
    }
    if (sql.startsWith('/*', at)) {
      at = endOfComment(sql, at)
      before += ' '
      continue
    }
    const first = sql[at] ?? ''
    const escaped = (first === 'E' || first === 'e') && sql[at + 1] === "'"
    if (first === "'" || escaped) {
      const text = quotedText(sql, at + (escaped ? 1 : 0), "'", escaped)
      push('string', (escaped ? first : '') + text, text.slice(1, -1).replaceAll("''", "'"))
      continue
    }
    if (first === '"') {
      const text = quotedText(sql, at, '"', false)
      push('quoted', text, text.slice(1, -1).replaceAll('""', '"'))
      continue
    }
    const dollar = first === '$' ? /\$(?:[A-Za-z_]\w*)?\$/y : undefined
    const tag = dollar ? match(dollar) : undefined
    if (tag) {
      const end = sql.indexOf(tag, at + tag.length)
      if (end < 0) throw new SqlError(`unterminated dollar-quoted string at or near "${tag}"`)
      push('string', sql.slice(at, end + tag.length), sql.slice(at + tag.length, end))
      continue
    }
    const name = match(word)
    if (name && !(first === '#' && /^#>/.test(sql.slice(at)))) {
      push('word', name, name.toLowerCase())
      continue
    }
    const digits = match(number)
    if (digits) {
      push('number', digits, digits)
      continue
    }
    const symbol = bySize.find((each) => sql.startsWith(each, at))
    const bound = symbol === undefined || symbol === ':=' ? match(parameter) : undefined
    if (bound) push('parameter', bound, bound.slice(1))
    else push('symbol', symbol ?? first, symbol ?? first)
  }
  return tokens
}

function quotedText(sql: string, from: number, quote: string, backslash: boolean): string {
  for (let at = from + 1; at < sql.length; at++) {
    if (backslash && sql[at] === '\\') at++
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return sql.slice(from, at + 1)
      at++
    }
  }
  throw new SqlError(
    `unterminated quoted ${quote === '"' ? 'identifier' : 'string'} at or near "${sql.slice(from, from + 30)}"`,
  )
}

function endOfComment(sql: string, from: number): number {
  let depth = 0
  for (let at = from; at < sql.length; at++) {
    if (sql.startsWith('/*', at)) {
      depth++
      at++
    } else if (sql.startsWith('*/', at)) {
      depth--
      at++
      if (depth === 0) return at + 1
    }
  }
  throw new SqlError('unterminated /* comment')
}
