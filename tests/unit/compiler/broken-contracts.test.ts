import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../../../cli/state.ts'
import { ContractError } from '../../../compiler/problem.ts'
import { readContracts, type SourceFiles } from '../../../compiler/read-contracts.ts'
import { thingFile, thingServiceFile, thingSources, thingWith } from './thing-contract.ts'

/** [line that is broken, its text, the message with line and column] */
const broken: readonly (readonly [number, string, string])[] = [
  [1, 'typ: ThingChanged', '1:1 unknown key `typ`; did you mean `type`?'],
  [2, 'version: 1.0', '2:10 `version` must be text, not the number 1: write it in quotes'],
  [
    2,
    'version: "2.0"',
    '2:10 version 2.0 is not of major 1, which the file name says: write "1.0", or name the file ….v2.yml',
  ],
  [4, 'entity: { name: thing, key: [thing_idd] }', '4:30 no column `thing_idd`; did you mean `thing_id`?'],
  [4, 'entity: { name: thing, key: [currency] }', '4:30 column `currency` may be null: make its member required'],
  [
    4,
    'entity: { name: thing, key: [thing_id], latestBy: thing_id }',
    '4:51 column `thing_id` has no order in time: use a time or a number',
  ],
  [
    7,
    '  required: [thing_id, changed_at, amont]',
    '7:36 required member `amont` is not in properties; did you mean `amount`?',
  ],
  [
    9,
    '    thing_id: { type: string, maxLenght: 20, description: Its number. }',
    '9:31 unknown key `maxLenght`; did you mean `maxLength`?',
  ],
  [
    9,
    '    thing_id: { type: strin, description: Its number. }',
    '9:23 `type` is "strin", but can be string, integer, number, boolean, object, array, null; did you mean `string`?',
  ],
  [9, '    thing_id: { type: string, maxLength: 20 }', '9:5 `thing_id` needs a `description`: what analysts read'],
  [
    9,
    '    thing_id: { type: string, pattern: "(a+)+", description: N. }',
    '9:40 pattern: repeats a group that contains a repetition or an alternative, which can be slow: repeat a set, as in [a-z]+',
  ],
  [
    9,
    '    thing_id: { type: string, pattern: "^(?=a)", description: N. }',
    '9:40 pattern: (?=…) is a lookaround, name or flag: only (…) and (?:…)',
  ],
  [
    9,
    '    thing_id: { type: string, pattern: "(a)\\\\1", description: N. }',
    '9:40 pattern: \\1 is a back-reference, which is not linear: write out what may be repeated',
  ],
  [
    9,
    '    thing_id: { type: string, pattern: "(a", description: N. }',
    '9:40 pattern: does not compile (Unterminated group)',
  ],
  [
    9,
    '    thing_id: { type: string, minimum: 1, description: N. }',
    '9:31 `minimum` has no effect on a member of type string: it belongs to integer and number',
  ],
  [9, '    thing_id: { description: N. }', '9:15 needs a `type`: for example string, integer or object'],
  [
    9,
    '    thing_id: { type: [string, integer], description: N. }',
    '9:15 has the types string, integer: one type, and "null" where null is legal (texts and numbers together need `as` with a reading for each)',
  ],
  [
    10,
    '    changed_at: { type: string, format: date-tme, description: When. }',
    '10:41 `format` is "date-tme", but can be date-time, date, uuid, email, ipv4, int64; did you mean `date-time`?',
  ],
  [
    10,
    '    changed_at: { type: string, format: time, description: When. }',
    '10:41 `format` is "time", but can be date-time, date, uuid, email, ipv4, int64: write any other form as `pattern`',
  ],
  [
    10,
    '    changed_at: { type: integer, as: { epoch: hours }, description: When. }',
    '10:47 `epoch` is "hours", but can be seconds, milliseconds, microseconds',
  ],
  [
    10,
    '    changed_at: { type: integer, format: date-time, description: When. }',
    '10:34 format date-time is of type string, not integer',
  ],
  [
    11,
    '    amount: { type: number, multipleOf: 0.01, description: P. }',
    '11:41 `multipleOf` must be whole: for money use `decimal: [12, 2]` or integer minor units',
  ],
  [
    11,
    '    amount: { type: number, decimal: [40, 2], description: P. }',
    '11:38 precision 40 is not within 1 to 38: send more digits as text',
  ],
  [
    11,
    '    amount: { type: number, decimal: [2, 4], description: P. }',
    '11:38 scale 4 is above precision 2, which counts all digits: write [4, 4] or more',
  ],
  [
    11,
    '    amount: { type: integer, maximum: 9007199254740993, description: P. }',
    '11:39 `maximum` is beyond ±(2^53−1), where validators round: use `format: int64` without it',
  ],
  [
    11,
    '    amount: { type: integer, minimum: 5, maximum: 4, description: P. }',
    '11:39 minimum 5 is above maximum 4: no value fits, exchange them',
  ],
  [
    11,
    '    amount: { type: number, unit: { currencyIn: curency }, description: P. }',
    '11:49 no text column `curency`; did you mean `currency`?',
  ],
  [
    11,
    '    Amount: { type: number, description: P. }',
    '11:5 column `Amount` is not snake_case: write `column: amount`',
  ],
  [
    11,
    '    unitPrice: { type: number, description: P. }',
    '11:5 column `unitPrice` is not snake_case: write `column: unit_price`',
  ],
  [
    11,
    '    order: { type: number, description: P. }',
    '11:5 column `order` is a reserved word: write for example `column: order_value`',
  ],
  [
    11,
    '    event_id: { type: number, description: P. }',
    '11:5 column `event_id` is a technical column of every table: write for example `column: payload_event_id`',
  ],
  [
    11,
    '    amount: { type: number, column: thing_id, description: P. }',
    '11:37 column `thing_id` is already the column of thing_id: give one of them another `column`',
  ],
  [12, '    currency: { type: string, enum: [EUR, EUR], description: C. }', '12:43 "EUR" is listed twice: remove one'],
  [
    12,
    '    currency: { type: string, enum: [EUR, 1], description: C. }',
    '12:43 1 is not of type string: write it in quotes, or change `type`',
  ],
  [
    12,
    '    currency: { type: [string, "null"], enum: [EUR], description: C. }',
    '12:41 null is legal by `type` but not listed: add null, or remove "null" from `type`',
  ],
  [
    12,
    '    currency: { type: string, default: EUR, description: C. }',
    '12:31 `default` is not supported: values are never made up; declare the member optional',
  ],
  [
    13,
    '    owner: { type: integer, pii: identifier, description: W. }',
    '13:34 `pii` is supported on text only, not on integer: send it as text',
  ],
  [
    13,
    '    owner: { type: string, pii: indirect, description: W. }',
    '13:33 `pii` is "indirect", but can be direct, identifier; did you mean `direct`?',
  ],
  [14, '    parts: { type: array, description: P. }', '14:12 an array needs `items` (or `prefixItems`)'],
  [
    14,
    '    parts: { type: object, description: P. }',
    '14:12 an object needs `properties`, or `additionalProperties` when it is a map',
  ],
  [
    14,
    '    parts: { type: array, items: { type: string, pii: direct }, description: P. }',
    '14:55 no personal data inside an array or map: SUPER cannot be masked; give it a member of its own, or leave it out',
  ],
  [
    14,
    '    parts: { type: array, items: { type: number, decimal: [9, 2] }, description: P. }',
    '14:59 no decimals inside an array or map (SUPER may round them): use integer minor units or text',
  ],
  [
    14,
    '    parts: { type: array, items: { type: string, column: part }, description: P. }',
    '14:50 `column` has no effect inside an array or map, which is one SUPER column',
  ],
  [
    14,
    '    parts: { type: array, prefixItems: [{ type: number, column: a, description: A. }], description: P. }',
    '14:27 needs `maxItems: 1`: further items would have no column',
  ],
  [
    16,
    '  - { metric: nullValues, column: curency, mustBeLessThan: 5, unit: percent, action: warn }',
    '16:35 no column `curency`; did you mean `currency`?',
  ],
  [
    16,
    '  - { metric: nullValues, column: currency, mustBeLessThan: 5, action: warn }',
    '16:5 nullValues is supported with `unit: percent` only',
  ],
  [
    16,
    '  - { metric: latency, action: warn }',
    '16:15 `metric` is "latency", but can be nullValues, rowCount, quarantined, duplicates, volume',
  ],
  [
    16,
    '  - { metric: rowCount, mustBeGreaterOrEqualTo: 1, action: quarantine }',
    '16:60 a metric judges a batch: action is warn or hold',
  ],
  [
    16,
    '  - { metric: quarantined, mustBeLessThan: 5, action: warn }',
    '16:5 quarantined is supported with `unit: percent` only',
  ],
  [
    16,
    '  - { metric: volume, mustBeLessThan: 5, unit: percent, action: warn }',
    '16:5 volume is supported with `mustBeGreaterOrEqualTo` only',
  ],
  [
    16,
    '  - { metric: duplicates, mustBeGreaterOrEqualTo: 5, unit: percent, action: warn }',
    '16:5 duplicates is supported with `mustBeLessThan` only',
  ],
  [
    16,
    '  - { metric: quarantined, column: amount, mustBeLessThan: 5, unit: percent, action: warn }',
    '16:36 `column` has no effect on quarantined',
  ],
  [16, '  - { assert: "amount >= zero", action: quarantine }', '16:15 assert: no column `zero`'],
  [
    16,
    '  - { assert: "amount + 1", action: quarantine }',
    '16:15 assert: is a number, not a condition: compare it with something',
  ],
  [
    16,
    '  - { assert: "amount > currency", action: quarantine }',
    '16:15 assert: `>` compares a number with a text: both sides must be of one kind',
  ],
  [
    16,
    '  - { assert: "parts = 1", action: quarantine }',
    '16:15 assert: column `parts` is JSON and cannot be compared: give what you compare a column of its own',
  ],
  [
    16,
    '  - { assert: "amount > 1; drop", action: quarantine }',
    '16:15 assert: cannot read `;`: an assertion is one condition over columns',
  ],
  [
    16,
    '  - { assert: "changed_at > \'2020-01-01\'", action: quarantine }',
    "16:15 assert: `>` compares a time with a text: write TIMESTAMP '…' or DATE '…'",
  ],
  [16, '  - { assert: "amount > 1", action: hold }', '16:37 an assertion judges rows: action is quarantine'],
]

describe('a broken contract', () => {
  it.each(broken)('line %i: %s', (line, text, message) => {
    expect(problemsOf(thingSources({ [thingFile]: thingWith({ [line]: text }) }))).toContain(`${thingFile}:${message}`)
  })

  it('reports all its problems at once, in order of place', () => {
    const lines = thingWith({
      7: '  required: [thing_id, changed_at, x]',
      12: '    Currency: { type: string, description: C. }',
    })
    expect(problemsOf(thingSources({ [thingFile]: lines }))).toEqual([
      `${thingFile}:7:36 required member \`x\` is not in properties`,
      `${thingFile}:11:67 no text column \`currency\`; did you mean \`Currency\`?`,
      `${thingFile}:12:5 column \`Currency\` is not snake_case: write \`column: currency\``,
      `${thingFile}:16:35 no column \`currency\`; did you mean \`Currency\`?`,
    ])
  })

  it('is reported with the problems of other files', () => {
    const sources = thingSources({
      [thingFile]: thingWith({ 1: 'typ: X' }),
      [thingServiceFile]: ['source: aws.things'],
    })
    expect(problemsOf(sources).map((problem) => problem.split(' ')[0])).toEqual([
      `${thingServiceFile}:1:1`,
      `${thingServiceFile}:1:9`,
      `${thingFile}:1:1`,
      `${thingFile}:1:1`,
    ])
  })

  it('names the line of broken YAML', () => {
    const [problem] = problemsOf(thingSources({ [thingFile]: thingWith({ 9: '    thing_id: { type: string' }) }))
    expect(problem).toMatch(/^schemas\/contracts\/things\/thing-changed\.v1\.yml:\d+:\d+ /)
  })

  it('may not use aliases', () => {
    const lines = thingWith({ 12: '    currency: &c { type: string, description: C. }', 13: '    owner: *c' })
    expect(problemsOf(thingSources({ [thingFile]: lines }))).toEqual([
      `${thingFile}:13:12 aliases are not supported: write the value out`,
    ])
  })

  it('may not take the name of a pseudonym', () => {
    const lines = thingWith({ 12: '    owner_key: { type: string, description: K. }' })
    expect(problemsOf(thingSources({ [thingFile]: lines }))).toContain(
      `${thingFile}:13:5 column \`owner_key\`, the pseudonym of \`owner\`, is already the column of owner_key: give one of them another \`column\``,
    )
  })

  it('may not accept an empty range of time', () => {
    const lines = [...thingWith({}), 'accept: { eventTime: [2020-01-01, 2019-01-01] }']
    expect(problemsOf(thingSources({ [thingFile]: lines }))).toEqual([
      `${thingFile}:17:22 2020-01-01 is not before 2019-01-01: the earlier date stands first`,
    ])
  })
})

describe('a broken tree', () => {
  const service = (source: string) => [`source: ${source}`, 'team: { name: a, contact: b }']

  it.each([
    [
      'schemas/contracts/things/thing-changed.yml',
      'unexpected file: expected schemas/contracts/<service>/service.yml or <event-name>.v<major>.yml',
    ],
    ['schemas/marts/Things.sql', 'unexpected file: expected schemas/marts/<mart_name>.yml or .sql'],
    ['schemas/marts/things.sql', 'things.yml is missing: it says what the mart means, so add it'],
    [
      'schemas/contracts/other/thing.v1.yml',
      'its folder has no service.yml, which names the source and the team: add it',
    ],
  ])('%s: %s', (file, message) => {
    expect(problemsOf(thingSources({ [file]: thingWith({}) }))).toContain(`${file}:1:1 ${message}`)
  })

  it('two services cannot share a source', () => {
    const file = 'schemas/contracts/zoo/service.yml'
    expect(problemsOf(thingSources({ [file]: service('com.acme.things') }))).toEqual([
      `${file}:1:9 source com.acme.things already belongs to \`things\`: move its contracts there, or name another source`,
    ])
  })

  it('a service cannot take the name of a resource of the template: Serverless would make one of the two', () => {
    const own = globSync('resources/*.yml', { cwd: root }).flatMap((path) => [
      ...readFileSync(join(root, path), 'utf8').matchAll(
        /^ {2}([A-Z]\w*?)(?:Rule|RuleRole|Stream|StreamRole|StreamLog|Database):/gm,
      ),
    ])
    const names = [...new Set(own.map(([, id = '']) => id.replaceAll(/\B[A-Z]/g, '_$&').toLowerCase()))]
    expect(names.length).toBeGreaterThan(0)
    for (const name of names) {
      const file = `schemas/contracts/${name}/service.yml`
      expect(problemsOf(thingSources({ [file]: service('x') }))).toEqual([
        `${file}:1:1 folder \`${name}\` is a reserved name: choose another, for example ${name}_events`,
      ])
    }
  })

  it('a service cannot take the name of an own schema', () => {
    const file = 'schemas/contracts/ops/service.yml'
    expect(problemsOf(thingSources({ [file]: service('x') }))).toEqual([
      `${file}:1:1 folder \`ops\` is a reserved name: choose another, for example ops_events`,
    ])
  })

  it('keeps no promise that is not implemented', () => {
    const lines = [...service('com.acme.things'), 'roles: [sales]', 'sla: { retention: P3Y }']
    expect(problemsOf(thingSources({ [thingServiceFile]: lines }))).toEqual([
      `${thingServiceFile}:3:1 \`roles\` is not supported yet: every reader has the role analyst; remove \`roles\``,
      `${thingServiceFile}:4:8 \`retention\` is not supported yet: nothing is deleted; remove \`retention\``,
    ])
  })

  it('a column keeps its type over majors', () => {
    const file = 'schemas/contracts/things/thing-changed.v2.yml'
    const lines = thingWith({ 2: 'version: "2.0"', 11: '    amount: { type: number, description: P. }' })
    expect(problemsOf(thingSources({ [file]: lines }))).toEqual([
      `${file}:11:5 column \`amount\` is DECIMAL(12, 2) in major 1: one view shows both, so give it another \`column\``,
    ])
  })
})

function problemsOf(files: SourceFiles): readonly string[] {
  try {
    readContracts(files)
    return []
  } catch (error) {
    if (error instanceof ContractError) return error.message.split('\n')
    throw error
  }
}
