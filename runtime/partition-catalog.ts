import {
  BatchCreatePartitionCommand,
  BatchGetPartitionCommand,
  GetTableCommand,
  type GlueClient,
  type StorageDescriptor,
} from '@aws-sdk/client-glue'

export interface PartitionTable {
  readonly schema: string
  readonly name: string
}

export interface Partition {
  /** In the order of the table's keys. */
  readonly values: readonly string[]
  /** An S3 URI that ends in `/`. */
  readonly location: string
}

export interface PartitionError {
  readonly values: readonly string[]
  readonly code: string
  readonly message: string
}

/** Partitions of the curated tables, as publishing needs them. */
export interface PartitionCatalog {
  /** How the table's files are read, which its partitions repeat. Undefined when there is no such table. */
  storageOf(table: PartitionTable): Promise<object | undefined>
  /** Makes at most 100; each that could not be made is told. */
  create(table: PartitionTable, storage: object, partitions: readonly Partition[]): Promise<readonly PartitionError[]>
  /** Locations of those that are there, by their values joined with `/`. */
  locationsOf(table: PartitionTable, values: readonly (readonly string[])[]): Promise<ReadonlyMap<string, string>>
}

/** Databases are named `<prefix>_<schema>`. */
export function glueCatalog(client: GlueClient, prefix: string): PartitionCatalog {
  const place = ({ schema, name }: PartitionTable) => ({ DatabaseName: `${prefix}_${schema}`, TableName: name })
  return {
    async storageOf(table) {
      const { DatabaseName, TableName } = place(table)
      try {
        const { Table } = await client.send(new GetTableCommand({ DatabaseName, Name: TableName }))
        return Table?.StorageDescriptor
      } catch (error) {
        if ((error as Error).name === 'EntityNotFoundException') return undefined
        throw error
      }
    },
    async create(table, storage, partitions) {
      const { Errors = [] } = await client.send(
        new BatchCreatePartitionCommand({
          ...place(table),
          PartitionInputList: partitions.map(({ values, location }) => ({
            Values: [...values],
            StorageDescriptor: { ...(storage as StorageDescriptor), Location: location },
          })),
        }),
      )
      return Errors.map(({ PartitionValues = [], ErrorDetail }) => ({
        values: PartitionValues,
        code: ErrorDetail?.ErrorCode ?? 'unknown',
        message: ErrorDetail?.ErrorMessage ?? '',
      }))
    },
    async locationsOf(table, values) {
      const { Partitions = [] } = await client.send(
        new BatchGetPartitionCommand({
          ...place(table),
          PartitionsToGet: values.map((each) => ({ Values: [...each] })),
        }),
      )
      return new Map(
        Partitions.map(({ Values = [], StorageDescriptor }) => [Values.join('/'), StorageDescriptor?.Location ?? '']),
      )
    },
  }
}
