import type { Contract } from '../contract.ts'
import type { Problem } from '../problem.ts'

/** Levels below the payload. Deeper contracts are mistakes, and names of flattened columns would not fit. */
const maxDepth = 16

/** Schemas nest at most 16 levels. */
export function* depthIsBounded({ members, document }: Contract): Generator<Problem> {
  for (const { at } of members) {
    const depth = at.filter(
      (step) => step === 'properties' || step === 'items' || step === 'prefixItems' || step === 'additionalProperties',
    ).length
    if (depth === maxDepth + 1)
      yield document.problem(
        at,
        `is nested ${depth} levels deep: at most ${maxDepth}; send what is inside as an event of its own, or as text`,
      )
  }
}
