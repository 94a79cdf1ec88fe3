import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Principal } from '../service.ts'
import { openStore } from '../store.ts'
import { createAuthorizer } from './authorize.ts'
import { passedRoles } from './pass-role.ts'
import { openRecording } from './recording.ts'

const folder = mkdtempSync(join(tmpdir(), 'pass-role-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const accountId = '000000000000'
const place = { region: 'eu-central-1', accountId, store: openStore(folder) }
const authorizer = createAuthorizer(place, openRecording(join(folder, 'accesses.jsonl')))
const arnOf = (name: string) => `arn:aws:iam::${accountId}:role/${name}`
const allow = (statement: object) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] })

function role(name: string, trusted: object, policies: object = {}): void {
  const trust = allow({ Action: 'sts:AssumeRole', ...trusted })
  place.store
    .collection('iam-roles')
    .put(arnOf(name), { arn: arnOf(name), name, id: name, trust, policies, managed: [] })
}
const as = (roleName: string) => {
  const principal: Principal = { roleName, roleArn: arnOf(roleName), accountId, accessKeyId: 'k' }
  return { principal, region: 'eu-central-1' }
}
const ofLambda = (name: string) => ({
  roleArn: arnOf(name),
  services: ['lambda.amazonaws.com'],
  tried: 'at once' as const,
})

role('worker', { Principal: { Service: 'lambda.amazonaws.com' } })
role('guarded', {
  Principal: { Service: 'lambda.amazonaws.com' },
  Condition: { StringEquals: { 'aws:SourceAccount': accountId } },
})
role('foreign', {
  Principal: { Service: 'lambda.amazonaws.com' },
  Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } },
})
role('spark', { Principal: { Service: 'glue.amazonaws.com' } })
const passing = { 'iam:PassedToService': 'lambda.amazonaws.com' }
role(
  'builder',
  { Principal: '*' },
  {
    pass: allow({ Action: 'iam:PassRole', Resource: arnOf('worker'), Condition: { StringEquals: passing } }),
  },
)

test('a role works for a service that it trusts, on the conditions that it states', () => {
  expect(() => authorizer.pass(ofLambda('worker'), as('admin'))).not.toThrow()
  expect(() => authorizer.pass(ofLambda('guarded'), as('admin'))).not.toThrow()
  for (const name of ['foreign', 'spark', 'nobody'])
    expect(() => authorizer.pass(ofLambda(name), as('admin'))).toThrow('cannot be assumed by lambda.amazonaws.com')
})

test('who deploys may hand over the roles that a policy names, to the services that it names', () => {
  expect(() => authorizer.pass(ofLambda('worker'), as('builder'))).not.toThrow()
  expect(() => authorizer.pass(ofLambda('guarded'), as('builder'))).toThrow(
    /^User: arn:aws:sts::000000000000:assumed-role\/builder\/session is not authorized to perform: iam:PassRole on resource: arn:aws:iam::000000000000:role\/guarded/,
  )
})

test('a resource’s roles are found wherever its type puts them, and not in policies', () => {
  const targets = {
    Targets: [
      { Arn: 'x', RoleArn: arnOf('a') },
      { Arn: 'y', RoleArn: arnOf('a') },
    ],
  }
  expect(passedRoles('AWS::Events::Rule', targets)).toEqual([
    { roleArn: arnOf('a'), services: ['events.amazonaws.com'], tried: 'at once' },
  ])
  const stream = { ExtendedS3DestinationConfiguration: { RoleARN: arnOf('b') } }
  expect(passedRoles('AWS::KinesisFirehose::DeliveryStream', stream)).toMatchObject([{ roleArn: arnOf('b') }])
  expect(passedRoles('AWS::RedshiftServerless::Namespace', { IamRoles: [arnOf('c')] })).toMatchObject([
    { roleArn: arnOf('c') },
  ])
  expect(passedRoles('AWS::S3::Bucket', { Role: arnOf('d') })).toEqual([])
})
