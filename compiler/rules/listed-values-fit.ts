import type { Contract, MemberSchema } from '../contract.ts'
import { allowsNull, jsonTypes, listedValues, mainType, typeOfConst } from '../json-types.ts'
import { maxSafeInteger } from '../payload-schema.ts'
import type { Problem } from '../problem.ts'

/** Values that a member lists are distinct, of its type and exact on every engine; null is listed where it is legal. */
export function* listedValuesFit({ members, document }: Contract): Generator<Problem> {
  for (const { schema, at } of members) {
    const values = listedValues(schema)
    const keyword = listKeyword(schema)
    if (!values || keyword === undefined) continue
    for (const [index, value] of values.entries()) {
      const place =
        keyword === 'oneOf'
          ? [...at, keyword, index, 'const']
          : keyword === 'enum'
            ? [...at, keyword, index]
            : [...at, keyword]
      if (values.indexOf(value) !== index)
        yield document.problem(place, `${JSON.stringify(value)} is listed twice: remove one`)
      if (!jsonTypes(schema).includes(typeOfConst(value))) {
        const hint = jsonTypes(schema).includes('string')
          ? ': write it in quotes, or change `type`'
          : ': change it, or `type`'
        yield document.problem(
          place,
          `${JSON.stringify(value)} is not of type ${jsonTypes(schema).join(' or ')}${hint}`,
        )
      }
      if (typeof value === 'number' && Math.abs(value) > maxSafeInteger) {
        yield document.problem(place, `${value} is beyond ±(2^53−1), where validators round: list it as text`)
      }
    }
    if (schema.type !== undefined && allowsNull(schema) && !values.includes(null)) {
      yield document.problemAtKey(
        [...at, keyword],
        'null is legal by `type` but not listed: add null, or remove "null" from `type`',
      )
    }
    if (mainType(schema) === 'number') {
      yield document.problemAtKey(
        [...at, keyword],
        'numbers with fractions cannot be listed exactly: use `type: integer` or bounds',
      )
    }
    if (schema.as)
      yield document.problemAtKey(
        [...at, 'as'],
        'a member that lists its values is not read as anything else: remove `as` or the list',
      )
    if (schema.format !== undefined)
      yield document.problemAtKey(
        [...at, 'format'],
        '`format` has no effect on a member that lists its values: remove one of the two',
      )
  }
}

function listKeyword(schema: MemberSchema): 'enum' | 'const' | 'oneOf' | undefined {
  if (schema.const !== undefined) return 'const'
  return schema.enum ? 'enum' : schema.oneOf && 'oneOf'
}
