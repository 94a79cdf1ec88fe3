import type { Paint } from '../steps.mjs'
import { type Column, tableLines } from '../table.ts'
import type { Assumptions } from './assumptions.ts'
import type { Bill, BillLine } from './bill.ts'
import type { PriceFile } from './prices.ts'

const columns: readonly Column[] = [
  { title: 'service', align: 'left' },
  { title: 'part', align: 'left' },
  { title: 'quantity', align: 'right' },
  { title: '', align: 'left' },
  { title: 'USD', align: 'right' },
  { title: 'per 10^9 events', align: 'right' },
]

/** A bill as a table: the way to the loaded row with its sum, then what is apart with its sum. `small` bills show cents' parts, and no billions. */
export function billLines(bill: Bill, paint: Paint, small = false): readonly string[] {
  const usd = (amount: number): readonly string[] =>
    small ? [money(amount, 4)] : [money(amount), money(bill.events > 0 ? (amount / bill.events) * 1e9 : 0)]
  const row = (line: BillLine) => [line.service, line.part, figure(line.quantity), line.unit, ...usd(line.usd)]
  const sum = (part: string, amount: number) => ['=', part, '', '', ...usd(amount)]
  const of = (scope: BillLine['scope']) => bill.lines.filter((line) => line.scope === scope).map(row)
  const apart = of('apart')
  const rows = [
    ...of('pipeline'),
    sum('from the broker to the loaded row', bill.pipelineUsd),
    ...apart,
    ...(apart.length > 0 ? [sum('storage, marts and reading, apart', bill.apartUsd)] : []),
  ]
  return tableLines(small ? columns.slice(0, -1) : columns, rows).map((line, place) =>
    place === 0 || line.startsWith('=') ? paint.bold(line) : line,
  )
}

/** What packing changes: the same events one by one, and packed. */
export function packingLines(single: Bill, packed: Bill): readonly string[] {
  const services = [...new Set(packed.lines.map(({ service }) => service))]
  const of = (bill: Bill, service: string) =>
    bill.lines
      .filter((line) => line.service === service && line.scope === 'pipeline')
      .reduce((sum, { usd }) => sum + usd, 0)
  const changed = services.filter((service) => Math.abs(of(single, service) - of(packed, service)) >= 0.005)
  return tableLines(
    [
      { title: 'service', align: 'left' },
      { title: 'one by one', align: 'right' },
      { title: 'packed', align: 'right' },
    ],
    [
      ...changed.map((service) => [service, money(of(single, service)), money(of(packed, service))]),
      ['all, to the loaded row', money(single.pipelineUsd), money(packed.pipelineUsd)],
    ],
  )
}

/** What the figures rest on: measured first, then given, then assumed. */
export function basisLines(assumptions: Assumptions): readonly string[] {
  const order = ['measured', 'given', 'assumed']
  const rows = Object.entries(assumptions)
    .toSorted(([, a], [, b]) => order.indexOf(a.basis) - order.indexOf(b.basis))
    .map(([name, { value, basis, why }]) => [basis, name, figure(value), why])
  return tableLines(
    [
      { title: 'basis', align: 'left' },
      { title: 'name', align: 'left' },
      { title: 'value', align: 'right' },
      { title: '', align: 'left' },
    ],
    rows,
  )
}

/** Each price with its day, unit and source. */
export function sourceLines({ asOf, prices }: PriceFile): readonly string[] {
  const rows = Object.values(prices).map(({ tiers, per, unit, source, evidence }) => [
    `$${tiers.map(({ usd }) => usd).join(' / ')}`,
    `per ${per === 1 ? '' : `${per.toLocaleString('en-US')} `}${unit}`,
    evidence === 'read' ? asOf : 'recalled',
    source,
  ])
  return tableLines(
    ['price', 'for', 'read on', 'source'].map((title) => ({ title, align: 'left' })),
    rows,
  )
}

/** `0.42`, `1,234.50`. */
export const money = (usd: number, digits = 2): string =>
  usd.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** Three or more digits that matter: `0.0123`, `4.25`, `98,304`. */
export const figure = (number: number): string =>
  number.toLocaleString('en-US', number >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 })
