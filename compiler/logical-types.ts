/** Every type that a column can have; what each is for a target stands in the table below. */
export type LogicalType =
  | 'string'
  | 'uuid'
  | 'timestamp'
  | 'date'
  | 'integer'
  | 'decimal'
  | 'double'
  | 'boolean'
  | 'json'

/** The size of a column: bytes of text, or digits of a decimal. */
export interface TypeSize {
  readonly max_bytes?: number
  readonly precision?: number
  readonly scale?: number
}

interface TypeRow {
  /** Column type in Redshift. */
  readonly redshift: (size: TypeSize) => string
  /** Column type in the Glue catalog. */
  readonly glue: (size: TypeSize) => string
  /** The same type where Athena's SQL names one. */
  readonly athena: (size: TypeSize) => string
  /** What a person reads in the dictionary. */
  readonly dictionary: (size: TypeSize) => string
  /** Whether a condition may compare it with a literal. */
  readonly comparable: boolean
  /** Whether greater means later or larger for any two values, so that `latestBy` can use it. */
  readonly ordered: boolean
}

/** Bytes of a text that declares no maxLength: the most that Redshift's VARCHAR holds. */
export const maxTextBytes = 65_535

/** One row per logical type, one cell per target. A missing cell does not compile. */
export const logicalTypes = {
  string: {
    redshift: ({ max_bytes = maxTextBytes }) => `VARCHAR(${max_bytes})`,
    glue: () => 'string',
    athena: () => 'varchar',
    dictionary: ({ max_bytes = maxTextBytes }) => `text, at most ${max_bytes} bytes`,
    comparable: true,
    ordered: false,
  },
  uuid: {
    redshift: () => 'VARCHAR(36)',
    glue: () => 'string',
    athena: () => 'varchar',
    dictionary: () => 'UUID',
    comparable: true,
    ordered: false,
  },
  timestamp: {
    redshift: () => 'TIMESTAMP',
    glue: () => 'timestamp',
    athena: () => 'timestamp(3)',
    dictionary: () => 'timestamp, UTC',
    comparable: true,
    ordered: true,
  },
  date: {
    redshift: () => 'DATE',
    glue: () => 'date',
    athena: () => 'date',
    dictionary: () => 'date',
    comparable: true,
    ordered: true,
  },
  integer: {
    redshift: () => 'BIGINT',
    glue: () => 'bigint',
    athena: () => 'bigint',
    dictionary: () => 'integer',
    comparable: true,
    ordered: true,
  },
  decimal: {
    redshift: ({ precision, scale }) => `DECIMAL(${precision}, ${scale})`,
    glue: ({ precision, scale }) => `decimal(${precision},${scale})`,
    athena: ({ precision, scale }) => `decimal(${precision}, ${scale})`,
    dictionary: ({ precision, scale }) => `decimal, ${precision} digits, ${scale} after the point`,
    comparable: true,
    ordered: true,
  },
  double: {
    redshift: () => 'DOUBLE PRECISION',
    glue: () => 'double',
    athena: () => 'double',
    dictionary: () => 'number',
    comparable: true,
    ordered: true,
  },
  boolean: {
    redshift: () => 'BOOLEAN',
    glue: () => 'boolean',
    athena: () => 'boolean',
    dictionary: () => 'true or false',
    comparable: true,
    ordered: false,
  },
  json: {
    redshift: () => 'SUPER',
    glue: () => 'string',
    athena: () => 'varchar',
    dictionary: () => 'JSON (SUPER)',
    comparable: false,
    ordered: false,
  },
} as const satisfies Record<LogicalType, TypeRow>

/** The Redshift type of a column. */
export const redshiftType = (column: TypeSize & { readonly type: LogicalType }): string =>
  logicalTypes[column.type].redshift(column)

/** The type of a column in the Glue catalog. */
export const glueType = (column: TypeSize & { readonly type: LogicalType }): string =>
  logicalTypes[column.type].glue(column)

/** The type of a column in Athena's SQL. */
export const athenaType = (column: TypeSize & { readonly type: LogicalType }): string =>
  logicalTypes[column.type].athena(column)
