import type { ViewName } from '../../engines/athena-sql/statement.ts'
import { hiveTypeOf, viewTypeOf } from '../../engines/athena-sql/types.ts'
import type { LakeColumn } from '../../engines/duckdb/lake.ts'
import { ServiceError } from '../../errors.ts'
import { optionalText, record } from '../../input.ts'
import type { Input, PlaneContext } from '../../service.ts'
import type { Query } from './queries.ts'
import { viewText } from './sources.ts'

interface Place {
  readonly database: string
  readonly name: string
}

/** Writes a view into the catalog, in the name of who asked. */
export async function createView(
  plane: PlaneContext,
  query: Query,
  { view, sql, replace }: { readonly view: ViewName; readonly sql: string; readonly replace: boolean },
  columns: readonly LakeColumn[],
): Promise<void> {
  const place = placeOf(view, query.database)
  const before = await findTable(plane, query, place)
  if (before && (!replace || optionalText(before, 'TableType') !== 'VIRTUAL_VIEW'))
    throw new Error(`ALREADY_EXISTS: ${place.database}.${place.name} already exists`)
  const definition = {
    originalSql: sql,
    catalog: 'awsdatacatalog',
    ...(query.database !== undefined && { schema: query.database }),
    columns: columns.map(({ name, type }) => ({ name, type: viewTypeOf(type) })),
  }
  const TableInput = {
    Name: place.name,
    TableType: 'VIRTUAL_VIEW',
    Parameters: { comment: 'Presto View', presto_view: 'true' },
    ViewOriginalText: viewText(definition),
    ViewExpandedText: '/* Presto View */',
    PartitionKeys: [],
    StorageDescriptor: {
      Columns: columns.map(({ name, type }) => ({ Name: name, Type: hiveTypeOf(type) })),
      Location: '',
      SerdeInfo: {},
    },
  }
  const operation = before ? 'UpdateTable' : 'CreateTable'
  await plane.call('glue', operation, { DatabaseName: place.database, TableInput }, query.principal)
}

export async function dropView(
  plane: PlaneContext,
  query: Query,
  { view, ifExists }: { readonly view: ViewName; readonly ifExists: boolean },
): Promise<void> {
  const place = placeOf(view, query.database)
  const found = await findTable(plane, query, place)
  if (!found && ifExists) return
  if (!found || optionalText(found, 'TableType') !== 'VIRTUAL_VIEW')
    throw new Error(`VIEW_NOT_FOUND: View ${place.database}.${place.name} does not exist`)
  await plane.call('glue', 'DeleteTable', { DatabaseName: place.database, Name: place.name }, query.principal)
}

function placeOf(view: ViewName, session: string | undefined): Place {
  const database = view.database ?? session
  if (database === undefined)
    throw new Error('MISSING_SCHEMA_NAME: Schema must be specified when session schema is not set')
  return { database, name: view.name }
}

async function findTable(plane: PlaneContext, { principal }: Query, place: Place): Promise<Input | undefined> {
  try {
    const asked = { DatabaseName: place.database, Name: place.name }
    return record((await plane.call('glue', 'GetTable', asked, principal)) as Input, 'Table')
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'EntityNotFoundException') return undefined
    throw error
  }
}
