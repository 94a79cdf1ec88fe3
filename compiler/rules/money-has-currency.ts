import type { Column } from '../columns.ts'
import type { Contract } from '../contract.ts'
import { didYouMean } from '../did-you-mean.ts'
import type { Problem } from '../problem.ts'

/** `unit: {currencyIn: x}` names a text column of the same row or of its event. */
export function* moneyHasCurrency({ members, columns, tables, document }: Contract): Generator<Problem> {
  for (const { schema, at, role, table } of members) {
    if (typeof schema.unit !== 'object') continue
    const { currencyIn } = schema.unit
    const inItem = tables.find(({ name }) => name === table)?.columns ?? []
    const names = [...columns, ...inItem].filter(isPlainText).map((column) => column.name)
    if (role !== 'inside' && !names.includes(currencyIn)) {
      yield document.problem(
        [...at, 'unit', 'currencyIn'],
        `no text column \`${currencyIn}\`${didYouMean(currencyIn, names)}`,
      )
    }
  }
}

const isPlainText = ({ type, pii, pseudonym_of }: Column): boolean =>
  type === 'string' && pii === undefined && pseudonym_of === undefined
