import { expect, it } from 'vitest'
import { compareGrants } from './compare.ts'
import type { Explained } from './explained.ts'

const role = {
  name: 'reads',
  policies: {
    own: {
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::lake/*' },
        { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' },
      ],
    },
  },
}
const get = {
  role: 'reads',
  origin: 'client',
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::lake/a',
  grants: [{ policy: 'own', action: 's3:GetObject', resource: 'arn:aws:s3:::lake/*' }],
} as const
const logs: Explained = { kind: 'service', role: /reads/, actions: ['logs:PutLogEvents'], because: 'x', source: 'y' }

it('names grants that nothing used, calls that were refused, and explanations without a grant', () => {
  const refused = { ...get, action: 's3:DeleteObject', refused: 'because …' }
  const { grants: _, ...without } = refused
  expect(compareGrants([role], [get, without], [logs, { ...logs, role: /writes/ }])).toEqual({
    unused: ['reads: s3:PutObject on arn:aws:s3:::lake/*'],
    missing: ['reads: s3:DeleteObject on arn:aws:s3:::lake/a'],
    idle: ['/writes/: logs:PutLogEvents'],
    counts: { 'called by us': 1, 'called in the role’s name': 0, service: 1, aws: 0, fault: 0 },
  })
})

it('counts a grant once, as a client’s call where a client made it', () => {
  const inName = { ...get, origin: 'service' } as const
  expect(compareGrants([role], [inName], [logs]).counts).toMatchObject({ 'called in the role’s name': 1 })
  expect(compareGrants([role], [inName, get, inName], [logs]).counts).toMatchObject({ 'called by us': 1 })
})
