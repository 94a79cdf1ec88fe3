import { TerminalError, TransientError } from '#runtime/errors.ts'
import { uriOf } from '#runtime/object-keys.ts'
import type { Partition, PartitionCatalog, PartitionTable } from '#runtime/partition-catalog.ts'
import type { PublishedBatch } from '#runtime/published-batch.ts'
import type { ElectedReport, FileReport, TypeReport } from '#runtime/report.ts'

/** One folder of the elected attempt: what a partition of its table points to. */
export interface CuratedFolder {
  readonly table: PartitionTable
  readonly eventDate: string
  readonly batch: string
  /** Ends in `/`. */
  readonly prefix: string
}

/** Glue takes no more partitions per call. */
const perCall = 100

const curatedKey =
  /^(?<prefix>(?<schema>[^/]+)\/(?<name>[^/]+)\/event_date=(?<eventDate>[^/]+)\/batch=(?<batch>[^/]+)\/attempt=[^/]+\/)[^/]+$/

/** The folders of all types that are loaded. Types that wait for a person have none yet: a later account of the batch brings them. */
export function partitionsOf(
  report: ElectedReport,
  { types }: Pick<PublishedBatch, 'types'>,
): readonly CuratedFolder[] {
  const loaded = new Set(types.filter(({ status }) => status === 'loaded').map(({ name }) => name))
  const folders = report.types
    .filter(({ name }) => loaded.has(name))
    .flatMap(filesOf)
    .map(folderOf)
  return [...new Map(folders.map((folder) => [folder.prefix, folder])).values()]
}

const filesOf = ({ files, children = [] }: TypeReport): readonly FileReport[] => [
  ...files,
  ...children.flatMap((child) => child.files),
]

function folderOf({ key }: FileReport): CuratedFolder {
  const { prefix, schema, name, eventDate, batch } = curatedKey.exec(key)?.groups ?? {}
  if (!prefix || !schema || !name || !eventDate || !batch)
    throw new TerminalError(`${key} is no key of the curated zone; compare the job's release with this function's`)
  return { table: { schema, name }, eventDate, batch, prefix }
}

/**
 * Makes each folder a partition; what is there already must point to the same folder. Returns tables that the catalog does not have:
 * their contract is no longer deployed.
 */
export async function registerPartitions(
  catalog: PartitionCatalog,
  bucket: string,
  folders: readonly CuratedFolder[],
): Promise<readonly string[]> {
  const absent: string[] = []
  const byTable = Map.groupBy(folders, ({ table }) => `${table.schema}.${table.name}`)
  for (const [name, own] of byTable) {
    const { table } = own[0] as CuratedFolder
    const storage = await catalog.storageOf(table)
    if (storage === undefined) {
      absent.push(name)
      continue
    }
    const partitions = own.map(({ eventDate, batch, prefix }) => ({
      values: [eventDate, batch],
      location: uriOf(bucket, prefix),
    }))
    for (let from = 0; from < partitions.length; from += perCall) {
      await register(catalog, table, storage, partitions.slice(from, from + perCall))
    }
  }
  return absent
}

async function register(
  catalog: PartitionCatalog,
  table: PartitionTable,
  storage: object,
  partitions: readonly Partition[],
): Promise<void> {
  const errors = await catalog.create(table, storage, partitions)
  const failed = errors.find(({ code }) => code !== 'AlreadyExistsException')
  const name = `${table.schema}.${table.name}`
  if (failed)
    throw new TransientError(`The catalog did not take ${failed.values} of ${name}: ${failed.code} ${failed.message}`)
  if (errors.length === 0) return
  const there = await catalog.locationsOf(
    table,
    errors.map(({ values }) => values),
  )
  for (const { values, location } of partitions) {
    const other = there.get(values.join('/'))
    if (other !== undefined && other !== location)
      throw new TerminalError(
        `Partition ${values.join('/')} of ${name} points to ${other}, not to ${location}; only the elected attempt may be there`,
      )
  }
}
