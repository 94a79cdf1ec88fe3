import type { Column } from '#runtime/contract-set.ts'
import { loadManifestKey, uriOf } from '#runtime/object-keys.ts'
import type { FileReport } from '#runtime/report.ts'
import type { Relation } from '#runtime/sql.ts'
import type { LoadStatement } from './load-statement.ts'

/** Which files one COPY reads; to be written before Stage. */
export interface CopyManifest {
  readonly key: string
  readonly document: object
}

/** A staging table and what fills it. */
export interface Staged {
  readonly manifests: readonly CopyManifest[]
  readonly statements: readonly LoadStatement[]
}

/** Stages the files of one table. Without files the table stays empty: COPY refuses a manifest that names none. */
export function stageFiles(request: {
  readonly batchId: string
  /** What is loaded, as a part of the manifest's key. */
  readonly name: string
  readonly nonce: string
  readonly staging: Relation
  readonly columns: readonly Column[]
  readonly files: readonly FileReport[]
  readonly filesBucket: string
  readonly batchesBucket: string
  readonly copyRoleArn: string
}): Staged {
  const { batchId, name, nonce, staging, columns, files, filesBucket, batchesBucket, copyRoleArn } = request
  const create = { kind: 'create staging', staging, columns } as const
  if (files.length === 0) return { manifests: [], statements: [create] }
  const key = loadManifestKey(batchId, name, nonce)
  const copy = { kind: 'copy', staging, manifest: uriOf(batchesBucket, key), roleArn: copyRoleArn } as const
  return { manifests: [{ key, document: copyManifest(files, filesBucket) }], statements: [create, copy] }
}

/** Every file is mandatory: by default COPY would skip a missing one in silence. */
const copyManifest = (files: readonly FileReport[], bucket: string) => ({
  entries: files.map(({ key, bytes }) => ({
    url: uriOf(bucket, key),
    mandatory: true,
    meta: { content_length: bytes },
  })),
})
