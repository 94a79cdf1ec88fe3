import { expect, it } from 'vitest'
import { specificationFaults } from './service-specification.ts'

const queue = (properties: object) => ({
  Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: { ...properties } } },
})

it.each([
  ['a misspelt property', { QueNames: 'x' }, 'Queue: unknown property QueNames'],
  ['a value of the wrong type', { DelaySeconds: 'soon' }, 'Queue/DelaySeconds: must be a number'],
  ['a dangling reference', { QueueName: { Ref: 'Nothing' } }, 'Queue/QueueName: nothing is called Nothing'],
  [
    'an attribute that does not exist',
    { QueueName: { 'Fn::GetAtt': ['Queue', 'Nope'] } },
    'Queue/QueueName: Queue has no attribute Nope',
  ],
  [
    'a dangling name inside text',
    { QueueName: { 'Fn::Sub': 'a-$' + '{Nothing}' } },
    'Queue/QueueName: nothing is called Nothing',
  ],
])('the specification finds %s', async (_, properties, fault) => {
  expect(await specificationFaults(queue(properties))).toEqual([fault])
})

it('the specification finds a missing property and a value that is not allowed', async () => {
  const template = {
    Resources: { Rule: { Type: 'AWS::Events::Rule', Properties: { State: 'ASLEEP', Targets: [{ Id: 'x' }] } } },
  }
  expect((await specificationFaults(template)).toSorted()).toEqual([
    'Rule/State: ASLEEP is not allowed',
    'Rule/Targets/0: Arn is missing',
  ])
})
