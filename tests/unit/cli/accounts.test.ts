import { describe, expect, it } from 'vitest'
import { addUp, balances, total } from '../../../cli/accounts.ts'
import { accountLines, lawLines } from '../../../cli/start/report.ts'
import { painter } from '../../../cli/steps.mjs'

const plain = painter({ write: () => true, isTTY: false })

const aType = (members: object = {}) => ({
  name: 'orders.order_placed',
  received: 10,
  loaded: 7,
  duplicate: 1,
  quarantined: 2,
  held: 0,
  failed: 0,
  reasons: { schema: 2 },
  status: 'loaded' as const,
  ...members,
})

describe('accounts', () => {
  it('add up over batches, reasons included, in the order of names', () => {
    const accounts = addUp([
      { types: [aType(), aType({ name: 'a.first' })] },
      { types: [aType({ reasons: { schema: 1, envelope: 1 } })] },
    ])
    expect(accounts.map(({ type }) => type)).toEqual(['a.first', 'orders.order_placed'])
    expect(accounts[1]).toMatchObject({ received: 20, loaded: 14, reasons: { schema: 3, envelope: 1 } })
    expect(total(accounts).received).toBe(30)
  })

  it('balance when each received event has one end', () => {
    expect(balances(aType())).toBe(true)
    expect(balances(aType({ loaded: 6 }))).toBe(false)
    expect(balances(aType({ loaded: 0, held: 7 }))).toBe(true)
  })

  it('show held and failed only when there are some', () => {
    expect(accountLines(addUp([{ types: [aType()] }]))[0]).toBe(
      'type                 received  loaded  duplicate  quarantined  why',
    )
    const held = accountLines(addUp([{ types: [aType({ loaded: 0, held: 7 })] }]))
    expect(held[0]).toContain('held')
    expect(held[1]).toBe('orders.order_placed        10       0          1            2     7  schema 2')
  })

  it('name the type that breaks the law', () => {
    const lines = lawLines(addUp([{ types: [aType(), aType({ name: 'bad.one', loaded: 0 })] }]), plain)
    expect(lines).toEqual(['✘ bad.one: received is not loaded + duplicate + quarantined + held + failed'])
  })
})
