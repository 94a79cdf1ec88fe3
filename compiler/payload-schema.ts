import type { MemberSchema } from './contract.ts'
import { patternOfFormat } from './formats.ts'
import { jsonTypes, listedValues } from './json-types.ts'
import { readingsOf } from './readings.ts'

/** A JSON Schema as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** JavaScript producers hold integers exactly up to this; `format: int64` lifts the bound. */
export const maxSafeInteger = Number.MAX_SAFE_INTEGER

/** The years 1 to 9999 in seconds since 1970: what a timestamp can be everywhere on the path. */
const epochSeconds = { minimum: -62_135_596_800, maximum: 253_402_300_800 } as const
const unitsPerSecond = { seconds: 1, milliseconds: 1_000, microseconds: 1_000_000 } as const

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
  const constraint = normaliseValue(schema)
  const unfit = (schema.missing ?? []).filter((spelling) => !isLegalText(spelling, constraint))
  if (unfit.length === 0) return constraint
  const { enum: values, ...bounds } = constraint
  if (Array.isArray(values) && unfit.every((spelling) => isLegalText(spelling, bounds)))
    return { ...constraint, enum: [...values, ...unfit] }
  return { anyOf: [{ enum: schema.missing }, constraint] }
}

/** Whether a normalised schema lets a text through. */
function isLegalText(text: string, schema: JsonSchema): boolean {
  const {
    enum: values,
    minLength = 0,
    maxLength = Number.POSITIVE_INFINITY,
    pattern,
    allOf = [],
  } = schema as TextSchema
  const length = [...text].length
  return (
    (values === undefined || values.includes(text)) &&
    length >= minLength &&
    length <= maxLength &&
    [{ pattern }, ...allOf].every(({ pattern }) => pattern === undefined || new RegExp(pattern, 'u').test(text))
  )
}

interface TextSchema {
  readonly enum?: readonly unknown[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly allOf?: readonly { readonly pattern?: string }[]
}

function normaliseValue(schema: MemberSchema): JsonSchema {
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
  if (!jsonTypes(schema).includes('integer') || schema.format === 'int64' || listedValues(schema)) return {}
  const widest = widestIntegers(schema)
  return {
    ...(schema.minimum === undefined && schema.exclusiveMinimum === undefined && { minimum: widest.minimum }),
    ...(schema.maximum === undefined && schema.exclusiveMaximum === undefined && { maximum: widest.maximum }),
  }
}

function widestIntegers(schema: MemberSchema): { readonly minimum: number; readonly maximum: number } {
  const unit = readingsOf(schema).find(({ epoch }) => epoch !== undefined)?.epoch
  if (unit === undefined) return { minimum: -maxSafeInteger, maximum: maxSafeInteger }
  const per = unitsPerSecond[unit]
  return {
    minimum: Math.max(epochSeconds.minimum * per, -maxSafeInteger),
    maximum: Math.min(epochSeconds.maximum * per - 1, maxSafeInteger),
  }
}

const mapValues = (schemas: Readonly<Record<string, MemberSchema>>): JsonSchema =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, normalise(schema)]))
