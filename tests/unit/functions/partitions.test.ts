import { describe, expect, it } from 'vitest'
import type { Partition, PartitionCatalog } from '#runtime/partition-catalog.ts'
import { partitionsOf, registerPartitions } from '../../../functions/publish-batch/partitions.ts'
import { aPublishedBatch, aPublishedType, aReport, aTypeReport } from '../../support/batch-builders.ts'

const folder = (day: string, table = 'order_placed_v1') =>
  `orders/${table}/event_date=${day}/batch=b0000000001/attempt=1-jr_1/`
const file = (prefix: string, name = '0-0') => ({ key: `${prefix}${name}.parquet`, rows: 1, bytes: 1 })

/** A catalog in memory that counts calls. */
function memoryCatalog(tables = ['order_placed_v1', 'order_placed_lines_v1'], refusal?: string) {
  const partitions = new Map<string, string>()
  const calls: number[] = []
  const id = (name: string, values: readonly string[]) => `${name}/${values.join('/')}`
  const catalog: PartitionCatalog = {
    storageOf: async ({ name }) => (tables.includes(name) ? { Columns: [] } : undefined),
    create: async ({ name }, _storage, asked: readonly Partition[]) => {
      calls.push(asked.length)
      return asked.flatMap(({ values, location }) => {
        if (refusal) return [{ values, code: refusal, message: 'no' }]
        if (partitions.has(id(name, values))) return [{ values, code: 'AlreadyExistsException', message: 'there' }]
        partitions.set(id(name, values), location)
        return []
      })
    },
    locationsOf: async ({ name }, values) =>
      new Map(values.map((each) => [each.join('/'), partitions.get(id(name, each)) ?? ''])),
  }
  return { catalog, partitions, calls }
}

const report = aReport({
  types: [
    aTypeReport({
      files: [file(folder('2026-11-22')), file(folder('2026-11-23')), file(folder('2026-11-23'), '1-0')],
      children: [{ name: 'lines', rows: 1, files: [file(folder('2026-11-23', 'order_placed_lines_v1'))] }],
    }),
    aTypeReport({ name: 'usgs.earthquake', files: [file('usgs/earthquake_v1/event_date=2026/batch=b1/attempt=1-j/')] }),
  ],
})

describe('the partitions of a batch', () => {
  it('are the folders of its loaded types, arrays too, each once', () => {
    const failed = aPublishedType({ name: 'usgs.earthquake', loaded: 0, failed: 10, status: 'failed' })
    const folders = partitionsOf(report, aPublishedBatch({ types: [aPublishedType(), failed] }))
    expect(folders.map(({ prefix }) => prefix)).toEqual([
      folder('2026-11-22'),
      folder('2026-11-23'),
      folder('2026-11-23', 'order_placed_lines_v1'),
    ])
    expect(folders[0]).toMatchObject({ eventDate: '2026-11-22', batch: 'b0000000001' })
  })

  it('come with the account in which the type is loaded at last', () => {
    const loaded = aPublishedBatch({ types: [aPublishedType(), aPublishedType({ name: 'usgs.earthquake' })] })
    expect(partitionsOf(report, loaded).at(-1)?.table).toEqual({ schema: 'usgs', name: 'earthquake_v1' })
  })

  it('have no meaning outside the curated zone', () => {
    const strange = aReport({ types: [aTypeReport({ files: [file('somewhere/else/')] })] })
    expect(() => partitionsOf(strange, aPublishedBatch())).toThrow('is no key of the curated zone')
  })
})

describe('registering partitions', () => {
  const folders = partitionsOf(report, aPublishedBatch())

  it('points to the elected attempt, and may be repeated', async () => {
    const { catalog, partitions } = memoryCatalog()
    await registerPartitions(catalog, 'curated', folders)
    const first = [...partitions]
    expect(await registerPartitions(catalog, 'curated', folders)).toEqual([])
    expect([...partitions]).toEqual(first)
    expect(partitions.get('order_placed_v1/2026-11-22/b0000000001')).toBe(`s3://curated/${folder('2026-11-22')}`)
  })

  it('refuses a partition that points to another attempt', async () => {
    const { catalog } = memoryCatalog()
    await registerPartitions(catalog, 'elsewhere', folders)
    await expect(registerPartitions(catalog, 'curated', folders)).rejects.toMatchObject({ name: 'TerminalError' })
  })

  it('asks again when the catalog cannot', async () => {
    const { catalog } = memoryCatalog(undefined, 'InternalServiceException')
    await expect(registerPartitions(catalog, 'curated', folders)).rejects.toMatchObject({ name: 'TransientError' })
  })

  it('names tables that are no longer there, and goes on', async () => {
    const { catalog, partitions } = memoryCatalog(['order_placed_lines_v1'])
    expect(await registerPartitions(catalog, 'curated', folders)).toEqual(['orders.order_placed_v1'])
    expect(partitions.size).toBe(1)
  })

  it('sends at most a hundred at once', async () => {
    const { catalog, calls } = memoryCatalog()
    const many = Array.from({ length: 250 }, (_, day) => file(folder(`day-${day}`)))
    const wide = partitionsOf(aReport({ types: [aTypeReport({ files: many })] }), aPublishedBatch())
    await registerPartitions(catalog, 'curated', wide)
    expect(calls).toEqual([100, 100, 50])
  })
})
