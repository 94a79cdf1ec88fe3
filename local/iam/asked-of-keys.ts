import { isRecord, optionalText } from '../input.ts'
import type { Input } from '../service.ts'
import type { Ask, Place } from './asked.ts'
import type { Asked } from './evaluate.ts'

/** What S3 asks of a bucket's key, in the caller's name: to read is to decrypt; parts of an upload are read again when it is completed. */
const ofObjects: Readonly<Record<string, readonly string[]>> = {
  GetObject: ['kms:Decrypt'],
  PutObject: ['kms:GenerateDataKey'],
  CopyObject: ['kms:GenerateDataKey'],
  CreateMultipartUpload: ['kms:GenerateDataKey'],
  UploadPart: ['kms:Decrypt'],
  CompleteMultipartUpload: ['kms:Decrypt'],
}

/** The same permissions, and those on the key under which the bucket keeps its objects. */
export const withKeysOfBuckets = (asks: Readonly<Record<string, Ask>>): Readonly<Record<string, Ask>> =>
  Object.fromEntries(
    Object.entries(asks).map(([operation, ask]) => [
      operation,
      (input: Input, place: Place) => [
        ...ask(input, place),
        ...viaService('s3', ofObjects[operation] ?? [], keyOfBucket(optionalText(input, 'Bucket'), place), place),
      ],
    ]),
  )

/** What a service asks of a key in the caller's name; nothing for a key of AWS. */
export function viaService(
  service: string,
  actions: readonly string[],
  key: string | undefined,
  { region, accountId }: Place,
): readonly Asked[] {
  if (key === undefined || key.startsWith('alias/aws/')) return []
  const resource = key.startsWith('arn:') ? key : `arn:aws:kms:${region}:${accountId}:key/${key}`
  const context = { 'kms:viaservice': [`${service}.${region}.amazonaws.com`], 'kms:calleraccount': [accountId] }
  return actions.map((action) => ({ action, resource, context }))
}

function keyOfBucket(name: string | undefined, { store }: Place): string | undefined {
  if (name === undefined) return undefined
  const bucket = store.collection<{ readonly properties?: Input }>('s3-buckets').get(name)
  const encryption = bucket?.properties?.BucketEncryption
  const rules = isRecord(encryption) ? encryption.ServerSideEncryptionConfiguration : undefined
  const first: unknown = Array.isArray(rules) ? rules[0] : undefined
  const byDefault = isRecord(first) ? first.ServerSideEncryptionByDefault : undefined
  return isRecord(byDefault) ? optionalText(byDefault, 'KMSMasterKeyID') : undefined
}
