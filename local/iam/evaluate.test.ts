import { describe, expect, test } from 'vitest'
import { type Caller, decide } from './evaluate.ts'
import { readPolicy } from './policy.ts'

const role = 'arn:aws:iam::000000000000:role/reader'
const reader: Caller = { roleArn: role, accountId: '000000000000' }
const rule: Caller = { service: 'events.amazonaws.com', accountId: '000000000000' }
const context = { 'aws:userid': ['AROA1:session'], 'aws:securetransport': ['true'] }

const statement = (given: object) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...given })
const policy = (...statements: object[]) => readPolicy('p', { Version: '2012-10-17', Statement: statements })
const asks = (action: string, resource: string, extra = {}) => ({ action, resource, context: extra })
const get = asks('s3:GetObject', 'arn:aws:s3:::lake/raw/a.gz')

const allowed = (own: object[], asked = get, more = {}) =>
  decide(asked, reader, { ...context, ...more }, policy(...own)).allowed

describe('an identity policy', () => {
  test('allows what it names and nothing else', () => {
    expect(allowed([statement({ Resource: 'arn:aws:s3:::lake/raw/*' })])).toBe(true)
    expect(allowed([statement({ Resource: 'arn:aws:s3:::lake/cooked/*' })])).toBe(false)
    expect(allowed([statement({ Action: 's3:PutObject' })])).toBe(false)
  })

  test.each([
    ['s3:Get*', true],
    ['S3:getobject', true],
    ['s3:Get?bject', true],
    ['s3:*', true],
    ['*', true],
    ['s3:GetObject?', false],
    ['s3:ListBucket', false],
  ])('reads the action %s as IAM does: %s', (Action, answer) => {
    expect(allowed([statement({ Action })])).toBe(answer)
  })

  test.each([
    ['arn:aws:s3:::lake/*', true],
    ['arn:aws:s3:::*', true],
    ['arn:aws:s3:::lake/raw/?.gz', true],
    ['arn:aws:s3:::LAKE/*', false],
    ['arn:aws:s3:::lake', false],
    ['arn:aws:*:::lake/*', true],
    ['arn:*', false],
    ['*', true],
  ])('reads the resource %s as IAM does: %s', (Resource, answer) => {
    expect(allowed([statement({ Resource })])).toBe(answer)
  })

  test('does not let a wildcard reach over a component of the ARN', () => {
    const asked = asks('sqs:SendMessage', 'arn:aws:sqs:eu-central-1:000000000000:dead')
    expect(allowed([statement({ Action: 'sqs:*', Resource: 'arn:aws:sqs:*:dead' })], asked)).toBe(false)
    expect(allowed([statement({ Action: 'sqs:*', Resource: 'arn:aws:sqs:*:*:dead' })], asked)).toBe(true)
  })

  test('may name what it leaves out', () => {
    expect(allowed([{ Effect: 'Allow', NotAction: 's3:Delete*', Resource: '*' }])).toBe(true)
    expect(allowed([{ Effect: 'Allow', NotAction: 's3:Get*', Resource: '*' }])).toBe(false)
    expect(allowed([{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::lake/raw/*' }])).toBe(false)
    expect(allowed([{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::other/*' }])).toBe(true)
  })

  test('that denies wins over every one that allows', () => {
    const statements = [statement({ Action: '*' }), statement({ Effect: 'Deny', Resource: 'arn:aws:s3:::lake/raw/*' })]
    expect(decide(get, reader, context, policy(...statements))).toEqual({
      allowed: false,
      because: 'with an explicit deny in an identity-based policy',
    })
  })

  test('says which of its grants a call used', () => {
    const own = [
      statement({ Action: ['s3:GetObject', 's3:PutObject'], Resource: ['arn:aws:s3:::lake/*', 'arn:aws:s3:::x/*'] }),
    ]
    expect(decide(get, reader, context, policy(...own))).toEqual({
      allowed: true,
      grants: [{ policy: 'p', action: 's3:GetObject', resource: 'arn:aws:s3:::lake/*' }],
    })
  })

  test('fills in variables, and matches nothing with one that is unknown', () => {
    const mine = { Condition: { StringEquals: { 'aws:userid': '$' + '{aws:userid}' } } }
    expect(allowed([statement(mine)])).toBe(true)
    expect(allowed([statement({ Resource: 'arn:aws:s3:::lake/$' + '{aws:SourceAccount}/*' })])).toBe(false)
    const old = readPolicy('old', { Statement: [statement({ Resource: 'arn:aws:s3:::lake/$' + '{*}' })] })
    expect(decide(asks('s3:GetObject', 'arn:aws:s3:::lake/$' + '{*}'), reader, context, old).allowed).toBe(true)
  })
})

describe('a condition', () => {
  const holds = (Condition: object, extra = {}) => allowed([statement({ Condition })], get, extra)

  test.each([
    [{ StringEquals: { 's3:prefix': ['a', 'b'] } }, ['b'], true],
    [{ StringEquals: { 's3:prefix': 'a' } }, ['A'], false],
    [{ StringEqualsIgnoreCase: { 'S3:Prefix': 'a' } }, ['A'], true],
    [{ StringNotEquals: { 's3:prefix': ['a', 'b'] } }, ['b'], false],
    [{ StringNotEquals: { 's3:prefix': ['a', 'b'] } }, undefined, true],
    [{ StringLike: { 's3:prefix': 'raw/*' } }, ['raw/x'], true],
    [{ StringNotLike: { 's3:prefix': 'raw/*' } }, ['raw/x'], false],
    [{ StringEquals: { 's3:prefix': 'a' } }, undefined, false],
    [{ StringEqualsIfExists: { 's3:prefix': 'a' } }, undefined, true],
    [{ StringEqualsIfExists: { 's3:prefix': 'a' } }, ['b'], false],
    [{ Null: { 's3:prefix': 'true' } }, undefined, true],
    [{ Null: { 's3:prefix': 'true' } }, ['a'], false],
    [{ 'ForAllValues:StringEquals': { 's3:prefix': ['a', 'b'] } }, ['a', 'c'], false],
    [{ 'ForAllValues:StringEquals': { 's3:prefix': ['a', 'b'] } }, undefined, true],
    [{ 'ForAnyValue:StringEquals': { 's3:prefix': ['a', 'b'] } }, ['a', 'c'], true],
    [{ 'ForAnyValue:StringEquals': { 's3:prefix': ['a', 'b'] } }, undefined, false],
    [{ NumericLessThan: { 's3:prefix': '10' } }, ['9'], true],
    [{ NumericGreaterThanEquals: { 's3:prefix': '10' } }, ['9'], false],
    [{ DateLessThan: { 's3:prefix': '2026-01-01T00:00:00Z' } }, ['2025-12-31T23:59:59Z'], true],
    [{ ArnLike: { 's3:prefix': 'arn:aws:events:*:*:rule/bus/*' } }, ['arn:aws:events:eu:0:rule/bus/r'], true],
    [{ ArnEquals: { 's3:prefix': 'arn:aws:events:*:*:rule/bus/*' } }, ['arn:aws:events:eu:0:rule/bus/r'], true],
    [{ ArnNotLike: { 's3:prefix': 'arn:aws:events:*:*:rule/bus/*' } }, ['arn:aws:events:eu:0:rule/bus/r'], false],
    [{ Bool: { 's3:prefix': 'true' } }, ['TRUE'], true],
  ] as const)('%j with %j: %s', (condition, values, answer) => {
    expect(holds(condition, values === undefined ? {} : { 's3:prefix': values })).toBe(answer)
  })

  test('holds only when all of it holds', () => {
    const both = { StringEquals: { 's3:prefix': 'a', 's3:delimiter': '/' }, Bool: { 'aws:SecureTransport': 'true' } }
    expect(holds(both, { 's3:prefix': ['a'], 's3:delimiter': ['/'] })).toBe(true)
    expect(holds(both, { 's3:prefix': ['a'], 's3:delimiter': [','] })).toBe(false)
    expect(holds(both, { 's3:prefix': ['a'], 's3:delimiter': ['/'], 'aws:securetransport': ['false'] })).toBe(false)
  })

  test.each([
    [{ StringSounds: { 's3:prefix': 'a' } }, 'The condition operator StringSounds of p is not in this local plane'],
    [{ BinaryEquals: { 's3:prefix': 'a' } }, 'The condition operator BinaryEquals of p is not in this local plane'],
    [
      { StringEquals: { 'aws:PrincipalOrgID': 'o' } },
      'The condition key aws:PrincipalOrgID of p is not in this local plane',
    ],
  ])('that this plane cannot judge is refused by its name: %j', (Condition, message) => {
    expect(() => policy(statement({ Condition }))).toThrow(message)
  })
})

describe('a policy on a resource', () => {
  const bucket = (given: object) => policy({ Principal: '*', ...statement({}), ...given })
  const judge = (caller: Caller, own: object[], resource: ReturnType<typeof policy>, extra = {}) =>
    decide(get, caller, { ...context, ...extra }, own.length === 0 ? [] : policy(...own), resource)

  test('denies whatever the caller may do', () => {
    const insecure = bucket({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })
    expect(judge(reader, [statement({})], insecure).allowed).toBe(true)
    expect(judge(reader, [statement({})], insecure, { 'aws:securetransport': ['false'] })).toEqual({
      allowed: false,
      because: 'with an explicit deny in a resource-based policy',
    })
  })

  test('is enough when it names the role; naming the account leaves it to the role', () => {
    expect(judge(reader, [], bucket({ Principal: { AWS: role } })).allowed).toBe(true)
    expect(judge(reader, [], bucket({ Principal: { AWS: 'arn:aws:iam::000000000000:root' } })).allowed).toBe(false)
    expect(judge(reader, [], bucket({ Principal: { AWS: 'arn:aws:iam::000000000000:role/other' } })).allowed).toBe(
      false,
    )
    expect(judge(reader, [], bucket({ Principal: { Service: 'events.amazonaws.com' } })).allowed).toBe(false)
  })

  test('of a key must agree: it may name the role, or leave it to the account', () => {
    const decrypt = asks('kms:Decrypt', 'arn:aws:kms:eu-central-1:000000000000:key/k')
    const own = policy({ Effect: 'Allow', Action: 'kms:Decrypt', Resource: decrypt.resource })
    const key = (Principal: unknown, Action = 'kms:Decrypt') =>
      policy({ Effect: 'Allow', Principal, Action, Resource: '*' })
    const root = { AWS: 'arn:aws:iam::000000000000:root' }
    const may = (identity: typeof own, resource: typeof own) =>
      decide(decrypt, reader, context, identity, resource).allowed
    expect(may(own, key(root))).toBe(true)
    expect(may([], key(root))).toBe(false)
    expect(may(own, key(root, 'kms:GenerateDataKey'))).toBe(false)
    expect(may(own, key({ AWS: 'arn:aws:iam::111111111111:root' }))).toBe(false)
    expect(may([], key({ AWS: role }))).toBe(true)
  })

  test('is all that a service has, and may ask in whose name it comes', () => {
    const of = (Condition: object) => bucket({ Principal: { Service: 'events.amazonaws.com' }, Condition })
    const own = of({ ArnEquals: { 'aws:SourceArn': 'arn:aws:events:eu:0:rule/mine' } })
    expect(judge(rule, [], own, { 'aws:sourcearn': ['arn:aws:events:eu:0:rule/mine'] }).allowed).toBe(true)
    expect(judge(rule, [], own, { 'aws:sourcearn': ['arn:aws:events:eu:0:rule/other'] })).toEqual({
      allowed: false,
      because: 'because no resource-based policy allows the s3:GetObject action',
    })
  })
})

test.each([
  [{}, 'has no Statement'],
  [{ Statement: [{ Effect: 'Allow', Resource: '*' }] }, 'not exactly one of Action and NotAction'],
  [{ Statement: [{ Action: 'a:b', Resource: '*' }] }, 'without Effect'],
  [{ Statement: [{ ...statement({}), Conditions: {} }] }, 'unknown element Conditions'],
  [{ Statement: [{ ...statement({}), NotResource: '*' }] }, 'both Resource and NotResource'],
])('a document that is none is refused: %j', (document, message) => {
  expect(() => readPolicy('p', document)).toThrow(message)
})
