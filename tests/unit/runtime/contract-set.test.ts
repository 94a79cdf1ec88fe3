import { describe, expect, it } from 'vitest'
import { contractOf, contractSetHash, currentContracts, readContractSet } from '#runtime/contract-set.ts'
import { contractSetKey, currentContractsKey } from '#runtime/object-keys.ts'
import { aContractSet } from '../../support/batch-builders.ts'
import { inMemoryStore } from '../../support/in-memory-store.ts'

const text = JSON.stringify(aContractSet())
const hash = contractSetHash(text)

describe('contract sets', () => {
  it('are read by their hash, once per process', async () => {
    const store = inMemoryStore({ [contractSetKey(hash)]: text })
    expect(await readContractSet(store, hash)).toEqual(aContractSet())
    expect(await readContractSet(inMemoryStore(), hash)).toEqual(aContractSet())
  })

  it('are refused when the text is not the hashed one', async () => {
    const store = inMemoryStore({ [contractSetKey('0123456789abcdef')]: text })
    await expect(readContractSet(store, '0123456789abcdef')).rejects.toThrow('is not the text that its name hashes')
  })

  it('are looked for again after a failure', async () => {
    const other = JSON.stringify(aContractSet({ migrations: [{ id: '1', kind: 'schema', sql: 'x' }] }))
    const store = inMemoryStore()
    await expect(readContractSet(store, contractSetHash(other))).rejects.toThrow('There is no contract set')
    await store.write(contractSetKey(contractSetHash(other)), other)
    expect((await readContractSet(store, contractSetHash(other))).migrations).toHaveLength(1)
  })

  it('have one that new claims pin', async () => {
    expect(await currentContracts(inMemoryStore({ [currentContractsKey]: `${hash}\n` }))).toBe(hash)
    await expect(currentContracts(inMemoryStore())).rejects.toThrow('a deploy writes it')
  })

  it('know their types by name', () => {
    expect(contractOf(aContractSet(), 'orders.order_placed').version).toBe('1.2')
    expect(() => contractOf(aContractSet(), 'orders.nothing')).toThrow('has no type orders.nothing')
  })
})
