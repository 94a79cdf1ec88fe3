import fc from 'fast-check'

/** A member's schema together with what generates its legal values. */
interface Sample {
  readonly schema: Readonly<Record<string, unknown>>
  readonly value: fc.Arbitrary<unknown>
}

const description = 'D.'
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF'), minLength: length, maxLength: length })
const instant = fc
  .date({ min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

const text: fc.Arbitrary<Sample> = fc.integer({ min: 1, max: 30 }).map((maxLength) => ({
  schema: { type: 'string', maxLength, description },
  value: fc.string({ unit: 'grapheme', maxLength }).filter((value) => [...value].length <= maxLength),
}))

const listed: fc.Arbitrary<Sample> = fc
  .uniqueArray(fc.oneof(fc.string({ maxLength: 8 }), fc.constant('')), { minLength: 1, maxLength: 4 })
  .map((values) => ({ schema: { type: 'string', enum: values, description }, value: fc.constantFrom(...values) }))

const formatted: fc.Arbitrary<Sample> = fc.constantFrom<Sample>(
  { schema: { type: 'string', format: 'date-time', description }, value: instant },
  { schema: { type: 'string', format: 'date', description }, value: instant.map((value) => value.slice(0, 10)) },
  {
    schema: { type: 'string', format: 'uuid', description },
    value: fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((parts) => parts.join('-')),
  },
  { schema: { type: 'string', format: 'ipv4', description }, value: fc.ipV4() },
  { schema: { type: 'string', pii: 'identifier', description }, value: fc.string() },
  { schema: { type: 'string', pii: 'direct', description }, value: fc.string() },
)

const number: fc.Arbitrary<Sample> = fc.constantFrom<Sample>(
  { schema: { type: 'number', description }, value: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  {
    schema: { type: 'number', decimal: [12, 2], description },
    value: fc.integer({ min: -999_999_999_999, max: 999_999_999_999 }).map((cents) => cents / 100),
  },
  { schema: { type: 'integer', description }, value: fc.maxSafeInteger() },
  { schema: { type: 'integer', format: 'int64', description }, value: fc.maxSafeInteger() },
  {
    schema: { type: 'integer', as: { epoch: 'milliseconds' }, description },
    value: fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }),
  },
  { schema: { type: 'boolean', description }, value: fc.boolean() },
)

const leaf = fc.oneof(text, listed, formatted, number)

/** Only what SUPER takes: no columns, decimals, personal data or 64-bit integers. */
const insideSuper = fc
  .oneof(text, listed)
  .map(({ schema: { description: _, ...schema }, value }) => ({ schema, value }))
const list: fc.Arbitrary<Sample> = insideSuper.map(({ schema, value }) => ({
  schema: { type: 'array', maxItems: 3, items: schema, description },
  value: fc.array(value, { maxLength: 3 }),
}))
const map: fc.Arbitrary<Sample> = insideSuper.map(({ schema, value }) => ({
  schema: { type: 'object', additionalProperties: schema, description },
  value: fc.dictionary(fc.string(), value, { noNullPrototype: true }),
}))

const name = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 2, maxLength: 6 }).map((word) => `m_${word}`)

const object = (member: fc.Arbitrary<Sample>): fc.Arbitrary<Sample> =>
  fc
    .dictionary(name, fc.tuple(member, fc.boolean()), { minKeys: 1, maxKeys: 5, noNullPrototype: true })
    .map((members) => {
      const entries = Object.entries(members)
      const required = entries.filter(([, [, needed]]) => needed).map(([key]) => key)
      return {
        schema: {
          type: 'object',
          required,
          properties: Object.fromEntries(entries.map(([key, [{ schema }]]) => [key, schema])),
        },
        value: fc.record(Object.fromEntries(entries.map(([key, [{ value }]]) => [key, value])), {
          requiredKeys: required,
          noNullPrototype: true,
        }),
      }
    })

/** A contract that should compile, and legal payloads of it. */
export const contractArbitrary = object(fc.oneof({ weight: 4, arbitrary: leaf }, list, map, object(leaf))).map(
  ({ schema, value }) => ({
    text: JSON.stringify({ type: 'Made', version: '1.0', description, payload: schema }, null, 2),
    payload: value,
  }),
)
