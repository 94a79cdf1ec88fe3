import { createHash } from 'node:crypto'
import { mkdirSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { ServiceError } from '../../errors.ts'
import { optionalText } from '../../input.ts'
import type { Input } from '../../service.ts'
import { checksum, chunksOf, type Trailers, unchunk } from './bytes.ts'
import { type Staged, stagingPath } from './files.ts'

export interface Received extends Staged {
  readonly size: number
  readonly checksum?: { readonly algorithm: string; readonly value: string }
}

const checksumMembers: Readonly<Record<string, string>> = {
  crc32: 'ChecksumCRC32',
  crc32c: 'ChecksumCRC32C',
  crc64nvme: 'ChecksumCRC64NVME',
  sha1: 'ChecksumSHA1',
  sha256: 'ChecksumSHA256',
}

export function checksumMember(algorithm: string): string {
  return checksumMembers[algorithm] ?? algorithm
}

/**
 * Writes a request's body aside, taking the framing off and comparing every checksum that came with it.
 * Throws BadDigest, IncompleteBody; nothing stays behind then.
 */
export async function receive(folder: string, input: Input): Promise<Received> {
  mkdirSync(folder, { recursive: true })
  const path = stagingPath(folder)
  try {
    return await receiveInto(path, input)
  } catch (error) {
    rmSync(path, { force: true })
    throw error
  }
}

async function receiveInto(path: string, input: Input): Promise<Received> {
  const trailers: Trailers = {}
  const framed = optionalText(input, 'Framing') === 'aws-chunked'
  const announced = optionalText(input, 'Trailer')
    ?.replace(/^x-amz-checksum-/, '')
    .toLowerCase()
  const named = Object.keys(checksumMembers).find((name) => input[checksumMember(name)] !== undefined)
  const algorithm = named ?? announced
  const running = algorithm === undefined ? undefined : checksum(algorithm)
  const md5 = createHash('md5')
  let size = 0
  const file = await open(path, 'w')
  try {
    const body = chunksOf(input.Body)
    for await (const part of framed ? unchunk(body, trailers) : body) {
      md5.update(part)
      running?.update(part)
      size += part.length
      await file.write(part)
    }
  } finally {
    await file.close()
  }
  const etag = md5.digest()
  const declared =
    named === undefined ? trailers[`x-amz-checksum-${announced}`] : optionalText(input, checksumMember(named))
  if (declared !== undefined && running && running.digest() !== declared) throw badDigest(String(algorithm))
  const contentMd5 = optionalText(input, 'ContentMD5')
  if (contentMd5 !== undefined && contentMd5 !== etag.toString('base64')) throw badDigest('Content-MD5')
  const expected = optionalText(input, 'ContentLength')
  if (expected !== undefined && Number(expected) !== size) {
    throw new ServiceError('IncompleteBody', `The body has ${size} bytes, ${expected} were announced`)
  }
  return {
    path,
    size,
    etag: etag.toString('hex'),
    ...(algorithm !== undefined && declared !== undefined ? { checksum: { algorithm, value: declared } } : {}),
  }
}

function badDigest(what: string): ServiceError {
  return new ServiceError('BadDigest', `The ${what} you specified did not match the calculated checksum.`)
}
