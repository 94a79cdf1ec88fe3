import type { Contract } from '../contract.ts'
import { patternFault } from '../pattern-profile.ts'
import type { Problem } from '../problem.ts'

/** Patterns compile, mean the same in JavaScript and Rust, and cannot be made to run for ever. */
export function* patternsAreLinear({ members, document }: Contract): Generator<Problem> {
  for (const { schema, at } of members) {
    const fault = schema.pattern === undefined ? undefined : patternFault(schema.pattern)
    if (fault !== undefined) yield document.problem([...at, 'pattern'], `pattern: ${fault}`)
  }
}
