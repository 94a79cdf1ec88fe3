import { GetObjectCommand, ListObjectsV2Command, NoSuchKey, S3Client } from '@aws-sdk/client-s3'
import type { Reach } from './stack.ts'

/** Reads the objects of a deployed stack. */
export interface Objects {
  keys(bucket: string, prefix: string): Promise<readonly string[]>
  bytes(bucket: string, key: string): Promise<Uint8Array>
  /** Undefined when there is no such object. */
  json<T>(bucket: string, key: string): Promise<T | undefined>
}

export function s3Objects(connection: Reach): Objects {
  const client = new S3Client({ ...connection, forcePathStyle: true })
  const bytes = async (bucket: string, key: string): Promise<Uint8Array> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    return (await Body?.transformToByteArray()) ?? new Uint8Array()
  }
  return {
    bytes,
    keys: async (bucket, prefix) => {
      const keys: string[] = []
      for (let token: string | undefined; ; ) {
        const page = await client.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: prefix,
            ...(token !== undefined && { ContinuationToken: token }),
          }),
        )
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) keys.push(Key)
        token = page.NextContinuationToken
        if (token === undefined) return keys
      }
    },
    json: async <T>(bucket: string, key: string) => {
      try {
        return JSON.parse(Buffer.from(await bytes(bucket, key)).toString('utf8')) as T
      } catch (error) {
        if (error instanceof NoSuchKey) return undefined
        throw error
      }
    },
  }
}
