/** A relation's name in two parts, unquoted. */
export interface Relation {
  readonly schema: string
  readonly name: string
}

/** Redshift's longest identifier, in bytes. */
export const identifierBytesLimit = 127

export const quoted = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`
export const qualified = ({ schema, name }: Relation): string => `${quoted(schema)}.${quoted(name)}`
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
/** A TIMESTAMP literal, UTC, to the millisecond. */
export const timestamp = (moment: Date): string => `TIMESTAMP '${moment.toISOString().slice(0, -1).replace('T', ' ')}'`
