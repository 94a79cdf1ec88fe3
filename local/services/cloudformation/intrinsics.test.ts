// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its variables so
import { describe, expect, test } from 'vitest'
import { evaluate, noValue, references, resolve, type Scope } from './intrinsics.ts'
import { creationOrder } from './order.ts'
import { chooseParameters, parameterValue } from './parameters.ts'
import { parseTemplate } from './template.ts'

const values: Record<string, unknown> = {
  Name: 'orders',
  List: ['a', 'b'],
  'AWS::NoValue': noValue,
  Bucket: 'orders-bucket',
}
const scope: Scope = {
  ref: (name) => {
    if (Object.hasOwn(values, name)) return values[name]
    throw new Error(`no ${name}`)
  },
  attribute: (resource, name) => `${resource}/${name}`,
  condition: (name) => name === 'Yes',
  mapping: (map, first, second) => `${map}.${first}.${second}`,
  importValue: (name) => `imported ${name}`,
}
const resolved = (value: unknown) => resolve(value, scope, 'Resources/X')

describe('functions', () => {
  test.each([
    [{ Ref: 'Name' }, 'orders'],
    [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, 'Bucket/Arn'],
    [{ 'Fn::GetAtt': 'Bucket.Nested.Arn' }, 'Bucket/Nested.Arn'],
    [{ 'Fn::Sub': '${Name}-${Bucket.Arn}-${!literal}' }, 'orders-Bucket/Arn-${literal}'],
    [{ 'Fn::Sub': ['${Name}-${x}', { x: { Ref: 'Bucket' } }] }, 'orders-orders-bucket'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Name' }]] }, 'a-orders'],
    [{ 'Fn::Join': [',', { Ref: 'List' }] }, 'a,b'],
    [{ 'Fn::If': ['Yes', 'y', 'n'] }, 'y'],
    [{ 'Fn::If': ['No', 'y', { Ref: 'Name' }] }, 'orders'],
    [{ 'Fn::Select': ['1', { Ref: 'List' }] }, 'b'],
    [{ 'Fn::Select': [0, { 'Fn::Split': ['/', 'x/y'] }] }, 'x'],
    [{ 'Fn::Split': [',', 'a,b'] }, ['a', 'b']],
    [{ 'Fn::FindInMap': ['M', { Ref: 'Name' }, 'k'] }, 'M.orders.k'],
    [{ 'Fn::Base64': 'hi' }, 'aGk='],
    [{ 'Fn::ImportValue': { 'Fn::Sub': '${Name}-out' } }, 'imported orders-out'],
    [{ keep: 1, drop: { Ref: 'AWS::NoValue' } }, { keep: 1 }],
    [['a', { 'Fn::If': ['No', 'b', { Ref: 'AWS::NoValue' }] }], ['a']],
    [
      { Ref: 'Name', other: 1 },
      { Ref: 'Name', other: 1 },
    ],
  ])('%j gives %j', (value, expected) => {
    expect(resolved(value)).toEqual(expected)
  })

  test.each(['Fn::Cidr', 'Fn::GetAZs', 'Fn::Transform', 'Fn::Length'])(
    '%s is refused by its name and place',
    (name) => {
      expect(() => resolved({ a: { [name]: [] } })).toThrow(`Resources/X/a: ${name} is not in this local plane`)
    },
  )

  test('say where an argument is wrong', () => {
    expect(() => resolved({ a: { 'Fn::Join': 'x' } })).toThrow('Resources/X/a/Fn::Join must be a list')
    expect(() => resolved({ 'Fn::Sub': '${List}' })).toThrow('must be text')
    expect(() => resolved({ 'Fn::Select': [5, ['a']] })).toThrow('nothing stands at index 5')
  })
})

test.each([
  [{ 'Fn::Equals': [{ Ref: 'Name' }, 'orders'] }, true],
  [{ 'Fn::Equals': [1, '1'] }, true],
  [{ 'Fn::Not': [{ Condition: 'Yes' }] }, false],
  [{ 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] }, false],
  [{ 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] }, true],
])('the condition %j is %s', (condition, expected) => {
  expect(evaluate(condition, scope, 'Conditions/C')).toBe(expected)
})

test('a value names what it refers to', () => {
  const value = {
    a: { Ref: 'A' },
    b: { 'Fn::GetAtt': ['B', 'Arn'] },
    c: { 'Fn::Sub': ['${C.Arn}${own}${!D}', { own: { Ref: 'E' } }] },
  }
  expect([...references(value)].sort()).toEqual(['A', 'B', 'C', 'E'])
})

describe('a template', () => {
  const template = (resources: object, rest: object = {}) =>
    parseTemplate(JSON.stringify({ Resources: resources, ...rest }))
  const queue = (properties: object, rest: object = {}) => ({
    Type: 'AWS::SQS::Queue',
    Properties: properties,
    ...rest,
  })

  test('is created in order of references and DependsOn', () => {
    const order = creationOrder(
      template({ A: queue({ x: { Ref: 'B' } }), B: queue({}, { DependsOn: 'C' }), C: queue({}), D: queue({}) }),
      () => true,
    )
    expect(order).toEqual(['C', 'B', 'A', 'D'])
  })

  test('with a cycle is refused', () => {
    const circular = template({ A: queue({ x: { Ref: 'B' } }), B: queue({}, { DependsOn: ['A'] }) })
    expect(() => creationOrder(circular, () => true)).toThrow('Circular dependency between resources: [A, B, A]')
  })

  test.each([
    [{ Transform: 'AWS::Serverless-2016-10-31' }, 'the section Transform is not in this local plane'],
    [{ Rules: {} }, 'the section Rules is not in this local plane'],
  ])('with %j is refused', (rest, message) => {
    expect(() => template({ A: queue({}) }, rest)).toThrow(message)
  })

  test('with an unknown member of a resource, or no JSON, is refused', () => {
    expect(() => template({ A: queue({}, { CreationPolicy: {} }) })).toThrow(
      '[/Resources/A] CreationPolicy is not in this local plane',
    )
    expect(() => parseTemplate('Resources:\n  A: {}')).toThrow('does not parse as JSON')
  })

  test('checks its parameters', () => {
    const wanted = template(
      { A: queue({}) },
      {
        Parameters: {
          Size: { Type: 'Number', Default: '3', MaxValue: 5 },
          Stage: { Type: 'String', AllowedValues: ['dev', 'prod'] },
        },
      },
    )
    const choose = (Stage: string, Size?: string) =>
      chooseParameters(
        wanted,
        [
          { ParameterKey: 'Stage', ParameterValue: Stage },
          ...(Size === undefined ? [] : [{ ParameterKey: 'Size', ParameterValue: Size }]),
        ],
        {},
      )
    expect(choose('dev')).toEqual({ Stage: 'dev', Size: '3' })
    expect(() => choose('test')).toThrow("'Stage' must be one of AllowedValues [dev, prod]")
    expect(() => choose('dev', '6')).toThrow("'Size' is out of range")
    expect(() => chooseParameters(wanted, [], {})).toThrow('[Stage] must have values')
    expect(() => chooseParameters(wanted, [{ ParameterKey: 'Other', ParameterValue: '' }], {})).toThrow(
      '[Other] do not exist',
    )
    expect(parameterValue({ Type: 'CommaDelimitedList' }, 'a, b')).toEqual(['a', 'b'])
  })
})
