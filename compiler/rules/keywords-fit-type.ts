import type { Contract, JsonType, MemberSchema } from '../contract.ts'
import { mainType } from '../json-types.ts'
import type { Problem } from '../problem.ts'

const typesOf: Partial<Record<keyof MemberSchema, readonly JsonType[]>> = {
  minLength: ['string'],
  maxLength: ['string'],
  pattern: ['string'],
  minimum: ['integer', 'number'],
  maximum: ['integer', 'number'],
  exclusiveMinimum: ['integer', 'number'],
  exclusiveMaximum: ['integer', 'number'],
  multipleOf: ['integer', 'number'],
  decimal: ['number'],
  as: ['integer'],
  properties: ['object'],
  required: ['object'],
  additionalProperties: ['object'],
  minProperties: ['object'],
  maxProperties: ['object'],
  items: ['array'],
  prefixItems: ['array'],
  minItems: ['array'],
  maxItems: ['array'],
}

/** A keyword that JSON Schema would ignore for the member's type is refused: it would promise what nobody checks. */
export function* keywordsFitType({ members, document }: Contract): Generator<Problem> {
  for (const { schema, at, role } of members) {
    const type = mainType(schema)
    if (type === undefined) continue
    for (const keyword of Object.keys(schema) as (keyof MemberSchema)[]) {
      const types = typesOf[keyword]
      if (types && !types.includes(type)) {
        yield document.problemAtKey([...at, keyword], `\`${keyword}\` has no effect on a member of type ${type}`)
      }
      if (role === 'inside' && (keyword === 'column' || keyword === 'as')) {
        yield document.problemAtKey(
          [...at, keyword],
          `\`${keyword}\` has no effect inside an array or map, which is one SUPER column`,
        )
      }
    }
    if (role === 'branch' && schema.column !== undefined) {
      yield document.problemAtKey(
        [...at, 'column'],
        '`column` has no effect on what is flattened: name the columns of its members',
      )
    }
    const wanted = schema.format === 'int64' ? 'integer' : 'string'
    if (schema.format !== undefined && type !== wanted) {
      yield document.problemAtKey([...at, 'format'], `format ${schema.format} is of type ${wanted}, not ${type}`)
    }
    if (schema.format === 'int64' && schema.as) {
      yield document.problemAtKey([...at, 'format'], 'milliseconds since 1970 never need int64')
    }
  }
}
