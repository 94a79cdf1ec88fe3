import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Sending } from './expectation.ts'

/** Writes the record of a wave, one JSON object a line; the file has its name only when it is whole. Returns the number of lines. */
export async function writeRecord(path: string, sendings: Iterable<Sending> | AsyncIterable<Sending>): Promise<number> {
  await mkdir(dirname(path), { recursive: true })
  let count = 0
  const lines = async function* () {
    let block = ''
    for await (const sending of sendings) {
      count += 1
      block += `${JSON.stringify(sending)}\n`
      if (block.length > 1 << 20) {
        yield block
        block = ''
      }
    }
    yield block
  }
  await pipeline(Readable.from(lines()), createWriteStream(`${path}.part`))
  await rename(`${path}.part`, path)
  return count
}

/** Reads a record line by line. */
export async function* readRecord(path: string): AsyncGenerator<Sending> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    yield JSON.parse(line) as Sending
  }
}
