import type { Contract } from '../contract.ts'
import type { Problem } from '../problem.ts'

/** Each column says what it means: the dictionary has no empty cells. */
export function* everythingDescribed({ members, document }: Contract): Generator<Problem> {
  for (const { schema, at, role } of members) {
    if ((role === 'leaf' || role === 'table') && schema.description === undefined && at.length > 1) {
      yield document.problemAtKey(at, `\`${at.at(-1)}\` needs a \`description\`: what analysts read`)
    }
  }
}
