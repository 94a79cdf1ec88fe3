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
}

/** Every statement that a load may run. */
export type LoadStatement =
  | { readonly kind: 'create staging'; readonly staging: Relation; readonly columns: readonly Column[] }
  | { readonly kind: 'copy'; readonly staging: Relation; readonly manifest: S3Uri; readonly roleArn: string }
  | { readonly kind: 'drop staging'; readonly staging: Relation }
  | { readonly kind: 'limit time'; readonly seconds: number }
  | { readonly kind: 'lock'; readonly lock: Relation }
  | { readonly kind: 'insert new'; readonly load: Load; readonly columns: readonly Column[] }
  | { readonly kind: 'record collisions'; readonly load: Load }
  | {
      readonly kind: 'write ledger'
      readonly load: Load
      readonly type: string
      readonly attempt: number
      readonly contractVersion: string
      readonly contracts: string
    }
