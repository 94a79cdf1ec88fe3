import type { Column } from './columns.ts'
import { didYouMean } from './did-you-mean.ts'
import { type LogicalType, logicalTypes } from './logical-types.ts'

/** What a part of a condition is; parts of different kinds do not compare. */
type Kind = 'truth' | 'number' | 'text' | 'time' | 'null'

const kinds = {
  string: 'text',
  uuid: 'text',
  timestamp: 'time',
  date: 'time',
  integer: 'number',
  decimal: 'number',
  double: 'number',
  boolean: 'truth',
  json: 'null',
} as const satisfies Record<LogicalType, Kind>

const functions: Readonly<Record<string, { readonly takes: Kind; readonly gives: Kind }>> = {
  length: { takes: 'text', gives: 'number' },
  lower: { takes: 'text', gives: 'text' },
  upper: { takes: 'text', gives: 'text' },
  abs: { takes: 'number', gives: 'number' },
}

/** Why a text is no condition over the columns, or undefined when it is one. The grammar is a part of SQL that DuckDB reads alike. */
export function conditionFault(text: string, columns: readonly Column[]): string | undefined {
  try {
    const kind = new ConditionParser(text, columns).parse()
    return kind === 'truth' ? undefined : `is a ${kind}, not a condition: compare it with something`
  } catch (error) {
    if (error instanceof ConditionFault) return error.message
    throw error
  }
}

class ConditionFault extends Error {}

const tokenPattern = /\s*(?:(\d+(?:\.\d+)?)|('(?:[^']|'')*')|([A-Za-z_][A-Za-z0-9_]*)|(<>|!=|<=|>=|[=<>+\-*(),]))/y

class ConditionParser {
  readonly #tokens: readonly string[]
  readonly #columns: readonly Column[]
  #place = 0

  constructor(text: string, columns: readonly Column[]) {
    this.#tokens = tokenise(text)
    this.#columns = columns
  }

  parse(): Kind {
    const kind = this.#either()
    if (this.#next !== undefined) throw new ConditionFault(`unexpected \`${this.#next}\``)
    return kind
  }

  #either(): Kind {
    let kind = this.#both()
    while (this.#take('or')) kind = truths(kind, this.#both(), 'OR')
    return kind
  }

  #both(): Kind {
    let kind = this.#negated()
    while (this.#take('and')) kind = truths(kind, this.#negated(), 'AND')
    return kind
  }

  #negated(): Kind {
    if (!this.#take('not')) return this.#compared()
    return truths(this.#negated(), 'truth', 'NOT')
  }

  #compared(): Kind {
    const left = this.#sum()
    const operator = ['=', '<>', '!=', '<', '<=', '>', '>='].find((symbol) => this.#take(symbol))
    if (operator !== undefined) return comparable(left, this.#sum(), operator)
    if (this.#take('is')) {
      this.#take('not')
      this.#expect('null')
      return 'truth'
    }
    const negated = this.#take('not')
    if (this.#take('between')) {
      comparable(left, this.#sum(), 'BETWEEN')
      this.#expect('and')
      return comparable(left, this.#sum(), 'BETWEEN')
    }
    if (this.#take('in')) {
      this.#expect('(')
      do comparable(left, this.#sum(), 'IN')
      while (this.#take(','))
      this.#expect(')')
      return 'truth'
    }
    if (this.#take('like')) return comparable(left, this.#sum(), 'LIKE')
    if (negated) throw new ConditionFault('expected IN, BETWEEN or LIKE after NOT')
    return left
  }

  #sum(): Kind {
    let kind = this.#product()
    for (let sign = this.#sign(); sign !== undefined; sign = this.#sign()) kind = numbers(kind, this.#product(), sign)
    return kind
  }

  #sign(): string | undefined {
    return ['+', '-'].find((symbol) => this.#take(symbol))
  }

  #product(): Kind {
    let kind = this.#operand()
    while (this.#take('*')) kind = numbers(kind, this.#operand(), '*')
    return kind
  }

  #operand(): Kind {
    if (this.#take('-')) return numbers(this.#operand(), 'number', '-')
    const token = this.#next
    if (token === undefined) throw new ConditionFault('ends too early: a value is missing at the end')
    this.#place += 1
    if (token === '(') {
      const kind = this.#either()
      this.#expect(')')
      return kind
    }
    if (/^\d/.test(token)) return 'number'
    if (token.startsWith("'")) return 'text'
    const word = token.toLowerCase()
    if (word === 'true' || word === 'false') return 'truth'
    if ((word === 'timestamp' || word === 'date') && this.#next?.startsWith("'")) {
      this.#place += 1
      return 'time'
    }
    return functions[word] && this.#next === '(' ? this.#called(word) : this.#column(token)
  }

  #called(name: string): Kind {
    this.#expect('(')
    const kind = this.#sum()
    this.#expect(')')
    const { takes, gives } = functions[name] ?? { takes: 'null', gives: 'null' }
    if (kind !== takes) throw new ConditionFault(`${name} takes a ${takes}, not a ${kind}`)
    return gives
  }

  #column(token: string): Kind {
    const names = this.#columns.map((column) => column.name)
    const column = this.#columns.find((candidate) => candidate.name === token)
    if (!column && this.#next === '(') {
      const known = Object.keys(functions)
      throw new ConditionFault(`no function \`${token}\`${didYouMean(token, known) || `: can be ${known.join(', ')}`}`)
    }
    if (!column)
      throw new ConditionFault(`no column \`${token}\`${didYouMean(token, [...names, ...Object.keys(functions)])}`)
    if (!logicalTypes[column.type].comparable)
      throw new ConditionFault(
        `column \`${token}\` is JSON and cannot be compared: give what you compare a column of its own`,
      )
    return kinds[column.type]
  }

  get #next(): string | undefined {
    return this.#tokens[this.#place]
  }

  #take(word: string): boolean {
    if (this.#next?.toLowerCase() !== word) return false
    this.#place += 1
    return true
  }

  #expect(word: string): void {
    if (!this.#take(word))
      throw new ConditionFault(
        `expected \`${word.toUpperCase()}\` ${this.#next === undefined ? 'at the end' : `before \`${this.#next}\``}`,
      )
  }
}

function tokenise(text: string): readonly string[] {
  const tokens: string[] = []
  const pattern = new RegExp(tokenPattern)
  const trimmed = text.trimEnd()
  while (pattern.lastIndex < trimmed.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(trimmed)
    if (!match)
      throw new ConditionFault(
        `cannot read \`${trimmed.slice(at).trim().charAt(0)}\`: an assertion is one condition over columns`,
      )
    tokens.push(match[0].trim())
  }
  return tokens
}

function truths(left: Kind, right: Kind, word: string): Kind {
  if (left !== 'truth' || right !== 'truth')
    throw new ConditionFault(`${word} joins conditions, not a ${left === 'truth' ? right : left}`)
  return 'truth'
}

function numbers(left: Kind, right: Kind, symbol: string): Kind {
  if (left !== 'number' || right !== 'number')
    throw new ConditionFault(`\`${symbol}\` takes numbers, not a ${left === 'number' ? right : left}`)
  return 'number'
}

function comparable(left: Kind, right: Kind, symbol: string): Kind {
  if (left !== right) {
    const hint =
      [left, right].includes('time') && [left, right].includes('text')
        ? ": write TIMESTAMP '…' or DATE '…'"
        : ': both sides must be of one kind'
    throw new ConditionFault(`\`${symbol}\` compares a ${left} with a ${right}${hint}`)
  }
  return 'truth'
}
