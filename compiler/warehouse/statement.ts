/** One SQL statement of the warehouse's set-up: what it is called, and what a migration must know to compare it with what is there. */
export type Statement =
  | { readonly id: string; readonly kind: 'schema'; readonly sql: string }
  | {
      readonly id: string
      readonly kind: 'table'
      readonly relation: string
      /** The type whose contract the table follows, as reports name it. */
      readonly contract: string
      readonly columns: readonly TableColumn[]
      readonly sql: string
    }
  | {
      readonly id: string
      readonly kind: 'view'
      readonly relation: string
      /** Tables and views that it selects from. */
      readonly reads: readonly string[]
      readonly sql: string
    }
  | {
      readonly id: string
      /** A table that is filled by what it selects, and made anew when that changes. */
      readonly kind: 'rows'
      readonly relation: string
      readonly reads: readonly string[]
      /** A table to be locked before it is made anew; whoever else writes it does so too. */
      readonly lock: string
      readonly sql: string
      /** What follows in the same transaction. */
      readonly afterwards: readonly string[]
    }
  | { readonly id: string; readonly kind: 'grant'; readonly on: string; readonly sql: string }

export interface TableColumn {
  readonly name: string
  /** As Redshift's DDL writes it, without NOT NULL. */
  readonly type: string
}

/** `schema.table` → `schema-table`: part of an id. */
export const idOf = (relation: string): string => relation.replace('.', '-').replaceAll('_', '-')

/** A list inside a statement: one line each, indented, with commas between. */
export const lines = (parts: readonly string[]): string => parts.map((part) => `  ${part}`).join(',\n')

/** A text inside a statement. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** A text as a value with a type: Redshift calls a bare one `unknown` and compares it with nothing. */
export const typedText = (value: string): string => `CAST(${text(value)} AS VARCHAR(256))`

/** A view; it may run again while its columns stay the same. */
export const view = (relation: string, reads: readonly string[], select: string): Statement => ({
  id: `view-${idOf(relation)}`,
  kind: 'view',
  relation,
  reads,
  sql: `CREATE OR REPLACE VIEW ${relation} AS\n${select}`,
})
