import { type BatchDocuments, batchDocuments } from './batch-documents.ts'
import { type CompiledSet, currentContractSet } from './contract-set.ts'
import { type Objects, s3Objects } from './objects.ts'
import { type Connection, type Reach, readStack, type Stack } from './stack.ts'

/** A deployed lakehouse, as commands see it. */
export interface Lake<Place extends Reach = Connection> {
  readonly connection: Place
  readonly stack: Stack
  readonly objects: Objects
  readonly documents: BatchDocuments
  readonly contracts: CompiledSet
}

/** Throws UsageError when nothing is deployed behind the connection. `stackName` is that of the local stage unless it is given. */
export async function openLake<Place extends Reach>(connection: Place, stackName?: string): Promise<Lake<Place>> {
  const stack = await readStack(connection, stackName)
  const objects = s3Objects(connection)
  const contracts = await currentContractSet(objects, stack.buckets.artifacts)
  return { connection, stack, objects, documents: batchDocuments(objects, stack.buckets.batches), contracts }
}
