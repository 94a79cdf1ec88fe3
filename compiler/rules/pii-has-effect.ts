import type { Contract } from '../contract.ts'
import { mainType } from '../json-types.ts'
import type { Problem } from '../problem.ts'

/** Personal data is text in a column of its own, where views can mask it. */
export function* piiHasEffect({ members, document }: Contract): Generator<Problem> {
  for (const { schema, at, role } of members) {
    if (schema.pii === undefined) continue
    const place = [...at, 'pii']
    if (role === 'inside')
      yield document.problem(
        place,
        'no personal data inside an array or map: SUPER cannot be masked; give it a member of its own, or leave it out',
      )
    else if (role !== 'leaf')
      yield document.problem(place, '`pii` belongs to the members that hold the values: write it there')
    else if (mainType(schema) !== 'string') {
      yield document.problem(
        place,
        `\`pii\` is supported on text only, not on ${mainType(schema) ?? 'this member'}: send it as text`,
      )
    } else if (schema.format === 'date' || schema.format === 'date-time' || schema.as !== undefined) {
      yield document.problem(place, '`pii` is supported on text only, not on times and numbers')
    }
  }
}
