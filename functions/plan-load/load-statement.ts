import type { Column } from '#runtime/contract-set.ts'
import type { S3Uri } from '#runtime/object-keys.ts'
import type { Relation } from '#runtime/sql.ts'
import type { LoadRelations } from '#runtime/warehouse.ts'

/** What an insert of one batch into one type's relations needs to know. */
export interface Load {
  readonly batchId: string
  readonly staging: Relation
  readonly relations: LoadRelations
  /** Event times between which the target is searched for ids and rows of this batch. */
  readonly searched: { readonly from: Date; readonly to: Date }
  /** Tables of items that are loaded with their events. */
  readonly children: readonly ChildLoad[]
}

export interface ChildLoad {
  readonly staging: Relation
  readonly target: Relation
  readonly columns: readonly Column[]
}

/** Every statement that a load may run. */
export type LoadStatement =
  | { readonly kind: 'create staging'; readonly staging: Relation; readonly columns: readonly Column[] }
  | { readonly kind: 'copy'; readonly staging: Relation; readonly manifest: S3Uri; readonly roleArn: string }
  | { readonly kind: 'drop staging'; readonly staging: readonly Relation[] }
  | { readonly kind: 'limit time'; readonly seconds: number }
  | { readonly kind: 'lock'; readonly lock: Relation }
  | { readonly kind: 'insert new'; readonly load: Load; readonly columns: readonly Column[] }
  | { readonly kind: 'insert children'; readonly load: Load; readonly child: ChildLoad }
  | { readonly kind: 'record collisions'; readonly load: Load }
  | {
      readonly kind: 'write ledger'
      readonly load: Load
      readonly type: string
      readonly attempt: number
      readonly contractVersion: string
      readonly contracts: string
      readonly verdict: LoadVerdict
    }
  | QuarantineStatement

/** What check-quality said of the type; a type on hold is not loaded. */
export type LoadVerdict = 'pass' | 'warn'

/** Metadata of quarantined records come once per batch, all or nothing. */
export type QuarantineStatement =
  | { readonly kind: 'insert quarantined'; readonly load: QuarantineLoad }
  | {
      readonly kind: 'write quarantine ledger'
      readonly load: QuarantineLoad
      readonly type: string
      readonly attempt: number
      readonly contracts: string
    }

export type QuarantineLoad = Pick<Load, 'batchId' | 'staging' | 'relations'>
