/** A stream of pseudo-random numbers that is the same for the same seed, on every machine. Not for secrets. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number in [from, to]. */
  between(from: number, to: number): number
  pick<T>(items: readonly T[]): T
  /** True in the given share of the calls. */
  chance(share: number): boolean
  /** A version 4 UUID. */
  uuid(): string
}

/** Small fast counter generator, 128 bits of state (sfc32 shape), seeded by text. */
export function seededRandom(seed: string): Random {
  const state = Uint32Array.of(0x9e3779b9, 0x243f6a88, 0xb7e15162, 1)
  for (const character of seed) {
    state[0] = Math.imul((state[0] as number) ^ (character.codePointAt(0) as number), 0x85ebca6b)
    state[1] = Math.imul((state[1] as number) + (state[0] as number), 0xc2b2ae35)
  }
  const word = (): number => {
    const [a, b, c, counter] = state as unknown as readonly [number, number, number, number]
    const sum = (a + b + counter) >>> 0
    state[3] = counter + 1
    state[0] = b ^ (b >>> 9)
    state[1] = c + (c << 3)
    state[2] = ((c << 21) | (c >>> 11)) + sum
    return sum
  }
  for (let round = 0; round < 16; round += 1) word()
  const next = () => word() / 2 ** 32
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  const hex = (digits: number) => Array.from({ length: digits }, () => between(0, 15).toString(16)).join('')
  return {
    next,
    between,
    pick: (items) => {
      const item = items[between(0, items.length - 1)]
      if (item === undefined) throw new RangeError('nothing to pick from')
      return item
    },
    chance: (share) => next() < share,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[between(0, 3)]}${hex(3)}-${hex(12)}`,
  }
}
