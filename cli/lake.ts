import { type BatchDocuments, batchDocuments } from './batch-documents.ts'
import { type CompiledSet, currentContractSet } from './contract-set.ts'
import { type Objects, s3Objects } from './objects.ts'
import { type Connection, readStack, type Stack } from './stack.ts'

/** A deployed lakehouse, as commands see it. */
export interface Lake {
  readonly connection: Connection
  readonly stack: Stack
  readonly objects: Objects
  readonly documents: BatchDocuments
  readonly contracts: CompiledSet
}

/** Throws UsageError when nothing is deployed behind the connection. */
export async function openLake(connection: Connection): Promise<Lake> {
  const stack = await readStack(connection)
  const objects = s3Objects(connection)
  const contracts = await currentContractSet(objects, stack.buckets.artifacts)
  return { connection, stack, objects, documents: batchDocuments(objects, stack.buckets.batches), contracts }
}
