import { ServiceError } from '../../errors.ts'

/** Which of the two prefixes of a destination a text is: they allow different expressions. */
export type PrefixKind = 'Prefix' | 'ErrorOutputPrefix'

export interface PrefixValues {
  /** Arrival of the oldest record of the buffer. */
  readonly at: Date
  readonly randomString: () => string
  /** Only for error prefixes: `processing-failed`, `format-conversion-failed` … */
  readonly errorOutputType?: string
}

const expression = /!\{([^}]*)\}/g
const defaultTimestamp = 'yyyy/MM/dd/HH/'

/** Throws InvalidArgumentException for an expression that Firehose would refuse or that this plane does not evaluate. */
export function checkPrefixes(prefix: string | undefined, errorPrefix: string | undefined): void {
  if (prefix !== undefined) checkExpressions(prefix, 'Prefix')
  if (errorPrefix !== undefined) checkExpressions(errorPrefix, 'ErrorOutputPrefix')
  if (prefix?.includes('!{') && errorPrefix === undefined) {
    throw invalid('ErrorOutputPrefix is required when Prefix contains expressions')
  }
  if (errorPrefix?.includes('!{') && !errorPrefix.includes('!{firehose:error-output-type}')) {
    throw invalid('an ErrorOutputPrefix with expressions must contain !{firehose:error-output-type}')
  }
}

/** The key's beginning. A prefix without a timestamp expression gets `yyyy/MM/dd/HH/` appended, as Firehose does it. */
export function evaluatePrefix(prefix: string | undefined, values: PrefixValues): string {
  const template = prefix ?? ''
  const evaluated = template.replace(expression, (_, body: string) => {
    if (body === 'firehose:random-string') return values.randomString()
    if (body === 'firehose:error-output-type') return values.errorOutputType ?? ''
    return formatTimestamp(body.slice('timestamp:'.length), values.at)
  })
  return template.includes('!{') ? evaluated : `${evaluated}${formatTimestamp(defaultTimestamp, values.at)}`
}

/** Formats in UTC by the letters of Java's DateTimeFormatter; text in single quotes stands as it is. Throws for other letters. */
export function formatTimestamp(pattern: string, at: Date): string {
  return pattern.replace(
    /'((?:[^']|'')*)'|([A-Za-z])\2*/g,
    (token, quoted: string | undefined, letter: string | undefined) => {
      if (letter === undefined) return token === "''" ? "'" : (quoted ?? '').replaceAll("''", "'")
      const field = Object.hasOwn(fields, letter) ? fields[letter] : undefined
      if (!field) throw invalid(`the letter ${letter} of !{timestamp:${pattern}} is not in this local plane`)
      return field(at, token.length)
    },
  )
}

const padded = (value: number, width: number) => String(value).padStart(width, '0')
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October']
const monthNames = [...months, 'November', 'December']
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const year = (at: Date, width: number) =>
  width === 2 ? padded(at.getUTCFullYear() % 100, 2) : padded(at.getUTCFullYear(), width)

const fields: Readonly<Record<string, (at: Date, width: number) => string>> = {
  y: year,
  u: year,
  M: (at, width) => {
    const name = monthNames[at.getUTCMonth()] as string
    if (width >= 4) return name
    return width === 3 ? name.slice(0, 3) : padded(at.getUTCMonth() + 1, width)
  },
  d: (at, width) => padded(at.getUTCDate(), width),
  D: (at, width) => padded(Math.floor((at.getTime() - Date.UTC(at.getUTCFullYear(), 0, 1)) / 86_400_000) + 1, width),
  E: (at, width) =>
    width >= 4 ? (dayNames[at.getUTCDay()] as string) : (dayNames[at.getUTCDay()] as string).slice(0, 3),
  H: (at, width) => padded(at.getUTCHours(), width),
  h: (at, width) => padded(at.getUTCHours() % 12 || 12, width),
  a: (at) => (at.getUTCHours() < 12 ? 'AM' : 'PM'),
  m: (at, width) => padded(at.getUTCMinutes(), width),
  s: (at, width) => padded(at.getUTCSeconds(), width),
  S: (at, width) => padded(at.getUTCMilliseconds(), 3).padEnd(width, '0').slice(0, width),
}

function checkExpressions(prefix: string, kind: PrefixKind): void {
  for (const [whole, body = ''] of prefix.matchAll(expression)) {
    if (body.startsWith('timestamp:')) formatTimestamp(body.slice('timestamp:'.length), new Date(0))
    else if (body === 'firehose:error-output-type') {
      if (kind === 'Prefix') throw invalid(`${whole} is allowed only in ErrorOutputPrefix`)
    } else if (body !== 'firehose:random-string') {
      throw invalid(`the expression ${whole} of ${kind} is not in this local plane`)
    }
  }
  if (prefix.replace(expression, '').includes('!{'))
    throw invalid(`${kind} has an expression without its end: ${prefix}`)
}

function invalid(message: string): ServiceError {
  return new ServiceError('InvalidArgumentException', message)
}
