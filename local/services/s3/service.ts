import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { ServiceError } from '../../errors.ts'
import { optionalRecord, text } from '../../input.ts'
import type { Operation, PlaneContext, Service } from '../../service.ts'
import { type Buckets, openBuckets } from './buckets.ts'
import { multipartOperations } from './multipart.ts'
import { objectOperations } from './objects.ts'
import { bucketResources } from './resources.ts'
import { openUploads, sweepUploads } from './uploads.ts'

/** S3 over the file system: bucket = folder, key = path, everything else in a side tree. */
export function createS3Service(plane: PlaneContext): Service {
  const buckets = openBuckets(plane)
  const folder = join(plane.stateDir, 's3-uploads')
  const uploads = openUploads(plane.store, folder)
  rmSync(buckets.staging, { recursive: true, force: true })
  const known = new Set(plane.store.collection('s3-uploads').ids())
  sweepUploads(folder, (id) => known.has(id))
  return {
    name: 's3',
    operations: {
      ...bucketOperations(plane, buckets),
      ...objectOperations(plane, buckets),
      ...multipartOperations(plane, buckets, uploads),
    },
    resources: bucketResources(plane, buckets),
  }
}

function bucketOperations(plane: PlaneContext, buckets: Buckets): Record<string, Operation> {
  return {
    ListBuckets: () => ({
      Owner: { ID: plane.accountId },
      Buckets: buckets.list().map((bucket) => ({ Name: bucket.name, CreationDate: new Date(bucket.created) })),
    }),
    CreateBucket: (input, call) => {
      const name = text(input, 'Bucket')
      buckets.create({
        name,
        created: plane.clock.now().toISOString(),
        region: call.region,
        eventBridge: false,
        properties: {},
      })
      return { Location: `/${name}` }
    },
    DeleteBucket: (input) => {
      buckets.remove(text(input, 'Bucket'))
      return {}
    },
    HeadBucket: (input) => ({ BucketRegion: headBucket(buckets, text(input, 'Bucket')) }),
    GetBucketLocation: (input) => {
      const { region } = buckets.get(text(input, 'Bucket'))
      return { LocationConstraint: region === 'us-east-1' ? '' : region }
    },
    GetBucketVersioning: (input) => {
      const versioning = optionalRecord(buckets.get(text(input, 'Bucket')).properties, 'VersioningConfiguration')
      return { Status: versioning?.Status }
    },
  }
}

/** HEAD answers have no document: clients tell a missing bucket by the status alone. */
function headBucket(buckets: Buckets, name: string): string {
  try {
    return buckets.get(name).region
  } catch (error) {
    throw error instanceof ServiceError ? new ServiceError('NotFound', error.message, 404) : error
  }
}
