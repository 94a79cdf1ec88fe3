import type { Contract, MemberSchema } from '../contract.ts'
import { jsonTypes, mainType } from '../json-types.ts'
import type { Problem } from '../problem.ts'

/** Each member has exactly one type besides null, a payload is an object with properties, an array says what it holds. */
export function* shapesAreKnown({ payload, members, document }: Contract): Generator<Problem> {
  if (mainType(payload) !== 'object' || jsonTypes(payload).length !== 1 || !payload.properties) {
    yield document.problem(['payload'], 'a payload is `type: object`, never null, with `properties`')
  }
  for (const { schema, at } of members) {
    if (schema === payload && !schema.properties) continue
    const message = shapeFault(schema)
    if (message !== undefined) yield document.problem(at, message)
  }
}

/** Types that a list of readings can bring into one column. */
const readable: ReadonlySet<string> = new Set(['string', 'integer', 'number', 'null'])

function shapeFault(schema: MemberSchema): string | undefined {
  const lists = [schema.enum, schema.const, schema.oneOf].filter((list) => list !== undefined)
  if (lists.length > 1) return 'lists its values twice: use one of `enum`, `const` and `oneOf`'
  if (jsonTypes(schema).length === 0) return 'needs a `type`: for example string, integer or object'
  const type = mainType(schema)
  if (type === undefined && schema.as !== undefined && jsonTypes(schema).every((type) => readable.has(type)))
    return undefined
  if (type === undefined)
    return `has the types ${jsonTypes(schema).join(', ')}: one type, and "null" where null is legal (texts and numbers together need \`as\` with a reading for each)`
  if (type === 'array' && !schema.items && !schema.prefixItems) return 'an array needs `items` (or `prefixItems`)'
  if (type === 'array' && schema.items && schema.prefixItems)
    return 'has `items`, for a list of any length, and `prefixItems`, for a tuple: use one of them'
  if (type === 'object' && schema.properties && schema.additionalProperties) {
    return 'either an object with `properties` or a map with `additionalProperties`; unknown members go to _rest'
  }
  if (type === 'object' && !schema.properties && !schema.additionalProperties) {
    return 'an object needs `properties`, or `additionalProperties` when it is a map'
  }
  return undefined
}
