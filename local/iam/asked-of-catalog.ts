import { optionalRecord, optionalText } from '../input.ts'
import type { Input } from '../service.ts'
import type { Ask, Place } from './asked.ts'

/** What is asked of a part of the catalog is asked of all that it lies in: catalog, database, table. */
const inside =
  (action: string, parts: (input: Input) => readonly string[]): Ask =>
  (input, { region, accountId }: Place) =>
    ['catalog', ...parts(input)].map((part) => ({
      action: `glue:${action}`,
      resource: `arn:aws:glue:${region}:${accountId}:${part}`,
    }))

const database = (input: Input, member: string): string => `database/${optionalText(input, member) ?? '*'}`
const table = (input: Input, name: string | undefined): string =>
  `table/${optionalText(input, 'DatabaseName') ?? '*'}/${name ?? '*'}`

const inDatabase = (action: string, member: string) => inside(action, (input) => [database(input, member)])
const inTable = (action: string, nameOf: (input: Input) => string | undefined) =>
  inside(action, (input) => [database(input, 'DatabaseName'), table(input, nameOf(input))])

const nameIn = (outer: string) => (input: Input) => optionalText(optionalRecord(input, outer) ?? {}, 'Name')
const memberNamed = (name: string) => (input: Input) => optionalText(input, name)

const partitionOperations = [
  ...['GetPartition', 'GetPartitions', 'CreatePartition', 'UpdatePartition', 'DeletePartition'],
  ...['BatchGetPartition', 'BatchCreatePartition', 'BatchDeletePartition', 'BatchUpdatePartition'],
]

/** Databases, tables and partitions of Glue's catalog. */
export const askedOfCatalog: Readonly<Record<string, Ask>> = {
  GetDatabase: inDatabase('GetDatabase', 'Name'),
  GetDatabases: inside('GetDatabases', () => []),
  CreateDatabase: inside('CreateDatabase', (input) => [`database/${nameIn('DatabaseInput')(input) ?? '*'}`]),
  UpdateDatabase: inDatabase('UpdateDatabase', 'Name'),
  DeleteDatabase: inDatabase('DeleteDatabase', 'Name'),
  GetTable: inTable('GetTable', memberNamed('Name')),
  GetTables: inTable('GetTables', () => undefined),
  CreateTable: inTable('CreateTable', nameIn('TableInput')),
  UpdateTable: inTable('UpdateTable', nameIn('TableInput')),
  DeleteTable: inTable('DeleteTable', memberNamed('Name')),
  ...Object.fromEntries(
    partitionOperations.map((operation) => [operation, inTable(operation, memberNamed('TableName'))]),
  ),
}
