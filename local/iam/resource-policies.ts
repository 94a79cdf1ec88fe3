import type { Store } from '../store.ts'
import { readPolicy, type Statement } from './policy.ts'

/** Statements of the policy that stands on a resource itself; none when it has no such policy. Functions' permissions are judged by Lambda. */
export function resourcePolicy(resource: string, store: Store): readonly Statement[] {
  const document = documentOf(resource, store)
  return document === undefined ? [] : readPolicy(`the policy of ${resource}`, document)
}

function documentOf(resource: string, store: Store): unknown {
  const [, , service, , , path = ''] = resource.split(':')
  if (service === 's3') {
    const bucket = path.split('/')[0] ?? ''
    return store.collection<{ readonly policy?: unknown }>('s3-buckets').get(bucket)?.policy
  }
  if (service === 'sqs') {
    const policy = store.collection<{ readonly attributes: { readonly Policy?: string } }>('sqs-queues').get(path)
    return parsed(policy?.attributes.Policy)
  }
  if (service === 'events' && path.startsWith('event-bus/')) {
    const bus = path.slice('event-bus/'.length)
    return store.collection<{ readonly policy?: unknown }>('event-buses').get(bus)?.policy
  }
  if (service === 'kms') {
    const keys = store.collection<{ readonly properties: { readonly KeyPolicy?: unknown } }>('stored-resources')
    return keys.get(`AWS::KMS::Key/${path.slice('key/'.length)}`)?.properties.KeyPolicy
  }
  if (service === 'sns') return store.collection<{ readonly policy?: unknown }>('sns-topics').get(resource)?.policy
  return undefined
}

const texts = new Map<string, unknown>()

/** The same text gives the same object, so that it is read once. */
function parsed(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined
  const known = texts.get(text) ?? (JSON.parse(text) as unknown)
  texts.set(text, known)
  return known
}
