import { ServiceError } from '../../../errors.ts'
import { isRecord, optionalRecord, optionalText, records, text, texts } from '../../../input.ts'
import type { Input, PlaneContext } from '../../../service.ts'

/** A database of the catalog. */
export interface Database {
  readonly name: string
  /** DatabaseInput as given. */
  readonly input: Input
  /** ISO 8601. */
  readonly createdAt: string
}

/** A table or view of the catalog. */
export interface Table {
  readonly database: string
  readonly name: string
  /** TableInput as given. */
  readonly input: Input
  readonly createdAt: string
  readonly updatedAt: string
}

/** A partition of a table. */
export interface Partition {
  readonly database: string
  readonly table: string
  readonly values: readonly string[]
  /** PartitionInput as given. */
  readonly input: Input
  readonly createdAt: string
}

/** The catalog as it is stored; names are lower case, as Glue folds them. */
export interface CatalogEntries {
  database(name: string): Database
  databases(): readonly Database[]
  findTable(database: string, name: string): Table | undefined
  /** Throws EntityNotFoundException. */
  table(database: string, name: string): Table
  tables(database: string): readonly Table[]
  findPartition(table: Table, values: readonly string[]): Partition | undefined
  partitions(table: Table): readonly Partition[]
  putDatabase(database: Database): void
  putTable(table: Table): void
  putPartition(partition: Partition): void
  deleteDatabase(name: string): void
  deleteTable(table: Table): void
  deletePartition(partition: Partition): void
}

export const folded = (name: string): string => name.toLowerCase()

export function catalogEntries(plane: PlaneContext): CatalogEntries {
  const databases = plane.store.collection<Database>('glue-databases')
  const tables = plane.store.collection<Table>('glue-tables')
  const partitions = plane.store.collection<Partition>('glue-partitions')
  const tableId = (database: string, name: string) => `${folded(database)}/${folded(name)}`
  const partitionId = (table: Table, values: readonly string[]) =>
    `${tableId(table.database, table.name)}/${values.map(encodeURIComponent).join('/')}`
  const findTable = (database: string, name: string) => tables.get(tableId(database, name))
  const partitionsOf = (table: Table) =>
    partitions.list().filter((each) => each.database === table.database && each.table === table.name)
  const deleteTable = (table: Table) => {
    for (const each of partitionsOf(table)) partitions.delete(partitionId(table, each.values))
    tables.delete(tableId(table.database, table.name))
  }
  const tablesOf = (database: string) => tables.list().filter((each) => each.database === folded(database))
  return {
    database: (name) => {
      const found = databases.get(folded(name))
      if (!found) throw new ServiceError('EntityNotFoundException', `Database ${name} not found.`)
      return found
    },
    databases: () => databases.list(),
    findTable,
    table: (database, name) => {
      const found = findTable(database, name)
      if (!found) throw new ServiceError('EntityNotFoundException', `Table ${name} not found.`)
      return found
    },
    tables: tablesOf,
    findPartition: (table, values) => partitions.get(partitionId(table, values)),
    partitions: partitionsOf,
    putDatabase: (database) => databases.put(database.name, database),
    putTable: (table) => tables.put(tableId(table.database, table.name), table),
    putPartition: (partition) => {
      const table = { database: partition.database, name: partition.table } as Table
      partitions.put(partitionId(table, partition.values), partition)
    },
    deleteDatabase: (name) => {
      for (const table of tablesOf(name)) deleteTable(table)
      databases.delete(folded(name))
    },
    deleteTable,
    deletePartition: ({ database, table, values }) => {
      partitions.delete(partitionId({ database, name: table } as Table, values))
    },
  }
}

const tableMembers = [
  'Name',
  'Description',
  'Owner',
  'Retention',
  'StorageDescriptor',
  'PartitionKeys',
  'ViewOriginalText',
  'ViewExpandedText',
  'TableType',
  'Parameters',
]
const storageMembers = [
  'Columns',
  'Location',
  'InputFormat',
  'OutputFormat',
  'Compressed',
  'NumberOfBuckets',
  'SerdeInfo',
  'BucketColumns',
  'SortColumns',
  'Parameters',
  'SkewedInfo',
  'StoredAsSubDirectories',
]

/** Throws InvalidInputException for what Glue would not take, or this plane does not keep. */
export function checkTable(input: Input): void {
  refuseOthers(input, tableMembers, 'TableInput')
  text(input, 'Name')
  checkStorage(optionalRecord(input, 'StorageDescriptor') ?? {})
  for (const key of records(input, 'PartitionKeys')) text(key, 'Name')
}

export function checkDatabase(input: Input): void {
  refuseOthers(input, ['Name', 'Description', 'LocationUri', 'Parameters'], 'DatabaseInput')
  text(input, 'Name')
}

/** The values of a PartitionInput that fits the table's keys. */
export function checkPartition(table: Table, input: Input): readonly string[] {
  refuseOthers(input, ['Values', 'StorageDescriptor', 'Parameters'], 'PartitionInput')
  checkStorage(optionalRecord(input, 'StorageDescriptor') ?? {})
  const values = texts(input, 'Values')
  const keys = records(table.input, 'PartitionKeys').length
  if (values.length !== keys)
    throw invalid(`The number of partition keys do not match the number of partition values: ${keys} of ${table.name}`)
  return values
}

function checkStorage(storage: Input): void {
  refuseOthers(storage, storageMembers, 'StorageDescriptor')
  for (const column of records(storage, 'Columns')) {
    text(column, 'Name')
    text(column, 'Type')
    if ((optionalText(column, 'Comment') ?? '').length > 255) throw invalid('A comment has more than 255 characters')
  }
}

function refuseOthers(input: Input, known: readonly string[], where: string): void {
  if (!isRecord(input)) throw invalid(`${where} is not an object`)
  const other = Object.keys(input).find((member) => !known.includes(member))
  if (other !== undefined) throw invalid(`${where}.${other} is not kept by this local plane`)
}

export const invalid = (message: string): ServiceError => new ServiceError('InvalidInputException', message)
