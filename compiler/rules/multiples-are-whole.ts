import type { Contract } from '../contract.ts'
import type { Problem } from '../problem.ts'

/** `multipleOf` is a whole number on integers: validators disagree about 19.99 and 0.01. */
export function* multiplesAreWhole({ members, document }: Contract): Generator<Problem> {
  for (const { schema, at } of members) {
    if (schema.multipleOf === undefined) continue
    if (!Number.isSafeInteger(schema.multipleOf)) {
      yield document.problem(
        [...at, 'multipleOf'],
        '`multipleOf` must be whole: for money use `decimal: [12, 2]` or integer minor units',
      )
    } else if (schema.type === 'number' || schema.format === 'int64') {
      yield document.problem([...at, 'multipleOf'], '`multipleOf` works on integers within ±(2^53−1) only')
    }
  }
}
