/** One SQL statement of the warehouse's set-up and what it is called. */
export interface Statement {
  readonly id: string
  readonly sql: string
}

/** `schema.table` → `schema-table`: part of an id. */
export const idOf = (relation: string): string => relation.replace('.', '-').replaceAll('_', '-')

/** A list inside a statement: one line each, indented, with commas between. */
export const lines = (parts: readonly string[]): string => parts.map((part) => `  ${part}`).join(',\n')
