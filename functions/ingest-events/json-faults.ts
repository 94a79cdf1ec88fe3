import {
  closeBrace,
  closeBracket,
  comma,
  endOfScalar,
  endOfString,
  openBrace,
  openBracket,
  quote,
  type Span,
  stringAt,
} from './json-spans.ts'

export type Step = string | number

/** What a value holds that parsing hides and the lakehouse cannot keep. `steps` lead to it from the event. */
export interface Fault {
  readonly code: 'too_deep' | 'duplicate_key' | 'encoding' | 'number_range'
  readonly steps: readonly Step[]
  readonly expected: string
}

/** Containers around a value, the payload being the first: as the Conform job counts them. */
export const deepest = 100

const minus = 0x2d
const zero = 0x30
const nine = 0x39
/** Shorter numbers without exponent neither overflow nor vanish. */
const plainDigits = 16

interface Frame {
  /** Keys seen so far; arrays have none. */
  readonly keys?: Set<string>
  step: Step
}

/**
 * The first fault between two bytes of valid JSON text: the same that the Conform job refuses beside the schema (keys sent twice,
 * more than 100 levels, NUL and lone surrogates, numbers that no double can hold). Never recurses.
 */
export function findFault(bytes: Buffer, { start, end }: Span): Fault | undefined {
  const frames: Frame[] = []
  let keyIsNext = false
  const fault = (code: Fault['code'], expected: string): Fault => ({
    code,
    steps: (keyIsNext && code !== 'duplicate_key' ? frames.slice(0, -1) : frames).map(({ step }) => step),
    expected,
  })
  for (let at = start; at < end; ) {
    const byte = bytes[at] as number
    const frame = frames.at(-1)
    if (byte === quote) {
      const stringEnd = endOfString(bytes, at)
      const text = stringAt(bytes, at, stringEnd)
      if (!text.isWellFormed() || text.includes('\0'))
        return fault('encoding', 'characters that every engine can hold: neither NUL nor half a surrogate pair')
      if (keyIsNext && frame?.keys) {
        frame.step = text
        if (frame.keys.has(text)) return fault('duplicate_key', 'each key once')
        frame.keys.add(text)
        keyIsNext = false
      }
      at = stringEnd
    } else if (byte === openBrace || byte === openBracket) {
      if (frames.length > deepest) return fault('too_deep', `at most ${deepest} levels`)
      keyIsNext = byte === openBrace
      frames.push(keyIsNext ? { keys: new Set(), step: '' } : { step: 0 })
      at += 1
    } else if (byte === closeBrace || byte === closeBracket) {
      frames.pop()
      keyIsNext = false
      at += 1
    } else if (byte === comma) {
      if (frame?.keys) keyIsNext = true
      else if (frame) frame.step = (frame.step as number) + 1
      at += 1
    } else if (byte === minus || (byte >= zero && byte <= nine)) {
      const numberEnd = endOfScalar(bytes, at)
      if (!fitsDouble(bytes.toString('latin1', at, numberEnd)))
        return fault('number_range', 'a number in the range of a double')
      at = numberEnd
    } else at += 1
  }
  return undefined
}

/** Neither too large for a double nor so small that it would become zero. */
function fitsDouble(number: string): boolean {
  if (number.length <= plainDigits && !/e/i.test(number)) return true
  const nearest = Number(number)
  if (!Number.isFinite(nearest)) return false
  return nearest !== 0 || !/[1-9]/.test(number.split(/e/i, 1)[0] ?? '')
}
