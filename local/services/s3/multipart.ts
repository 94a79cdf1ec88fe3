import { rmSync } from 'node:fs'
import { ServiceError } from '../../errors.ts'
import { number, optionalText, record, records, text } from '../../input.ts'
import type { Operation, PlaneContext } from '../../service.ts'
import { announce } from './announce.ts'
import type { Buckets } from './buckets.ts'
import { checkKey } from './keys.ts'
import { encryptionMembers, metadataOf } from './objects.ts'
import { checksumMember, receive } from './staging.ts'
import type { Upload, Uploads } from './uploads.ts'

export function multipartOperations(
  plane: PlaneContext,
  buckets: Buckets,
  uploads: Uploads,
): Record<string, Operation> {
  const uploadOf = (input: Parameters<Operation>[0]): Upload =>
    uploads.get(text(input, 'Bucket'), text(input, 'Key'), text(input, 'UploadId'))
  return {
    CreateMultipartUpload: (input) => {
      const bucket = buckets.get(text(input, 'Bucket')).name
      checkKey(text(input, 'Key'))
      const upload = uploads.begin(bucket, text(input, 'Key'), metadataOf(input), plane.clock.now())
      return { Bucket: bucket, Key: upload.key, UploadId: upload.id, ...encryptionMembers(upload.metadata) }
    },
    UploadPart: async (input) => {
      const upload = uploadOf(input)
      const part = number(input, 'PartNumber')
      if (!Number.isInteger(part) || part < 1 || part > 10_000) {
        throw new ServiceError('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive')
      }
      const received = await receive(buckets.staging, input)
      uploads.addPart(upload, part, received)
      const { checksum } = received
      return {
        ETag: `"${received.etag}"`,
        ...(checksum ? { [checksumMember(checksum.algorithm)]: checksum.value } : {}),
      }
    },
    CompleteMultipartUpload: async (input, call) => {
      const upload = uploadOf(input)
      const wanted = records(record(input, 'MultipartUpload'), 'Parts').map((part) => ({
        number: number(part, 'PartNumber'),
        etag: text(part, 'ETag'),
      }))
      const staged = await uploads.join(upload, wanted, buckets.staging)
      try {
        const stored = buckets.files(upload.bucket).commit(upload.key, staged, upload.metadata, {
          ifNoneMatch: optionalText(input, 'IfNoneMatch'),
          ifMatch: optionalText(input, 'IfMatch'),
        })
        uploads.end(upload)
        announce(plane, buckets.get(upload.bucket), stored, 'CompleteMultipartUpload', call)
        const location = `${plane.endpoint()}/${upload.bucket}/${encodeURI(upload.key)}`
        return { Bucket: upload.bucket, Key: upload.key, ETag: `"${stored.etag}"`, Location: location }
      } finally {
        rmSync(staged.path, { force: true })
      }
    },
    AbortMultipartUpload: (input) => {
      uploads.end(uploadOf(input))
      return {}
    },
    ListParts: (input) => {
      const upload = uploadOf(input)
      const parts = [...upload.parts].sort((one, other) => one.number - other.number)
      return {
        Bucket: upload.bucket,
        Key: upload.key,
        UploadId: upload.id,
        IsTruncated: false,
        Parts: parts.map((part) => ({ PartNumber: part.number, ETag: `"${part.etag}"`, Size: part.size })),
      }
    },
  }
}
