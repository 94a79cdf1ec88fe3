import type { Contract } from '../contract.ts'
import { mainType } from '../json-types.ts'
import { maxSafeInteger } from '../payload-schema.ts'
import type { Problem } from '../problem.ts'

const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'] as const

/** Bounds of integers are whole and stay where JavaScript is exact; minimum is not above maximum. */
export function* boundsAreExact({ members, document }: Contract): Generator<Problem> {
  for (const { schema, at } of members) {
    for (const keyword of bounds) {
      const bound = schema[keyword]
      if (bound === undefined || mainType(schema) !== 'integer') continue
      if (!Number.isInteger(bound))
        yield document.problem(
          [...at, keyword],
          `\`${keyword}\` of an integer must be whole: write for example ${Math.ceil(bound)}`,
        )
      if (Math.abs(bound) > maxSafeInteger) {
        const hint =
          schema.format === 'int64' ? 'leave it out, 64 bits are checked anyway' : 'use `format: int64` without it'
        yield document.problem([...at, keyword], `\`${keyword}\` is beyond ±(2^53−1), where validators round: ${hint}`)
      }
    }
    if (schema.minimum !== undefined && schema.maximum !== undefined && schema.minimum > schema.maximum) {
      yield document.problem(
        [...at, 'minimum'],
        `minimum ${schema.minimum} is above maximum ${schema.maximum}: no value fits, exchange them`,
      )
    }
    if (schema.minLength !== undefined && schema.maxLength !== undefined && schema.minLength > schema.maxLength) {
      yield document.problem(
        [...at, 'minLength'],
        `minLength ${schema.minLength} is above maxLength ${schema.maxLength}: no text fits, exchange them`,
      )
    }
    if (schema.minItems !== undefined && schema.maxItems !== undefined && schema.minItems > schema.maxItems) {
      yield document.problem(
        [...at, 'minItems'],
        `minItems ${schema.minItems} is above maxItems ${schema.maxItems}: no list fits, exchange them`,
      )
    }
  }
}
