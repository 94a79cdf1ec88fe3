import { messageOf, ServiceError, unsupported } from '../../../errors.ts'
import { optionalNumber, optionalText, record, records, text, texts } from '../../../input.ts'
import type { Input, Operation, PlaneContext } from '../../../service.ts'
import {
  type CatalogEntries,
  checkDatabase,
  checkPartition,
  checkTable,
  type Database,
  folded,
  invalid,
  type Partition,
  type Table,
} from './entries.ts'

/** Glue's own limits per call. */
const mostCreated = 100
const mostDeleted = 25
const mostGot = 1000
const pageSize = 1000

/** The Data Catalog of Glue: databases, tables, partitions. Versions, indexes, statistics and expressions are refused. */
export function catalogOperations(plane: PlaneContext, entries: CatalogEntries): Readonly<Record<string, Operation>> {
  const now = () => plane.clock.now().toISOString()
  const tableOf = (input: Input): Table => {
    checkCatalog(plane, input)
    return entries.table(text(input, 'DatabaseName'), text(input, 'TableName'))
  }
  const createPartition = (table: Table, input: Input): void => {
    const values = checkPartition(table, input)
    if (entries.findPartition(table, values)) throw exists('Partition already exists.')
    entries.putPartition({ database: table.database, table: table.name, values, input, createdAt: now() })
  }
  return {
    CreateDatabase: (input) => {
      checkCatalog(plane, input)
      createDatabase(entries, record(input, 'DatabaseInput'), now())
      return {}
    },
    GetDatabase: (input) => {
      checkCatalog(plane, input)
      return { Database: describeDatabase(plane, entries.database(text(input, 'Name'))) }
    },
    GetDatabases: (input) => {
      checkCatalog(plane, input)
      const all = entries.databases().map((database) => describeDatabase(plane, database))
      return page(all, input, 'DatabaseList')
    },
    DeleteDatabase: (input) => {
      checkCatalog(plane, input)
      entries.deleteDatabase(entries.database(text(input, 'Name')).name)
      return {}
    },
    CreateTable: (input) => {
      checkCatalog(plane, input)
      createTable(entries, text(input, 'DatabaseName'), record(input, 'TableInput'), now())
      return {}
    },
    UpdateTable: (input) => {
      checkCatalog(plane, input)
      updateTable(entries, text(input, 'DatabaseName'), record(input, 'TableInput'), now())
      return {}
    },
    GetTable: (input) => {
      checkCatalog(plane, input)
      return { Table: describeTable(plane, entries.table(text(input, 'DatabaseName'), text(input, 'Name'))) }
    },
    GetTables: (input) => {
      checkCatalog(plane, input)
      refuse(input, ['Expression', 'QueryAsOfTime', 'TransactionId', 'IncludeStatusDetails', 'AttributesToGet'])
      const { name } = entries.database(text(input, 'DatabaseName'))
      return page(
        entries.tables(name).map((table) => describeTable(plane, table)),
        input,
        'TableList',
      )
    },
    DeleteTable: (input) => {
      checkCatalog(plane, input)
      entries.deleteTable(entries.table(text(input, 'DatabaseName'), text(input, 'Name')))
      return {}
    },
    CreatePartition: (input) => {
      createPartition(tableOf(input), record(input, 'PartitionInput'))
      return {}
    },
    BatchCreatePartition: (input) => {
      const table = tableOf(input)
      const inputs = records(input, 'PartitionInputList')
      if (inputs.length > mostCreated) throw invalid(`PartitionInputList has more than ${mostCreated} members`)
      return { Errors: errorsOf(inputs, (each) => createPartition(table, each)) }
    },
    GetPartition: (input) => {
      const table = tableOf(input)
      const found = entries.findPartition(table, texts(input, 'PartitionValues'))
      if (!found) throw new ServiceError('EntityNotFoundException', 'Cannot find partition.')
      return { Partition: describePartition(plane, found) }
    },
    BatchGetPartition: (input) => {
      const table = tableOf(input)
      const asked = records(input, 'PartitionsToGet')
      if (asked.length > mostGot) throw invalid(`PartitionsToGet has more than ${mostGot} members`)
      const found = asked.map((each) => entries.findPartition(table, texts(each, 'Values')))
      return {
        Partitions: found.filter((each) => each !== undefined).map((each) => describePartition(plane, each)),
        UnprocessedKeys: [],
      }
    },
    GetPartitions: (input) => {
      refuse(input, ['Expression', 'Segment', 'ExcludeColumnSchema', 'TransactionId', 'QueryAsOfTime'])
      const all = entries.partitions(tableOf(input)).map((partition) => describePartition(plane, partition))
      return page(all, input, 'Partitions')
    },
    DeletePartition: (input) => {
      deletePartition(entries, tableOf(input), texts(input, 'PartitionValues'))
      return {}
    },
    BatchDeletePartition: (input) => {
      const table = tableOf(input)
      const asked = records(input, 'PartitionsToDelete')
      if (asked.length > mostDeleted) throw invalid(`PartitionsToDelete has more than ${mostDeleted} members`)
      return { Errors: errorsOf(asked, (each) => deletePartition(entries, table, texts(each, 'Values'))) }
    },
  }
}

export function createDatabase(entries: CatalogEntries, input: Input, at: string): Database {
  checkDatabase(input)
  const name = folded(text(input, 'Name'))
  if (entries.databases().some((each) => each.name === name)) throw exists(`Database ${name} already exists.`)
  const database: Database = { name, input, createdAt: at }
  entries.putDatabase(database)
  return database
}

export function createTable(entries: CatalogEntries, databaseName: string, input: Input, at: string): Table {
  checkTable(input)
  const { name: database } = entries.database(databaseName)
  const name = folded(text(input, 'Name'))
  if (entries.findTable(database, name)) throw exists('Table already exists.')
  const table: Table = { database, name, input, createdAt: at, updatedAt: at }
  entries.putTable(table)
  return table
}

export function updateTable(entries: CatalogEntries, database: string, input: Input, at: string): void {
  checkTable(input)
  entries.putTable({ ...entries.table(database, text(input, 'Name')), input, updatedAt: at })
}

function deletePartition(entries: CatalogEntries, table: Table, values: readonly string[]): void {
  const found = entries.findPartition(table, values)
  if (!found) throw new ServiceError('EntityNotFoundException', 'Cannot find partition.')
  entries.deletePartition(found)
}

/** Each of a batch for itself; what failed is told with its error. */
function errorsOf(inputs: readonly Input[], run: (input: Input) => void): readonly unknown[] {
  return inputs.flatMap((input) => {
    try {
      run(input)
      return []
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      return [
        {
          PartitionValues: texts(input, 'Values'),
          ErrorDetail: { ErrorCode: error.code, ErrorMessage: messageOf(error) },
        },
      ]
    }
  })
}

function describeDatabase(plane: PlaneContext, { name, input, createdAt }: Database): unknown {
  return { ...input, Name: name, CreateTime: new Date(createdAt), CatalogId: plane.accountId }
}

function describeTable(plane: PlaneContext, { database, name, input, createdAt, updatedAt }: Table): unknown {
  return {
    ...input,
    Name: name,
    DatabaseName: database,
    CreateTime: new Date(createdAt),
    UpdateTime: new Date(updatedAt),
    CatalogId: plane.accountId,
    IsRegisteredWithLakeFormation: false,
  }
}

function describePartition(plane: PlaneContext, { database, table, values, input, createdAt }: Partition): unknown {
  return {
    ...input,
    Values: values,
    DatabaseName: database,
    TableName: table,
    CreationTime: new Date(createdAt),
    CatalogId: plane.accountId,
  }
}

function page(all: readonly unknown[], input: Input, member: string): unknown {
  const from = Number(optionalText(input, 'NextToken') ?? 0)
  const end = from + Math.min(optionalNumber(input, 'MaxResults') ?? pageSize, pageSize)
  return { [member]: all.slice(from, end), ...(end < all.length && { NextToken: String(end) }) }
}

function checkCatalog(plane: PlaneContext, input: Input): void {
  const id = optionalText(input, 'CatalogId') ?? plane.accountId
  if (id !== plane.accountId) throw unsupported(`The Glue catalog ${id}`)
}

function refuse(input: Input, members: readonly string[]): void {
  const given = members.find((member) => input[member] !== undefined)
  if (given !== undefined) throw unsupported(`glue member ${given}`)
}

const exists = (message: string): ServiceError => new ServiceError('AlreadyExistsException', message)
