import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { messageOf, ServiceError, unsupported } from '../../errors.ts'
import { bytes, isRecord, optionalText, text } from '../../input.ts'
import type { Input, PlaneContext, Principal } from '../../service.ts'
import { readZip, type ZipEntry } from './zip.ts'

/** A deployment package as the function's configuration tells it. */
export interface Package {
  /** Base64, as `CodeSha256`. */
  readonly sha256: string
  readonly sizeBytes: number
  /** File under the service's folder. */
  readonly archive: string
}

/** Fetches packages and unpacks them where functions run. */
export interface CodeStore {
  /** Reads `{S3Bucket, S3Key, S3ObjectVersion?}` or `{ZipFile}` (source text). Throws InvalidParameterValueException. */
  fetch(code: Input, as: Principal): Promise<Package>
  /**
   * The folder in which a function runs: the package under `task/`, its layers under `opt/`. As on Lambda, only NODE_PATH leads to their
   * packages, so that `require` finds them and `import` does not. A package.json on top of both keeps Node from reading the settings of
   * whatever folder the plane's state lies in.
   */
  unpack(code: Package, layers: readonly Package[]): string
}

/** Where layers stand beside the task, and their packages in them. */
export const layersFolder = 'opt'
export const layerModules = 'nodejs/node_modules'

const inlineName = 'index.js'

export function openCodeStore(plane: PlaneContext): CodeStore {
  const root = join(plane.stateDir, 'lambda')
  const archives = join(root, 'packages')
  mkdirSync(archives, { recursive: true })

  async function fetch(code: Input, as: Principal): Promise<Package> {
    const inline = optionalText(code, 'ZipFile')
    if (inline !== undefined)
      return keep([{ name: inlineName, content: Buffer.from(inline) }], Buffer.from(inline), true)
    if (code.ImageUri !== undefined) throw unsupported('Lambda container images')
    const Bucket = text(code, 'S3Bucket')
    const Key = text(code, 'S3Key')
    const VersionId = optionalText(code, 'S3ObjectVersion')
    const answer = await plane.call(
      's3',
      'GetObject',
      { Bucket, Key, ...(VersionId === undefined ? {} : { VersionId }) },
      as,
    )
    const archive = await bodyOf(answer)
    try {
      return keep(readZip(archive), archive, false)
    } catch (error) {
      throw new ServiceError(
        'InvalidParameterValueException',
        `Could not unzip s3://${Bucket}/${Key}: ${messageOf(error)}`,
      )
    }
  }

  function keep(entries: readonly ZipEntry[], content: Buffer, inline: boolean): Package {
    const digest = createHash('sha256').update(content).digest()
    const archive = join(archives, `${digest.toString('hex').slice(0, 32)}${inline ? '.js' : ''}`)
    writeFolder(archive, entries)
    return { sha256: digest.toString('base64'), sizeBytes: content.length, archive: archive.slice(root.length + 1) }
  }

  return {
    fetch,
    unpack: (code, layers) => {
      const digest = createHash('sha256')
        .update([code, ...layers].map(({ sha256 }) => sha256).join())
        .digest('hex')
      const folder = join(root, 'tasks', digest.slice(0, 32))
      if (existsSync(folder)) return folder
      const aside = `${folder}.new`
      rmSync(aside, { recursive: true, force: true })
      mkdirSync(aside, { recursive: true })
      writeFileSync(join(aside, 'package.json'), '{}\n')
      cpSync(join(root, code.archive), join(aside, 'task'), { recursive: true })
      for (const layer of layers) {
        const content = join(root, layer.archive)
        if (!existsSync(join(content, layerModules))) throw unsupported(`a Lambda layer without ${layerModules}`)
        cpSync(content, join(aside, layersFolder), { recursive: true })
      }
      renameSync(aside, folder)
      return folder
    },
  }
}

function writeFolder(folder: string, entries: readonly ZipEntry[]): void {
  if (existsSync(folder)) return
  const aside = `${folder}.new`
  rmSync(aside, { recursive: true, force: true })
  mkdirSync(aside, { recursive: true })
  for (const { name, content } of entries) {
    const path = join(aside, name)
    if (name.endsWith('/')) {
      mkdirSync(path, { recursive: true })
    } else {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, content)
    }
  }
  renameSync(aside, folder)
}

/** S3 answers with bytes or, for large objects, a stream of them. */
async function bodyOf(answer: unknown): Promise<Buffer> {
  if (!isRecord(answer)) throw new Error('S3 answered without an object')
  const { Body } = answer
  if (Body instanceof Uint8Array || typeof Body === 'string') return Buffer.from(bytes(answer, 'Body'))
  const chunks: Uint8Array[] = []
  for await (const chunk of Body as AsyncIterable<Uint8Array>) chunks.push(chunk)
  return Buffer.concat(chunks)
}
