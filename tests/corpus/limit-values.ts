/** A value at a limit of its type: how it is written in the event, and what the warehouse must hold. */
export interface LimitValue {
  readonly member: string
  readonly column: string
  readonly written: string
  /** As the warehouse prints it; a double as JavaScript reads it; JSON as a value. */
  readonly held: string | number | null | { readonly json: unknown }
}

const values = (
  member: string,
  column: string,
  pairs: readonly (readonly [written: string, held: LimitValue['held']])[],
): readonly LimitValue[] => pairs.map(([written, held]) => ({ member, column, written, held }))

const same = (...texts: readonly string[]) => texts.map((text) => [text, text] as const)
const texts = (...each: readonly string[]) => each.map((text) => [JSON.stringify(text), text] as const)
const nines = (count: number) => '9'.repeat(count)

export const limitValues: readonly LimitValue[] = [
  ...values('whole', 'whole', same('9007199254740991', '-9007199254740991', '0')),
  ...values('whole', 'whole', [
    ['-0', '0'],
    ['1.0', '1'],
    ['1e15', '1000000000000000'],
  ]),
  ...values('big', 'big', same('9223372036854775807', '-9223372036854775808', '9007199254740993', '-9007199254740993')),
  ...values('price', 'price', same('9999999999.99', '-9999999999.99', '0.01', '-0.01')),
  ...values('price', 'price', [
    ['0', '0.00'],
    ['-0.0', '0.00'],
    ['125e-2', '1.25'],
    ['1.5000000000000000000000', '1.50'],
    ['0.1', '0.10'],
  ]),
  ...values('wide', 'wide', same(`${nines(28)}.${nines(10)}`, `-${nines(28)}.${nines(10)}`, '0.0000000001')),
  ...values('widest', 'widest', same(nines(38), `-${nines(38)}`, '9007199254740993', '1')),
  ...values('widest', 'widest', [['1e37', `1${'0'.repeat(37)}`]]),
  ...values('finest', 'finest', same(`9.${nines(37)}`, `-9.${nines(37)}`)),
  ...values('finest', 'finest', [['1e-37', `0.${'0'.repeat(36)}1`]]),
  ...values('free', 'free', [
    ['1.7976931348623157e308', Number.MAX_VALUE],
    ['-1.7976931348623157e308', -Number.MAX_VALUE],
    ['5e-324', Number.MIN_VALUE],
    ['-5e-324', -Number.MIN_VALUE],
    ['2.2250738585072014e-308', 2.2250738585072014e-308],
    ['2.225073858507201e-308', 2.225073858507201e-308],
    ['-0.0', -0],
    ['0.1', 0.1],
    ['0.30000000000000004', 0.30000000000000004],
    ['0.1000000000000000055511151231257827', 0.1],
    ['9007199254740992', 9007199254740992],
    ['1e22', 1e22],
    ['123456789.123456789', 123456789.12345679],
  ]),
  ...values('flag', 'flag', same('true', 'false')),
  ...values('maybe', 'maybe', [['null', null]]),
  ...values('level', 'level', [
    ['null', null],
    ['1.0', '1'],
  ]),
  ...values('name', 'name', texts('ab', '😀😀😀😀😀')),
  ...values(
    'text',
    'text',
    texts(
      '',
      ' ',
      'null',
      '\\N',
      'NULL',
      'a|b,c;"d"\'e\'\t\r\nf',
      '\u0001\u001f\u007f',
      '\ufeff\ufffe\uffff\u{10ffff}',
      'e\u0301 \u00e9',
      '\u2028\u2029',
      '\\',
      'a'.repeat(65_535),
      '€'.repeat(21_845),
    ),
  ),
  ...values('at', 'at_time', [
    ['"0001-01-01T00:00:00Z"', '0001-01-01 00:00:00'],
    ['"0001-01-01T00:00:00.000001Z"', '0001-01-01 00:00:00.000001'],
    ['"9999-12-31T23:59:59.999999Z"', '9999-12-31 23:59:59.999999'],
    ['"1582-10-10T12:00:00Z"', '1582-10-10 12:00:00'],
    ['"1899-12-31T23:59:59.999999Z"', '1899-12-31 23:59:59.999999'],
    ['"1969-12-31T23:59:59.999999Z"', '1969-12-31 23:59:59.999999'],
    ['"1970-01-01T00:00:00Z"', '1970-01-01 00:00:00'],
    ['"2024-02-29T23:59:59.123456Z"', '2024-02-29 23:59:59.123456'],
    ['"2026-11-25T00:30:00+14:00"', '2026-11-24 10:30:00'],
    ['"2026-11-25t10:00:00.1000000000z"', '2026-11-25 10:00:00.1'],
  ]),
  ...values('day', 'day', texts('0001-01-01', '9999-12-31', '1582-10-10', '2000-02-29', '1969-12-31')),
  ...values('key', 'key', texts('c0a8012e-0000-4000-8000-00000000000f', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF')),
  ...values('tags', 'tags', [
    ['[]', { json: [] }],
    ['["", "😀", "\\u0001"]', { json: ['', '😀', '\u0001'] }],
  ]),
  ...values('counts', 'counts', [
    ['{}', { json: {} }],
    ['{"a b": 9007199254740991, "": 0}', { json: { 'a b': 9007199254740991, '': 0 } }],
  ]),
  ...values('tree', 'tree', [
    [`[{"a":"${'b'.repeat(65_525)}"}]`, { json: [{ a: 'b'.repeat(65_525) }] }],
    ['[{"\\"":"\\\\"},{}]', { json: [{ '"': '\\' }, {}] }],
  ]),
]

/** Times of events at the ends of what is accepted. */
export const limitTimes = [
  ['0001-01-01T00:00:00Z', '0001-01-01 00:00:00'],
  ['9999-12-30T23:59:59.999999Z', '9999-12-30 23:59:59.999999'],
  ['1969-12-31T23:59:59.999999Z', '1969-12-31 23:59:59.999999'],
] as const

/** A value at its limit, each in an event of its own: `value-<place>`, then the times, `time-<place>`. */
export const limitEvents: readonly Buffer[] = [
  ...limitValues.map(({ member, written }, place) => {
    const data = member === 'whole' ? `{"whole":${written}}` : `{"whole":1,"${member}":${written}}`
    return { id: `value-${place}`, time: '2026-11-25T10:00:00Z', data }
  }),
  ...limitTimes.map(([time], place) => ({ id: `time-${place}`, time, data: '{"whole":1}' })),
].map(({ id, time, data }) =>
  Buffer.from(
    `{"specversion":"1.0","id":"${id}","source":"com.example.limits","type":"LimitReached","time":"${time}","data":${data}}`,
  ),
)
