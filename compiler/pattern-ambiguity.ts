import type { Token } from './pattern-profile.ts'

/** One character's place in a pattern, with the repetitions of its groups applied. */
interface Place {
  readonly text: string
  readonly unbounded: boolean
  readonly optional: boolean
}

/** Characters by which overlap is judged: Latin, and some from beyond. */
const probes = [...Array(0x250).keys(), 0x3b1, 0x416, 0x5d0, 0x663, 0x4e00, 0x1f600].map((code) =>
  String.fromCodePoint(code),
)

/**
 * Why a backtracking engine may divide a text between repetitions in many ways, or undefined. Two repetitions of common characters need
 * something between them that the first cannot take; a pattern that repeats starts at `^`, or each place is tried as a start.
 */
export function ambiguityFault(tokens: readonly Token[]): string | undefined {
  const places = placesOf(tokens)
  const repeated = places.flatMap((place, index) => (place.unbounded ? [index] : []))
  if (repeated.length > 0 && (tokens[0]?.text !== '^' || hasOuterAlternative(tokens))) {
    return 'repeats without bound, so it must start with ^ (alternatives in a group)'
  }
  for (const [order, first] of repeated.entries()) {
    for (const second of repeated.slice(order + 1)) {
      if (mayShare(places, first, second)) {
        return `${places[first]?.text} and ${places[second]?.text} repeat the same characters with nothing certain between, which can be slow: put a fixed character between, or make it one set`
      }
    }
  }
  return undefined
}

function mayShare(places: readonly Place[], first: number, second: number): boolean {
  const taken = charactersOf(places[first])
  if (!overlap(taken, charactersOf(places[second]))) return false
  return !places.slice(first + 1, second).some((place) => !place.optional && !overlap(taken, charactersOf(place)))
}

function placesOf(tokens: readonly Token[]): readonly Place[] {
  const places: Place[] = []
  const groups: { readonly start: number; alternated: boolean }[] = []
  let unitStart = 0
  const change = (start: number, changes: Partial<Place>) => {
    for (let index = start; index < places.length; index += 1)
      places[index] = { ...(places[index] as Place), ...changes }
  }
  for (const token of tokens) {
    if (token.kind === 'open') groups.push({ start: places.length, alternated: false })
    if (token.kind === 'alternative') {
      const group = groups.at(-1)
      if (group) group.alternated = true
    }
    if (token.kind === 'close') {
      const group = groups.pop()
      unitStart = group?.start ?? 0
      if (group?.alternated) change(group.start, { optional: true })
    }
    if (token.kind === 'atom' && token.text !== '^' && token.text !== '$') {
      unitStart = places.length
      places.push({ text: token.text, unbounded: false, optional: false })
    }
    if (token.kind === 'quantifier') {
      if (token.unbounded) change(unitStart, { unbounded: true })
      if (/^(?:[*?]|\{0)/.test(token.text)) change(unitStart, { optional: true })
    }
  }
  return places
}

function hasOuterAlternative(tokens: readonly Token[]): boolean {
  let depth = 0
  for (const { kind } of tokens) {
    if (kind === 'open') depth += 1
    if (kind === 'close') depth -= 1
    if (kind === 'alternative' && depth === 0) return true
  }
  return false
}

function charactersOf(place: Place | undefined): ReadonlySet<string> {
  const pattern = new RegExp(`^(?:${place?.text ?? ''})$`, 'u')
  return new Set(probes.filter((probe) => pattern.test(probe)))
}

const overlap = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  [...a].some((character) => b.has(character))
