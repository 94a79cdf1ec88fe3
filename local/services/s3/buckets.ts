import { join } from 'node:path'
import { ServiceError } from '../../errors.ts'
import type { PlaneContext } from '../../service.ts'
import { type BucketFiles, openBucketFiles } from './files.ts'

export interface Bucket {
  readonly name: string
  readonly created: string
  readonly region: string
  /** `Object Created` and `Object Deleted` go to the default bus. */
  readonly eventBridge: boolean
  readonly properties: Readonly<Record<string, unknown>>
  readonly policy?: unknown
}

export interface Buckets {
  /** Throws NoSuchBucket. */
  get(name: string): Bucket
  files(name: string): BucketFiles
  list(): readonly Bucket[]
  create(bucket: Bucket): void
  change(name: string, change: Partial<Bucket>): void
  /** Throws BucketNotEmpty. */
  remove(name: string): void
  readonly staging: string
}

export function openBuckets(plane: PlaneContext): Buckets {
  const documents = plane.store.collection<Bucket>('s3-buckets')
  const folders = new Map<string, BucketFiles>()
  const get = (name: string): Bucket => {
    const bucket = documents.get(name)
    if (!bucket)
      throw new ServiceError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name })
    return bucket
  }
  const files = (name: string): BucketFiles => {
    get(name)
    const open =
      folders.get(name) ?? openBucketFiles(join(plane.stateDir, 's3', name), join(plane.stateDir, 's3-side', name))
    folders.set(name, open)
    return open
  }
  return {
    get,
    files,
    list: () => documents.list(),
    create: (bucket) => {
      checkName(bucket.name)
      if (documents.get(bucket.name)) {
        throw new ServiceError(
          'BucketAlreadyOwnedByYou',
          `The bucket ${bucket.name} already exists and you own it`,
          409,
        )
      }
      documents.put(bucket.name, bucket)
      files(bucket.name)
    },
    change: (name, change) => documents.put(name, { ...get(name), ...change }),
    remove: (name) => {
      files(name).drop()
      folders.delete(name)
      documents.delete(name)
    },
    staging: join(plane.stateDir, 's3-staging'),
  }
}

function checkName(name: string): void {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) || name.includes('..')) {
    throw new ServiceError('InvalidBucketName', `The specified bucket is not valid: ${name}`)
  }
}
