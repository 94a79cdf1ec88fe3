import { describe, expect, it } from 'vitest'
import { derivedKeys } from '../../../../functions/ingest-events/keys.ts'
import { ingestKey } from '../../../../runtime/ingest-signature.ts'

describe('keys of sources', () => {
  it('are derived from one secret, which is read once in five minutes', async () => {
    let now = 0
    let reads = 0
    const keyOf = derivedKeys(
      async () => `secret ${++reads}`,
      () => new Date(now),
    )
    expect(await keyOf('a')).toBe(ingestKey('secret 1', 'a'))
    now = 299_000
    expect(await keyOf('b')).toBe(ingestKey('secret 1', 'b'))
    now = 301_000
    expect(await keyOf('a')).toBe(ingestKey('secret 2', 'a'))
    expect(ingestKey('secret 1', 'a')).not.toBe(ingestKey('secret 1', 'b'))
  })

  it('are asked for again when the secret could not be read', async () => {
    let reads = 0
    const read = async () => {
      reads += 1
      if (reads === 1) throw new Error('no answer')
      return 'secret'
    }
    const keyOf = derivedKeys(read, () => new Date(0))
    await expect(keyOf('a')).rejects.toThrow('no answer')
    expect(await keyOf('a')).toBe(ingestKey('secret', 'a'))
  })

  it('are not derived from nothing, which everybody knows: a secret that holds bytes has no text', async () => {
    const keyOf = derivedKeys(
      async () => '',
      () => new Date(0),
    )
    await expect(keyOf('a')).rejects.toThrow('holds no text')
  })
})
