import type { Contract } from '../contract.ts'
import { didYouMean } from '../did-you-mean.ts'
import { logicalTypes } from '../logical-types.ts'
import type { Problem } from '../problem.ts'
import type { DocumentPath } from '../source-document.ts'

/** Keys and `latestBy` of an entity are columns that every event has. */
export function* entityColumns({ entity, columns, document }: Contract): Generator<Problem> {
  if (!entity) return
  const find = (name: string) => columns.find((column) => column.name === name && column.pseudonym_of === undefined)
  const names = columns.filter((column) => column.pseudonym_of === undefined).map((column) => column.name)
  const places: readonly (readonly [string, DocumentPath])[] = [
    ...entity.key.map((name, index) => [name, ['entity', 'key', index]] as const),
    ...(entity.latestBy === undefined ? [] : [[entity.latestBy, ['entity', 'latestBy']] as const]),
  ]
  for (const [name, place] of places) {
    const column = find(name)
    if (!column) yield document.problem(place, `no column \`${name}\`${didYouMean(name, names)}`)
    else if (column.missing)
      yield document.problem(place, `column \`${name}\` may be missing: write \`missing: []\` at its member`)
    else if (column.nullable) yield document.problem(place, `column \`${name}\` may be null: make its member required`)
    else if (!logicalTypes[column.type].comparable)
      yield document.problem(
        place,
        `column \`${name}\` is JSON and cannot identify anything: use a column of text or numbers`,
      )
    else if (column.pii === 'direct')
      yield document.problem(place, `column \`${name}\` is masked: an entity key can be \`pii: identifier\``)
    else if (place.at(-1) === 'latestBy' && (column.local || !logicalTypes[column.type].ordered)) {
      yield document.problem(place, `column \`${name}\` has no order in time: use a time or a number`)
    }
  }
}
