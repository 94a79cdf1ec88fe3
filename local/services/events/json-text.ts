/** Reads JSON as text: what a value looked like when it was sent, digit for digit. The text must be valid JSON. */

export type PathStep = string | number

/** The text of the value at a path; the last of equal keys counts. Undefined when there is none. */
export function textAt(json: string, path: readonly PathStep[]): string | undefined {
  let from = skipSpace(json, 0)
  for (const step of path) {
    const found = typeof step === 'number' ? elementAt(json, from, step) : memberAt(json, from, step)
    if (found === undefined) return undefined
    from = found
  }
  return json.slice(from, endOfValue(json, from))
}

/** Parses `$`, `$.a.b`, `$.a[0]`, `$['a b']`. Undefined for any other form. */
export function parsePath(path: string): readonly PathStep[] | undefined {
  if (!path.startsWith('$')) return undefined
  const steps: PathStep[] = []
  const step = /\.([^.[\]'"*?()@\s]+)|\[(\d+)\]|\['([^']+)'\]|\["([^"]+)"\]/y
  step.lastIndex = 1
  while (step.lastIndex < path.length) {
    const match = step.exec(path)
    if (!match) return undefined
    const [, plain, index, single, double] = match
    steps.push(index === undefined ? (plain ?? single ?? (double as string)) : Number(index))
  }
  return steps
}

/** How deep objects and arrays nest. */
export function depthOf(json: string): number {
  let depth = 0
  let deepest = 0
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === quote) at = endOfString(json, at) - 1
    else if (code === openBrace || code === openBracket) deepest = Math.max(deepest, ++depth)
    else if (code === closeBrace || code === closeBracket) depth--
  }
  return deepest
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openBrace = 0x7b
const closeBrace = 0x7d
const openBracket = 0x5b
const closeBracket = 0x5d

function memberAt(json: string, from: number, name: string): number | undefined {
  if (json.charCodeAt(from) !== openBrace) return undefined
  let found: number | undefined
  let at = skipSpace(json, from + 1)
  while (json.charCodeAt(at) === quote) {
    const keyEnd = endOfString(json, at)
    const value = skipSpace(json, skipSpace(json, keyEnd) + 1)
    if (JSON.parse(json.slice(at, keyEnd)) === name) found = value
    at = skipSpace(json, endOfValue(json, value))
    if (json.charCodeAt(at) === comma) at = skipSpace(json, at + 1)
  }
  return found
}

function elementAt(json: string, from: number, index: number): number | undefined {
  if (json.charCodeAt(from) !== openBracket) return undefined
  let at = skipSpace(json, from + 1)
  for (let position = 0; json.charCodeAt(at) !== closeBracket; position++) {
    if (position === index) return at
    at = skipSpace(json, endOfValue(json, at))
    if (json.charCodeAt(at) === comma) at = skipSpace(json, at + 1)
  }
  return undefined
}

function endOfValue(json: string, from: number): number {
  const first = json.charCodeAt(from)
  if (first === quote) return endOfString(json, from)
  if (first !== openBrace && first !== openBracket) {
    let at = from
    while (at < json.length && !/[\s,\]}]/.test(json[at] as string)) at++
    return at
  }
  let depth = 0
  for (let at = from; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === quote) at = endOfString(json, at) - 1
    else if (code === openBrace || code === openBracket) depth++
    else if ((code === closeBrace || code === closeBracket) && --depth === 0) return at + 1
  }
  return json.length
}

function endOfString(json: string, from: number): number {
  for (let at = from + 1; at < json.length; at++) {
    const code = json.charCodeAt(at)
    if (code === backslash) at++
    else if (code === quote) return at + 1
  }
  return json.length
}

function skipSpace(json: string, from: number): number {
  let at = from
  while (at < json.length && json.charCodeAt(at) <= 0x20) at++
  return at
}
