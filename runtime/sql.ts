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
/** The years that timestamps of events have; the texts of others would be no literals. */
const firstMoment = Date.parse('0001-01-01T00:00:00Z')
const lastMoment = Date.parse('9999-12-31T23:59:59.999Z')

/** A TIMESTAMP literal, UTC, to the millisecond; before the year 1 and after 9999 the nearest moment within. */
export function timestamp(moment: Date): string {
  if (moment.getTime() > lastMoment) return "TIMESTAMP '9999-12-31 23:59:59.999999'"
  const within = new Date(Math.max(moment.getTime(), firstMoment))
  return `TIMESTAMP '${within.toISOString().slice(0, -1).replace('T', ' ')}'`
}
