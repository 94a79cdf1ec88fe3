import { createHash } from 'node:crypto'
import { ServiceError } from '../../errors.ts'

/** S3's limit, in bytes of UTF-8. */
const longestKeyBytes = 1024

export function checkKey(key: string): void {
  if (key === '') throw new ServiceError('InvalidArgument', 'A key must not be empty')
  if (Buffer.byteLength(key) > longestKeyBytes) throw new ServiceError('KeyTooLongError', 'Your key is too long')
}

/** False for keys that no file path can be: empty, `.` and `..` segments, NUL, segments above the file system's 255 bytes. */
export function isPath(key: string): boolean {
  return (
    !key.includes('\0') &&
    key.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= 255)
  )
}

/** Where a key's metadata (and the bytes of a key that is no path) stand: flat, by digest. */
export function keyDigest(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

/** S3 lists keys in order of their UTF-8 bytes; JavaScript compares UTF-16, which differs beyond the basic plane. */
export function compareKeys(one: string, other: string): number {
  if (/[\ud800-\udfff]/.test(one) || /[\ud800-\udfff]/.test(other))
    return Buffer.compare(Buffer.from(one), Buffer.from(other))
  return one < other ? -1 : one > other ? 1 : 0
}
