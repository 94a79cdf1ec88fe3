/**
 * Finds values in JSON text by their bytes, so that an event can go on exactly as it came: parsed and written again it would lose
 * digits, doubled keys and spellings. The text must be valid UTF-8 and valid JSON; nothing here looks for errors.
 */

/** Where a value stands: from its first byte to behind its last. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface MemberSpan extends Span {
  readonly key: string
}

export const quote = 0x22
export const comma = 0x2c
export const openBrace = 0x7b
export const closeBrace = 0x7d
export const openBracket = 0x5b
export const closeBracket = 0x5d
const backslash = 0x5c

/** The one value of a text. */
export function valueSpan(bytes: Buffer): Span {
  const start = skipSpace(bytes, 0)
  return { start, end: endOfValue(bytes, start) }
}

/** Members of the object that starts at `start`, in order, doubled ones too. */
export function memberSpans(bytes: Buffer, start: number): readonly MemberSpan[] {
  const members: MemberSpan[] = []
  let at = skipSpace(bytes, start + 1)
  while (bytes[at] !== closeBrace) {
    const keyEnd = endOfString(bytes, at)
    const key = stringAt(bytes, at, keyEnd)
    const value = skipSpace(bytes, skipSpace(bytes, keyEnd) + 1)
    const end = endOfValue(bytes, value)
    members.push({ key, start: value, end })
    at = afterComma(bytes, end)
  }
  return members
}

/** Items of the array that starts at `start`. */
export function itemSpans(bytes: Buffer, start: number): readonly Span[] {
  const items: Span[] = []
  let at = skipSpace(bytes, start + 1)
  while (bytes[at] !== closeBracket) {
    const end = endOfValue(bytes, at)
    items.push({ start: at, end })
    at = afterComma(bytes, end)
  }
  return items
}

/** Behind the closing quote of the string whose opening quote is at `start`. */
export function endOfString(bytes: Uint8Array, start: number): number {
  let at = start + 1
  while (bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1
  return at + 1
}

/** The text of the string token between `start` and `end`, quotes included in the range. */
export function stringAt(bytes: Buffer, start: number, end: number): string {
  const inner = bytes.toString('utf8', start + 1, end - 1)
  return inner.includes('\\') ? (JSON.parse(`"${inner}"`) as string) : inner
}

/** Behind the number or word that starts at `start`. */
export function endOfScalar(bytes: Uint8Array, start: number): number {
  let at = start
  while (at < bytes.length && !endsScalar(bytes[at] as number)) at += 1
  return at
}

const endsScalar = (byte: number): boolean =>
  byte <= 0x20 || byte === comma || byte === closeBrace || byte === closeBracket

function endOfValue(bytes: Uint8Array, start: number): number {
  const first = bytes[start]
  if (first === quote) return endOfString(bytes, start)
  if (first !== openBrace && first !== openBracket) return endOfScalar(bytes, start)
  let depth = 0
  for (let at = start; ; ) {
    const byte = bytes[at]
    if (byte === quote) {
      at = endOfString(bytes, at)
      continue
    }
    at += 1
    if (byte === openBrace || byte === openBracket) depth += 1
    else if (byte === closeBrace || byte === closeBracket) {
      depth -= 1
      if (depth === 0) return at
    }
  }
}

function afterComma(bytes: Uint8Array, end: number): number {
  const at = skipSpace(bytes, end)
  return bytes[at] === comma ? skipSpace(bytes, at + 1) : at
}

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = start
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at += 1
  return at
}
