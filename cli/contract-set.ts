import type { Column, ContractSet, ContractType, Mart } from '#runtime/contract-set.ts'
import { contractSetKey, currentContractsKey } from '#runtime/object-keys.ts'
import type { Objects } from './objects.ts'
import { UsageError } from './usage.ts'

/** What people are told of a type, beside what the functions read of it. */
export interface CompiledType extends ContractType {
  readonly source: string
  readonly type: string
  readonly columns: readonly (Column & {
    readonly path: readonly (string | number)[]
    readonly pii?: 'direct' | 'identifier'
  })[]
  readonly envelope?: { readonly form?: string; readonly id?: string | readonly string[] }
  readonly entity?: { readonly name: string; readonly latest_by?: string }
}

/** What people are told of a mart. */
export interface CompiledMart extends Mart {
  readonly key: readonly string[]
  readonly headline?: { readonly question: string; readonly sql: string }
}

export interface CompiledSet extends ContractSet {
  readonly services: readonly { readonly name: string; readonly source: string }[]
  readonly types: readonly CompiledType[]
  readonly marts: readonly CompiledMart[]
}

/** The contract set that new claims pin. Throws UsageError when none was deployed. */
export async function currentContractSet(objects: Objects, bucket: string): Promise<CompiledSet> {
  const keys = await objects.keys(bucket, currentContractsKey)
  if (keys.length === 0) throw new UsageError('No contracts are deployed here yet. Begin with: npm start -- --once', 1)
  const hash = Buffer.from(await objects.bytes(bucket, currentContractsKey))
    .toString('utf8')
    .trim()
  const set = await objects.json<CompiledSet>(bucket, contractSetKey(hash))
  if (set === undefined) throw new UsageError(`The contract set ${hash} is gone; deploy again: npm start -- --once`, 1)
  return set
}
