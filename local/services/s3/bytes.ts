import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { ServiceError } from '../../errors.ts'

/** What `aws-chunked` framing held behind the data: trailer name → value. */
export type Trailers = Record<string, string>

/**
 * Takes the `aws-chunked` framing off: `<hex size>[;chunk-signature=…]\r\n<data>\r\n` … `0\r\n<trailers>\r\n`. Yields the data; fills `trailers`
 * once the last chunk was read. Throws IncompleteBody when the stream ends early.
 */
export async function* unchunk(source: AsyncIterable<Uint8Array>, trailers: Trailers): AsyncGenerator<Uint8Array> {
  let rest: Buffer = Buffer.alloc(0)
  let remaining = 0
  let state: 'size' | 'data' | 'gap' | 'trailers' = 'size'
  for await (const part of source) {
    rest = rest.length === 0 ? Buffer.from(part.buffer, part.byteOffset, part.length) : Buffer.concat([rest, part])
    while (rest.length > 0) {
      if (state === 'data') {
        const taken = rest.subarray(0, remaining)
        yield taken
        remaining -= taken.length
        rest = rest.subarray(taken.length)
        if (remaining === 0) state = 'gap'
        continue
      }
      const end = rest.indexOf('\r\n')
      if (end < 0) break
      const line = rest.subarray(0, end).toString('latin1')
      rest = rest.subarray(end + 2)
      if (state === 'gap') state = 'size'
      else if (state === 'size') {
        remaining = Number.parseInt(line, 16)
        if (Number.isNaN(remaining)) throw new ServiceError('InvalidRequest', 'A chunk has no size')
        state = remaining === 0 ? 'trailers' : 'data'
      } else if (line !== '') {
        const colon = line.indexOf(':')
        trailers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim()
      }
    }
  }
  if (state !== 'trailers') throw new ServiceError('IncompleteBody', 'The request body ended before its last chunk')
}

interface Running {
  update(part: Uint8Array): void
  /** Base64, as the headers carry it. */
  digest(): string
}

/** The checksums that are recomputed; CRC64NVME is taken as the client says it. */
export function checksum(algorithm: string): Running | undefined {
  if (algorithm === 'sha1' || algorithm === 'sha256') {
    const hash = createHash(algorithm)
    return { update: (part) => void hash.update(part), digest: () => hash.digest('base64') }
  }
  if (algorithm === 'crc32' || algorithm === 'crc32c') {
    const step = algorithm === 'crc32' ? (part: Uint8Array, value: number) => crc32(part, value) : crc32c
    let value = 0
    return {
      update: (part) => {
        value = step(part, value)
      },
      digest: () => {
        const bytes = Buffer.alloc(4)
        bytes.writeUInt32BE(value >>> 0)
        return bytes.toString('base64')
      },
    }
  }
  return undefined
}

const castagnoli = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1
  return value
})

function crc32c(part: Uint8Array, previous: number): number {
  let value = ~previous
  for (const byte of part) value = (value >>> 8) ^ (castagnoli[(value ^ byte) & 255] ?? 0)
  return ~value >>> 0
}

/** Text, bytes or a stream, as one stream. */
export async function* chunksOf(body: unknown): AsyncGenerator<Uint8Array> {
  if (body === undefined || body === null) return
  if (typeof body === 'string') yield Buffer.from(body)
  else if (body instanceof Uint8Array) yield body
  else if (typeof body === 'object' && Symbol.asyncIterator in body) yield* body as AsyncIterable<Uint8Array>
  else throw new ServiceError('InvalidArgument', 'Body must be text, bytes or a stream')
}
