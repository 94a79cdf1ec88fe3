import type { Contract } from '../contract.ts'
import { didYouMean } from '../did-you-mean.ts'
import type { Problem } from '../problem.ts'

/** `unit: {currencyIn: x}` names a text column of the same event. */
export function* moneyHasCurrency({ members, columns, document }: Contract): Generator<Problem> {
  const texts = columns.filter(
    (column) => column.type === 'string' && column.pii === undefined && column.pseudonym_of === undefined,
  )
  const names = texts.map((column) => column.name)
  for (const { schema, at, role } of members) {
    if (typeof schema.unit !== 'object') continue
    const { currencyIn } = schema.unit
    if (role !== 'inside' && !names.includes(currencyIn)) {
      yield document.problem(
        [...at, 'unit', 'currencyIn'],
        `no text column \`${currencyIn}\`${didYouMean(currencyIn, names)}`,
      )
    }
  }
}
