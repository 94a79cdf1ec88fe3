import type { Verdict } from '../../producers/record/verify.ts'
import { type Account, balances, total } from '../accounts.ts'
import type { Paint } from '../steps.mjs'
import { tableLines } from '../table.ts'

/** What `start --once --json` prints. */
export interface StartReport {
  /** The law holds for every batch and type, nothing failed or is held, and all equals the publishers' own record. */
  readonly balanced: boolean
  readonly batches: number
  /** What the bus would not take, and so never was received. */
  readonly refused: number
  readonly types: readonly Account[]
  readonly seconds: Readonly<Record<string, number>>
  readonly endpoint: string
  readonly warehouse: string
}

const columns = [
  { title: 'type', align: 'left' },
  { title: 'received', align: 'right' },
  { title: 'loaded', align: 'right' },
  { title: 'duplicate', align: 'right' },
  { title: 'quarantined', align: 'right' },
  { title: 'why', align: 'left' },
] as const

/** The table of types; held and failed appear only when there are some. */
export function accountLines(accounts: readonly Account[]): readonly string[] {
  const all = [...accounts, total(accounts)]
  const waiting = (['held', 'failed'] as const).filter((figure) => all.some((account) => account[figure] > 0))
  const titles = [...columns.slice(0, 5), ...waiting.map((title) => ({ title, align: 'right' }) as const), columns[5]]
  const rows = all.map((account) => [
    account.type,
    ...(['received', 'loaded', 'duplicate', 'quarantined', ...waiting] as const).map((figure) =>
      count(account[figure]),
    ),
    account.type === 'total' ? '' : why(account.reasons),
  ])
  return tableLines(titles, rows)
}

function why(reasons: Account['reasons']): string {
  return Object.entries(reasons)
    .filter(([, number]) => number > 0)
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, number]) => `${reason} ${count(number)}`)
    .join(', ')
}

/** The line of the law, and where it is broken. */
export function lawLines(accounts: readonly Account[], paint: Paint): readonly string[] {
  const broken = accounts.filter((account) => !balances(account))
  if (broken.length === 0) {
    return [`${paint.green('✔')} received = loaded + duplicate + quarantined (+ held + failed), per batch and type`]
  }
  return broken.map(
    ({ type }) => `${paint.red('✘')} ${type}: received is not loaded + duplicate + quarantined + held + failed`,
  )
}

const examples = 5

/** The line of the publishers' record, and what differs. */
export function recordLines(verdict: Verdict, paint: Paint): readonly string[] {
  const { equal, lost, doubled, changed, unexpected, tables, counts } = verdict
  const figures = `${count(lost)} lost, ${count(doubled)} doubled, ${count(changed)} changed`
  const rows = tables.reduce((sum, { expected }) => sum + expected, 0)
  const others = equal && unexpected > 0 ? `; ${count(unexpected)} rows of other publishers stand beside` : ''
  if (equal) {
    return [
      `${paint.green('✔')} equal to the publishers' own record, ${count(rows)} rows value for value: ${figures}${others}`,
    ]
  }
  return [
    `${paint.red('✘')} not equal to the publishers' own record: ${figures}, ${count(unexpected)} unexpected`,
    ...tables.flatMap((table) => [
      ...named('lost', table.table, table.lost),
      ...named('doubled', table.table, table.doubled),
      ...named('unexpected', table.table, table.unexpected),
      ...table.changed
        .slice(0, examples)
        .map(
          ({ eventId, column, expected, found }) =>
            `    ${table.table} ${eventId} ${column}: sent ${expected}, found ${found}`,
        ),
    ]),
    ...counts.map(
      ({ what, expected, found }) => `    ${what}: the record says ${count(expected)}, the lakehouse ${count(found)}`,
    ),
  ]
}

function named(what: string, table: string, ids: readonly string[]): readonly string[] {
  if (ids.length === 0) return []
  const more = ids.length > examples ? ` and ${count(ids.length - examples)} more` : ''
  return [`    ${what} in ${table}: ${ids.slice(0, examples).join(', ')}${more}`]
}

/** `50,214`. */
export const count = (number: number): string => number.toLocaleString('en-US')

/** How long it took, where everything is, and what to try. */
export function readyLines(report: StartReport, eventId: string, once: boolean): readonly string[] {
  const { balanced, seconds, endpoint, warehouse } = report
  const { total: all = 0, ...parts } = seconds
  const stages = Object.entries(parts)
    .filter(([, each]) => each >= 1)
    .map(([name, each]) => `${name} ${Math.round(each)}`)
  return [
    '',
    `${balanced ? 'Ready' : 'NOT balanced'} after ${Math.round(all)} s (${stages.join(', ')}).${once ? '' : ' Claims run every hour; Ctrl-C stops.'}`,
    `  AWS endpoint  ${endpoint}${once ? '  (until this command ended)' : ''}`,
    `  Warehouse     ${warehouse}${once ? '' : '  (psql speaks PostgreSQL here; the Data API holds to Redshift)'}`,
    '  Try next      npx tributary events --bad',
    `                npx tributary trace ${eventId}`,
    '                npx tributary sql "select * from ops.batches limit 5"',
  ]
}
