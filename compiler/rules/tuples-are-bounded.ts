import type { Contract } from '../contract.ts'
import type { Problem } from '../problem.ts'

/** Items beyond a tuple's columns would be lost, so its length is bounded; its items have no names, so each says its column. */
export function* tuplesAreBounded({ members, document }: Contract): Generator<Problem> {
  for (const { schema, at, role } of members) {
    const items = schema.prefixItems
    if (!items) continue
    if (schema.maxItems === undefined || schema.maxItems > items.length) {
      yield document.problemAtKey(
        [...at, 'prefixItems'],
        `needs \`maxItems: ${items.length}\`: further items would have no column`,
      )
    }
    if (role !== 'branch') continue
    for (const [index, item] of items.entries()) {
      const flattened = item.properties !== undefined || item.prefixItems !== undefined || item.table !== undefined
      if (!flattened && item.column === undefined) {
        yield document.problem([...at, 'prefixItems', index], 'an item of a tuple has no name, so it needs a `column`')
      }
    }
  }
}
