import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntry {
  readonly path: string
  readonly content: Uint8Array
}

/** 1 January 1980 as MS-DOS writes dates: a zip of the same entries has the same bytes at any time. */
const date = 0x0021
const deflated = 8
const utf8Names = 0x0800

/** A zip file of the entries, in order of path. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  const sorted = entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))
  for (const { path, content } of sorted) {
    const name = Buffer.from(path)
    const body = deflateRawSync(content, { level: 9 })
    const description = describe(name, content, body)
    const file = Buffer.concat([record(0x04034b50, [2, 20]), description, name, body])
    files.push(file)
    directory.push(
      Buffer.concat([
        record(0x02014b50, [2, 20], [2, 20]),
        description,
        record([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
        name,
      ]),
    )
    offset += file.length
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const count = sorted.length
  return Buffer.concat([
    ...files,
    ...directory,
    record(0x06054b50, [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]),
  ])
}

/** What stands in both places about a file: flags, method, date, checksum, sizes, length of its name. */
const describe = (name: Buffer, content: Uint8Array, body: Buffer): Buffer =>
  record(
    [2, utf8Names],
    [2, deflated],
    [2, 0],
    [2, date],
    [4, crc32(content)],
    [4, body.length],
    [4, content.length],
    [2, name.length],
    [2, 0],
  )

/** Little-endian numbers, each with its width in bytes; a bare number is a signature of four. */
function record(...fields: readonly (number | readonly [width: 2 | 4, value: number])[]): Buffer {
  return Buffer.concat(
    fields.map((field) => {
      const [width, value] = typeof field === 'number' ? ([4, field] as const) : field
      const bytes = Buffer.alloc(width)
      bytes.writeUIntLE(value, 0, width)
      return bytes
    }),
  )
}
