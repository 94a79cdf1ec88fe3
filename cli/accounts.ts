import type { PublishedBatch, PublishedType } from '#runtime/published-batch.ts'

/** What became of one type over some batches. */
export interface Account {
  readonly type: string
  readonly received: number
  readonly loaded: number
  readonly duplicate: number
  readonly quarantined: number
  readonly held: number
  readonly failed: number
  readonly reasons: Readonly<Record<string, number>>
}

type Figures = Omit<PublishedType, 'name' | 'status'>

/** Adds up the batches per type, by name of the type. */
export function addUp(batches: readonly Pick<PublishedBatch, 'types'>[]): readonly Account[] {
  const sums = new Map<string, Account>()
  for (const { name, ...own } of batches.flatMap(({ types }) => types)) {
    sums.set(name, add(sums.get(name) ?? emptyAccount(name), own))
  }
  return [...sums.values()].sort((a, b) => (a.type < b.type ? -1 : 1))
}

export function total(accounts: readonly Account[]): Account {
  let sum = emptyAccount('total')
  for (const account of accounts) sum = add(sum, account)
  return sum
}

function add(sum: Account, own: Figures): Account {
  const reasons: Record<string, number> = { ...sum.reasons }
  for (const [reason, count] of Object.entries(own.reasons)) reasons[reason] = (reasons[reason] ?? 0) + (count ?? 0)
  return {
    type: sum.type,
    received: sum.received + own.received,
    loaded: sum.loaded + own.loaded,
    duplicate: sum.duplicate + own.duplicate,
    quarantined: sum.quarantined + own.quarantined,
    held: sum.held + own.held,
    failed: sum.failed + own.failed,
    reasons,
  }
}

/** received = loaded + duplicate + quarantined + held + failed. */
export function balances({
  received,
  loaded,
  duplicate,
  quarantined,
  held,
  failed,
}: Omit<Account, 'type' | 'reasons'>): boolean {
  return received === loaded + duplicate + quarantined + held + failed
}

const emptyAccount = (type: string): Account => ({
  type,
  received: 0,
  loaded: 0,
  duplicate: 0,
  quarantined: 0,
  held: 0,
  failed: 0,
  reasons: {},
})
