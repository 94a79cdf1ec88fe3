import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ServiceError } from '../../errors.ts'
import { bytes, text } from '../../input.ts'
import type { Input, Service } from '../../service.ts'
import { createFirehoseService, type FirehoseService } from '../firehose/service.ts'
import { createEventsService } from './service.ts'
import { createTestPlane, fakeService, settle, type TestPlane, type VirtualClock, virtualClock } from './test-plane.ts'

const streamArn = 'arn:aws:firehose:eu-central-1:000000000000:deliverystream/lines'
const machineArn = 'arn:aws:states:eu-central-1:000000000000:stateMachine:batch'
const queueArn = 'arn:aws:sqs:eu-central-1:000000000000:dead'
const roleArn = 'arn:aws:iam::000000000000:role/rule'
const toStream = { Id: 'stream', Arn: streamArn, RoleArn: roleArn }
const toMachine = { Id: 'machine', Arn: machineArn, RoleArn: roleArn, DeadLetterConfig: { Arn: queueArn } }

let clock: VirtualClock
let plane: TestPlane
let events: Service
let firehose: FirehoseService
let objects: Map<string, Buffer>

beforeEach(async () => {
  clock = virtualClock()
  plane = createTestPlane(clock)
  objects = new Map()
  events = createEventsService(plane.context)
  firehose = createFirehoseService(plane.context)
  plane.add(events)
  plane.add(firehose)
  plane.add(
    fakeService('s3', {
      PutObject: (input) => void objects.set(text(input, 'Key'), gunzipSync(bytes(input, 'Body'))),
    }),
  )
  await events.start?.()
  await plane.create('AWS::Events::EventBus', { Name: 'bus' })
})

afterEach(async () => {
  await events.stop?.()
  await firehose.stop?.()
  plane.remove()
})

interface PutAnswer {
  readonly FailedEntryCount: number
  readonly Entries: readonly { readonly EventId?: string; readonly ErrorCode?: string }[]
}

async function put(...entries: readonly Input[]): Promise<PutAnswer> {
  const input = { Entries: entries.map((entry) => ({ EventBusName: 'bus', ...entry })) }
  return (await plane.context.call('events', 'PutEvents', input, plane.context.admin)) as PutAnswer
}

const entry = (detail: string, more: Input = {}): Input => ({
  Source: 'shop',
  DetailType: 'Sold',
  Detail: detail,
  ...more,
})

async function makeStream(): Promise<void> {
  await plane.create('AWS::KinesisFirehose::DeliveryStream', {
    DeliveryStreamName: 'lines',
    ExtendedS3DestinationConfiguration: {
      BucketARN: 'arn:aws:s3:::raw',
      RoleARN: roleArn,
      CompressionFormat: 'GZIP',
      ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'AppendDelimiterToRecord', Parameters: [] }] },
    },
  })
}

const makeRule = (properties: Input) =>
  plane.create('AWS::Events::Rule', {
    Name: 'rule',
    EventBusName: 'bus',
    EventPattern: { source: ['shop'] },
    ...properties,
  })

const lines = () => [...objects.values()].flatMap((object) => object.toString('utf8').split('\n').slice(0, -1))
const callsTo = (service: string) => plane.calls.filter((call) => call.service === service)

describe('PutEvents', () => {
  it('answers each entry and refuses the bad ones only', async () => {
    const answer = await put(
      entry('{}'),
      entry('[1]'),
      entry('{"cut":'),
      entry('"text"'),
      { DetailType: 'Sold', Detail: '{}' },
      { Source: 'shop', Detail: '{}' },
      { Source: 'shop', DetailType: 'Sold' },
      entry('{}', { EventBusName: 'elsewhere' }),
      entry('{}', { Source: 'aws.s3' }),
      entry(`{"a":${'['.repeat(1000)}${']'.repeat(1000)}}`),
    )
    expect(answer.FailedEntryCount).toBe(9)
    expect(answer.Entries.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'MalformedDetail',
      'MalformedDetail',
      'MalformedDetail',
      'InvalidArgument',
      'InvalidArgument',
      'InvalidArgument',
      'ResourceNotFoundException',
      'NotAuthorizedForSourceException',
      'MalformedDetail',
    ])
    expect(answer.Entries[0]?.EventId).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('takes 1 to 10 entries', async () => {
    await expect(put()).rejects.toMatchObject({ code: 'ValidationException' })
    await expect(put(...Array.from({ length: 11 }, () => entry('{}')))).rejects.toMatchObject({
      code: 'ValidationException',
    })
  })

  it('takes exactly one megabyte by the documented formula, and not a byte more', async () => {
    const fixed = 'shop'.length + 'Sold'.length + '{"a":""}'.length + 14 + 'arn:é'.length + 1
    const sized = (size: number) => entry(`{"a":"${'x'.repeat(size - fixed)}"}`, { Time: 1, Resources: ['arn:é'] })
    expect((await put(sized(1024 * 1024))).FailedEntryCount).toBe(0)
    await expect(put(sized(1024 * 1024 + 1))).rejects.toMatchObject({
      message: 'Total size of the entries in the request is over the limit.',
    })
  })

  it('carries the detail as the text that was sent', async () => {
    await makeStream()
    await makeRule({ Targets: [toStream] })
    const detail = '{"n":9007199254740993,"m":1.10,"k":1,"k":2,"e":1E+2,"s":"\\u00e9\\/é"}'
    const { Entries } = await put(
      entry(detail, { Time: Date.UTC(2026, 10, 24, 9, 8, 7) / 1000 + 0.9, Resources: ['r'] }),
    )
    await firehose.flushAll()
    expect(lines()).toEqual([
      `{"version":"0","id":"${Entries[0]?.EventId}","detail-type":"Sold","source":"shop","account":"000000000000","time":"2026-11-24T09:08:07Z","region":"eu-central-1","resources":["r"],"detail":${detail}}`,
    ])
  })

  it('keeps an event on one line', async () => {
    await makeStream()
    await makeRule({ Targets: [toStream] })
    await put(entry('{\r\n  "a": "x\\ny",\n  "b": [1,\n2]\n}'))
    await firehose.flushAll()
    expect(lines()).toHaveLength(1)
    expect(JSON.parse(lines()[0] as string)).toMatchObject({ detail: { a: 'x\ny', b: [1, 2] } })
  })

  it('brings every random entry to the object, byte for byte', async () => {
    await makeStream()
    await makeRule({ Targets: [toStream] })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.dictionary(fc.string(), fc.json()), { minLength: 1, maxLength: 10 }), { maxLength: 5 }),
        async (calls) => {
          objects.clear()
          const sent: string[] = []
          for (const details of calls) {
            const texts = details.map(
              (members) => `{${Object.entries(members).map(([name, json]) => `${JSON.stringify(name)}:${json}`)}}`,
            )
            const { Entries } = await put(...texts.map((detail) => entry(detail)))
            for (const [index, { EventId }] of Entries.entries())
              sent.push(`"id":"${EventId}" "detail":${texts[index]}}`)
          }
          await firehose.flushAll()
          const received = lines().map(
            (line) => `${/"id":"[^"]+"/.exec(line)?.[0]} ${line.slice(line.indexOf('"detail":'))}`,
          )
          expect(received).toEqual(sent)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('calls a stream once for all events of a request, in the name of the target role', async () => {
    await makeStream()
    await makeRule({ Targets: [toStream] })
    await put(entry('{"a":1}'), entry('{"a":2}'), entry('{}', { Source: 'other' }))
    expect(callsTo('firehose')).toHaveLength(1)
    expect(callsTo('firehose')[0]).toMatchObject({ operation: 'PutRecordBatch', as: 'rule' })
  })

  it('delivers nothing through a disabled rule', async () => {
    await makeStream()
    await makeRule({ Targets: [toStream] })
    await plane.context.call('events', 'DisableRule', { Name: 'rule', EventBusName: 'bus' }, plane.context.admin)
    await put(entry('{}'))
    expect(callsTo('firehose')).toHaveLength(0)
  })
})

describe('delivery', () => {
  let answers: (() => unknown)[]
  let started: Input[]
  let dead: Input[]

  beforeEach(() => {
    answers = []
    started = []
    dead = []
    plane.add(
      fakeService('states', {
        StartExecution: (input) => {
          answers.shift()?.()
          started.push(input)
          return {}
        },
      }),
    )
    plane.add(fakeService('sqs', { SendMessage: (input) => void dead.push(input) }))
  })

  const fail = (code: string, status: number) => () => {
    throw new ServiceError(code, `${code} happened`, status)
  }
  const attributes = () =>
    Object.fromEntries(
      Object.entries(dead[0]?.MessageAttributes as Record<string, { StringValue: string }>).map(
        ([name, { StringValue }]) => [name, StringValue],
      ),
    )

  it('repeats what may heal, after growing waits', async () => {
    await makeRule({ Targets: [toMachine] })
    answers = [fail('ThrottlingException', 400), fail('InternalFailure', 500)]
    await put(entry('{"a":1}'))
    expect(started).toHaveLength(0)
    await clock.advance(1_000)
    expect(started).toHaveLength(0)
    await clock.advance(2_000)
    expect(started).toHaveLength(1)
    expect(JSON.parse(text(started[0] as Input, 'input'))).toMatchObject({ detail: { a: 1 } })
    expect(dead).toHaveLength(0)
  })

  it('sends to the dead-letter queue at once what no repetition heals', async () => {
    await makeRule({ Targets: [toMachine] })
    answers = [fail('AccessDeniedException', 403)]
    await put(entry('{"n":1.10}'))
    await settle()
    expect(text(dead[0] as Input, 'MessageBody')).toContain('"detail":{"n":1.10}')
    expect(text(dead[0] as Input, 'QueueUrl')).toBe('http://127.0.0.1:4566/000000000000/dead')
    expect(attributes()).toEqual({
      RULE_ARN: 'arn:aws:events:eu-central-1:000000000000:rule/bus/rule',
      TARGET_ARN: machineArn,
      ERROR_CODE: 'NO_PERMISSIONS',
      ERROR_MESSAGE: 'AccessDeniedException happened',
      RETRY_ATTEMPTS: '0',
    })
  })

  it('gives up after the attempts of the retry policy', async () => {
    await makeRule({ Targets: [{ ...toMachine, RetryPolicy: { MaximumRetryAttempts: 2 } }] })
    answers = Array.from({ length: 9 }, () => fail('ServiceUnavailable', 503))
    await put(entry('{}'))
    await clock.advance(60_000)
    expect(answers).toHaveLength(6)
    expect(attributes()).toMatchObject({
      ERROR_CODE: 'THROTTLING',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      RETRY_ATTEMPTS: '2',
    })
  })

  it('gives up at the age of the retry policy', async () => {
    await makeRule({ Targets: [{ ...toMachine, RetryPolicy: { MaximumEventAgeInSeconds: 60 } }] })
    answers = Array.from({ length: 99 }, () => fail('InternalFailure', 500))
    await put(entry('{}'))
    await clock.advance(200_000)
    expect(attributes()).toMatchObject({ EXHAUSTED_RETRY_CONDITION: 'MaximumEventAgeInSeconds' })
  })

  it('drops without a queue, and says so', async () => {
    const { DeadLetterConfig: _, ...noQueue } = toMachine
    await makeRule({ Targets: [noQueue] })
    answers = [fail('StateMachineDoesNotExist', 400)]
    await put(entry('{}'))
    await settle()
    expect(JSON.parse(plane.lines[0]?.message as string)).toMatchObject({
      RuleName: 'rule',
      FailedInvocations: 1,
      errorCode: 'NO_RESOURCE',
    })
  })

  it('keeps pending deliveries over a kill', async () => {
    await makeRule({ Targets: [toMachine] })
    answers = [fail('InternalFailure', 500)]
    await put(entry('{"kept":true}'))
    const again = createTestPlane(clock, plane.context.stateDir)
    const restarted = createEventsService(again.context)
    again.add(restarted)
    again.add(fakeService('states', { StartExecution: (input) => void started.push(input) }))
    await events.stop?.()
    await restarted.start?.()
    await clock.advance(1_000)
    expect(started.map((input) => text(input, 'input'))).toEqual([expect.stringContaining('"kept":true')])
    await restarted.stop?.()
  })

  it('starts nothing twice when an answer was lost', async () => {
    await makeRule({ Targets: [toMachine] })
    answers = [fail('InternalFailure', 500), fail('ExecutionAlreadyExists', 400)]
    await put(entry('{}'))
    await clock.advance(10_000)
    const names = callsTo('states').map(({ input }) => text(input, 'name'))
    expect(names).toHaveLength(2)
    expect(new Set(names).size).toBe(1)
    expect(dead).toHaveLength(0)
  })

  it('writes AWS services’ own events down before it delivers them', async () => {
    await plane.create('AWS::Events::Rule', {
      Name: 'created',
      EventPattern: { source: ['aws.s3'] },
      Targets: [toMachine],
    })
    plane.context.deliverEvent(
      {
        version: '0',
        id: 'e1',
        'detail-type': 'Object Created',
        source: 'aws.s3',
        account: '0',
        time: '2026-11-25T10:00:00Z',
        region: 'r',
        resources: [],
        detail: { object: { key: 'k' } },
      },
      'default',
    )
    expect(plane.context.store.collection('event-deliveries').list()).toHaveLength(1)
    await settle()
    expect(started).toHaveLength(1)
    expect(plane.context.store.collection('event-deliveries').list()).toHaveLength(0)
  })

  it('runs rates from the creation of the rule and cron in UTC', async () => {
    await plane.create('AWS::Events::Rule', {
      Name: 'rate',
      ScheduleExpression: 'rate(5 minutes)',
      Targets: [toMachine],
    })
    await plane.create('AWS::Events::Rule', {
      Name: 'cron',
      ScheduleExpression: 'cron(30 10 * * ? *)',
      Targets: [{ ...toMachine, Input: '{"due":1}' }],
    })
    await clock.advance(31 * 60_000)
    const inputs = started.map((input) => text(input, 'input'))
    expect(inputs.filter((one) => one === '{"due":1}')).toHaveLength(1)
    expect(inputs.filter((one) => one.includes('Scheduled Event'))).toHaveLength(6)
    expect(JSON.parse(inputs[0] as string)).toMatchObject({
      source: 'aws.events',
      time: '2026-11-25T10:05:00Z',
      resources: ['arn:aws:events:eu-central-1:000000000000:rule/rate'],
      detail: {},
    })
  })
})

describe('rules', () => {
  it.each([
    [{ EventPattern: { source: 'a' } }, /Event pattern is not valid. Reason: source: must be an object or an array/],
    [{ EventPattern: undefined }, /EventPattern or ScheduleExpression/],
    [{ ScheduleExpression: 'rate(5 minutes)' }, /only on the default event bus/],
    [{ Targets: [{ Id: 'x', Arn: 'arn:aws:kinesis:r:0:stream/s' }] }, /EventBridge target arn:aws:kinesis/],
    [{ Targets: [{ ...toStream, EcsParameters: {} }] }, /EventBridge target EcsParameters/],
    [{ Targets: [{ Id: 'x', Arn: streamArn }] }, /RoleArn is required/],
    [{ Targets: [{ ...toStream, RetryPolicy: { MaximumRetryAttempts: 186 } }] }, /from 0 to 185/],
    [{ Targets: [{ ...toStream, InputTransformer: { InputTemplate: '<x>' } }] }, /uses <x>/],
    [{ EventBusName: 'none' }, /Event bus none does not exist/],
  ])('%j is refused with the reason', async (properties, reason) => {
    await expect(makeRule(properties)).rejects.toThrow(reason)
  })

  it('answers TestEventPattern', async () => {
    const Event = JSON.stringify({
      id: '1',
      account: '0',
      source: 'a',
      time: 't',
      region: 'r',
      resources: [],
      'detail-type': 'd',
    })
    const test = (pattern: object) =>
      plane.context.call(
        'events',
        'TestEventPattern',
        { Event, EventPattern: JSON.stringify(pattern) },
        plane.context.admin,
      )
    expect(await test({ source: ['a'] })).toEqual({ Result: true })
    expect(await test({ source: ['b'] })).toEqual({ Result: false })
    await expect(test({ source: 'a' })).rejects.toMatchObject({ code: 'InvalidEventPatternException' })
  })

  it('refers to a rule of a custom bus as <bus>|<name>', async () => {
    expect(await makeRule({})).toBe('bus|rule')
    await expect(async () => plane.resource('AWS::Events::EventBus').delete('bus', {}, {} as never)).rejects.toThrow(
      /has rules/,
    )
    await plane.resource('AWS::Events::Rule').delete('bus|rule', {}, {} as never)
    await plane.resource('AWS::Events::EventBus').delete('bus', {}, {} as never)
    await expect(put(entry('{}'))).resolves.toMatchObject({ FailedEntryCount: 1 })
  })

  it('keeps the statements of its policy, one for each id', async () => {
    const type = plane.resource('AWS::Events::EventBusPolicy')
    const statement = (account: string) => ({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'events:PutEvents',
      Resource: 'arn:aws:events:eu-central-1:000000000000:event-bus/bus',
      Condition: { StringEquals: { 'events:source': 'a' } },
    })
    const given = (StatementId: string, account: string) => ({
      EventBusName: 'bus',
      StatementId,
      Statement: statement(account),
    })
    const kept = () =>
      plane.context.store
        .collection<{ policy?: { Statement: readonly { Sid: string }[] } }>('event-buses')
        .get('bus')
        ?.policy?.Statement.map(({ Sid }) => Sid)
    await type.create(given('first', '111111111111'), {} as never)
    await type.create(given('second', '222222222222'), {} as never)
    expect(kept()).toEqual(['first', 'second'])
    await type.delete('bus|first', given('first', '111111111111'), {} as never)
    expect(kept()).toEqual(['second'])
    await type.delete('bus|second', given('second', '222222222222'), {} as never)
    expect(kept()).toBeUndefined()
    const unknown = { ...given('third', '1'), Statement: { ...statement('1'), Condition: { StringIs: {} } } }
    expect(() => type.create(unknown, {} as never)).toThrow('StringIs')
  })
})
