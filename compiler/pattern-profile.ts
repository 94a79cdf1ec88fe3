import { ambiguityFault } from './pattern-ambiguity.ts'

/** Repetitions above this are refused: they multiply the size of the compiled pattern. */
const maxRepeat = 1_000

/**
 * Why a pattern is outside the profile, or undefined when it is inside. Inside means: it compiles, ECMAScript and Rust read it
 * alike, and no text makes a backtracking engine slow. Conservative: some harmless patterns are refused too.
 */
export function patternFault(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u')
  } catch (error) {
    return `does not compile (${(error as Error).message.replace(/^.*: /, '')})`
  }
  const tokens = tokenise(pattern)
  return tokens.find((token) => token.fault !== undefined)?.fault ?? nestingFault(tokens) ?? ambiguityFault(tokens)
}

/** One piece of a pattern's text. */
export interface Token {
  readonly kind: 'open' | 'close' | 'quantifier' | 'alternative' | 'atom'
  readonly text: string
  readonly unbounded?: boolean
  readonly fault?: string
}

const tokenPattern =
  /(?<escaped>\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|k<[^>]*>|.))|(?<set>\[(?:\\.|[^\]\\])*\])|(?<open>\((?:\?(?:<?[=!:]|<[^>]*>|.))?)|(?<close>\))|(?<repeat>(?:[*+?]|\{\d+(?:,\d*)?\})\??)|(?<bar>\|)|(?<any>.)/gsu

function tokenise(pattern: string): readonly Token[] {
  return [...pattern.matchAll(tokenPattern)].map(({ groups = {} }): Token => {
    const { escaped, set, open, close, repeat, bar, any } = groups
    if (escaped !== undefined) return atom(escaped, escapeFault(escaped))
    if (set !== undefined) return atom(set, setFault(set))
    if (open !== undefined) return { kind: 'open', text: open, ...fault(groupFault(open)) }
    if (close !== undefined) return { kind: 'close', text: close }
    if (repeat !== undefined) return quantifier(repeat)
    if (bar !== undefined) return { kind: 'alternative', text: bar }
    return atom(
      any ?? '',
      any === '.' ? '`.` differs between engines at line ends: write the set out, for example [^\\n]' : undefined,
    )
  })
}

function quantifier(text: string): Token {
  const counts = [...text.matchAll(/\d+/g)].map(([count]) => Number(count))
  const unbounded = /^[*+]/.test(text) || /,\}/.test(text)
  return {
    kind: 'quantifier',
    text,
    unbounded,
    ...fault(
      counts.some((count) => count > maxRepeat)
        ? `${text} repeats too often: at most ${maxRepeat}, or say it with \`maxLength\``
        : undefined,
    ),
  }
}

function escapeFault(text: string): string | undefined {
  const letter = text.charAt(1)
  if (letter === '0') return '\\0 is not read by all engines: write \\x00'
  if (/[1-9k]/.test(letter)) return `${text} is a back-reference, which is not linear: write out what may be repeated`
  if (/[bB]/.test(letter)) return `${text} differs between engines: write the neighbouring characters out`
  if (/[wWsSD]/.test(letter)) return `${text} differs between engines: write the set out, for example [A-Za-z0-9_]`
  if (letter === 'c') return `${text} differs between engines: write \\x and two digits`
  if (/[pP]/.test(letter) && !/^\\[pP]\{(?:L|Lu|Ll|N|Nd|P|S|Z)\}$/.test(text))
    return `${text}: only general categories such as \\p{L}`
  return undefined
}

function setFault(text: string): string | undefined {
  const inner = text.slice(1, -1)
  if (inner === '' || inner === '^') return `${text} is a set of nothing or of everything, which not all engines read`
  const escaped = [...inner.matchAll(/\\(?:[pP]\{[^}]*\}|.)/gsu)]
    .map(([text]) => escapeFault(text))
    .find((found) => found)
  if (escaped !== undefined) return escaped
  if (/(?<!\\)\[|&&|--|~~/.test(inner)) return `${text} is a set operation in one of the engines: escape it`
  return undefined
}

function groupFault(text: string): string | undefined {
  if (text === '(' || text === '(?:') return undefined
  return `${text}…) is a lookaround, name or flag: only (…) and (?:…)`
}

/** A repeated group may contain neither a repetition nor an alternative: nothing can then be matched in two ways. */
function nestingFault(tokens: readonly Token[]): string | undefined {
  const stack: { risky: boolean }[] = [{ risky: false }]
  let closed: { risky: boolean } | undefined
  for (const token of tokens) {
    const top = stack.at(-1)
    if (!top) return undefined
    if (token.kind === 'quantifier') {
      if (closed?.risky && token.unbounded)
        return 'repeats a group that contains a repetition or an alternative, which can be slow: repeat a set, as in [a-z]+'
      top.risky = true
    }
    if (token.kind === 'alternative') top.risky = true
    if (token.kind === 'open') stack.push({ risky: false })
    closed = token.kind === 'close' ? stack.pop() : undefined
    const outer = stack.at(-1)
    if (closed?.risky && outer) outer.risky = true
  }
  return undefined
}

const atom = (text: string, reason: string | undefined): Token => ({ kind: 'atom', text, ...fault(reason) })
const fault = (text: string | undefined) => (text === undefined ? {} : { fault: text })
