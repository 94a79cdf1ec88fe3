import type { Ruler } from './process.ts'

type Json = unknown

/** Beyond this a pattern is left undecided. */
const largest = 3_000

/**
 * What event-ruler says when it is asked about one entry of each list at a time: a list means *one of*, `anything-but` with several
 * values means *none of*. Undefined when that takes too many questions. event-ruler compiles a whole list into one automaton, and some
 * combinations of operators lose or gain matches there; asked so, it cannot.
 */
export async function matchesEntryByEntry(ruler: Ruler, pattern: Json, event: Json): Promise<boolean | undefined> {
  const alternatives = choices(pattern)
  if (alternatives.length > largest) return undefined
  const text = JSON.stringify(event)
  const matches = async (each: Json): Promise<boolean> => {
    const verdict = await ruler.ask(JSON.stringify(each), [text])
    return 'matches' in verdict && verdict.matches[0] === true
  }
  for (const alternative of alternatives) {
    const all = refusals(alternative)
    if (all.length > largest) return undefined
    const verdicts = await Promise.all(all.map(matches))
    if (verdicts.every(Boolean)) return true
  }
  return false
}

/** Patterns with one entry in each list; the event matches when one of them does. */
const choices = (pattern: Json): readonly Json[] => expand(pattern, (list) => list.map((entry) => [entry]))

/** Patterns with one value in each `anything-but`; a scalar event matches when all of them do. */
const refusals = (pattern: Json): readonly Json[] => expand(pattern, ([entry]) => single(entry).map((one) => [one]))

function single(entry: Json): readonly Json[] {
  const refused = (entry as { readonly 'anything-but'?: Json } | null)?.['anything-but']
  if (refused === undefined || refused === null) return [entry]
  if (Array.isArray(refused)) return refused.map((value: Json) => ({ 'anything-but': value }))
  if (typeof refused !== 'object') return [entry]
  const [[operator = '', texts] = []] = Object.entries(refused)
  return Array.isArray(texts) ? texts.map((text: Json) => ({ 'anything-but': { [operator]: text } })) : [entry]
}

function expand(pattern: Json, split: (list: readonly Json[]) => readonly Json[]): readonly Json[] {
  let patterns: readonly Record<string, Json>[] = [{}]
  for (const [name, value] of Object.entries(pattern as Record<string, Json>)) {
    const parts = partsOf(name, value, split)
    if (patterns.length * parts.length > largest) return Array.from({ length: largest + 1 })
    patterns = patterns.flatMap((before) => parts.map((part) => ({ ...before, [name]: part })))
  }
  return patterns
}

function partsOf(name: string, value: Json, split: (list: readonly Json[]) => readonly Json[]): readonly Json[] {
  if (!Array.isArray(value)) return expand(value, split)
  if (name !== '$or') return split(value)
  let sets: readonly (readonly Json[])[] = [[]]
  for (const alternative of value as readonly Json[]) {
    const parts = expand(alternative, split)
    if (sets.length * parts.length > largest) return Array.from({ length: largest + 1 })
    sets = sets.flatMap((set) => parts.map((part) => [...set, part]))
  }
  return sets
}
