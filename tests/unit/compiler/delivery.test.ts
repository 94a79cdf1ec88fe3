import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { compile } from '../../../compiler/compile.ts'
import { thingSources } from './thing-contract.ts'

const sources = thingSources({
  'schemas/contracts/lost_and_found/service.yml': ['source: com.acme.lost', 'team: { name: a, contact: b }'],
})
const text = compile(sources).find(({ path }) => path.endsWith('delivery.yml'))?.text ?? ''
const parsed = parse(text) as { Resources: Record<string, Resource> & Lanes }
const resources = parsed.Resources

interface Lanes {
  readonly ThingsRule: Resource
  readonly UnplannedRule: Resource
}

interface Resource {
  readonly Type: string
  readonly Properties: Record<string, unknown>
}

describe('delivery.yml', () => {
  it('has a lane for each service and one for unknown sources', () => {
    const parts = ['Rule', 'RuleRole', 'Stream', 'StreamRole', 'StreamLog', 'StreamLateAlarm']
    const lanes = ['LostAndFound', 'Things', 'Unplanned']
    expect(Object.keys(resources)).toEqual(lanes.flatMap((lane) => parts.map((part) => lane + part)))
  })

  it('matches a service by its source only, and everything else as unplanned', () => {
    expect(resources.ThingsRule.Properties.EventPattern).toEqual({ source: ['com.acme.things'] })
    expect(resources.UnplannedRule.Properties.EventPattern).toEqual({
      source: [{ 'anything-but': ['com.acme.lost', 'com.acme.things'] }],
    })
  })

  it('loses nothing without a trace: each target has a retry policy and a dead-letter queue', () => {
    const targets = Object.values(resources)
      .filter(({ Type }) => Type === 'AWS::Events::Rule')
      .flatMap(({ Properties }) => Properties.Targets as Record<string, unknown>[])
    expect(targets).toHaveLength(3)
    for (const target of targets) {
      expect(target).toMatchObject({
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['DeliveryDeadLetterQueue', 'Arn'] } },
      })
    }
  })

  it('lets no role do everything or everywhere', () => {
    expect(text).not.toMatch(/(?:Action|Resource): "?\*/)
    expect(text).not.toMatch(/- "?\*"?$/m)
    expect(text).not.toMatch(/:\*"?$/m)
  })

  it('refers to nothing but its own resources and those that serverless.yml defines', () => {
    const referred = [...JSON.stringify(resources).matchAll(/"Ref":"([^"]+)"|"Fn::GetAtt":\["([^"]+)"/g)].map(
      ([, a, b]) => a ?? b ?? '',
    )
    const foreign = new Set(referred.filter((name) => !(name in resources) && !name.startsWith('AWS::')))
    expect([...foreign].sort()).toEqual([
      'AlarmTopic',
      'DeliveryDeadLetterQueue',
      'EventBus',
      'FirehoseLogGroup',
      'RawBucket',
      'RawKey',
    ])
  })

  it('names the owner of a stream that is late', () => {
    const { AlarmDescription } = resources.ThingsStreamLateAlarm?.Properties ?? {}
    expect(AlarmDescription).toMatch(/^Owner: things, things@acme\.example\. /)
  })

  it('takes a source from another account where its service names one, and nothing else from there', () => {
    expect(text).not.toContain('EventBusPolicy')
    const lines = ['source: com.acme.things', 'team: { name: a, contact: b }', 'account: "123456789012"']
    const files = compile(thingSources({ 'schemas/contracts/things/service.yml': lines }))
    const other = parse(files.find(({ path }) => path.endsWith('delivery.yml'))?.text ?? '') as typeof parsed
    expect(other.Resources.ThingsPublishers).toEqual({
      Type: 'AWS::Events::EventBusPolicy',
      Properties: {
        EventBusName: { Ref: 'EventBus' },
        StatementId: 'things',
        Statement: {
          Effect: 'Allow',
          Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::123456789012:root']] } },
          Action: 'events:PutEvents',
          Resource: { 'Fn::GetAtt': ['EventBus', 'Arn'] },
          Condition: { StringEquals: { 'events:source': 'com.acme.things' } },
        },
      },
    })
  })
})
