import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { compile } from '../../../compiler/compile.ts'
import { thingFile, thingSources, thingWith } from './thing-contract.ts'

interface CatalogResource {
  readonly Type: string
  readonly Properties: {
    readonly DatabaseInput?: { readonly Name: string }
    readonly DatabaseName?: unknown
    readonly TableInput?: {
      readonly Name: string
      readonly PartitionKeys?: readonly { readonly Name: string }[]
      readonly StorageDescriptor: {
        readonly Columns: readonly { readonly Name: string; readonly Type: string; readonly Comment?: string }[]
        readonly Location: unknown
      }
    }
  }
}

function catalogOf(extra: Readonly<Record<string, readonly string[]>> = {}): Readonly<Record<string, CatalogResource>> {
  const file = compile(thingSources(extra)).find(({ path }) => path.endsWith('/catalog.yml'))
  return (parse(file?.text ?? '') as { Resources: Record<string, CatalogResource> }).Resources
}

const columnsOf = (resource: CatalogResource | undefined) =>
  resource?.Properties.TableInput?.StorageDescriptor.Columns ?? []

describe('the Glue catalog', () => {
  it('has a database per service and one for the published documents', () => {
    const databases = Object.entries(catalogOf()).filter(([, { Type }]) => Type === 'AWS::Glue::Database')
    expect(databases.map(([id, { Properties }]) => [id, Properties.DatabaseInput?.Name])).toEqual([
      ['OpsDatabase', '$' + '{self:custom.catalog}_ops'],
      ['ThingsDatabase', '$' + '{self:custom.catalog}_things'],
    ])
  })

  it('has a table per major, by date and batch, whose columns are those of the files', () => {
    const table = catalogOf().ThingsTableThingChangedV1
    expect(table?.Properties.DatabaseName).toEqual({ Ref: 'ThingsDatabase' })
    expect(table?.Properties.TableInput).toMatchObject({
      Name: 'thing_changed_v1',
      TableType: 'EXTERNAL_TABLE',
      PartitionKeys: [{ Name: 'event_date' }, { Name: 'batch' }],
      StorageDescriptor: { Location: { 'Fn::Sub': 's3://$' + '{CuratedBucket}/things/thing_changed_v1/' } },
    })
    expect(columnsOf(table).map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      'event_id string',
      'event_time timestamp',
      '_received_at timestamp',
      '_batch_id string',
      '_object int',
      '_line bigint',
      '_index int',
      '_contract_version string',
      '_payload_hash string',
      '_rest string',
      'thing_id string',
      'changed_at timestamp',
      'amount decimal(12,2)',
      'currency string',
      'owner string',
      'owner_key string',
      'parts string',
    ])
  })

  it('has a table for each array that is one', () => {
    const lines =
      '    lines: { type: array, table: lines, items: { type: object, properties: { sku: { type: string, description: Sku. } } }, description: Its lines. }'
    const table = catalogOf({ [thingFile]: thingWith({ 14: lines }) }).ThingsTableThingChangedLinesV1
    expect(table?.Properties.TableInput?.StorageDescriptor.Location).toEqual({
      'Fn::Sub': 's3://$' + '{CuratedBucket}/things/thing_changed_lines_v1/',
    })
    expect(columnsOf(table).map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
      'event_id string',
      'event_time timestamp',
      '_received_at timestamp',
      '_batch_id string',
      '_object int',
      '_line bigint',
      '_index int',
      '_position int',
      '_rest string',
      'sku string',
    ])
  })

  it('keeps two majors apart', () => {
    const second = { 'schemas/contracts/things/thing-changed.v2.yml': thingWith({ 2: 'version: "2.0"' }) }
    expect(Object.keys(catalogOf(second))).toEqual(
      expect.arrayContaining(['ThingsTableThingChangedV1', 'ThingsTableThingChangedV2']),
    )
  })

  it('cuts comments to what Glue takes, and hides variables of Serverless', () => {
    const long = `    a: { type: string, description: "${'$'}{env:HOME} ${'word '.repeat(80)}" }`
    const { Comment = '' } = columnsOf(
      catalogOf({ [thingFile]: thingWith({ 14: long }) }).ThingsTableThingChangedV1,
    ).at(-1) as { Comment?: string }
    expect(Comment).toMatch(/^\$ \{env:HOME\} word .* word…$/)
    expect(Comment.length).toBeLessThanOrEqual(255)
  })
})
