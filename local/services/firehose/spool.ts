import { randomUUID } from 'node:crypto'
import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A buffer on disk that takes no more records and waits for its delivery. */
export interface Sealed {
  readonly path: string
  readonly id: string
  /** Arrival of its oldest record. */
  readonly arrivedAt: Date
  /** The stream's version when it was sealed. */
  readonly version: number
}

interface Open {
  readonly path: string
  readonly id: string
  readonly arrivedAt: Date
  readonly file: number
  size: number
}

/**
 * The buffers of one stream, as files: `open-<arrival ms>-<id>` takes records, `sealed-<arrival ms>-<version>-<id>` waits for S3. A file is a row of
 * frames (4 bytes length, content); a frame that a kill cut in the middle was never acknowledged and is dropped at the next start.
 * The writes reach the operating system before they are acknowledged, so that they outlive the process (not a power cut).
 */
export interface Spool {
  /** Bytes in the open buffer; 0 without one. */
  readonly size: number
  /** Arrival of the oldest record of the open buffer. */
  readonly arrivedAt: Date | undefined
  /** Appends one frame. Throws the file system's error; then nothing of it stays. */
  append(content: Uint8Array, now: Date): void
  /** Closes the open buffer, if there is one, and returns it. */
  seal(version: number): Sealed | undefined
  /** What waits, oldest first. */
  sealed(): readonly Sealed[]
  /** The content without frames. */
  read(sealed: Sealed): Promise<Buffer>
  remove(sealed: Sealed): void
  /** Leaves the files as they are. */
  close(): void
  /** Forgets everything. */
  destroy(): void
}

const frameHeaderBytes = 4

export function openSpool(folder: string): Spool {
  mkdirSync(folder, { recursive: true })
  const waiting: Sealed[] = readdirSync(folder)
    .flatMap((name) => parseSealed(folder, name))
    .sort((a, b) => a.arrivedAt.getTime() - b.arrivedAt.getTime())
  let open = reopen(folder)

  function begin(now: Date): Open {
    const id = randomUUID()
    const path = join(folder, `open-${now.getTime()}-${id}`)
    return { path, id, arrivedAt: new Date(now.getTime()), file: openSync(path, 'a+'), size: 0 }
  }

  return {
    get size() {
      return open?.size ?? 0
    },
    get arrivedAt() {
      return open?.arrivedAt
    },
    append: (content, now) => {
      const buffer = open ?? begin(now)
      open = buffer
      const frame = Buffer.allocUnsafe(frameHeaderBytes + content.length)
      frame.writeUInt32BE(content.length)
      frame.set(content, frameHeaderBytes)
      const before = fstatSync(buffer.file).size
      try {
        let written = 0
        while (written < frame.length) written += writeSync(buffer.file, frame, written)
      } catch (error) {
        ftruncateSync(buffer.file, before)
        throw error
      }
      buffer.size += content.length
    },
    seal: (version) => {
      if (!open) return undefined
      const { path, id, arrivedAt, file, size } = open
      open = undefined
      closeSync(file)
      if (size === 0) {
        rmSync(path, { force: true })
        return undefined
      }
      const sealed = { path: join(folder, `sealed-${arrivedAt.getTime()}-${version}-${id}`), id, arrivedAt, version }
      renameSync(path, sealed.path)
      waiting.push(sealed)
      return sealed
    },
    sealed: () => waiting,
    read: async ({ path }) => withoutFrames(await readFile(path)),
    remove: (sealed) => {
      rmSync(sealed.path, { force: true })
      waiting.splice(waiting.indexOf(sealed), 1)
    },
    close: () => {
      if (open) closeSync(open.file)
      open = undefined
    },
    destroy: () => {
      if (open) closeSync(open.file)
      open = undefined
      waiting.length = 0
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function parseSealed(folder: string, name: string): readonly Sealed[] {
  const [, arrival, version, id = ''] = /^sealed-(\d+)-(\d+)-(.+)$/.exec(name) ?? []
  return arrival === undefined
    ? []
    : [{ path: join(folder, name), id, arrivedAt: new Date(Number(arrival)), version: Number(version) }]
}

function reopen(folder: string): Open | undefined {
  const name = readdirSync(folder).find((file) => file.startsWith('open-'))
  const [, arrival, id = ''] = /^open-(\d+)-(.+)$/.exec(name ?? '') ?? []
  if (name === undefined || arrival === undefined) return undefined
  const path = join(folder, name)
  const file = openSync(path, 'a+')
  const { end, content } = wholeFrames(file)
  ftruncateSync(file, end)
  return { path, id, arrivedAt: new Date(Number(arrival)), file, size: content }
}

/** Where the last whole frame ends, and how many bytes of content the whole frames hold. */
function wholeFrames(file: number): { readonly end: number; readonly content: number } {
  const { size } = fstatSync(file)
  const header = Buffer.alloc(frameHeaderBytes)
  let end = 0
  let content = 0
  while (end + frameHeaderBytes <= size) {
    readSync(file, header, 0, frameHeaderBytes, end)
    const length = header.readUInt32BE()
    if (end + frameHeaderBytes + length > size) break
    end += frameHeaderBytes + length
    content += length
  }
  return { end, content }
}

function withoutFrames(file: Buffer): Buffer {
  const contents: Buffer[] = []
  for (let at = 0; at + frameHeaderBytes <= file.length; ) {
    const length = file.readUInt32BE(at)
    contents.push(file.subarray(at + frameHeaderBytes, at + frameHeaderBytes + length))
    at += frameHeaderBytes + length
  }
  return Buffer.concat(contents)
}
