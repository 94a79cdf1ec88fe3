import type { Contract } from '../contract.ts'
import { allowsNull } from '../json-types.ts'
import type { Problem } from '../problem.ts'
import { reservedWords } from '../reserved-words.ts'

/** The Data API takes 40 statements at once, and Stage has two for each table: the event's and its children's. */
const mostTables = 19

/** Child tables have names of their own, hold rows, and have no children themselves. */
export function* childTablesAreFlat({ members, document }: Contract): Generator<Problem> {
  const names = new Set<string>()
  for (const { role, schema, at, table: outer } of members) {
    if (role !== 'table' || schema.table === undefined) continue
    const place = [...at, 'table']
    if (outer !== undefined) {
      yield document.problem(
        place,
        `a row of \`${outer}\` cannot have a table of its own: leave it as one SUPER column`,
      )
    }
    if (names.has(schema.table))
      yield document.problem(place, `there is already a child table \`${schema.table}\`: give one of them another name`)
    if (reservedWords.has(schema.table))
      yield document.problem(place, `\`${schema.table}\` is a reserved word: choose another name`)
    names.add(schema.table)
    if (names.size === mostTables + 1)
      yield document.problem(
        place,
        `more than ${mostTables} child tables: their load would not fit the 40 statements of one transaction; leave some as SUPER columns`,
      )
    if (schema.items && allowsNull(schema.items)) {
      yield document.problem([...at, 'items'], 'items that are rows cannot be null: remove "null" from their `type`')
    }
    if (schema.items?.prefixItems) {
      yield document.problem([...at, 'items'], 'items that are tuples cannot be rows: remove `table`, or send objects')
    }
  }
}
