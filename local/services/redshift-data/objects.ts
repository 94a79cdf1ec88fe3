import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ServiceError } from '../../errors.ts'
import type { PlaneContext } from '../../service.ts'

/** S3 as COPY sees it: in the name of one role. */
export interface Objects {
  text(uri: string): Promise<string>
  /** Undefined when there is no such object. */
  size(uri: string): Promise<number | undefined>
  download(uri: string, file: string): Promise<void>
}

export function objectsAs(plane: PlaneContext, roleArn: string): Objects {
  const call = (operation: string, uri: string) => plane.call('s3', operation, addressOf(uri), roleArn)
  return {
    text: async (uri) => {
      const chunks: Uint8Array[] = []
      for await (const chunk of bytesOf(await call('GetObject', uri))) chunks.push(chunk)
      return Buffer.concat(chunks).toString('utf8')
    },
    size: async (uri) => {
      try {
        const head = (await call('HeadObject', uri)) as { readonly ContentLength?: number }
        return Number(head.ContentLength)
      } catch (error) {
        if (error instanceof ServiceError && error.status === 404) return undefined
        throw error
      }
    },
    download: async (uri, file) => {
      await pipeline(Readable.from(bytesOf(await call('GetObject', uri))), createWriteStream(file))
    },
  }
}

function addressOf(uri: string): { readonly Bucket: string; readonly Key: string } {
  const match = /^s3:\/\/([^/]+)\/(.+)$/s.exec(uri)
  if (!match?.[1] || !match[2]) throw new Error(`The S3 path ${uri} is not valid`)
  return { Bucket: match[1], Key: match[2] }
}

/** The body of a GetObject answer: bytes, text or a stream of either. */
async function* bytesOf(answer: unknown): AsyncGenerator<Uint8Array> {
  const body = (answer as { readonly Body?: unknown }).Body
  if (body === undefined || body === null) return
  if (typeof body === 'string') yield Buffer.from(body)
  else if (body instanceof Uint8Array) yield body
  else
    for await (const chunk of body as AsyncIterable<Uint8Array | string>)
      yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk
}
