import { type Column, childTechnicalColumns, pseudonymName, technicalColumns } from '../columns.ts'
import type { Contract } from '../contract.ts'
import type { Problem } from '../problem.ts'
import { reservedWords } from '../reserved-words.ts'
import type { SourceDocument } from '../source-document.ts'

const maxIdentifierBytes = 127
const namesOf = (columns: readonly { readonly name: string }[]): ReadonlySet<string> =>
  new Set(columns.map(({ name }) => name))
const technicalNames = namesOf(technicalColumns)
const childTechnicalNames = namesOf(childTechnicalColumns)

/** Column names are snake_case, free, unique and short enough. */
export function* columnNames({ columns, tables, document }: Contract): Generator<Problem> {
  yield* judgeNames(columns, technicalNames, document)
  for (const child of tables) yield* judgeNames(child.columns, childTechnicalNames, document)
}

function* judgeNames(
  columns: readonly Column[],
  technical: ReadonlySet<string>,
  document: SourceDocument,
): Generator<Problem> {
  const taken = new Map<string, string>()
  for (const column of columns) {
    const { name, at, path } = column
    const place = column.schema.column === undefined ? at : [...at, 'column']
    const problem = (message: string) =>
      column.schema.column === undefined ? document.problemAtKey(at, message) : document.problem(place, message)
    const holder = taken.get(name)
    if (holder !== undefined) {
      const what = column.pseudonym_of === undefined ? '' : `, the pseudonym of \`${column.pseudonym_of}\`,`
      yield problem(`column \`${name}\`${what} is already the column of ${holder}: give one of them another \`column\``)
    }
    taken.set(name, path.join('.') || 'the items')
    if (column.pseudonym_of !== undefined) continue
    if (!/^[a-z][a-z0-9_]*$/.test(name)) {
      yield problem(`column \`${name}\` is not snake_case: write \`column: ${snakeCase(name)}\``)
    } else if (reservedWords.has(name)) {
      yield problem(`column \`${name}\` is a reserved word: write for example \`column: ${name}_value\``)
    } else if (technical.has(name)) {
      yield problem(
        `column \`${name}\` is a technical column of every table: write for example \`column: payload_${name}\``,
      )
    }
    if (pseudonymName(name).length > maxIdentifierBytes) {
      yield problem(
        `column \`${name}\` is longer than ${maxIdentifierBytes - 4} characters: give it a shorter \`column\``,
      )
    }
  }
}

/** A proposal: words in lower case, joined by one underscore. */
function snakeCase(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
  const joined = words.filter((word) => word !== '').join('_')
  return /^[a-z]/.test(joined) ? joined : `value_${joined}`
}
