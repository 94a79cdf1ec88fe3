import { stringify } from 'yaml'
import { type Artefact, generatedFolder, provenance } from '../artefact.ts'
import { opsDatabase, publishedColumns, publishedTable } from '../athena/published.ts'
import { type Column, childTechnicalColumns, technicalColumns } from '../columns.ts'
import type { Catalog, Contract, Service } from '../contract.ts'
import { glueType } from '../logical-types.ts'
import { childNames, pascalCase, relationNames } from '../names.ts'

type Resource = { readonly Type: string; readonly Properties: Readonly<Record<string, unknown>> }

interface CatalogColumn {
  readonly Name: string
  readonly Type: string
  readonly Comment?: string
}

/** Glue takes no longer comments and descriptions. */
const commentLength = 255
const descriptionLength = 2048

/**
 * catalog.yml: the curated zone and the published documents as tables of the Glue catalog. A database per service, a table per major;
 * partitions are registered when a batch is published. Included by serverless.yml, which defines CuratedBucket and BatchesBucket.
 */
export function catalogTables({ services, contracts }: Catalog): readonly Artefact[] {
  const resources = {
    ...databaseOf(opsDatabase, 'What is said about batches'),
    PublishedBatchesTable: publishedBatches(),
    ...Object.assign({}, ...services.map((service) => databaseOf(service.name, describe(service)))),
    ...Object.assign({}, ...contracts.map(curatedTables)),
  }
  const head = `# ${provenance('schemas/contracts')}\n`
  const text =
    head + stringify({ Resources: resources }, { lineWidth: 0, aliasDuplicateObjects: false, version: '1.1' })
  return [{ path: `${generatedFolder}/catalog.yml`, text }]
}

const describe = ({ source, team }: Service): string => `Events of ${source}; ${team.name}, ${team.contact}`

const databaseId = (name: string): string => `${pascalCase(name)}Database`

const tableId = (schema: string, name: string): string => `${pascalCase(schema)}Table${pascalCase(name)}`

const databaseOf = (name: string, description: string): Readonly<Record<string, Resource>> => ({
  [databaseId(name)]: {
    Type: 'AWS::Glue::Database',
    Properties: {
      CatalogId: { Ref: 'AWS::AccountId' },
      DatabaseInput: { Name: `\${self:custom.catalog}_${name}`, Description: oneLine(description, descriptionLength) },
    },
  },
})

/** The table of one major, and those of its arrays. */
function curatedTables(contract: Contract): Readonly<Record<string, Resource>> {
  const { description, tables } = contract
  return {
    ...curatedTable(contract, relationNames(contract).table, description, technicalColumns, contract.columns),
    ...Object.assign(
      {},
      ...tables.map((child) => {
        const of = `The ${child.name} of ${relationNames(contract).table}, one row each`
        return curatedTable(contract, childNames(contract, child).table, of, childTechnicalColumns, child.columns)
      }),
    ),
  }
}

function curatedTable(
  contract: Contract,
  relation: string,
  description: string,
  technical: readonly { readonly name: string; readonly glue: string }[],
  columns: readonly Column[],
): Readonly<Record<string, Resource>> {
  const [schema = '', name = ''] = relation.split('.')
  const storedColumns = [
    ...technical.map((column) => ({ Name: column.name, Type: column.glue })),
    ...columns.map((column) => ({
      Name: column.name,
      Type: glueType(column),
      ...(column.schema.description !== undefined && { Comment: oneLine(column.schema.description, commentLength) }),
    })),
  ]
  return {
    [tableId(schema, name)]: table(schema, {
      Name: name,
      Description: oneLine(description, descriptionLength),
      Parameters: { EXTERNAL: 'TRUE', classification: 'parquet' },
      PartitionKeys: [
        { Name: 'event_date', Type: 'string', Comment: `The ${contract.partition} of event_time, UTC` },
        { Name: 'batch', Type: 'string', Comment: 'The batch that brought the rows' },
      ],
      StorageDescriptor: {
        ...storage(storedColumns, `s3://\${CuratedBucket}/${schema}/${name}/`),
        InputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
        OutputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
        SerdeInfo: { SerializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
      },
    }),
  }
}

const publishedBatches = (): Resource =>
  table(opsDatabase, {
    Name: publishedTable,
    Description: 'One row per published batch: what of it is visible, by type',
    Parameters: { EXTERNAL: 'TRUE', classification: 'json' },
    StorageDescriptor: {
      ...storage(
        publishedColumns.map(({ name, glue }) => ({ Name: name, Type: glue })),
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference of CloudFormation
        's3://${BatchesBucket}/published/',
      ),
      InputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
      OutputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
      SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' },
    },
  })

const table = (database: string, input: Readonly<Record<string, unknown>>): Resource => ({
  Type: 'AWS::Glue::Table',
  Properties: {
    CatalogId: { Ref: 'AWS::AccountId' },
    DatabaseName: { Ref: databaseId(database) },
    TableInput: { ...input, TableType: 'EXTERNAL_TABLE' },
  },
})

const storage = (columns: readonly CatalogColumn[], location: string) => ({
  Columns: columns,
  Location: { 'Fn::Sub': location },
})

/** One line, cut at a word where it is too long; Serverless reads `${` as a variable. */
function oneLine(description: string, length: number): string {
  const line = description.replaceAll(/\s+/g, ' ').replaceAll('${', '$ {').trim()
  if (line.length <= length) return line
  const cut = line.slice(0, length - 1)
  return `${cut.slice(0, cut.lastIndexOf(' '))}…`
}
