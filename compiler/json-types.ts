import type { ConstValue, JsonType, MemberSchema } from './contract.ts'

/** The values that a member may have when it lists them; undefined when it does not. */
export function listedValues(schema: MemberSchema): readonly ConstValue[] | undefined {
  if (schema.const !== undefined) return [schema.const]
  return schema.enum ?? schema.oneOf?.map((choice) => choice.const)
}

/** The JSON types that a member may have: as declared, or those of the values that it lists. */
export function jsonTypes(schema: MemberSchema): readonly JsonType[] {
  if (schema.type !== undefined) return typeof schema.type === 'string' ? [schema.type] : schema.type
  return [...new Set((listedValues(schema) ?? []).map(typeOfConst))]
}

/** The one type besides null; undefined when there is none or more than one. */
export function mainType(schema: MemberSchema): Exclude<JsonType, 'null'> | undefined {
  const types = jsonTypes(schema).filter((type) => type !== 'null')
  return types.length === 1 ? types[0] : undefined
}

/** Whether null is a legal value. */
export const allowsNull = (schema: MemberSchema): boolean => jsonTypes(schema).includes('null')

/** The JSON type of a listed value; every listed number is an integer (the meta-schema says so). */
export function typeOfConst(value: ConstValue): JsonType {
  if (value === null) return 'null'
  if (typeof value === 'number') return 'integer'
  return typeof value === 'boolean' ? 'boolean' : 'string'
}
