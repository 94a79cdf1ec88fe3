import { describe, expect, it } from 'vitest'
import { compilePattern, InvalidPattern } from './pattern.ts'

/** What the pattern looks for in `detail.value`, a detail, and whether it matches. */
type Case = readonly [title: string, pattern: unknown, event: unknown, matches: boolean]

const value = (...entries: readonly unknown[]) => ({ detail: { value: entries } })
const detail = (sent: unknown) => ({ detail: { value: sent } })

const cases: readonly Case[] = [
  ['a literal', { source: ['a'] }, { source: 'a' }, true],
  ['one of several literals', { source: ['a', 'b'] }, { source: 'b' }, true],
  ['every field must match', { source: ['a'], 'detail-type': ['x'] }, { source: 'a', 'detail-type': 'y' }, false],
  ['a field that is not there', { source: ['a'] }, { other: 'a' }, false],
  ['a nested field', { detail: { order: { status: ['paid'] } } }, { detail: { order: { status: 'paid' } } }, true],
  ['text is case sensitive', value('A'), detail('a'), false],
  ['text is no number', value('5'), detail(5), false],
  ['number is no text', value(5), detail('5'), false],
  ['number by value', value(300), detail(3.0e2), true],
  ['true', value(true), detail(true), true],
  ['true is not the text', value(true), detail('true'), false],
  ['null', value(null), detail(null), true],
  ['null is not absent', value(null), { detail: {} }, false],
  ['empty text', value(''), detail(''), true],
  ['non-ASCII text', value('é'), detail('é'), true],
  ['any element of an event array', value('x'), detail(['y', 'x']), true],
  ['no element of an event array', value('x'), detail(['y', 'z']), false],
  ['an element of a nested array', value(7), detail([[1, 2], [7]]), true],
  ['an object is no leaf', value('x'), detail({ x: 1 }), false],
  ['prefix', value({ prefix: 'aws.' }), detail('aws.s3'), true],
  ['prefix that is elsewhere', value({ prefix: 'aws.' }), detail('my.aws.'), false],
  ['prefix looks at texts only', value({ prefix: '1' }), detail(12), false],
  ['empty prefix matches each text', value({ prefix: '' }), detail('a'), true],
  ['prefix, any case', value({ prefix: { 'equals-ignore-case': 'EventB' } }), detail('eventbridge'), true],
  ['suffix', value({ suffix: '.png' }), detail('a/b.png'), true],
  ['suffix, other case', value({ suffix: '.png' }), detail('a/b.PNG'), false],
  ['suffix, any case', value({ suffix: { 'equals-ignore-case': '.png' } }), detail('a/b.PNG'), true],
  ['equals-ignore-case', value({ 'equals-ignore-case': 'alice' }), detail('ALICE'), true],
  ['equals-ignore-case, a letter with two capitals', value({ 'equals-ignore-case': 'maß' }), detail('MASS'), true],
  ['equals-ignore-case, a special sign', value({ 'equals-ignore-case': 'a.c' }), detail('abc'), false],
  ['equals-ignore-case, other text', value({ 'equals-ignore-case': 'alice' }), detail('bob'), false],
  ['anything-but', value({ 'anything-but': 'initializing' }), detail('running'), true],
  ['anything-but, the value itself', value({ 'anything-but': 'initializing' }), detail('initializing'), false],
  ['anything-but needs the field', value({ 'anything-but': 'x' }), { detail: {} }, false],
  ['anything-but, number', value({ 'anything-but': 123 }), detail(123), false],
  ['anything-but, number against text', value({ 'anything-but': 123 }), detail('123'), true],
  ['anything-but, list of texts', value({ 'anything-but': ['stopped', 'overloaded'] }), detail('overloaded'), false],
  ['anything-but, list of numbers', value({ 'anything-but': [100, 200] }), detail(300), true],
  ['anything-but, null', value({ 'anything-but': 'x' }), detail(null), true],
  ['anything-but, one other element is enough', value({ 'anything-but': 'x' }), detail(['x', 'y']), true],
  ['anything-but, all elements refused', value({ 'anything-but': 'x' }), detail(['x', 'x']), false],
  ['anything-but prefix', value({ 'anything-but': { prefix: 'init' } }), detail('initializing'), false],
  ['anything-but prefixes', value({ 'anything-but': { prefix: ['a', 'b'] } }), detail('bob'), false],
  ['anything-but prefixes, none', value({ 'anything-but': { prefix: ['a', 'b'] } }), detail('carol'), true],
  ['anything-but suffix', value({ 'anything-but': { suffix: '.txt' } }), detail('a.txt'), false],
  ['anything-but suffixes', value({ 'anything-but': { suffix: ['.txt', '.rtf'] } }), detail('a.png'), true],
  [
    'anything-but equals-ignore-case',
    value({ 'anything-but': { 'equals-ignore-case': 'INIT' } }),
    detail('init'),
    false,
  ],
  ['anything-but any-case list', value({ 'anything-but': { 'equals-ignore-case': ['a', 'b'] } }), detail('B'), false],
  ['anything-but wildcard', value({ 'anything-but': { wildcard: '*/lib/*' } }), detail('a/lib/b'), false],
  ['anything-but wildcards', value({ 'anything-but': { wildcard: ['*/lib/*', '*/bin/*'] } }), detail('a/src/b'), true],
  ['numeric =', value({ numeric: ['=', 301.8] }), detail(301.8), true],
  ['numeric >', value({ numeric: ['>', 0] }), detail(0), false],
  ['numeric >=', value({ numeric: ['>=', 0] }), detail(0), true],
  ['numeric <', value({ numeric: ['<', 10] }), detail(9.999), true],
  ['numeric range, upper bound', value({ numeric: ['>', 0, '<=', 5] }), detail(5), true],
  ['numeric range, outside', value({ numeric: ['>', 0, '<=', 5] }), detail(5.000001), false],
  ['numeric looks at numbers only', value({ numeric: ['>', 0] }), detail('5'), false],
  ['numeric, negative', value({ numeric: ['<', -1.5] }), detail(-2), true],
  ['numeric, beyond 5e9', value({ numeric: ['>', 0] }), detail(6e9), false],
  ['exists', value({ exists: true }), detail(0), true],
  ['exists, null', value({ exists: true }), detail(null), true],
  ['exists, absent', value({ exists: true }), { detail: {} }, false],
  ['exists looks at leaves only', value({ exists: true }), detail({ inner: 1 }), false],
  ['exists false', value({ exists: false }), { detail: { other: 1 } }, true],
  ['exists false, present', value({ exists: false }), detail('a'), false],
  ['exists false, an object is no leaf', value({ exists: false }), detail({ inner: 1 }), true],
  ['exists false, parent absent', { detail: { a: { b: [{ exists: false }] } } }, { detail: {} }, true],
  ['exists false or a value', value('x', { exists: false }), { detail: {} }, true],
  [
    'exists false in the element that another field chose',
    { items: { a: ['x'], id: [{ exists: false }] } },
    { items: [{ a: 'y', id: 1 }, { a: 'x' }] },
    true,
  ],
  [
    'exists false in one element, present in another',
    { items: { id: [{ exists: false }] } },
    { items: [{ id: 1 }, {}] },
    false,
  ],
  ['cidr', value({ cidr: '10.0.0.0/24' }), detail('10.0.0.255'), true],
  ['cidr, outside', value({ cidr: '10.0.0.0/24' }), detail('10.0.1.0'), false],
  ['cidr, no address', value({ cidr: '10.0.0.0/24' }), detail('ten'), false],
  ['cidr, version 6', value({ cidr: '2001:db8::/32' }), detail('2001:db8::1'), true],
  ['cidr, zeros in front', value({ cidr: '10.0.0.0/24' }), detail('010.0.0.1'), true],
  ['cidr, version 4 inside version 6', value({ cidr: '10.0.0.0/24' }), detail('::ffff:a00:1'), true],
  ['cidr, other version', value({ cidr: '0.0.0.0/0' }), detail('::1'), false],
  ['wildcard in the middle', value({ wildcard: 'dir/*.png' }), detail('dir/a/b.png'), true],
  ['wildcards', value({ wildcard: 'raw/*/x-*.json' }), detail('raw/2026/x-1.json'), true],
  ['wildcards, order counts', value({ wildcard: 'a*b*c' }), detail('acb'), false],
  ['wildcard stands for nothing too', value({ wildcard: 'a*' }), detail('a'), true],
  ['wildcard alone', value({ wildcard: '*' }), detail(''), true],
  ['wildcard, pieces must not overlap', value({ wildcard: 'aba*ba' }), detail('aba'), false],
  ['escaped asterisk', value({ wildcard: 'a\\*b' }), detail('a*b'), true],
  ['escaped asterisk is no wildcard', value({ wildcard: 'a\\*b' }), detail('axb'), false],
  ['escaped backslash', value({ wildcard: 'a\\\\*' }), detail('a\\b'), true],
  ['a wildcard over several lines', value({ wildcard: 'a*b' }), detail('a\n\nb'), true],
  ['$or, second', { detail: { $or: [{ a: [1] }, { b: [2] }] } }, { detail: { b: 2 } }, true],
  ['$or, none', { detail: { $or: [{ a: [1] }, { b: [2] }] } }, { detail: { a: 2, b: 1 } }, false],
  ['$or and a field', { source: ['s'], $or: [{ a: [1] }, { b: [2] }] }, { source: 't', a: 1 }, false],
  ['$or inside $or', { $or: [{ a: [1], $or: [{ b: [1] }, { c: [1] }] }, { d: [1] }] }, { a: 1, c: 1 }, true],
  ['$or with operators', { $or: [{ a: [{ prefix: 'x' }] }, { b: [{ numeric: ['>', 5] }] }] }, { b: 6 }, true],
  ['$or, one of its fields stands before it too', { a: [1], $or: [{ a: [2] }, { b: [2] }] }, { a: 2 }, true],
  ['$or, one of its fields stands after it too', { $or: [{ a: [2] }, { b: [2] }], a: [1] }, { a: 2 }, false],
  ['$or as an ordinary field', { $or: { a: [1] } }, { $or: { a: 1 } }, true],
  [
    'fields of one array element',
    { items: { id: ['2'], q: ['b'] } },
    {
      items: [
        { id: '1', q: 'a' },
        { id: '2', q: 'b' },
      ],
    },
    true,
  ],
  [
    'fields of different elements',
    { items: { id: ['1'], q: ['b'] } },
    {
      items: [
        { id: '1', q: 'a' },
        { id: '2', q: 'b' },
      ],
    },
    false,
  ],
  ['objects in arrays of arrays', { p: { n: ['A'] } }, { p: [[{ n: 'J' }, { n: 'A' }], []] }, true],
  ['a field named as an object member', { detail: { constructor: ['x'] } }, { detail: {} }, false],
  [
    '__proto__ is a field like others',
    '{"detail":{"__proto__":["x"]}}',
    JSON.parse('{"detail":{"__proto__":"x"}}'),
    true,
  ],
]

describe('event patterns', () => {
  it.each(cases)('%s', (_title, pattern, event, matches) => {
    expect(compilePattern(pattern)(event)).toBe(matches)
  })
})

const invalid: readonly (readonly [pattern: unknown, reason: RegExp])[] = [
  [{ source: 'a' }, /source: must be an object or an array/],
  [{ source: [] }, /source: empty arrays/],
  [{}, /empty objects/],
  [{ detail: {} }, /detail: empty objects/],
  ['[', /not JSON/],
  ['"text"', /must be an object/],
  [value({ prefx: 'a' }), /detail.value: unrecognized match type prefx/],
  [value({ prefix: 'a', suffix: 'b' }), /only one key/],
  [value({}), /empty match expressions/],
  [value(['a']), /a list inside a list/],
  [value({ prefix: 1 }), /must be a string/],
  [value({ prefix: { suffix: 'a' } }), /prefix takes a text/],
  [value({ numeric: ['>>', 1] }), /unrecognized numeric range operator: >>/],
  [value({ numeric: ['>'] }), /one or two pairs/],
  [value({ numeric: ['>', '1'] }), /must be numeric/],
  [value({ numeric: ['<', 5, '>', 1] }), /lower bound/],
  [value({ numeric: ['>', 5, '<', 1] }), /bottom must be less than top/],
  [value({ numeric: ['>', 5e10] }), /between -5.0E9 and 5.0E9/],
  [value({ exists: 'true' }), /true or false/],
  [value({ cidr: '10.0.0.0/40' }), /mask bits/],
  [value({ cidr: '10.0.0.1/32' }), /mask bits/],
  [value({ cidr: '10.0.0.0' }), /one '\/' required/],
  [value({ cidr: 'ten/8' }), /nonstandard IP address/],
  [value({ wildcard: 'a**b' }), /consecutive wildcard characters at pos 1/],
  [value({ wildcard: 'a\\b' }), /invalid escape character at pos 1/],
  [value({ 'anything-but': [] }), /at least one value/],
  [value({ 'anything-but': [1, 'a'] }), /all texts or all numbers/],
  [value({ 'anything-but': { numeric: ['>', 1] } }), /anything-but takes values or one of/],
  [value({ 'anything-but': { prefix: '' } }), /empty text/],
  [{ $or: [{ a: [1] }] }, /unrecognized match type a/],
  [{ $or: Array.from({ length: 1001 }, () => ({ a: [1] })) }, /characters|combinations/],
  [value(2 ** 60), /too large to be compared exactly/],
]

describe('invalid patterns', () => {
  it.each(invalid)('%j is refused with its reason', (pattern, reason) => {
    expect(() => compilePattern(pattern)).toThrow(InvalidPattern)
    expect(() => compilePattern(pattern)).toThrow(reason)
  })

  it('keeps hostile wildcards linear', () => {
    const matches = compilePattern(value({ wildcard: `${'a*'.repeat(30)}b` }))
    const started = performance.now()
    expect(matches(detail('a'.repeat(100_000)))).toBe(false)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})
