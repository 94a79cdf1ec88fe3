import { conditionFault } from '../condition.ts'
import type { Contract, QualityEntry } from '../contract.ts'
import { didYouMean } from '../did-you-mean.ts'
import type { Problem } from '../problem.ts'

/** Each entry is one known metric with its threshold, or one assertion that can be evaluated. */
export function* qualityEntries(contract: Contract): Generator<Problem> {
  for (const [index, entry] of contract.quality.entries()) {
    const place = ['quality', index]
    const problem = (message: string, key?: keyof QualityEntry) =>
      contract.document.problem(key === undefined ? place : [...place, key], message)
    if ((entry.metric === undefined) === (entry.assert === undefined)) {
      yield problem('needs either `metric` or `assert`')
    } else if (entry.assert !== undefined) yield* judgeAssert(contract, entry, problem)
    else if (entry.action === 'quarantine') yield problem('a metric judges a batch: action is warn or hold', 'action')
    else if (entry.metric === 'nullValues') yield* judgeNullValues(contract, entry, problem)
    else if (entry.metric === 'rowCount') yield* judgeRowCount(entry, problem)
    else if (entry.metric === 'volume') yield* judgeVolume(entry, problem)
    else if (entry.metric !== undefined) yield* judgeShare(entry.metric, entry, problem)
  }
}

type MakeProblem = (message: string, key?: keyof QualityEntry) => Problem

function* judgeAssert(contract: Contract, entry: QualityEntry, problem: MakeProblem): Generator<Problem> {
  if (entry.action !== 'quarantine') yield problem('an assertion judges rows: action is quarantine', 'action')
  const extra = (['column', 'mustBeLessThan', 'mustBeGreaterOrEqualTo', 'unit'] as const).find(
    (key) => entry[key] !== undefined,
  )
  if (extra) yield problem(`\`${extra}\` has no effect on an assertion`, extra)
  const fault = conditionFault(entry.assert ?? '', contract.columns)
  if (fault !== undefined) yield problem(`assert: ${fault}`, 'assert')
}

function* judgeNullValues({ columns }: Contract, entry: QualityEntry, problem: MakeProblem): Generator<Problem> {
  const names = columns.filter((column) => column.pseudonym_of === undefined).map((column) => column.name)
  if (entry.column === undefined) yield problem('nullValues needs a `column`')
  else if (!names.includes(entry.column))
    yield problem(`no column \`${entry.column}\`${didYouMean(entry.column, names)}`, 'column')
  if (entry.unit !== 'percent') yield problem('nullValues is supported with `unit: percent` only')
  if (entry.mustBeLessThan === undefined || entry.mustBeGreaterOrEqualTo !== undefined) {
    yield problem('nullValues is supported with `mustBeLessThan` only')
  }
}

function* judgeRowCount(entry: QualityEntry, problem: MakeProblem): Generator<Problem> {
  if (entry.column !== undefined) yield problem('`column` has no effect on rowCount', 'column')
  if (entry.unit === 'percent') yield problem('rowCount counts rows, not percent', 'unit')
  if (entry.mustBeGreaterOrEqualTo === undefined || entry.mustBeLessThan !== undefined) {
    yield problem('rowCount is supported with `mustBeGreaterOrEqualTo` only')
  }
}

/** A share of what was received. */
function* judgeShare(metric: string, entry: QualityEntry, problem: MakeProblem): Generator<Problem> {
  if (entry.column !== undefined) yield problem(`\`column\` has no effect on ${metric}`, 'column')
  if (entry.unit !== 'percent') yield problem(`${metric} is supported with \`unit: percent\` only`)
  if (entry.mustBeLessThan === undefined || entry.mustBeGreaterOrEqualTo !== undefined) {
    yield problem(`${metric} is supported with \`mustBeLessThan\` only`)
  }
}

/** A share of the mean of earlier batches. */
function* judgeVolume(entry: QualityEntry, problem: MakeProblem): Generator<Problem> {
  if (entry.column !== undefined) yield problem('`column` has no effect on volume', 'column')
  if (entry.unit !== 'percent') yield problem('volume is supported with `unit: percent` only')
  if (entry.mustBeGreaterOrEqualTo === undefined || entry.mustBeLessThan !== undefined) {
    yield problem('volume is supported with `mustBeGreaterOrEqualTo` only')
  }
}
