import type { AthenaStatement } from '../../engines/athena-sql/statement.ts'
import { athenaTypeOf } from '../../engines/athena-sql/types.ts'
import type { LakeColumn } from '../../engines/duckdb/lake.ts'
import type { Principal } from '../../service.ts'

export type QueryState = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED'

/** A query execution as Athena remembers it. */
export interface Query {
  readonly id: string
  readonly sql: string
  readonly statement: AthenaStatement
  readonly database?: string
  readonly workgroup: string
  /** `s3://bucket/prefix/<id>.csv` or `.txt`. */
  readonly outputLocation: string
  /** In whose name files and catalog are read. */
  readonly principal: Principal
  readonly token?: string
  readonly state: QueryState
  readonly reason?: string
  /** ISO 8601. */
  readonly submittedAt: string
  readonly completedAt?: string
  readonly scannedBytes: number
  readonly milliseconds: number
}

export interface Result {
  readonly columns: readonly LakeColumn[]
  readonly rows: readonly (readonly (string | null)[])[]
}

export const isOver = ({ state }: Query): boolean => state !== 'QUEUED' && state !== 'RUNNING'

export const describeQuery = (query: Query): unknown => ({
  QueryExecutionId: query.id,
  Query: query.sql,
  StatementType: query.statement.kind === 'query' ? 'DML' : 'DDL',
  WorkGroup: query.workgroup,
  ResultConfiguration: { OutputLocation: query.outputLocation },
  QueryExecutionContext: {
    ...(query.database !== undefined && { Database: query.database }),
    Catalog: 'awsdatacatalog',
  },
  Status: {
    State: query.state,
    SubmissionDateTime: new Date(query.submittedAt),
    ...(query.completedAt !== undefined && { CompletionDateTime: new Date(query.completedAt) }),
    ...(query.reason !== undefined && { StateChangeReason: query.reason }),
    ...(query.state === 'FAILED' && {
      AthenaError: { ErrorCategory: 2, ErrorType: 1006, Retryable: false, ErrorMessage: query.reason },
    }),
  },
  Statistics: {
    EngineExecutionTimeInMillis: query.milliseconds,
    DataScannedInBytes: query.scannedBytes,
    TotalExecutionTimeInMillis: query.milliseconds,
  },
  EngineVersion: { SelectedEngineVersion: 'AUTO', EffectiveEngineVersion: 'Athena engine version 3' },
})

/** One page; the first row of a query's first page are the columns' names. */
export function describeResult({ statement }: Query, { columns, rows }: Result, from: number, most: number): unknown {
  const all = statement.kind === 'query' ? [columns.map(({ name }) => name), ...rows] : rows
  return {
    UpdateCount: 0,
    ResultSet: {
      Rows: all.slice(from, from + most).map((row) => ({
        Data: row.map((cell) => (cell === null ? {} : { VarCharValue: cell })),
      })),
      ResultSetMetadata: { ColumnInfo: columns.map(describeColumn) },
    },
    ...(from + most < all.length && { NextToken: String(from + most) }),
  }
}

function describeColumn({ name, type }: LakeColumn): unknown {
  const athena = athenaTypeOf(type)
  return {
    CatalogName: 'hive',
    SchemaName: '',
    TableName: '',
    Name: name,
    Label: name,
    Type: athena.name,
    Precision: athena.precision,
    Scale: athena.scale,
    Nullable: 'UNKNOWN',
    CaseSensitive: athena.name === 'varchar',
  }
}

/** The object that Athena writes beside its answer. */
export function resultText({ statement }: Query, { columns, rows }: Result): string {
  if (statement.kind !== 'query') return ''
  const line = (cells: readonly (string | null)[]) =>
    `${cells.map((cell) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',')}\n`
  return [columns.map(({ name }) => name), ...rows].map(line).join('')
}
