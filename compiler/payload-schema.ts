import type { MemberSchema } from './contract.ts'
import { patternOfFormat } from './formats.ts'
import { listedValues, mainType } from './json-types.ts'

/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** JavaScript producers hold integers exactly up to this; `format: int64` lifts the bound. */
export const maxSafeInteger = Number.MAX_SAFE_INTEGER

/** The years 1 to 9999 in milliseconds since 1970: what a timestamp can be everywhere on the path. */
const epochMilliseconds = { minimum: -62_135_596_800_000, maximum: 253_402_300_799_999 } as const

const keptKeywords = [
  'required',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
] as const

/**
 * The payload's JSON Schema as validators get it: only keywords on which ajv and jsonschema-rs give one verdict. Formats become
 * patterns, integers get bounds, documentation and the contract language's own keywords are gone.
 */
export const normalisePayload = (payload: MemberSchema): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  ...normalise(payload),
})

function normalise(schema: MemberSchema): JsonSchema {
  const values = listedValues(schema)
  const result: Record<string, unknown> = {}
  if (schema.type !== undefined) result.type = schema.type
  if (values) result.enum = values
  for (const keyword of keptKeywords) if (schema[keyword] !== undefined) result[keyword] = schema[keyword]
  Object.assign(result, patternsOf(schema), boundsOf(schema))
  if (schema.properties) result.properties = mapValues(schema.properties)
  if (schema.additionalProperties) result.additionalProperties = normalise(schema.additionalProperties)
  if (schema.items) result.items = normalise(schema.items)
  if (schema.prefixItems) result.prefixItems = schema.prefixItems.map(normalise)
  return result
}

function patternsOf(schema: MemberSchema): JsonSchema {
  const format = patternOfFormat(schema.format)
  if (format === undefined) return schema.pattern === undefined ? {} : { pattern: schema.pattern }
  return schema.pattern === undefined ? { pattern: format } : { pattern: format, allOf: [{ pattern: schema.pattern }] }
}

function boundsOf(schema: MemberSchema): JsonSchema {
  if (mainType(schema) !== 'integer' || schema.format === 'int64' || listedValues(schema)) return {}
  const widest = schema.as ? epochMilliseconds : { minimum: -maxSafeInteger, maximum: maxSafeInteger }
  return {
    ...(schema.minimum === undefined && schema.exclusiveMinimum === undefined && { minimum: widest.minimum }),
    ...(schema.maximum === undefined && schema.exclusiveMaximum === undefined && { maximum: widest.maximum }),
  }
}

const mapValues = (schemas: Readonly<Record<string, MemberSchema>>): JsonSchema =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, normalise(schema)]))
