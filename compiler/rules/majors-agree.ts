import type { Column } from '../columns.ts'
import type { Catalog, Contract } from '../contract.ts'
import { redshiftType } from '../logical-types.ts'
import { childNames, relationNames } from '../names.ts'
import type { Problem } from '../problem.ts'
import { reservedWords } from '../reserved-words.ts'

const maxIdentifierBytes = 127
/** What loading adds to the name of a staging table: an underscore and 16 digits. */
const stagingBytes = 17

/** Majors of one type share a view, so a column keeps its type; relations of a service have distinct, short names. */
export function* majorsAgree({ contracts }: Catalog): Generator<Problem> {
  const relations = new Map<string, Contract>()
  for (const contract of contracts) {
    yield* againstEarlierMajors(contract, contracts)
    const { table, view, current, ledger } = relationNames(contract)
    const children = contract.tables.map((child) => childNames(contract, child))
    const tables = [table, ...children.map((child) => child.table)]
    const views = [view, ...children.map((child) => child.view), ...(current === undefined ? [] : [current])]
    for (const name of [...new Set(tables), ...views]) {
      const other = relations.get(name)
      if (other && (other.name !== contract.name || tables.includes(name))) {
        yield contract.document.problem(
          [],
          `relation ${name} is already made by ${other.document.file}: give one of them another name`,
        )
      }
      relations.set(name, contract)
    }
    for (const child of contract.tables) {
      const { table: longest, view: made } = childNames(contract, child)
      const place = [...child.at, 'table']
      if (longest.length > maxIdentifierBytes - stagingBytes) {
        yield contract.document.problem(
          place,
          'names of service, event and table are too long together for the names of tables: shorten this one',
        )
      }
      const latest = contracts.some(
        (other) =>
          other.service === contract.service && other.name === contract.name && relationNames(other).current === made,
      )
      if (!latest) continue
      yield contract.document.problem(place, `view ${made} is that of the latest events: give the table another name`)
    }
    if (reservedWords.has(contract.name)) {
      yield contract.document.problem([], `view ${view} would be a reserved word: choose another file name`)
    }
    if (ledger.length - 'ops.'.length > maxIdentifierBytes - 'collisions_'.length) {
      yield contract.document.problem(
        [],
        'service and event names are too long for the names of tables: shorten the file name',
      )
    }
  }
}

function* againstEarlierMajors(contract: Contract, all: readonly Contract[]): Generator<Problem> {
  const { service, name, major, document } = contract
  const earlier = all.filter((other) => other.service === service && other.name === name && other.major < major)
  for (const other of earlier) {
    if (other.type !== contract.type)
      yield document.problem(
        ['type'],
        `type is ${other.type} in major ${other.major}: keep it, or name the file after the new event`,
      )
    for (const [column, there] of sharedColumns(contract, other)) {
      const same = there.find((candidate) => candidate.name === column.name)
      if (!same) continue
      if (kind(same) !== kind(column)) {
        yield document.problemAtKey(
          column.at,
          `column \`${column.name}\` is ${redshiftType(same)} in major ${other.major}: one view shows both, so give it another \`column\``,
        )
      }
    }
  }
}

/** Each column of a contract's tables with the columns of the same table in another major. */
function* sharedColumns(contract: Contract, other: Contract): Generator<[Column, readonly Column[]]> {
  for (const column of contract.columns) yield [column, other.columns]
  for (const { name, columns } of contract.tables) {
    const there = other.tables.find((child) => child.name === name)?.columns ?? []
    for (const column of columns) yield [column, there]
  }
}

/** Text of different lengths is one kind: the view takes the longer. */
const kind = (column: Column): string =>
  `${column.type === 'string' ? 'text' : redshiftType(column)}${column.local ? ' (local)' : ''} ${column.pii ?? ''}`
