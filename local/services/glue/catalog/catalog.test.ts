import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TestPlane, testPlane } from '../../../engines/test-plane.ts'
import type { Input, Operation, ResourceType } from '../../../service.ts'
import { catalogEntries } from './entries.ts'
import { catalogOperations } from './operations.ts'
import { catalogResources } from './resources.ts'

let plane: TestPlane
let operations: Readonly<Record<string, Operation>>
let resources: Readonly<Record<string, ResourceType>>
const open = () => {
  operations = catalogOperations(plane, catalogEntries(plane))
  resources = catalogResources(plane, catalogEntries(plane))
}
const ask = async (operation: string, input: Input): Promise<Input> =>
  (await operations[operation]?.(input, { principal: plane.admin, region: plane.region })) as Input

const storage = { Columns: [{ Name: 'a', Type: 'string' }], Location: 's3://lake/things/' }
const table = { DatabaseName: 'lake', TableName: 'things' }
const partition = (day: string, location = `s3://lake/things/${day}/`) => ({
  Values: [day],
  StorageDescriptor: { ...storage, Location: location },
})

beforeEach(async () => {
  plane = testPlane()
  open()
  const context = { generatedName: () => 'made' } as never
  const account = { CatalogId: plane.accountId }
  await resources['AWS::Glue::Database']?.create({ ...account, DatabaseInput: { Name: 'Lake' } }, context)
  const input = { Name: 'things', PartitionKeys: [{ Name: 'day', Type: 'string' }], StorageDescriptor: storage }
  await resources['AWS::Glue::Table']?.create({ ...account, DatabaseName: 'lake', TableInput: input }, context)
})
afterEach(() => plane.remove())

describe('the Data Catalog', () => {
  it('keeps databases, tables and partitions over a restart', async () => {
    await ask('BatchCreatePartition', { ...table, PartitionInputList: [partition('2026-11-25')] })
    plane = plane.again()
    open()
    expect(await ask('GetTable', { DatabaseName: 'LAKE', Name: 'Things' })).toMatchObject({
      Table: { Name: 'things', DatabaseName: 'lake', StorageDescriptor: storage },
    })
    expect(await ask('GetPartitions', table)).toMatchObject({ Partitions: [{ Values: ['2026-11-25'] }] })
    expect(await ask('GetTables', { DatabaseName: 'lake' })).toMatchObject({ TableList: [{ Name: 'things' }] })
  })

  it('makes of a batch what is new, and names what exists', async () => {
    await ask('BatchCreatePartition', { ...table, PartitionInputList: [partition('2026-11-25')] })
    const answer = await ask('BatchCreatePartition', {
      ...table,
      PartitionInputList: [partition('2026-11-25', 's3://elsewhere/'), partition('2026-11-26')],
    })
    expect(answer.Errors).toMatchObject([
      { PartitionValues: ['2026-11-25'], ErrorDetail: { ErrorCode: 'AlreadyExistsException' } },
    ])
    const { Partitions } = await ask('BatchGetPartition', {
      ...table,
      PartitionsToGet: [{ Values: ['2026-11-25'] }, { Values: ['2026-11-26'] }, { Values: ['2026-11-27'] }],
    })
    expect((Partitions as Input[]).map((each) => (each.StorageDescriptor as Input).Location)).toEqual([
      's3://lake/things/2026-11-25/',
      's3://lake/things/2026-11-26/',
    ])
  })

  it('takes no partition that does not fit, no batch beyond the limit, no unknown table', async () => {
    await expect(ask('CreatePartition', { ...table, PartitionInput: { Values: ['a', 'b'] } })).rejects.toThrow(/keys/)
    const many = Array.from({ length: 101 }, (_, index) => partition(String(index)))
    await expect(ask('BatchCreatePartition', { ...table, PartitionInputList: many })).rejects.toMatchObject({
      code: 'InvalidInputException',
    })
    await expect(ask('GetPartitions', { ...table, TableName: 'none' })).rejects.toMatchObject({
      code: 'EntityNotFoundException',
    })
    await expect(ask('GetPartitions', { ...table, Expression: 'day > 1' })).rejects.toThrow(
      'Expression is not in this local plane',
    )
  })

  it('forgets partitions with their table, and a table with its database', async () => {
    await ask('CreatePartition', { ...table, PartitionInput: partition('2026-11-25') })
    await ask('DeleteTable', { DatabaseName: 'lake', Name: 'things' })
    await ask('CreateTable', { DatabaseName: 'lake', TableInput: { Name: 'things', StorageDescriptor: storage } })
    expect(await ask('GetPartitions', table)).toEqual({ Partitions: [] })
    await ask('DeleteDatabase', { Name: 'lake' })
    await expect(ask('GetTable', { DatabaseName: 'lake', Name: 'things' })).rejects.toThrow('Table things not found')
  })

  it('updates a table and keeps its partitions', async () => {
    await ask('CreatePartition', { ...table, PartitionInput: partition('2026-11-25') })
    const wider = { ...storage, Columns: [...storage.Columns, { Name: 'b', Type: 'bigint' }] }
    await ask('UpdateTable', {
      DatabaseName: 'lake',
      TableInput: { Name: 'things', PartitionKeys: [{ Name: 'day', Type: 'string' }], StorageDescriptor: wider },
    })
    expect(await ask('GetTable', { DatabaseName: 'lake', Name: 'things' })).toMatchObject({
      Table: { StorageDescriptor: wider },
    })
    expect(await ask('GetPartitions', table)).toMatchObject({ Partitions: [{ Values: ['2026-11-25'] }] })
  })
})
