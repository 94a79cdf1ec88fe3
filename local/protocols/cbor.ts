import { ServiceError } from '../errors.ts'
import { isRecord } from '../input.ts'
import type { Asked, Protocol } from './wire.ts'

/** Smithy RPC v2 CBOR, which boto3 speaks to CloudWatch: `POST /service/<shape>/operation/<name>`. */
export const cborProtocol: Protocol = {
  read: (request): Asked => {
    const operation = /\/operation\/(\w+)$/.exec(request.path)?.[1]
    if (operation === undefined)
      throw new ServiceError('UnknownOperationException', `No operation in ${request.path}`, 404)
    const input = request.body.length === 0 ? {} : decodeCbor(request.body)
    if (!isRecord(input)) throw new ServiceError('SerializationException', 'The request body is not a CBOR map')
    return { operation, input }
  },
  write: (_asked, output, requestId) => ({ status: 200, headers: headers(requestId), body: encodeCbor(output ?? {}) }),
  fail: (error, requestId) => ({
    status: error.status,
    headers: headers(requestId),
    body: encodeCbor({ __type: error.code, message: error.message, ...error.fields }),
  }),
}

function headers(requestId: string): Record<string, string> {
  return { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', 'x-amzn-requestid': requestId }
}

/** Reads RFC 8949 as far as Smithy uses it; tag 1 gives a `Date`. Throws SerializationException. */
export function decodeCbor(source: Uint8Array): unknown {
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength)
  let at = 0
  const end = Symbol('end')

  function length(info: number): number {
    if (info < 24) return info
    const start = at
    at += 2 ** (info - 24)
    if (info === 24) return view.getUint8(start)
    if (info === 25) return view.getUint16(start)
    if (info === 26) return view.getUint32(start)
    if (info === 27) return Number(view.getBigUint64(start))
    throw new ServiceError('SerializationException', `CBOR length ${info}`)
  }

  function chunk(info: number): Uint8Array {
    if (info !== 31) {
      const size = length(info)
      at += size
      return source.subarray(at - size, at)
    }
    const parts: Uint8Array[] = []
    for (let part = item(); part !== end; part = item()) {
      parts.push(typeof part === 'string' ? Buffer.from(part) : (part as Uint8Array))
    }
    return Buffer.concat(parts)
  }

  function many(info: number, read: (index: number) => boolean): void {
    const count = info === 31 ? Number.POSITIVE_INFINITY : length(info)
    for (let index = 0; index < count; index++) if (!read(index)) return
  }

  function simple(info: number): unknown {
    if (info === 20 || info === 21) return info === 21
    if (info === 22 || info === 23) return null
    if (info === 31) return end
    const start = at
    at += 2 ** (info - 24)
    if (info === 25) return halfFloat(view.getUint16(start))
    if (info === 26) return view.getFloat32(start)
    if (info === 27) return view.getFloat64(start)
    throw new ServiceError('SerializationException', `CBOR simple value ${info}`)
  }

  function item(): unknown {
    const initial = view.getUint8(at++)
    const info = initial & 31
    switch (initial >> 5) {
      case 0:
        return length(info)
      case 1:
        return -1 - length(info)
      case 2:
        return chunk(info)
      case 3:
        return Buffer.from(chunk(info)).toString('utf8')
      case 4: {
        const values: unknown[] = []
        many(info, () => {
          const value = item()
          if (value === end) return false
          values.push(value)
          return true
        })
        return values
      }
      case 5: {
        const members: [string, unknown][] = []
        many(info, () => {
          const key = item()
          if (key === end) return false
          members.push([String(key), item()])
          return true
        })
        return Object.fromEntries(members) // an own member even for `__proto__`, which an assignment would swallow
      }
      case 6: {
        const tag = length(info)
        const value = item()
        return tag === 1 ? new Date(Number(value) * 1000) : value
      }
      default:
        return simple(info)
    }
  }
  return item()
}

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** Whole numbers become integers, others doubles, `Date` tag 1; `undefined` members vanish. */
export function encodeCbor(value: unknown): Uint8Array {
  if (value === null || value === undefined) return Uint8Array.of(0xf6)
  if (typeof value === 'boolean') return Uint8Array.of(value ? 0xf5 : 0xf4)
  if (typeof value === 'number') return Number.isSafeInteger(value) ? integer(value) : double(value)
  if (typeof value === 'string') {
    const text = Buffer.from(value)
    return Buffer.concat([head(3, text.length), text])
  }
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  if (value instanceof Date) return Buffer.concat([head(6, 1), double(value.getTime() / 1000)])
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(encodeCbor)])
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Buffer.concat([
    head(5, members.length),
    ...members.flatMap(([name, member]) => [encodeCbor(name), encodeCbor(member)]),
  ])
}

function integer(value: number): Uint8Array {
  return value >= 0 ? head(0, value) : head(1, -1 - value)
}

function double(value: number): Uint8Array {
  const encoded = Buffer.alloc(9, 0xfb)
  encoded.writeDoubleBE(value, 1)
  return encoded
}

function head(major: number, size: number): Uint8Array {
  const type = major << 5
  if (size < 24) return Uint8Array.of(type | size)
  const encoded = Buffer.alloc(size < 256 ? 2 : size < 65536 ? 3 : size < 2 ** 32 ? 5 : 9)
  encoded[0] = type | (size < 256 ? 24 : size < 65536 ? 25 : size < 2 ** 32 ? 26 : 27)
  if (size < 256) encoded.writeUInt8(size, 1)
  else if (size < 65536) encoded.writeUInt16BE(size, 1)
  else if (size < 2 ** 32) encoded.writeUInt32BE(size, 1)
  else encoded.writeBigUInt64BE(BigInt(size), 1)
  return encoded
}
