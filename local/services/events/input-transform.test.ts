import { describe, expect, it } from 'vitest'
import { renderInput, type TargetInput } from './input-transform.ts'
import { parsePath, textAt } from './json-text.ts'
import { parseSchedule } from './schedule.ts'

const event =
  '{"version":"0","id":"e1","detail-type":"Sold","source":"shop","time":"2026-11-25T10:00:00Z","detail":{"n":9007199254740993,"text":"say \\"hi\\"","list":[1.10,{"a":null}],"n":1.50}}'
const rule = { ruleArn: 'arn:rule', ruleName: 'name' }
const render = (target: TargetInput) => renderInput(target, event, rule, '2026-11-25T10:00:01.000Z')

describe('what a target receives', () => {
  it.each<[string, TargetInput, string]>([
    ['the event', {}, event],
    ['a constant', { Input: '{"a":1.0}' }, '{"a":1.0}'],
    ['a part, with its number text', { InputPath: '$.detail.list' }, '[1.10,{"a":null}]'],
    ['the last of equal keys', { InputPath: '$.detail.n' }, '1.50'],
    ['an absent part', { InputPath: '$.detail.none' }, '{}'],
    [
      'a template of values',
      {
        InputTransformer: {
          InputPathsMap: { n: '$.detail.list[0]', t: '$.detail-type' },
          InputTemplate: '{"n":<n>,"t":<t>}',
        },
      },
      '{"n":1.10,"t":"Sold"}',
    ],
    [
      'values inside a text',
      {
        InputTransformer: {
          InputPathsMap: { s: '$.source', x: '$.detail.text', o: '$.detail.list[1]' },
          InputTemplate: '"<s>: <x> <o>"',
        },
      },
      '"shop: say \\"hi\\" {\\"a\\":null}"',
    ],
    ['an absent value', { InputTransformer: { InputPathsMap: { x: '$.none' }, InputTemplate: '"a<x>b"' } }, '"ab"'],
    [
      'predefined variables',
      {
        InputTransformer: {
          InputTemplate: '[<aws.events.rule-arn>,<aws.events.rule-name>,<aws.events.event.ingestion-time>]',
        },
      },
      '["arn:rule","name","2026-11-25T10:00:01.000Z"]',
    ],
    ['the whole event', { InputTransformer: { InputTemplate: '{"e":<aws.events.event.json>}' } }, `{"e":${event}}`],
  ])('%s', (_title, target, expected) => {
    expect(render(target)).toBe(expected)
  })
})

describe('JSON as text', () => {
  it('finds values without parsing them', () => {
    const json = ' { "a b" : [ 1e5 , { "c" : "]}\\"" } ] , "d" : -0.0 } '
    expect(textAt(json, parsePath("$['a b'][0]") ?? [])).toBe('1e5')
    expect(textAt(json, parsePath("$['a b'][1].c") ?? [])).toBe('"]}\\""')
    expect(textAt(json, ['d'])).toBe('-0.0')
    expect(textAt(json, ['a b', 2])).toBeUndefined()
    expect(textAt(json, ['d', 'x'])).toBeUndefined()
  })

  it.each(['detail', '$.a[*]', '$..a', '$.a[?(@.b)]', '$.a['])('does not know the path %s', (path) => {
    expect(parsePath(path)).toBeUndefined()
  })
})

describe('schedules', () => {
  const now = new Date('2026-11-25T10:00:00Z')
  const next = (expression: string, from = now) => parseSchedule(expression, from)(now)?.toISOString()

  it.each([
    ['rate(1 minute)', '2026-11-25T10:01:00.000Z'],
    ['rate(2 days)', '2026-11-27T10:00:00.000Z'],
    ['cron(0 10 * * ? *)', '2026-11-26T10:00:00.000Z'],
    ['cron(0/15 * * * ? *)', '2026-11-25T10:15:00.000Z'],
    ['cron(0 18 ? * MON-FRI *)', '2026-11-25T18:00:00.000Z'],
    ['cron(0 8 1 * ? *)', '2026-12-01T08:00:00.000Z'],
    ['cron(0 12 ? * 1 *)', '2026-11-29T12:00:00.000Z'],
    ['cron(0 12 ? * L *)', '2026-11-28T12:00:00.000Z'],
    ['cron(0 12 ? * 6L *)', '2026-11-27T12:00:00.000Z'],
    ['cron(0 12 ? * 2#1 *)', '2026-12-07T12:00:00.000Z'],
    ['cron(0 12 L * ? *)', '2026-11-30T12:00:00.000Z'],
    ['cron(0 12 3W * ? *)', '2026-12-03T12:00:00.000Z'],
    ['cron(0 12 ? 1 2 2028)', '2028-01-03T12:00:00.000Z'],
    ['cron(0 12 * * ? 2025)', undefined],
  ])('%s is due at %s', (expression, expected) => {
    expect(next(expression)).toBe(expected)
  })

  it('counts a rate from the creation of its rule', () => {
    expect(next('rate(1 hour)', new Date('2026-11-24T09:40:00Z'))).toBe('2026-11-25T10:40:00.000Z')
  })

  it.each([
    'rate(0 minutes)',
    'rate(1 minutes)',
    'rate(5 minute)',
    'rate(5 weeks)',
    'cron(* * * * * *)',
    'cron(0 12 ? * ? *)',
    'cron(61 * * * ? *)',
    'cron(0 12 * * ?)',
    'every day',
  ])('%s is refused', (expression) => {
    expect(() => next(expression)).toThrow(/ScheduleExpression is not valid/)
  })
})
