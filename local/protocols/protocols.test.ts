import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Trailers, unchunk } from '../services/s3/bytes.ts'
import { compareKeys, isPath } from '../services/s3/keys.ts'
import { decodeCbor, encodeCbor } from './cbor.ts'
import { renderJson } from './json.ts'
import { parseForm } from './query.ts'
import { parseXml, renderXml } from './xml.ts'

describe('CBOR', () => {
  test('what is written is read back', () => {
    const value = fc.jsonValue({ maxDepth: 4 }).map((each) => JSON.parse(JSON.stringify(each)) as unknown)
    fc.assert(fc.property(value, (each) => void expect(decodeCbor(encodeCbor(each))).toEqual(each)))
  })

  test('times, bytes, indefinite lengths and half floats', () => {
    const at = new Date('2026-11-25T10:00:00.250Z')
    expect(decodeCbor(encodeCbor({ at, gone: undefined }))).toEqual({ at })
    expect(decodeCbor(encodeCbor(Uint8Array.of(1, 2)))).toEqual(Buffer.of(1, 2))
    expect(decodeCbor(Buffer.from('bf61619f0203ffff', 'hex'))).toEqual({ a: [2, 3] })
    expect(decodeCbor(Buffer.from('f93c00', 'hex'))).toBe(1)
  })
})

test('JSON answers carry times as epoch seconds and bytes as base64', () => {
  const value = {
    at: new Date(1_764_000_000_250),
    blob: Uint8Array.of(104, 105),
    map: new Map([['a', 1]]),
    gone: undefined,
  }
  expect(renderJson(value)).toBe('{"at":1764000000.25,"blob":"aGk=","map":{"a":1}}')
})

test('query forms become members', () => {
  const form = new URLSearchParams(
    'Name=n&Tags.member.2.Key=b&Tags.member.1.Key=a&Attributes.entry.1.key=k&Attributes.entry.1.value=v&A.B=c',
  )
  expect(parseForm(form)).toEqual({
    Name: 'n',
    Tags: [{ Key: 'a' }, { Key: 'b' }],
    Attributes: { k: 'v' },
    A: { B: 'c' },
  })
})

describe('XML', () => {
  test('any text survives', () => {
    const text = fc.string({ unit: 'binary' }).filter((each) => /^[\t\n\x20-\uD7FF]*$/.test(each))
    fc.assert(
      fc.property(text, (each) => void expect(parseXml(renderXml('Key', { Name: each })).children[0]?.text).toBe(each)),
    )
  })

  test('lists, times and missing members', () => {
    const value = { Items: ['a', 'b'], At: new Date(0), Gone: undefined, Inner: { X: 1 } }
    expect(renderXml('R', value, { itemName: 'member' })).toContain(
      '<R><Items><member>a</member><member>b</member></Items><At>1970-01-01T00:00:00.000Z</At><Inner><X>1</X></Inner></R>',
    )
    expect(renderXml('R', value)).toContain('<Items>a</Items><Items>b</Items>')
  })

  test.each(['<a>', '<a></b>', 'text', '<a/><'])('%s is malformed', (source) => {
    expect(() => parseXml(source)).toThrow('not well-formed')
  })
})

describe('aws-chunked bodies', () => {
  const frame = (chunks: readonly Buffer[]) =>
    Buffer.concat([
      ...chunks.flatMap((chunk) => [Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]),
      Buffer.from('0\r\nx-amz-checksum-crc32:AAAA\r\n\r\n'),
    ])

  async function read(body: Buffer, cut: number): Promise<[Buffer, Trailers]> {
    const trailers: Trailers = {}
    const parts: Uint8Array[] = []
    const pieces = Array.from({ length: Math.ceil(body.length / cut) }, (_, index) =>
      body.subarray(index * cut, (index + 1) * cut),
    )
    async function* source() {
      yield* pieces
    }
    for await (const part of unchunk(source(), trailers)) parts.push(part)
    return [Buffer.concat(parts), trailers]
  }

  test('lose their frame however the stream is cut', async () => {
    const chunk = fc.uint8Array({ minLength: 1, maxLength: 40 }).map((bytes) => Buffer.from(bytes))
    await fc.assert(
      fc.asyncProperty(fc.array(chunk, { maxLength: 5 }), fc.integer({ min: 1, max: 50 }), async (chunks, cut) => {
        expect(await read(frame(chunks), cut)).toEqual([Buffer.concat(chunks), { 'x-amz-checksum-crc32': 'AAAA' }])
      }),
    )
  })

  test('that end early are refused', async () => {
    await expect(read(Buffer.from('5\r\nabc'), 100)).rejects.toThrow('ended before its last chunk')
  })
})

test('keys are ordered as their UTF-8 bytes, and only plain ones are paths', () => {
  const key = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(
      key,
      key,
      (one, other) =>
        void expect(Math.sign(compareKeys(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other))),
    ),
  )
  expect(['a/b', 'a', '..', 'a/../b', 'a/', '/a', 'a//b', `${'x'.repeat(256)}`, 'a\0'].map(isPath)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
    false,
    false,
  ])
})
