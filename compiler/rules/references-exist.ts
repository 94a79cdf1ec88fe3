import type { Catalog } from '../contract.ts'
import { didYouMean } from '../did-you-mean.ts'
import type { Problem } from '../problem.ts'
import { readingsOf } from '../readings.ts'

/** A zone that is looked up per row has its table, with the zone in its second column. */
export function* referencesExist({ contracts, references }: Catalog): Generator<Problem> {
  for (const { members, document } of contracts) {
    for (const { schema, at } of members) {
      for (const [index, { zone }] of readingsOf(schema).entries()) {
        if (typeof zone !== 'object') continue
        const place = [...at, 'as', ...(Array.isArray(schema.as) ? [index] : []), 'zone', 'reference']
        const table = references.get(zone.reference)
        if (!table) {
          const hint = didYouMean(zone.reference, references.keys())
          yield document.problem(
            place,
            `there is no schemas/reference/${zone.reference}.csv${hint || ': add it, with a key and `zone` as its columns'}`,
          )
        } else if (table.columns[1] !== 'zone') {
          yield document.problem(place, `the second column of ${table.file} must be \`zone\`, an IANA time zone`)
        }
      }
    }
  }
}
