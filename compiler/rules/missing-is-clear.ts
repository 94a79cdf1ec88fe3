import type { Contract } from '../contract.ts'
import { listedValues } from '../json-types.ts'
import type { Problem } from '../problem.ts'
import { readingsOf } from '../readings.ts'

/** A spelling of null is not a value at the same time. */
export function* missingIsClear({ members, document }: Contract): Generator<Problem> {
  for (const { schema, at, role } of members) {
    if (!schema.missing || role === 'inside') continue
    const values = [
      ...(listedValues(schema) ?? []),
      ...readingsOf(schema).flatMap((reading) => [...(reading.true ?? []), ...(reading.false ?? [])]),
    ]
    const both = schema.missing.find((spelling) => values.includes(spelling))
    if (both === undefined) continue
    yield document.problem(
      [...at, 'missing'],
      `${JSON.stringify(both)} is a value of this member and means missing: write \`missing: []\` here if it is a value`,
    )
  }
}
