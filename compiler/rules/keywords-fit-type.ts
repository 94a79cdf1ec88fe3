import type { Contract, JsonType, MemberSchema } from '../contract.ts'
import { jsonTypes, mainType } from '../json-types.ts'
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
  as: ['string', 'integer', 'number'],
  missing: ['string'],
  table: ['array'],
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

/** Words that say how a column is made. */
const columnWords: ReadonlySet<string> = new Set(['column', 'as', 'missing', 'table'])

/** A keyword that JSON Schema would ignore for the member's type is refused: it would promise what nobody checks. */
export function* keywordsFitType({ members, document }: Contract): Generator<Problem> {
  for (const { schema, at, role } of members) {
    const legal = jsonTypes(schema).filter((type) => type !== 'null')
    const type = legal.join(' or ')
    for (const keyword of Object.keys(schema) as (keyof MemberSchema)[]) {
      const types = typesOf[keyword]
      if (types && !legal.some((type) => types.includes(type))) {
        yield document.problemAtKey(
          [...at, keyword],
          `\`${keyword}\` has no effect on a member of type ${type}: it belongs to ${types.join(' and ')}`,
        )
      }
      if (role === 'inside' && columnWords.has(keyword)) {
        yield document.problemAtKey(
          [...at, keyword],
          `\`${keyword}\` has no effect inside an array or map, which is one SUPER column`,
        )
      }
    }
    if ((role === 'branch' || role === 'table') && schema.column !== undefined) {
      yield document.problemAtKey(
        [...at, 'column'],
        '`column` has no effect on what is flattened: name the columns of its members',
      )
    }
    const wanted = schema.format === 'int64' ? 'integer' : 'string'
    if (schema.format !== undefined && mainType(schema) !== wanted) {
      yield document.problemAtKey([...at, 'format'], `format ${schema.format} is of type ${wanted}, not ${type}`)
    }
  }
}
