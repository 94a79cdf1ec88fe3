import { createHash } from 'node:crypto'
import { DocumentInvalid } from './errors.ts'
import { parseDocument } from './json-document.ts'
import { contractSetKey, currentContractsKey } from './object-keys.ts'
import type { ObjectStore } from './object-store.ts'

/** `int` has 32 bits and is only for places inside a batch; `integer` has 64. */
export type LogicalType =
  | 'string'
  | 'uuid'
  | 'timestamp'
  | 'date'
  | 'int'
  | 'integer'
  | 'decimal'
  | 'double'
  | 'boolean'
  | 'json'

export interface Column {
  readonly name: string
  readonly type: LogicalType
  readonly nullable?: boolean
  readonly max_bytes?: number
  readonly precision?: number
  readonly scale?: number
}

/** A batch-level check on the report: exactly one of the three bounds is there. */
export interface Check {
  readonly metric:
    | 'null_percent'
    | 'row_count'
    | 'freshness_seconds'
    | 'quarantined_percent'
    | 'duplicates_percent'
    | 'volume_percent'
  readonly column?: string
  readonly less_than?: number
  readonly at_most?: number
  readonly at_least?: number
  readonly action: 'warn' | 'hold'
}

/** One major version of one event type, compiled. */
export interface ContractType {
  /** `<schema>.<view>`. */
  readonly name: string
  readonly service: string
  readonly version: string
  readonly table: { readonly schema: string; readonly name: string }
  readonly identity_window_seconds: number
  readonly columns: readonly Column[]
  /** Tables of items of arrays, loaded with the events. */
  readonly tables?: readonly ChildTable[]
  readonly checks: readonly Check[]
}

export interface ChildTable {
  readonly name: string
  readonly table: { readonly schema: string; readonly name: string }
  readonly columns: readonly Column[]
}

/** One statement of the warehouse's set-up; placeholders like `${analyst_role}` stand for names. */
export type Migration =
  | { readonly id: string; readonly kind: 'schema'; readonly sql: string }
  | TableMigration
  | ViewMigration
  | RowsMigration
  | { readonly id: string; readonly kind: 'grant'; readonly on: string; readonly sql: string }

export interface TableMigration {
  readonly id: string
  readonly kind: 'table'
  /** `<schema>.<table>`. */
  readonly relation: string
  /** Name of the type that the table serves. */
  readonly contract: string
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly sql: string
}

export interface ViewMigration {
  readonly id: string
  readonly kind: 'view'
  readonly relation: string
  /** Tables and views that it selects from. */
  readonly reads: readonly string[]
  readonly sql: string
}

/** A table that is filled by what it selects, and made anew when that changes. */
export interface RowsMigration {
  readonly id: string
  readonly kind: 'rows'
  readonly relation: string
  readonly reads: readonly string[]
  /** A table to be locked before it is made anew; whoever else writes it does so too. */
  readonly lock: string
  readonly sql: string
  /** What follows in the same transaction. */
  readonly afterwards: readonly string[]
}

/** A mart, as far as a batch refreshes it. */
export interface Mart {
  readonly name: string
  readonly refresh: {
    /** Names of the types whose events it reads. */
    readonly types: readonly string[]
    /** One transaction; `${batch_id}` stands for the batch that asks. */
    readonly statements: readonly string[]
  }
}

/** All contracts as one document, addressed by its hash. */
export interface ContractSet {
  readonly format: 1
  readonly types: readonly ContractType[]
  readonly migrations: readonly Migration[]
  readonly marts: readonly Mart[]
}

/** First 16 hexadecimal digits of the SHA-256 of the exact text. */
export const contractSetHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** A set never changes under its hash, so one reading serves the life of the process. */
const readBefore = new Map<string, Promise<ContractSet>>()

/** Throws DocumentInvalid when there is no such set or its text is not the hashed one. */
export function readContractSet(store: Pick<ObjectStore, 'read'>, hash: string): Promise<ContractSet> {
  const known = readBefore.get(hash)
  if (known !== undefined) return known
  const reading = read(store, hash)
  readBefore.set(hash, reading)
  reading.catch(() => readBefore.delete(hash))
  return reading
}

async function read(store: Pick<ObjectStore, 'read'>, hash: string): Promise<ContractSet> {
  const key = contractSetKey(hash)
  const stored = await store.read(key)
  if (!stored) throw new DocumentInvalid(`There is no contract set ${key}; a deploy uploads it`)
  if (contractSetHash(stored.text) !== hash)
    throw new DocumentInvalid(`${key} is not the text that its name hashes; deploy again`)
  return parseDocument<ContractSet>(stored.text, key, ['format', 'types', 'migrations', 'marts'])
}

/** The hash that new claims pin. Throws DocumentInvalid before the first deploy has ended. */
export async function currentContracts(store: Pick<ObjectStore, 'read'>): Promise<string> {
  const pointer = await store.read(currentContractsKey)
  if (!pointer)
    throw new DocumentInvalid(`There is no ${currentContractsKey}; a deploy writes it when the warehouse is migrated`)
  return pointer.text.trim()
}

/** The contract of one type. Throws DocumentInvalid for an unknown name. */
export function contractOf(set: ContractSet, name: string): ContractType {
  const type = set.types.find((candidate) => candidate.name === name)
  if (!type)
    throw new DocumentInvalid(
      `The contract set has no type ${name}; the batch pins another set than the one that judged it`,
    )
  return type
}
