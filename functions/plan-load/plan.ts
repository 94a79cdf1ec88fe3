import type { ContractType } from '#runtime/contract-set.ts'
import { DocumentInvalid } from '#runtime/errors.ts'
import { loadManifestKey, uriOf } from '#runtime/object-keys.ts'
import { type ElectedReport, type FileReport, reportOf } from '#runtime/report.ts'
import { nonceOf, relationsOf, stagingOf } from '#runtime/warehouse.ts'
import type { Load, LoadStatement } from './load-statement.ts'
import { technicalColumns } from './table-columns.ts'

/** A statement that its caller has forgotten may hold the lock of its type no longer than this. */
const statementSeconds = 1_800

export interface LoadRequest {
  readonly batchId: string
  readonly contracts: string
  readonly contract: ContractType
  readonly report: ElectedReport
  /** Differs for each try, so that no try meets the leftovers of another. */
  readonly nonce: string
  readonly batchesBucket: string
  readonly curatedBucket: string
  readonly copyRoleArn: string
}

export interface LoadPlan {
  /** Which files COPY reads; to be written before Stage. */
  readonly manifest: { readonly key: string; readonly document: object }
  readonly stage: readonly LoadStatement[]
  readonly stageToken: string
  /** One transaction. */
  readonly apply: readonly LoadStatement[]
  readonly applyToken: string
  /** After the ledger row was read back: nobody reads the staging table of this try again. */
  readonly drop: readonly LoadStatement[]
  readonly dropToken: string
}

/** Plans the load of one type's elected files. Throws DocumentInvalid when the report names no rows to load. */
export function planLoad(request: LoadRequest): LoadPlan {
  const { batchId, contract, contracts, report, batchesBucket, curatedBucket } = request
  const { files, event_time: eventTime } = reportOf(report, contract.name)
  if (!eventTime || files.length === 0) {
    throw new DocumentInvalid(`The report of ${batchId} names no rows of ${contract.name}; there is nothing to load`)
  }
  const nonce = nonceOf(request.nonce, batchId, contract.name)
  const key = loadManifestKey(batchId, contract.name, nonce)
  const columns = [...technicalColumns, ...contract.columns]
  const windowMilliseconds = contract.identity_window_seconds * 1000
  const load: Load = {
    batchId,
    staging: stagingOf(contract, nonce),
    relations: relationsOf(contract),
    searched: {
      from: new Date(Date.parse(eventTime.min) - windowMilliseconds),
      to: new Date(Date.parse(eventTime.max) + windowMilliseconds),
    },
  }
  return {
    manifest: { key, document: copyManifest(files, curatedBucket) },
    stage: [
      { kind: 'create staging', staging: load.staging, columns },
      { kind: 'copy', staging: load.staging, manifest: uriOf(batchesBucket, key), roleArn: request.copyRoleArn },
    ],
    stageToken: `stage-${nonce}`,
    apply: [
      { kind: 'limit time', seconds: statementSeconds },
      // Before anything that reads: the snapshot is taken by the first statement that does.
      { kind: 'lock', lock: load.relations.lock },
      { kind: 'insert new', load, columns },
      { kind: 'record collisions', load },
      {
        kind: 'write ledger',
        load,
        type: contract.name,
        attempt: report.attempt,
        contractVersion: contract.version,
        contracts,
      },
    ],
    applyToken: `apply-${nonce}`,
    drop: [{ kind: 'drop staging', staging: load.staging }],
    dropToken: `drop-${nonce}`,
  }
}

/** Every file is mandatory: by default COPY would skip a missing one in silence. */
const copyManifest = (files: readonly FileReport[], bucket: string) => ({
  entries: files.map(({ key, bytes }) => ({
    url: uriOf(bucket, key),
    mandatory: true,
    meta: { content_length: bytes },
  })),
})
