import { text } from '#runtime/sql.ts'

/** How many events of a type the batches before held, or why nobody knows. */
export type VolumeHistory = { readonly batches: number; readonly mean: number } | { readonly failure: string }

/** Runs one SELECT and gives its rows as text. Throws when there is no answer in time. */
export interface Queries {
  rows(database: string, sql: string): Promise<readonly (readonly (string | null)[])[]>
}

const longestReason = 300

/** Asks what was published of the type before this batch. Never throws. */
export async function volumeHistory(
  queries: Queries,
  database: string,
  type: string,
  sequence: number,
): Promise<VolumeHistory> {
  try {
    const [[batches = null, mean = null] = []] = await queries.rows(database, volumeQuery(type, sequence))
    return { batches: Number(batches), mean: Number(mean) }
  } catch (error) {
    const { name, message } = error as Error
    return { failure: `${name}: ${message}`.slice(0, longestReason) }
  }
}

/** Batches with events of the type before a sequence number, and the mean of what they received. */
export const volumeQuery = (type: string, sequence: number): string =>
  `SELECT COUNT(*), AVG(CAST("received" AS double)) FROM "loads" WHERE "type" = ${text(type)} AND "sequence" < ${sequence}`
