import type { ContractType } from '#runtime/contract-set.ts'
import { DocumentInvalid } from '#runtime/errors.ts'
import { type ElectedReport, type FileReport, reportOf, type TypeReport } from '#runtime/report.ts'
import { nonceOf, relationsOf, stagingOf } from '#runtime/warehouse.ts'
import { type CopyManifest, stageFiles } from './copy-files.ts'
import type { Load, LoadStatement, LoadVerdict } from './load-statement.ts'
import { childColumns, technicalColumns } from './table-columns.ts'

/** A statement that its caller has forgotten may hold the lock of its type no longer than this. */
export const statementSeconds = 1_800

export interface LoadRequest {
  readonly batchId: string
  readonly contracts: string
  readonly contract: ContractType
  readonly report: ElectedReport
  readonly verdict: LoadVerdict
  /** Differs for each try, so that no try meets the leftovers of another. */
  readonly nonce: string
  readonly batchesBucket: string
  readonly curatedBucket: string
  readonly copyRoleArn: string
}

export interface LoadPlan {
  readonly manifests: readonly CopyManifest[]
  readonly stage: readonly LoadStatement[]
  readonly stageToken: string
  /** One transaction. */
  readonly apply: readonly LoadStatement[]
  readonly applyToken: string
  /** After the ledger row was read back: nobody reads the staging tables of this try again. */
  readonly drop: readonly LoadStatement[]
  readonly dropToken: string
}

/** Plans the load of one type's elected files. Throws DocumentInvalid when the report names no rows to load. */
export function planLoad(request: LoadRequest): LoadPlan {
  const { batchId, contract, contracts, report, batchesBucket, curatedBucket, copyRoleArn } = request
  const typeReport = reportOf(report, contract.name)
  const { files, event_time: eventTime } = typeReport
  if (!eventTime || files.length === 0) {
    throw new DocumentInvalid(`The report of ${batchId} names no rows of ${contract.name}; there is nothing to load`)
  }
  const nonce = nonceOf(request.nonce, batchId, contract.name)
  const columns = [...technicalColumns, ...contract.columns]
  const windowMilliseconds = contract.identity_window_seconds * 1000
  const children = (contract.tables ?? []).map((child) => ({
    name: child.name,
    staging: stagingOf(child, nonce),
    target: child.table,
    columns: [...childColumns, ...child.columns],
  }))
  const load: Load = {
    batchId,
    staging: stagingOf(contract, nonce),
    relations: relationsOf(contract),
    searched: {
      from: new Date(Date.parse(eventTime.min) - windowMilliseconds),
      to: new Date(Date.parse(eventTime.max) + windowMilliseconds),
    },
    children,
  }
  const place = { batchId, nonce, batchesBucket, filesBucket: curatedBucket, copyRoleArn }
  const staged = [
    stageFiles({ ...place, name: contract.name, staging: load.staging, columns, files }),
    ...children.map((child) =>
      stageFiles({
        ...place,
        ...child,
        name: `${contract.name}.${child.name}`,
        files: childFiles(typeReport, child.name),
      }),
    ),
  ]
  return {
    manifests: staged.flatMap(({ manifests }) => manifests),
    stage: staged.flatMap(({ statements }) => statements),
    stageToken: `stage-${nonce}`,
    apply: [
      { kind: 'limit time', seconds: statementSeconds },
      // Before anything that reads: the snapshot is taken by the first statement that does.
      { kind: 'lock', lock: load.relations.lock },
      { kind: 'insert new', load, columns },
      ...children.map((child) => ({ kind: 'insert children', load, child }) as const),
      { kind: 'record collisions', load },
      {
        kind: 'write ledger',
        load,
        type: contract.name,
        attempt: report.attempt,
        contractVersion: contract.version,
        contracts,
        verdict: request.verdict,
      },
    ],
    applyToken: `apply-${nonce}`,
    drop: [{ kind: 'drop staging', staging: [load.staging, ...children.map(({ staging }) => staging)] }],
    dropToken: `drop-${nonce}`,
  }
}

/** Files of one child table. Throws DocumentInvalid when the report was written by a job that knew of no child tables. */
function childFiles({ name, children }: TypeReport, child: string): readonly FileReport[] {
  if (children === undefined) {
    throw new DocumentInvalid(`The report of ${name} says nothing of its child tables; deploy the job of this release`)
  }
  return children.find((each) => each.name === child)?.files ?? []
}
