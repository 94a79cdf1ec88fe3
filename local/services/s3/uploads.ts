import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ServiceError } from '../../errors.ts'
import type { Collection, Store } from '../../store.ts'
import { type Metadata, type Staged, stagingPath, unquote } from './files.ts'
import type { Received } from './staging.ts'

interface Part {
  readonly number: number
  readonly etag: string
  readonly size: number
}

export interface Upload {
  readonly id: string
  readonly bucket: string
  readonly key: string
  readonly metadata: Metadata
  readonly initiated: string
  readonly parts: readonly Part[]
}

/** Smallest part but the last, as S3 has it. */
const smallestPartBytes = 5 * 1024 * 1024

/** Multipart uploads: parts stand under `<folder>/<upload id>/`, they and their list survive a killed plane. */
export interface Uploads {
  begin(bucket: string, key: string, metadata: Metadata, now: Date): Upload
  /** Throws NoSuchUpload. */
  get(bucket: string, key: string, id: string): Upload
  addPart(upload: Upload, number: number, received: Received): void
  /** Joins the listed parts. Throws InvalidPart, InvalidPartOrder, EntityTooSmall; the upload stays then. */
  join(
    upload: Upload,
    wanted: readonly { readonly number: number; readonly etag: string }[],
    staging: string,
  ): Promise<Staged>
  end(upload: Upload): void
}

export function openUploads(store: Store, folder: string): Uploads {
  const uploads: Collection<Upload> = store.collection('s3-uploads')
  const partFile = (upload: Upload, number: number) => join(folder, upload.id, String(number))
  return {
    begin: (bucket, key, metadata, now) => {
      const upload: Upload = { id: randomUUID(), bucket, key, metadata, initiated: now.toISOString(), parts: [] }
      mkdirSync(join(folder, upload.id), { recursive: true })
      uploads.put(upload.id, upload)
      return upload
    },
    get: (bucket, key, id) => {
      const upload = uploads.get(id)
      if (upload?.bucket !== bucket || upload.key !== key) {
        throw new ServiceError('NoSuchUpload', 'The specified multipart upload does not exist.', 404)
      }
      return upload
    },
    addPart: ({ id }, number, received) => {
      const upload = uploads.get(id)
      if (!upload) throw new ServiceError('NoSuchUpload', 'The specified multipart upload does not exist.', 404)
      renameSync(received.path, partFile(upload, number))
      const others = upload.parts.filter((part) => part.number !== number)
      uploads.put(id, { ...upload, parts: [...others, { number, etag: received.etag, size: received.size }] })
    },
    join: async (upload, wanted, staging) => {
      const parts = choose(upload, wanted)
      const path = stagingPath(staging)
      mkdirSync(staging, { recursive: true })
      await pipeline(async function* () {
        for (const part of parts) yield* createReadStream(partFile(upload, part.number)) as AsyncIterable<Buffer>
      }, createWriteStream(path))
      const hashes = createHash('md5')
      for (const part of parts) hashes.update(Buffer.from(part.etag, 'hex'))
      return { path, etag: `${hashes.digest('hex')}-${parts.length}` }
    },
    end: ({ id }) => {
      uploads.delete(id)
      rmSync(join(folder, id), { recursive: true, force: true })
    },
  }
}

function choose(upload: Upload, wanted: readonly { readonly number: number; readonly etag: string }[]): Part[] {
  if (wanted.length === 0) throw new ServiceError('MalformedXML', 'You must specify at least one part')
  const chosen = wanted.map(({ number, etag }, index) => {
    if (index > 0 && number <= (wanted[index - 1]?.number ?? 0)) {
      throw new ServiceError('InvalidPartOrder', 'The list of parts was not in ascending order.')
    }
    const part = upload.parts.find((each) => each.number === number)
    if (!part || part.etag !== unquote(etag)) {
      throw new ServiceError('InvalidPart', `Part ${number} was not found, or its entity tag does not match.`)
    }
    return part
  })
  if (chosen.slice(0, -1).some((part) => part.size < smallestPartBytes)) {
    throw new ServiceError('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size')
  }
  return chosen
}

/** Ids under a folder that no upload knows: left by a killed plane. */
export function sweepUploads(folder: string, known: (id: string) => boolean): void {
  mkdirSync(folder, { recursive: true })
  for (const id of readdirSync(folder)) if (!known(id)) rmSync(join(folder, id), { recursive: true, force: true })
}
