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

/** The most telling fault first: of several in one event every reader must name the same. */
const ranks: Readonly<Record<Fault['code'], number>> = { duplicate_key: 0, too_deep: 1, encoding: 2, number_range: 3 }

/**
 * The most telling fault between two bytes of valid JSON text: the same that the Conform job refuses beside the schema (keys sent
 * twice, more than 100 levels, NUL and lone surrogates, numbers that no double can hold). Never recurses. `above` counts the levels that
 * are around the value and not in the text.
 */
export function findFault(bytes: Buffer, { start, end }: Span, above = 0): Fault | undefined {
  const most = deepest - above
  const frames: Frame[] = []
  let keyIsNext = false
  let worst: Fault | undefined
  const blame = (code: Fault['code'], expected: string): void => {
    if (frames.length > most + 1 || (worst && ranks[worst.code] <= ranks[code])) return
    const around = keyIsNext && code !== 'duplicate_key' ? frames.slice(0, -1) : frames
    worst = { code, steps: around.map(({ step }) => step), expected }
  }
  for (let at = start; at < end && worst?.code !== 'duplicate_key'; ) {
    const byte = bytes[at] as number
    const frame = frames.at(-1)
    if (byte === quote) {
      const stringEnd = endOfString(bytes, at)
      const text = stringAt(bytes, at, stringEnd)
      if (!text.isWellFormed() || text.includes('\0'))
        blame('encoding', 'characters that every engine can hold: neither NUL nor half a surrogate pair')
      if (keyIsNext && frame?.keys) {
        frame.step = text
        if (frame.keys.has(text)) blame('duplicate_key', 'each key once')
        frame.keys.add(text)
        keyIsNext = false
      }
      at = stringEnd
    } else if (byte === openBrace || byte === openBracket) {
      if (frames.length === most + 1) blame('too_deep', `at most ${deepest} levels`)
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
        blame('number_range', 'a number in the range of a double')
      at = numberEnd
    } else at += 1
  }
  return worst
}

/** Neither too large for a double nor so small that it would become zero. */
function fitsDouble(number: string): boolean {
  if (number.length <= plainDigits && !/e/i.test(number)) return true
  const nearest = Number(number)
  if (!Number.isFinite(nearest)) return false
  return nearest !== 0 || !/[1-9]/.test(number.split(/e/i, 1)[0] ?? '')
}
