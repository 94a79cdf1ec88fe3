import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'

export interface StoredObject {
  readonly key: string
  readonly sizeBytes: number
  readonly etag: string
}

/** One bucket of documents, with the two conditional writes that everything here rests on. */
export interface ObjectStore {
  /** Undefined when there is no such object. */
  read(key: string): Promise<{ readonly text: string; readonly etag: string } | undefined>
  /** Objects in the order of their keys (UTF-8), after `after` when given. */
  list(prefix: string, after?: string): AsyncIterable<StoredObject>
  /** The distinct beginnings of keys, up to the first `/` behind the prefix, `/` included. */
  folders(prefix: string): AsyncIterable<string>
  write(key: string, text: string): Promise<void>
  /** False when the key exists or another write of it is under way. */
  writeIfAbsent(key: string, text: string): Promise<boolean>
  /** False when the object is no longer the one with this etag. */
  replace(key: string, text: string, etag: string): Promise<boolean>
}

export function s3ObjectStore(client: S3Client, bucket: string): ObjectStore {
  const put = async (key: string, text: string, condition: { IfNoneMatch?: '*'; IfMatch?: string } = {}) => {
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: 'application/json', ...condition }),
    )
  }
  async function* pages(prefix: string, more: { StartAfter?: string; Delimiter?: string }) {
    let token: string | undefined
    do {
      const page = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          ...more,
          ...(token && { ContinuationToken: token }),
        }),
      )
      yield page
      token = page.NextContinuationToken
    } while (token)
  }

  return {
    async read(key) {
      try {
        const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
        return { text: (await Body?.transformToString()) ?? '', etag: unquoted(ETag) }
      } catch (error) {
        if (statusOf(error) === 404) return undefined
        throw error
      }
    },
    async *list(prefix, after) {
      for await (const { Contents = [] } of pages(prefix, after === undefined ? {} : { StartAfter: after })) {
        for (const { Key = '', Size = 0, ETag } of Contents) yield { key: Key, sizeBytes: Size, etag: unquoted(ETag) }
      }
    },
    async *folders(prefix) {
      for await (const { CommonPrefixes = [] } of pages(prefix, { Delimiter: '/' })) {
        for (const { Prefix = '' } of CommonPrefixes) yield Prefix
      }
    },
    write: (key, text) => put(key, text),
    writeIfAbsent: (key, text) => unlessRefused(() => put(key, text, { IfNoneMatch: '*' })),
    replace: (key, text, etag) => unlessRefused(() => put(key, text, { IfMatch: `"${etag}"` })),
  }
}

const unquoted = (etag = ''): string => etag.replaceAll('"', '')

const statusOf = (error: unknown): number | undefined =>
  (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode

/** S3 answers 412 when the condition does not hold, 409 when a rival write of the key is under way. */
async function unlessRefused(write: () => Promise<void>): Promise<boolean> {
  try {
    await write()
    return true
  } catch (error) {
    if ([409, 412].includes(statusOf(error) ?? 0)) return false
    throw error
  }
}
