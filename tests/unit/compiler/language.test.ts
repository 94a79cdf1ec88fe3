import { describe, expect, it } from 'vitest'
import { compile } from '../../../compiler/compile.ts'
import { ContractError } from '../../../compiler/problem.ts'
import { readContracts } from '../../../compiler/read-contracts.ts'
import type { CompiledContractSet, CompiledType } from '../../../compiler/targets/contract-set.ts'
import { thingFile, thingLines, thingServiceFile, thingServiceLines } from './thing-contract.ts'

const zonesFile = 'schemas/reference/places.csv'
const zones = ['place,zone', 'LHR,Europe/London']

/** The head of the sample contract, with members (lines from 6) and words of the contract before its payload (line 5). */
function contract(members: readonly string[], words = '', required = 'a'): readonly string[] {
  return [
    'type: ThingChanged',
    'version: "1.0"',
    'description: A thing changed.',
    words || 'serve: { partition: month }',
    `payload: { type: object, required: [${required}], properties: {`,
    ...members.map((member) => `  ${member},`),
    ' } }',
  ]
}

const sources = (lines: readonly string[], extra: Readonly<Record<string, readonly string[]>> = {}) =>
  new Map(
    Object.entries({ [thingServiceFile]: thingServiceLines, [zonesFile]: zones, [thingFile]: lines, ...extra }).map(
      ([file, text]) => [file, `${text.join('\n')}\n`],
    ),
  )

function compiledSet(lines: readonly string[]): CompiledContractSet {
  const file = compile(sources(lines)).find(({ path }) => path.endsWith('contract-set.json'))
  return JSON.parse(file?.text ?? '') as CompiledContractSet
}

const compiled = (lines: readonly string[]): CompiledType => compiledSet(lines).types[0] as CompiledType

const column = (member: string, words = '') => compiled(contract([member], words)).columns[0]

function problems(
  lines: readonly string[],
  extra: Readonly<Record<string, readonly string[]>> = {},
): readonly string[] {
  try {
    readContracts(sources(lines, extra))
    return []
  } catch (error) {
    if (error instanceof ContractError)
      return error.message.split('\n').map((line) => line.replace(`${thingFile}:`, ''))
    throw error
  }
}

describe('as', () => {
  it.each([
    ['{ type: integer }', { type: 'integer', parse: [{ kind: 'integer' }] }],
    ['{ type: number }', { type: 'double', parse: [{ kind: 'number' }] }],
    ['{ type: number, decimal: [10, 3] }', { type: 'decimal', precision: 10, scale: 3, parse: [{ kind: 'decimal' }] }],
    [
      '{ type: boolean, true: [Y], false: [N] }',
      { type: 'boolean', parse: [{ kind: 'boolean', true: ['Y'], false: ['N'] }] },
    ],
    ['{ format: date-time }', { type: 'timestamp', parse: [{ kind: 'date-time' }] }],
    ['{ format: date, pattern: MM/dd/yyyy }', { type: 'date', parse: [{ kind: 'date', pattern: 'MM/dd/yyyy' }] }],
    ['{ epoch: seconds }', { type: 'timestamp', parse: [{ kind: 'epoch', unit: 'seconds' }] }],
    [
      '{ format: date-time, pattern: "dd/MMM/yyyy:HH:mm:ss Z" }',
      { type: 'timestamp', parse: [{ kind: 'time', pattern: 'dd/MMM/yyyy:HH:mm:ss Z' }] },
    ],
    [
      '{ format: date-time, pattern: "yyyy-MM-dd HH:mm[:ss]", zone: Europe/London, ambiguous: later }',
      {
        type: 'timestamp',
        parse: [{ kind: 'time', pattern: 'yyyy-MM-dd HH:mm[:ss]', zone: 'Europe/London', ambiguous: 'later' }],
      },
    ],
  ])('%s of text', (as, expected) => {
    expect(column(`a: { type: string, as: ${as}, description: A. }`)).toMatchObject(expected)
  })

  it('a list reads each JSON type of one member', () => {
    const member = 'a: { type: [string, integer], as: [{ format: date-time }, { epoch: seconds }], description: A. }'
    expect(column(member)).toMatchObject({
      type: 'timestamp',
      parse: [{ kind: 'date-time' }, { kind: 'epoch', unit: 'seconds' }],
    })
    expect(compiled(contract([member])).payload_schema.properties).toEqual({
      a: { type: ['string', 'integer'], minimum: -62_135_596_800, maximum: 253_402_300_799 },
    })
  })

  it('a zone per row brings its table along', () => {
    const set = compiledSet(
      contract([
        'a: { type: string, as: { format: date-time, pattern: yyyy-MM-dd HH:mm, zone: { reference: places, by: place } }, description: A. }',
        'place: { type: string, maxLength: 3, description: P. }',
      ]),
    )
    expect(set.references).toEqual({ places: { columns: ['place', 'zone'], rows: [['LHR', 'Europe/London']] } })
    expect(compiledSet(contract(['a: { type: string, description: A. }'])).references).toEqual({})
  })

  it('a time without zone is marked', () => {
    const member =
      'a: { type: string, column: a_local, as: { format: date-time, pattern: yyyy-MM-dd, zone: none }, description: A. }'
    expect(column(member)).toMatchObject({ name: 'a_local', local: true, parse: [{ kind: 'time', zone: null }] })
  })
})

describe('missing', () => {
  it('makes text columns nullable and legal, the contract’s and the member’s own', () => {
    const { columns, payload_schema } = compiled(
      contract(
        [
          'a: { type: string, minLength: 2, description: A. }',
          'b: { type: string, missing: ["-"], enum: [x, y], description: B. }',
          'c: { type: string, missing: [], description: C. }',
          'd: { type: string, maxLength: 4, description: D. }',
          'e: { type: array, items: { type: string, minLength: 1 }, description: E. }',
        ],
        'missing: ["", NA]',
        'a, b, c, d, e',
      ),
    )
    expect(columns.map(({ nullable, missing }) => [nullable, missing])).toEqual([
      [true, ['', 'NA']],
      [true, ['-']],
      [false, undefined],
      [true, ['', 'NA']],
      [false, undefined],
    ])
    expect(payload_schema.properties).toEqual({
      a: { anyOf: [{ enum: ['', 'NA'] }, { type: 'string', minLength: 2 }] },
      b: { type: 'string', enum: ['x', 'y', '-'] },
      c: { type: 'string' },
      d: { type: 'string', maxLength: 4 },
      e: { type: 'array', items: { type: 'string', minLength: 1 } },
    })
  })

  it('is legal beside a list of values that is bounded besides', () => {
    const member = 'a: { type: string, enum: [AA, BB], pattern: "^[A-Z]+$", minLength: 2, description: A. }'
    expect(compiled(contract([member], 'missing: [""]')).payload_schema.properties).toEqual({
      a: { anyOf: [{ enum: [''] }, { type: 'string', enum: ['AA', 'BB'], pattern: '^[A-Z]+$', minLength: 2 }] },
    })
  })

  it('gives a column to a member of one value, which then is not always there', () => {
    expect(column('a: { const: X, missing: [""], description: A. }')).toMatchObject({ name: 'a', nullable: true })
  })
})

describe('table', () => {
  it('has a column for items of one value', () => {
    const type = compiled(
      contract([
        'a: { type: string, description: A. }',
        'p: { type: array, table: parts, items: { const: X, description: I. }, description: P. }',
      ]),
    )
    expect(type.tables?.[0]?.columns).toMatchObject([{ name: 'value', path: [], type: 'string' }])
  })

  it('can stand in a tuple', () => {
    const type = compiled(
      contract([
        'a: { type: string, description: A. }',
        'p: { type: array, minItems: 1, maxItems: 2, prefixItems: [{ type: string, column: x, description: X. }, { type: array, table: parts, items: { type: string, description: I. }, description: P. }] }',
      ]),
    )
    expect(type.tables?.[0]).toMatchObject({ path: ['p', 1], columns: [{ name: 'value', path: [] }] })
  })

  it('takes an array out of the columns into a table of its own', () => {
    const type = compiled(
      contract([
        'a: { type: string, description: A. }',
        'parts: { type: array, table: parts, description: P., items: { type: object, required: [sku], properties: { sku: { type: string, maxLength: 9, description: S. }, price: { type: number, decimal: [9, 2], description: P. } } } }',
        'tags: { type: array, table: tags, description: T., items: { type: string, maxLength: 5, description: T. } }',
      ]),
    )
    expect(type.columns.map(({ name }) => name)).toEqual(['a'])
    expect(type.tables).toEqual([
      {
        name: 'parts',
        table: { schema: 'things', name: 'thing_changed_parts_v1' },
        path: ['parts'],
        columns: [
          { name: 'sku', path: ['sku'], type: 'string', max_bytes: 36, nullable: false },
          { name: 'price', path: ['price'], type: 'decimal', precision: 9, scale: 2, nullable: true },
        ],
      },
      {
        name: 'tags',
        table: { schema: 'things', name: 'thing_changed_tags_v1' },
        path: ['tags'],
        columns: [{ name: 'value', path: [], type: 'string', max_bytes: 20, nullable: false }],
      },
    ])
  })
})

describe('$defs', () => {
  const defs = '$defs: { word: { type: string, maxLength: 9, description: A word. } }'
  const withDefs = (members: readonly string[]) => [
    ...thingLines.slice(0, 3),
    'payload:',
    '  type: object',
    `  ${defs}`,
    '  properties:',
    ...members.map((member) => `    ${member}`),
  ]

  it('are written out where they are used; words beside a reference win', () => {
    const lines = withDefs(['a: { $ref: "#/$defs/word", maxLength: 4 }', 'b: { $ref: "#/$defs/word" }'])
    expect(compiled(lines).columns.map(({ name, max_bytes }) => [name, max_bytes])).toEqual([
      ['a', 16],
      ['b', 36],
    ])
    expect(compiled(lines).payload_schema).not.toHaveProperty('$defs')
  })

  it('keep their place in messages', () => {
    const lines = withDefs(['a: { $ref: "#/$defs/word", minimum: 3 }', 'b: { $ref: "#/$defs/wrd" }'])
    lines[5] = '  $defs: { word: { type: string, pattern: "(a+)+", description: A word. } }'
    expect(problems(lines)).toEqual(['9:16 no definition `wrd` under `payload.$defs`; did you mean `word`?'])
    expect(problems(lines.slice(0, 8))).toEqual([
      '6:43 pattern: repeats a group that contains a repetition or an alternative, which can be slow: repeat a set, as in [a-z]+',
      '8:32 `minimum` has no effect on a member of type string: it belongs to integer and number',
    ])
  })

  it('end, and are used', () => {
    const lines = withDefs(['a: { type: string, description: A. }'])
    expect(problems(lines)).toEqual(['6:12 definition `word` is used nowhere: remove it'])
    lines[5] = '  $defs: { word: { type: object, properties: { word: { $ref: "#/$defs/word" } } } }'
    lines[7] = '    a: { $ref: "#/$defs/word" }'
    expect(problems(lines)).toEqual([
      '6:62 definition `word` contains itself: an event has no end then; write the levels out that really occur',
    ])
  })
})

describe('envelope', () => {
  const time = 'a: { type: string, format: date-time, description: A. }'

  it('is left out when id and time are the producer’s', () => {
    expect(compiled(contract([time]))).not.toHaveProperty('envelope')
    expect(compiled(contract([time], 'envelope: { id: position, time: a }')).envelope).toEqual({
      form: 'cloudevents',
      id: 'position',
      time: ['a'],
    })
  })

  it('of a plain event is its content by default', () => {
    expect(compiled(contract([time], 'envelope: { form: plain, time: [a] }')).envelope).toEqual({
      form: 'plain',
      id: 'content',
      time: ['a'],
    })
  })

  it('of lines gives the members from named groups', () => {
    const lines = '^(?<a>[0-9TZ:-]+) (?<b>[a-z]+)$'
    const words = `envelope: { form: lines, id: position, time: a, lines: '${lines}' }`
    expect(compiled(contract([time, 'b: { type: string, description: B. }'], words)).envelope?.lines).toBe(lines)
  })
})

const text = (as: string) => [`a: { type: string, as: ${as}, description: A. }`]

/** [members, words of the contract, message] */
const broken: readonly (readonly [readonly string[], string, string])[] = [
  [
    text('{ format: date-time, pattern: "yyyy-MM-dd HH:mm" }'),
    '',
    '6:56 a time without offset needs a `zone`: for example Europe/London, or none to keep it as it is written',
  ],
  [
    text('{ format: date-time, pattern: "yyyy-MM-dd", zone: Europe/Londn }'),
    '',
    '6:76 `Europe/Londn` is no time zone of the IANA database: write for example Europe/London, UTC or none',
  ],
  [
    text('{ format: date-time, pattern: "yyyy-MM-dd", zone: none }'),
    '',
    '6:6 a time without zone is no instant: its column must end in `_local`, for example `a_local`',
  ],
  [
    text('{ format: date-time, pattern: "yyyy-MM-dd Z", zone: UTC }'),
    '',
    '6:78 the text has an offset from UTC already: remove `zone`',
  ],
  [text('{ format: date-time, pattern: "yyyy-mm-dd", zone: UTC }'), '', '6:56 pattern of a time: has no month'],
  [
    text('{ format: date-time, pattern: "yyyy-MM-dd mm", zone: UTC }'),
    '',
    '6:56 pattern of a time: has a minute but no hour',
  ],
  [
    text('{ format: date, pattern: "yyyy[-MM]-dd" }'),
    '',
    '6:51 pattern of a time: has the month in brackets, but it must always be there',
  ],
  [
    text('{ format: date-time, pattern: "yyyy-MM-dd HH:mm[ Z]" }'),
    '',
    '6:56 pattern of a time: has the offset in brackets, but it must always be there',
  ],
  [
    text('{ format: date-time, pattern: "yyyy-MM-ddTHH", zone: UTC }'),
    '',
    "6:56 pattern of a time: `T` means nothing: letters are yyyy MM M MMM dd d HH H mm ss S (1 to 6) Z X; quote other text, as in 'T'",
  ],
  [
    text('{ format: date, pattern: "dd.MM.yyyy HH" }'),
    '',
    '6:51 pattern of a time: has an hour, which a date has not: use `format: date-time`',
  ],
  [text('{ format: date-time, zone: UTC }'), '', '6:53 the text has an offset from UTC already: remove `zone`'],
  [
    text('{ format: date-time, pattern: "yyyy-MM-dd", zone: { reference: places, by: plac } }'),
    '',
    '6:101 no text column `plac`',
  ],
  [
    text('{ format: date-time, pattern: "yyyy-MM-dd", zone: { reference: place, by: a } }'),
    '',
    '6:89 there is no schemas/reference/place.csv; did you mean `places`?',
  ],
  [
    text('{ type: boolean, true: [Y] }'),
    '',
    '6:26 a truth value needs its spellings: `true: ["Y"]` and `false: ["N"]`',
  ],
  [text('{ type: boolean, true: [Y], false: [Y] }'), '', '6:61 `Y` is a spelling of true and of false'],
  [text('{ type: integer, zone: UTC }'), '', '6:49 `zone` has no effect here: it belongs to date-time'],
  [
    text('{ type: integer, epoch: seconds }'),
    '',
    '6:26 a reading is one of `epoch: seconds`, `format: date-time`, `format: date` and `type: integer` (number, boolean)',
  ],
  [
    text('{ type: number, decimal: [40, 2] }'),
    '',
    '6:51 a decimal has 1 to 38 digits, at most 37 of them after the point',
  ],
  [
    ['a: { type: integer, as: { type: number }, description: A. }'],
    '',
    '6:27 values of type integer have no reading: add for example `{ epoch: seconds }`',
  ],
  [
    ['a: { type: [string, integer], as: { format: date-time }, description: A. }'],
    '',
    '6:37 values of type integer have no reading: add for example `{ epoch: seconds }`',
  ],
  [
    ['a: { type: string, as: [{ format: date-time }, { type: integer }], description: A. }'],
    '',
    '6:26 values of type string have 2 readings: which one is meant cannot be told',
  ],
  [
    ['a: { type: [string, integer], as: [{ type: integer }, { epoch: seconds }], description: A. }'],
    '',
    '6:37 the readings make different types: a column has one',
  ],
  [
    ['a: { type: string, format: date, as: { format: date }, description: A. }'],
    '',
    '6:30 `format` and `as` say the same thing twice: keep `as`',
  ],
  [
    ['a: { type: boolean, as: { type: integer }, description: A. }'],
    '',
    '6:23 `as` has no effect on a member of type boolean',
  ],
  [
    ['a: { type: string, pii: direct, as: { type: integer }, description: A. }'],
    '',
    '6:27 `pii` is supported on text only, not on times and numbers',
  ],
  [
    ['a: { type: string, enum: ["", x], description: A. }'],
    'missing: [""]',
    '6:6 "" is a value of this member and means missing: write `missing: []` here if it is a value',
  ],
  [
    ['a: { type: integer, missing: [""], description: A. }'],
    '',
    '6:23 `missing` has no effect on a member of type integer',
  ],
  [
    ['a: { type: string, description: A. }'],
    'missing: ["", ""]',
    '4:10 `missing` must NOT have duplicate items (items ## 1 and 0 are identical)',
  ],
  [
    [
      'a: { type: string, description: A. }',
      'p: { type: array, table: Parts, items: { type: string, description: I. }, description: P. }',
    ],
    '',
    '7:28 `table` is "Parts", which is not of the form snake_case',
  ],
  [
    [
      'a: { type: string, description: A. }',
      'p: { type: array, table: parts, items: { type: string }, description: P. }',
    ],
    '',
    '7:35 `items` needs a `description`: what analysts read',
  ],
  [
    [
      'a: { type: string, description: A. }',
      'p: { type: array, table: parts, items: { type: [string, "null"], description: I. }, description: P. }',
    ],
    '',
    '7:42 items that are rows cannot be null: remove "null" from their `type`',
  ],
  [
    ['a: { type: string, description: A. }'].concat(
      Array.from(
        { length: 20 },
        (_, n) => `p${n}: { type: array, table: p${n}, items: { type: string, description: I. }, description: P. }`,
      ),
    ),
    '',
    '26:30 more than 19 child tables: their load would not fit the 40 statements of one transaction; leave some as SUPER columns',
  ],
  [
    [
      'a: { type: string, description: A. }',
      'p: { type: array, table: p, description: P., items: { type: object, properties: { q: { type: array, table: q, description: Q., items: { type: string, description: I. } } } } }',
    ],
    '',
    '7:110 a row of `p` cannot have a table of its own: leave it as one SUPER column',
  ],
  [
    [
      'a: { type: string, description: A. }',
      'p: { type: array, table: p, description: P., items: { type: object, properties: { event_id: { type: string, description: E. } } } }',
    ],
    '',
    '7:85 column `event_id` is a technical column of every table: write for example `column: payload_event_id`',
  ],
  [
    [
      'a: { type: string, description: A. }',
      'p: { type: array, table: p, description: P., items: { type: array, minItems: 1, maxItems: 1, prefixItems: [{ type: string, column: x, description: X. }] } }',
    ],
    '',
    '7:55 items that are tuples cannot be rows: remove `table`, or send objects',
  ],
  [
    ['a: { type: string, pattern: "^[^]a$", description: A. }'],
    '',
    '6:31 pattern: [^] is a set of nothing or of everything, which not all engines read',
  ],
  [
    ['a: { type: string, description: A. }'],
    'envelope: { form: plain, id: producer, time: a }',
    '4:30 a plain event has no id of its own: use content or a list of columns',
  ],
  [
    ['a: { type: string, description: A. }'],
    'envelope: { form: plain }',
    '4:11 an event of form plain has no time of its own: name its column in `time`',
  ],
  [
    ['a: { type: string, description: A. }'],
    'envelope: { time: a }',
    '4:19 `a` is no time: its member needs a format or `as`',
  ],
  [['a: { type: string, description: A. }'], 'envelope: { time: [b] }', '4:20 there is no column `b`'],
  [
    ['a: { type: string, format: date, description: A. }', 'b: { type: string, format: date, description: B. }'],
    'envelope: { time: [a, b] }',
    '4:20 `a` is never null, so what follows is never read: remove it, or put it first',
  ],
  [
    ['a: { type: string, pii: direct, description: A. }'],
    'envelope: { id: [a] }',
    '4:18 `a` is personal data, and ids are seen by everybody: use content',
  ],
  [
    ['a: { type: number, description: A. }'],
    'envelope: { id: [a] }',
    '4:18 `a` is of type double: an id is text, a UUID or an integer',
  ],
  [
    ['a: { type: string, description: A. }'],
    'envelope: { id: contnet }',
    '4:17 `id` is "contnet", but can be producer, position, content; did you mean `content`?',
  ],
  [
    ['a: { type: string, description: A. }'],
    'envelope: { form: lines, id: position, time: a }',
    '4:11 form lines needs `lines`, the pattern of a line',
  ],
  [['a: { type: string, description: A. }'], "envelope: { lines: '^(?<a>x)$' }", '4:13 `lines` belongs to form lines'],
  [
    ['a: { type: string, format: date, description: A. }'],
    "envelope: { form: lines, id: content, time: a, lines: '(?<a>x)' }",
    '4:55 pattern: a whole line matches, so it starts with ^ and ends with $',
  ],
  [
    ['a: { type: string, format: date, description: A. }'],
    "envelope: { form: lines, id: content, time: a, lines: '^(?<a>x)(?<b>y)$' }",
    '4:55 group `b` is no member of the payload',
  ],
  [
    ['a: { type: string, format: date, description: A. }', 'b: { type: string, description: B. }'],
    "envelope: { form: lines, id: content, time: a, lines: '^(?<a>x)$' }",
    '7:3 no group `(?<b>…)` in `envelope.lines` gives this member a value',
  ],
  [
    ['a: { type: string, format: date, description: A. }'],
    "envelope: { form: lines, id: content, time: a, lines: '^(?<a>(x+)+)$' }",
    '4:55 pattern: repeats a group that contains a repetition or an alternative, which can be slow',
  ],
]

describe('broken', () => {
  it.each(['HH[:mm]:ss', '[HH:]mm'])('a time %s could be read in two ways', (clock) => {
    const [first = ''] = problems(contract(text(`{ format: date-time, pattern: "yyyy-MM-dd ${clock}", zone: UTC }`)))
    expect(first).toContain('out but not what is finer: a text could then be read in two ways')
  })

  it('an escaped parenthesis opens no group', () => {
    const words = "envelope: { form: lines, id: content, time: a, lines: '^(?<a>[0-9-]+)\\(?<x>$' }"
    expect(problems(contract(['a: { type: string, format: date, description: A. }'], words))).toEqual([])
  })

  it('a definition is looked up by its own name, and does not multiply without end', () => {
    const members = (defs: string, ref: string) => [
      ...thingLines.slice(0, 3),
      'payload:',
      '  type: object',
      `  $defs: { ${defs} }`,
      `  properties: { a: { $ref: "#/$defs/${ref}" } }`,
    ]
    const word = 'word: { type: string, description: W. }'
    expect(problems(members(word, 'constructor')).join()).toContain('no definition `constructor`')
    const pairs = Array.from({ length: 30 }, (_, n) => {
      const inner = n === 29 ? 'word' : `d${n + 1}`
      return `d${n}: { type: object, properties: { x: { $ref: "#/$defs/${inner}" }, y: { $ref: "#/$defs/${inner}" } } }`
    })
    expect(problems(members([word, ...pairs].join(', '), 'd0')).join()).toContain('more than 2000 times')
  })

  it.each(broken)('%j %s: %s', (members, words, message) => {
    expect(problems(contract(members, words)).join('\n')).toContain(message)
  })

  it('a zone is written as the IANA database writes it, because not every engine overlooks the case', () => {
    const pattern = 'yyyy-MM-dd'
    for (const zone of [
      'Europe/LONDON',
      'Africa/Dar_Es_Salaam',
      'Antarctica/Mcmurdo',
      'SystemV/PST8',
      'US/Pacific-New',
    ])
      expect(problems(contract(text(`{ format: date-time, pattern: ${pattern}, zone: ${zone} }`)))).toHaveLength(1)
    const links = ['Africa/Dar_es_Salaam', 'America/Port-au-Prince', 'Antarctica/McMurdo', 'Australia/ACT']
    for (const zone of [
      ...Intl.supportedValuesOf('timeZone'),
      ...links,
      'US/Eastern',
      'Etc/GMT+10',
      'Etc/GMT-2',
      'UTC',
    ])
      expect(problems(contract(text(`{ format: date-time, pattern: ${pattern}, zone: ${zone} }`)))).toEqual([])
  })

  it('a child table is not named as the view of the latest events', () => {
    const members = [
      'a: { type: string, description: A. }',
      'at: { type: string, format: date-time, column: at_time, description: A. }',
      'p: { type: array, table: current, items: { type: string, description: I. }, description: P. }',
    ]
    const words = 'entity: { name: thing_changed, key: [a], latestBy: at_time }'
    expect(problems(contract(members, words, 'a, at'))).toEqual([
      '8:28 view things.thing_changed_current is that of the latest events: give the table another name',
    ])
  })

  it('a child table is not longer in its name than the warehouse takes with what loading adds', () => {
    const members = [
      'a: { type: string, description: A. }',
      `p: { type: array, table: ${'r'.repeat(90)}, items: { type: string, description: I. }, description: P. }`,
    ]
    expect(problems(contract(members))).toEqual([
      '7:28 names of service, event and table are too long together for the names of tables: shorten this one',
    ])
  })

  it('what is wrong in a definition is told once, however often it is used', () => {
    const lines = contract(['a: { $ref: "#/$defs/b" }', 'c: { $ref: "#/$defs/b" }'])
    const head = 'payload: { $defs: { b: { type: string, pattern: "^.*$", description: B. } }, type: object, '
    expect(problems(lines.map((line) => line.replace('payload: { type: object, ', head)))).toHaveLength(1)
  })

  it('the reference table is judged like everything else', () => {
    const lines = contract(['a: { type: string, description: A. }'])
    expect(problems(lines, { [zonesFile]: ['place,zone', 'A,UTC', 'A,Moon/Base', 'B'] })).toEqual([
      `${zonesFile}:3:1 key \`A\` is there already`,
      `${zonesFile}:3:1 \`Moon/Base\` is no time zone of the IANA database`,
      `${zonesFile}:4:1 needs 2 plain values with commas between, without quotes or carriage returns`,
    ])
  })
})
