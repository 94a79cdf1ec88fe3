import { isRecord, optionalText, records } from '../input.ts'
import type { Input } from '../service.ts'
import type { Ask } from './asked.ts'
import type { Asked } from './evaluate.ts'

const bucketArn = (input: Input): string => `arn:aws:s3:::${optionalText(input, 'Bucket') ?? '*'}`
const objectArn = (input: Input): string => `${bucketArn(input)}/${optionalText(input, 'Key') ?? ''}`

const onBucket =
  (action: string): Ask =>
  (input) => [{ action, resource: bucketArn(input) }]
const onObject =
  (...actions: readonly string[]): Ask =>
  (input) =>
    actions.map((action) => ({ action, resource: objectArn(input) }))

/** To say that an object is not there is to list: without this permission S3 answers that reading is forbidden. */
export function askedForMissing(operation: string, input: Input): Asked | undefined {
  return operation === 'GetObject' || operation === 'HeadObject'
    ? { action: 's3:ListBucket', resource: bucketArn(input) }
    : undefined
}

const listingAs =
  (action: string): Ask =>
  (input) => {
    const key = (name: string, given: string) => {
      const value = optionalText(input, given)
      return value === undefined ? {} : { [name]: [value] }
    }
    const context = { ...key('s3:prefix', 'Prefix'), ...key('s3:delimiter', 'Delimiter') }
    return [{ action, resource: bucketArn(input), context }]
  }

/** A write that asks what was there before reads it. */
const write: Ask = (input) => [
  { action: 's3:PutObject', resource: objectArn(input) },
  ...(input.IfMatch === undefined ? [] : [{ action: 's3:GetObject', resource: objectArn(input) }]),
]

const copy: Ask = (input) => {
  const source = decodeURIComponent(optionalText(input, 'CopySource') ?? '').replace(/^\//, '')
  return [
    { action: 's3:GetObject', resource: `arn:aws:s3:::${source}` },
    { action: 's3:PutObject', resource: objectArn(input) },
  ]
}

const deleteAll: Ask = (input) =>
  records(isRecord(input.Delete) ? input.Delete : {}, 'Objects').map((object) => ({
    action: 's3:DeleteObject',
    resource: `${bucketArn(input)}/${optionalText(object, 'Key') ?? ''}`,
  }))

/** S3's actions are older than its operations' names. */
export const askedOfS3: Readonly<Record<string, Ask>> = {
  GetObject: onObject('s3:GetObject'),
  HeadObject: onObject('s3:GetObject'),
  PutObject: write,
  CopyObject: copy,
  DeleteObject: onObject('s3:DeleteObject'),
  DeleteObjects: deleteAll,
  ListObjectsV2: listingAs('s3:ListBucket'),
  ListObjectVersions: listingAs('s3:ListBucketVersions'),
  CreateMultipartUpload: onObject('s3:PutObject'),
  UploadPart: onObject('s3:PutObject'),
  CompleteMultipartUpload: write,
  AbortMultipartUpload: onObject('s3:AbortMultipartUpload'),
  ListParts: onObject('s3:ListMultipartUploadParts'),
  ListBuckets: () => [{ action: 's3:ListAllMyBuckets', resource: '*' }],
  HeadBucket: onBucket('s3:ListBucket'),
  CreateBucket: onBucket('s3:CreateBucket'),
  DeleteBucket: onBucket('s3:DeleteBucket'),
  GetBucketLocation: onBucket('s3:GetBucketLocation'),
  GetBucketVersioning: onBucket('s3:GetBucketVersioning'),
}
