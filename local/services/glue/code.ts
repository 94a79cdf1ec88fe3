import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ServiceError } from '../../errors.ts'
import { bytes } from '../../input.ts'
import type { Input, PlaneContext } from '../../service.ts'

/** Fetches `s3://bucket/key` in the name of a role into a folder named by its content; returns the local path. */
export async function fetchFile(plane: PlaneContext, folder: string, uri: string, roleArn: string): Promise<string> {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? []
  if (!bucket || !key) throw new ServiceError('InvalidInputException', `${uri} is no s3://bucket/key`)
  const answer = (await plane.call('s3', 'GetObject', { Bucket: bucket, Key: key }, roleArn)) as Input
  const content = await bodyOf(answer)
  const target = join(folder, createHash('sha256').update(content).digest('hex').slice(0, 16))
  const path = join(target, basename(key))
  if (existsSync(path)) return path
  mkdirSync(target, { recursive: true })
  writeFileSync(`${path}.part`, content)
  renameSync(`${path}.part`, path)
  return path
}

async function bodyOf(answer: Input): Promise<Uint8Array> {
  const body = answer.Body
  if (body instanceof Uint8Array) return body
  if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body) {
    const parts: Uint8Array[] = []
    for await (const part of body as AsyncIterable<Uint8Array>) parts.push(part)
    return Buffer.concat(parts)
  }
  return bytes(answer, 'Body')
}
