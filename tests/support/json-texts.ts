import fc from 'fast-check'

/** JSON as text in every spelling: spaces, escapes, numbers beyond doubles, keys sent twice, characters that engines refuse. */
const space = fc.constantFrom('', '', '', ' ', '\n', '\r\n\t', '   ')
const characters = fc.constantFrom(
  'a',
  'b',
  'é',
  '€',
  '😀',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '/',
  '~',
  '\\"',
  '\\\\',
  '\\/',
  '\\n',
  '\\u0061',
  '\\ud83d\\ude00',
)
const refusedCharacters = fc.constantFrom('\\u0000', '\\ud800', '\\udc00x')
const plainString = fc.array(characters, { maxLength: 5 }).map((all) => `"${all.join('')}"`)
const hostileString = fc
  .tuple(fc.array(characters, { maxLength: 2 }), refusedCharacters)
  .map(([all, last]) => `"${all.join('')}${last}"`)
const number = fc.constantFrom(
  '0',
  '-0',
  '1.10',
  '1E5',
  '9007199254740993',
  '12345678901234567890123456789012345678',
  '0e-999',
  '0.00',
)
const hostileNumber = fc.constantFrom('1e400', '-1e999', '1e-400', `1${'0'.repeat(400)}`, '0.0000000000000000001e-320')
const word = fc.constantFrom('true', 'false', 'null')

/** Texts of values; with `hostile` some hold what the lakehouse refuses. */
export function jsonTexts(hostile: boolean): fc.Arbitrary<string> {
  const { value } = fc.letrec<{ value: string; object: string; list: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      { arbitrary: plainString, weight: 4 },
      { arbitrary: number, weight: 3 },
      { arbitrary: word, weight: 1 },
      { arbitrary: tie('object'), weight: 4 },
      { arbitrary: tie('list'), weight: 3 },
      ...(hostile ? [{ arbitrary: fc.oneof(hostileString, hostileNumber), weight: 1 }] : []),
    ),
    object: members(fc.tuple(plainString, space, tie('value'), space), hostile).map(
      (all) => `{${all.map(([key, a, member, b]) => `${a}${key}${b}:${a}${member}${b}`).join(',')}}`,
    ),
    list: fc
      .array(fc.tuple(space, tie('value'), space), { maxLength: 4 })
      .map((items) => `[${items.map((parts) => parts.join('')).join(',')}]`),
  }))
  return value
}

type Member = [key: string, before: string, value: string, after: string]

/** Keys are equal when they read alike, whatever their spelling. */
const members = (member: fc.Arbitrary<Member>, mayRepeat: boolean): fc.Arbitrary<Member[]> =>
  mayRepeat
    ? fc.array(member, { maxLength: 4 })
    : fc.uniqueArray(member, { maxLength: 4, selector: ([key]) => JSON.parse(key) as string })

export const spaces = space
