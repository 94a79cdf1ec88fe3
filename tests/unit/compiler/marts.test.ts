import { describe, expect, it } from 'vitest'
import { ContractError } from '../../../compiler/problem.ts'
import { readContracts } from '../../../compiler/read-contracts.ts'
import { thingFile, thingSources, thingWith } from './thing-contract.ts'

const sqlFile = 'schemas/marts/things_daily.sql'
const headFile = 'schemas/marts/things_daily.yml'
const sql = [
  'SELECT',
  "  DATE_TRUNC('day', changed_at) AS day,",
  '  currency,',
  '  SUM(amount) AS amount -- of things.unknown',
  'FROM things.thing_changed',
  'GROUP BY 1, 2',
]
const head = [
  'description: What things cost.',
  'grain: day x currency',
  'key: [day, currency]',
  'owner: things',
  'question: How much?',
  'metrics: [{ column: amount, addsUp: true, unit: { currencyIn: currency }, description: Cost. }]',
]

function problemsOf(files: Readonly<Record<string, readonly string[]>>): readonly string[] {
  try {
    readContracts(thingSources({ [sqlFile]: sql, [headFile]: head, ...files }))
    return []
  } catch (error) {
    if (error instanceof ContractError) return error.message.split('\n')
    throw error
  }
}
const withSql = (line: number, text: string) =>
  problemsOf({ [sqlFile]: sql.map((old, index) => (index === line - 1 ? text : old)) })

describe('a mart', () => {
  it('is one SELECT over views', () => {
    expect(problemsOf({})).toEqual([])
  })

  it.each([
    [
      5,
      'FROM things.thing_chaned',
      `${sqlFile}:5:6 no view things.thing_chaned for analysts; did you mean \`things.thing_changed\`?`,
    ],
    [
      5,
      'FROM things.thing_changed_v1',
      `${sqlFile}:5:6 no view things.thing_changed_v1 for analysts; did you mean \`things.thing_changed\`?`,
    ],
    [
      4,
      '  SUM(amount) FILTER (WHERE amount > 1) AS amount',
      `${sqlFile}:4:15 Redshift has no FILTER: use SUM(CASE WHEN … THEN 1 ELSE 0 END)`,
    ],
    [4, '  MEDIAN(amount) AS amount', `${sqlFile}:4:3 \`MEDIAN\` is not the same on both engines`],
    [3, '  *, currency,', `${sqlFile}:3:3 name the columns: \`*\` would change when a contract does`],
    [6, 'GROUP BY 1, 2;', `${sqlFile}:6:14 a mart is one SELECT: remove \`;\``],
    [1, 'DELETE', `${sqlFile}:1:1 a mart is one SELECT`],
    [
      5,
      'FROM things.thing_changed AS t, things.thing_changed_v1 AS raw',
      `${sqlFile}:5:31 write \`CROSS JOIN\` instead of the comma: what is read stands behind FROM or JOIN`,
    ],
    [
      5,
      'FROM things.thing_changed AS t JOIN things.thing_changed AS o ON o.event_id IN (t.event_id, 1), things.thing_changed_v1',
      `${sqlFile}:5:95 write \`CROSS JOIN\` instead of the comma: what is read stands behind FROM or JOIN`,
    ],
    [
      5,
      'FROM (things.thing_changed_v1 CROSS JOIN things.thing_changed)',
      `${sqlFile}:5:1 behind FROM or JOIN stands a view or \`(SELECT …)\`: remove the parentheses`,
    ],
    [5, 'FROM "things"."thing_changed_v1"', `${sqlFile}:5:6 write names without quotes: all are in lower case`],
  ])('line %i: %s', (line, text, message) => {
    expect(withSql(line, text)).toEqual([message])
  })

  it('may read what it has made of a view', () => {
    const made = 'FROM (SELECT changed_at, currency, COALESCE(amount, 0) AS amount FROM things.thing_changed) AS t'
    expect(withSql(5, made)).toEqual([])
  })

  it('has the columns that its head names', () => {
    expect(withSql(2, "  DATE_TRUNC('day', changed_at) AS days,")).toEqual([
      `${headFile}:3:7 things_daily.sql has no column \`day\`: name one of its columns so with AS`,
    ])
  })

  it('never adds up two currencies', () => {
    const lines = head.map((line) => line.replace('key: [day, currency]', 'key: [day]'))
    expect(problemsOf({ [headFile]: lines })).toEqual([
      `${sqlFile}:4:3 \`amount\` is money in \`currency\`: group by it and add it to the key of things_daily.yml`,
    ])
  })

  it('has a headline that reads marts and views only', () => {
    const headline = (text: string) =>
      problemsOf({ [headFile]: [...head, 'headline:', '  question: How much?', `  sql: ${text}`] })
    expect(headline('SELECT SUM(amount) FROM marts.things_daily')).toEqual([])
    expect(headline('SELECT COUNT(event_id) FROM things.thing_changed')).toEqual([])
    expect(headline('SELECT amount FROM marts.thing_daily')).toEqual([
      `${headFile}:9:8 no mart or view marts.thing_daily for analysts; did you mean \`marts.things_daily\`?`,
    ])
    expect(headline('SELECT amount::text FROM marts.things_daily')).toEqual([
      `${headFile}:9:8 write CAST(… AS …): it reads alike everywhere`,
    ])
  })

  it('may read child tables, and never adds up two currencies of theirs', () => {
    const items =
      'cost: { type: number, decimal: [9, 2], unit: { currencyIn: coin }, description: C. }, coin: { type: string, maxLength: 3, description: C. }'
    const files = {
      [thingFile]: thingWith({
        14: `    parts: { type: array, table: parts, description: P., items: { type: object, properties: { ${items} } } }`,
      }),
      [sqlFile]: [
        'SELECT coin AS day, coin AS currency, SUM(cost) AS amount',
        'FROM things.thing_changed_parts',
        'GROUP BY 1',
      ],
    }
    expect(problemsOf(files)).toEqual([
      `${sqlFile}:1:39 \`cost\` is money in \`coin\`: group by it and add it to the key of things_daily.yml`,
    ])
  })
})
