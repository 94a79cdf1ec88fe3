import { inflateRawSync } from 'node:zlib'

export interface ZipEntry {
  /** With slashes; a folder's name ends with one. */
  readonly name: string
  readonly content: Buffer
}

const endSignature = 0x06054b50
const entrySignature = 0x02014b50
const localSignature = 0x04034b50
const endBytes = 22
const longestComment = 0xffff

/** Reads a whole zip archive (stored and deflated entries). Throws an Error that says what is wrong with it. */
export function readZip(archive: Buffer): readonly ZipEntry[] {
  const end = findEnd(archive)
  const count = archive.readUInt16LE(end + 10)
  let at = archive.readUInt32LE(end + 16)
  if (count === 0xffff || at === 0xffffffff)
    throw new Error('the archive is in zip64 format, which is not in this local plane')
  const entries: ZipEntry[] = []
  for (let index = 0; index < count; index++) {
    if (archive.readUInt32LE(at) !== entrySignature) throw new Error(`entry ${index} of the archive is damaged`)
    const nameLength = archive.readUInt16LE(at + 28)
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength)
    if (isUnsafe(name)) throw new Error(`the entry ${name} would leave the folder`)
    entries.push({ name, content: readContent(archive, at, name) })
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return entries
}

function findEnd(archive: Buffer): number {
  const first = Math.max(0, archive.length - endBytes - longestComment)
  for (let at = archive.length - endBytes; at >= first; at--) {
    if (archive.readUInt32LE(at) === endSignature) return at
  }
  throw new Error('this is no zip archive')
}

function readContent(archive: Buffer, at: number, name: string): Buffer {
  const method = archive.readUInt16LE(at + 10)
  const size = archive.readUInt32LE(at + 24)
  const local = archive.readUInt32LE(at + 42)
  if (archive.readUInt32LE(local) !== localSignature) throw new Error(`the entry ${name} is damaged`)
  const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const packed = archive.subarray(from, from + archive.readUInt32LE(at + 20))
  if (method !== 0 && method !== 8)
    throw new Error(`the entry ${name} is compressed by method ${method}; stored and deflate are read`)
  const content = method === 0 ? Buffer.from(packed) : inflateRawSync(packed)
  if (content.length !== size) throw new Error(`the entry ${name} has ${content.length} bytes instead of ${size}`)
  return content
}

function isUnsafe(name: string): boolean {
  return name.startsWith('/') || name.includes('\\') || name.split('/').includes('..')
}
