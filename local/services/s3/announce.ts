import { randomUUID } from 'node:crypto'
import type { Call, PlaneContext } from '../../service.ts'
import type { Bucket } from './buckets.ts'
import type { StoredObject } from './files.ts'

export type Reason = 'PutObject' | 'CopyObject' | 'CompleteMultipartUpload' | 'DeleteObject'

let sequence = 0

/** Tells the default bus what happened to an object, when the bucket's notification configuration wants EventBridge. */
export function announce(plane: PlaneContext, bucket: Bucket, object: StoredObject, reason: Reason, call: Call): void {
  if (!bucket.eventBridge) return
  const deleted = reason === 'DeleteObject'
  const now = plane.clock.now()
  const sequencer =
    `${now.getTime().toString(16).padStart(12, '0')}${(sequence++ & 0xffffff).toString(16).padStart(6, '0')}`.toUpperCase()
  plane.deliverEvent(
    {
      version: '0',
      id: randomUUID(),
      'detail-type': deleted ? 'Object Deleted' : 'Object Created',
      source: 'aws.s3',
      account: plane.accountId,
      time: `${now.toISOString().slice(0, 19)}Z`,
      region: bucket.region,
      resources: [`arn:aws:s3:::${bucket.name}`],
      detail: {
        version: '0',
        bucket: { name: bucket.name },
        object: { key: object.key, ...(deleted ? {} : { size: object.size }), etag: object.etag, sequencer },
        'request-id': randomUUID(),
        requester: call.principal.accountId,
        'source-ip-address': '127.0.0.1',
        reason,
        ...(deleted ? { 'deletion-type': 'Permanently Deleted' } : {}),
      },
    },
    'default',
  )
}
