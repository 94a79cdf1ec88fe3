import { join } from 'node:path'
import { type Reference, type SqlParser, translate } from '../../engines/athena-sql/translate.ts'
import { readHiveType } from '../../engines/athena-sql/types.ts'
import type { Lake, LakeTable } from '../../engines/duckdb/lake.ts'
import { ServiceError } from '../../errors.ts'
import { optionalRecord, optionalText, record, records, text, texts } from '../../input.ts'
import type { Input, PlaneContext, Principal } from '../../service.ts'

const viewHead = '/* Presto View: '
const viewTail = ' */'

/** What the catalog keeps of a view, in Athena's form. */
export const viewText = (view: object): string =>
  `${viewHead}${Buffer.from(JSON.stringify(view)).toString('base64')}${viewTail}`

interface StoredView {
  readonly originalSql: string
  readonly schema?: string
}

function readView(table: Input): StoredView {
  const stored = text(table, 'ViewOriginalText')
  if (!stored.startsWith(viewHead)) throw new Error(`INVALID_VIEW: View ${text(table, 'Name')} is not one of Athena`)
  return JSON.parse(Buffer.from(stored.slice(viewHead.length, -viewTail.length), 'base64').toString()) as StoredView
}

/** What a query reads, put into its DuckDB. */
export interface Sources {
  /** Adds a table or view with everything that it reads. Throws TABLE_NOT_FOUND. */
  add(reference: Reference): Promise<void>
  /** Size of all files added; whole files, where Athena would count the columns that are read. */
  scannedBytes(): number
}

/** Reads catalog and buckets in the name of one principal; the files are read where they are. */
export function sourcesFor(plane: PlaneContext, principal: Principal, parser: SqlParser, lake: Lake): Sources {
  const added = new Set<string>()
  const entered = new Set<string>()
  let scannedBytes = 0
  const call = async (service: string, operation: string, input: Input): Promise<Input> =>
    (await plane.call(service, operation, input, principal)) as Input

  async function add({ database, name }: Reference): Promise<void> {
    const id = `${database}.${name}`
    if (added.has(id)) return
    added.add(id)
    await enter(database, () => call('glue', 'GetDatabase', { Name: database }), 'SCHEMA_NOT_FOUND')
    const answer = await call('glue', 'GetTable', { DatabaseName: database, Name: name }).catch((error: unknown) => {
      if (error instanceof ServiceError && error.code === 'EntityNotFoundException')
        throw new Error(`TABLE_NOT_FOUND: Table 'awsdatacatalog.${id}' does not exist`)
      throw error
    })
    const table = record(answer, 'Table')
    if (optionalText(table, 'TableType') === 'VIRTUAL_VIEW') await addView(database, name, table)
    else await lake.addTable(await tableOf(database, name, table))
  }

  /** Once for each place: is it there, and may the caller look into it? */
  async function enter(place: string, look: () => Promise<unknown>, missing: string): Promise<void> {
    if (entered.has(place)) return
    await look().catch((error: unknown) => {
      const absent = error instanceof ServiceError && /NotFound|NoSuchBucket/.test(error.code)
      throw absent ? new Error(`${missing}: ${place} does not exist`) : error
    })
    entered.add(place)
  }

  async function addView(database: string, name: string, table: Input): Promise<void> {
    const { originalSql, schema } = readView(table)
    const { sql, references } = await translate(originalSql, schema ?? database, parser)
    for (const reference of references) await add(reference)
    await lake.addView({ database, name, sql })
  }

  async function tableOf(database: string, name: string, table: Input): Promise<LakeTable> {
    const storage = record(table, 'StorageDescriptor')
    const keys = records(table, 'PartitionKeys').map(keyName)
    const places =
      keys.length === 0 ? [{ values: [], location: text(storage, 'Location') }] : await partitionsOf(database, name)
    const files: { readonly path: string; readonly values: readonly string[] }[] = []
    for (const { values, location } of places) {
      for (const path of await filesOf(location)) files.push({ path, values })
    }
    const columns = records(storage, 'Columns').map((column) => ({
      name: text(column, 'Name').toLowerCase(),
      type: readHiveType(text(column, 'Type')),
    }))
    return { database, name, keys, files, format: formatOf(storage), columns }
  }

  async function partitionsOf(database: string, name: string) {
    const pages = pagesOf('NextToken', 'NextToken', (token) =>
      call('glue', 'GetPartitions', { DatabaseName: database, TableName: name, ...token }),
    )
    const found: { readonly values: readonly string[]; readonly location: string }[] = []
    for await (const page of pages) {
      for (const partition of records(page, 'Partitions'))
        found.push({
          values: texts(partition, 'Values'),
          location: text(record(partition, 'StorageDescriptor'), 'Location'),
        })
    }
    return found
  }

  /** Objects whose names begin with `_` or `.` are hidden, as in Hive. */
  async function filesOf(location: string): Promise<readonly string[]> {
    const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)\/?(.*)$/.exec(location) ?? []
    if (!bucket) throw new Error(`HIVE_UNKNOWN_ERROR: ${location} is no s3://bucket/key`)
    await enter(`s3://${bucket}`, () => call('s3', 'GetBucketLocation', { Bucket: bucket }), 'HIVE_METASTORE_ERROR')
    const folder = prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`
    const pages = pagesOf('NextContinuationToken', 'ContinuationToken', (token) =>
      call('s3', 'ListObjectsV2', { Bucket: bucket, Prefix: folder, ...token }),
    )
    const paths: string[] = []
    for await (const page of pages) {
      for (const object of records(page, 'Contents')) {
        const key = text(object, 'Key')
        const size = Number(object.Size)
        const parts = key.slice(folder.length).split('/')
        if (size === 0 || parts.some((part) => part.startsWith('_') || part.startsWith('.'))) continue
        await call('s3', 'HeadObject', { Bucket: bucket, Key: key }) // may the caller read it?
        paths.push(join(plane.stateDir, 's3', bucket, key))
        scannedBytes += size
      }
    }
    return paths
  }

  return { add, scannedBytes: () => scannedBytes }
}

async function* pagesOf(
  given: string,
  asked: string,
  read: (token: Input) => Promise<Input>,
): AsyncGenerator<Input, void> {
  let next: string | undefined
  do {
    const page = await read(next === undefined ? {} : { [asked]: next })
    yield page
    next = optionalText(page, given)
  } while (next !== undefined)
}

function keyName(key: Input): string {
  const type = text(key, 'Type')
  if (type !== 'string')
    throw new Error(`UnsupportedOperation: a partition key of type ${type} is not in this local plane`)
  return text(key, 'Name').toLowerCase()
}

function formatOf(storage: Input): LakeTable['format'] {
  const library = text(optionalRecord(storage, 'SerdeInfo') ?? {}, 'SerializationLibrary')
  switch (library) {
    case 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe':
      return 'parquet'
    case 'org.openx.data.jsonserde.JsonSerDe':
      return 'json'
    default:
      throw new Error(`UnsupportedOperation: ${library} is not in this local plane`)
  }
}
