import type { Catalog, Contract, Mart } from '../contract.ts'
import { didYouMean } from '../did-you-mean.ts'
import { aggregatesOver, readSelect } from '../mart-sql.ts'
import { childNames, relationNames } from '../names.ts'
import type { Problem } from '../problem.ts'
import { reservedWords } from '../reserved-words.ts'

type Columns = Contract['columns']

/** A mart is one SELECT over analysts' views, has the columns that its head names, and never adds up two currencies. */
export function* martsReadViews({ contracts, marts }: Catalog): Generator<Problem> {
  const views = new Map<string, Columns>()
  for (const contract of contracts) {
    const { view, current } = relationNames(contract)
    views.set(view, contract.columns)
    if (current !== undefined) views.set(current, contract.columns)
    for (const child of contract.tables) views.set(childNames(contract, child).view, child.columns)
  }
  const readable = new Set([...views.keys(), ...marts.map(({ name }) => `marts.${name}`)])
  for (const mart of marts) {
    yield* judgeMart(mart, views)
    yield* judgeHeadline(mart, readable)
  }
}

/** A headline is one SELECT over marts and views. */
function* judgeHeadline({ headline, document }: Mart, readable: ReadonlySet<string>): Generator<Problem> {
  if (!headline) return
  const place = ['headline', 'sql']
  const { faults, relations } = readSelect(headline.sql)
  for (const { message } of faults) yield document.problem(place, message)
  for (const { name } of relations) {
    if (readable.has(name)) continue
    yield document.problem(place, `no mart or view ${name} for analysts${didYouMean(name, readable)}`)
  }
}

function* judgeMart(mart: Mart, views: ReadonlyMap<string, Columns>): Generator<Problem> {
  const select = readSelect(mart.sql)
  if (reservedWords.has(mart.name))
    yield mart.document.problem([], `mart ${mart.name} is a reserved word: choose another file name`)
  for (const { line, column, message } of select.faults) yield { file: mart.sqlFile, line, column, message }
  for (const { name, line, column } of select.relations) {
    if (views.has(name)) continue
    const message = `no view ${name} for analysts${didYouMean(name, views.keys())}`
    yield { file: mart.sqlFile, line, column, message }
  }
  for (const [index, name] of mart.key.entries()) {
    if (!select.words.has(name))
      yield mart.document.problem(
        ['key', index],
        `${mart.name}.sql has no column \`${name}\`: name one of its columns so with AS`,
      )
  }
  for (const [index, { column }] of mart.metrics.entries()) {
    if (!select.words.has(column)) {
      yield mart.document.problem(
        ['metrics', index, 'column'],
        `${mart.name}.sql has no column \`${column}\`: name one of its columns so with AS`,
      )
    }
  }
  for (const columns of new Set(select.relations.map(({ name }) => views.get(name)))) {
    if (columns) yield* judgeMoney(mart, columns)
  }
}

function* judgeMoney(mart: Mart, columns: Columns): Generator<Problem> {
  for (const { name, schema } of columns) {
    if (typeof schema.unit !== 'object') continue
    const place = aggregatesOver(mart.sql, name)
    if (!place || mart.key.includes(schema.unit.currencyIn)) continue
    const message = `\`${name}\` is money in \`${schema.unit.currencyIn}\`: group by it and add it to the key of ${mart.name}.yml`
    yield { file: mart.sqlFile, ...place, message }
  }
}
