import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ServiceError } from '../../errors.ts'
import { optionalText, records, text, texts } from '../../input.ts'
import type { Created, Input, PlaneContext, ResourceType, Service } from '../../service.ts'

interface Topic {
  readonly arn: string
  readonly name: string
  readonly displayName?: string
}

interface Subscription {
  readonly arn: string
  readonly topic: string
  readonly protocol: string
  readonly endpoint: string
}

/** Topics: what is published reaches SQS queues and the topic's outbox, `<state>/sns/<topic>.jsonl`, where a person would get mail. */
export function createSnsService(plane: PlaneContext): Service {
  const topics = plane.store.collection<Topic>('sns-topics')
  const subscriptions = plane.store.collection<Subscription>('sns-subscriptions')
  const outbox = join(plane.stateDir, 'sns')
  return {
    name: 'sns',
    operations: {
      Publish: async (input) => {
        const topic = topics.get(text(input, 'TopicArn'))
        if (!topic) throw new ServiceError('NotFound', 'Topic does not exist', 404)
        const MessageId = randomUUID()
        const Message = text(input, 'Message')
        const Timestamp = plane.clock.now().toISOString()
        const notification = {
          Type: 'Notification',
          MessageId,
          TopicArn: topic.arn,
          Subject: optionalText(input, 'Subject'),
          Message,
          Timestamp,
        }
        mkdirSync(outbox, { recursive: true })
        appendFileSync(join(outbox, `${topic.name}.jsonl`), `${JSON.stringify(notification)}\n`)
        for (const { endpoint, protocol, topic: from } of subscriptions.list()) {
          if (from !== topic.arn || protocol !== 'sqs') continue
          await plane.call(
            'sqs',
            'SendMessage',
            { QueueUrl: endpoint, MessageBody: JSON.stringify(notification) },
            plane.admin,
          )
        }
        return { MessageId }
      },
      ListTopics: () => ({ Topics: topics.list().map(({ arn }) => ({ TopicArn: arn })) }),
    },
    resources: {
      'AWS::SNS::Topic': {
        properties: ['TopicName', 'DisplayName', 'KmsMasterKeyId', 'Subscription', 'Tags'],
        createOnly: ['TopicName'],
        create: (properties, context) => {
          const name = optionalText(properties, 'TopicName') ?? context.generatedName(200)
          const arn = `arn:aws:sns:${context.region}:${context.accountId}:${name}`
          if (topics.get(arn)) throw new ServiceError('AlreadyExists', `The topic ${name} already exists`)
          return keepTopic(arn, name, properties)
        },
        update: (arn, properties) => keepTopic(arn, arn.slice(arn.lastIndexOf(':') + 1), properties),
        delete: (arn) => {
          for (const each of subscriptions.list()) if (each.topic === arn) subscriptions.delete(each.arn)
          topics.delete(arn)
        },
      },
      'AWS::SNS::Subscription': {
        properties: ['TopicArn', 'Protocol', 'Endpoint'],
        required: ['TopicArn', 'Protocol', 'Endpoint'],
        create: (properties) => {
          const arn = subscribe(
            text(properties, 'TopicArn'),
            text(properties, 'Protocol'),
            text(properties, 'Endpoint'),
          )
          return { physicalId: arn, attributes: { Arn: arn } }
        },
        delete: (arn) => {
          subscriptions.delete(arn)
        },
      },
      'AWS::SNS::TopicPolicy': topicPolicyType,
    },
  }

  /** The topic's own list of subscriptions replaces what it listed before. */
  function keepTopic(arn: string, name: string, properties: Input): Created {
    const displayName = optionalText(properties, 'DisplayName')
    topics.put(arn, { arn, name, ...(displayName === undefined ? {} : { displayName }) })
    for (const each of subscriptions.list()) if (each.arn.startsWith(`${arn}:own-`)) subscriptions.delete(each.arn)
    for (const each of records(properties, 'Subscription'))
      subscribe(arn, text(each, 'Protocol'), text(each, 'Endpoint'), 'own-')
    return { physicalId: arn, attributes: { TopicArn: arn, TopicName: name } }
  }

  function subscribe(topic: string, protocol: string, endpoint: string, mark = ''): string {
    if (!topics.get(topic)) throw new ServiceError('NotFound', `The topic ${topic} does not exist`, 404)
    if (!['sqs', 'email', 'email-json', 'sms'].includes(protocol)) {
      throw new ServiceError(
        'UnsupportedOperation',
        `SNS subscriptions of protocol ${protocol} are not in this local plane`,
        501,
      )
    }
    const arn = `${topic}:${mark}${randomUUID()}`
    subscriptions.put(arn, { arn, topic, protocol, endpoint })
    return arn
  }
}

/** Kept by the stack only: nobody is judged by it. */
const topicPolicyType: ResourceType = {
  properties: ['Topics', 'PolicyDocument'],
  required: ['Topics', 'PolicyDocument'],
  create: (properties, context) => {
    texts(properties, 'Topics')
    return { physicalId: context.generatedName(), attributes: {} }
  },
  update: (physicalId) => ({ physicalId, attributes: {} }),
  delete: () => {},
}
