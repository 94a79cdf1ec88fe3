import { type ElectedReport, quarantineTable, quarantineType } from '#runtime/report.ts'
import { nonceOf, relationsOf, stagingOf } from '#runtime/warehouse.ts'
import { stageFiles } from './copy-files.ts'
import { type LoadPlan, type LoadRequest, statementSeconds } from './plan.ts'
import { quarantineColumns } from './table-columns.ts'

export interface QuarantineRequest
  extends Pick<LoadRequest, 'batchId' | 'contracts' | 'nonce' | 'batchesBucket' | 'copyRoleArn'> {
  readonly report: ElectedReport
  readonly quarantineBucket: string
}

/** Plans the load of what is known about a batch's quarantined records; the records themselves stay in S3. */
export function planQuarantine(request: QuarantineRequest): LoadPlan {
  const { batchId, contracts, report, batchesBucket, copyRoleArn } = request
  const nonce = nonceOf(request.nonce, batchId, quarantineType)
  const load = { batchId, staging: stagingOf(quarantineTable, nonce), relations: relationsOf(quarantineTable) }
  const { manifests, statements } = stageFiles({
    batchId,
    name: quarantineType,
    nonce,
    staging: load.staging,
    columns: quarantineColumns,
    files: report.quarantine_metadata_files ?? [],
    filesBucket: request.quarantineBucket,
    batchesBucket,
    copyRoleArn,
  })
  return {
    manifests,
    stage: statements,
    stageToken: `stage-${nonce}`,
    apply: [
      { kind: 'limit time', seconds: statementSeconds },
      { kind: 'lock', lock: load.relations.lock },
      { kind: 'insert quarantined', load },
      { kind: 'write quarantine ledger', load, type: quarantineType, attempt: report.attempt, contracts },
    ],
    applyToken: `apply-${nonce}`,
    drop: [{ kind: 'drop staging', staging: [load.staging] }],
    dropToken: `drop-${nonce}`,
  }
}
