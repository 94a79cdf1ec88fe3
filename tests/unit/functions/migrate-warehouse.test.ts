// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of migrations look like this
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Migration } from '#runtime/contract-set.ts'
import { planMigration } from '../../../functions/migrate-warehouse/plan.ts'

const names = { analyst_role: 'analyst', confirm_user: 'IAMR:confirm' }
const migrations = (count: number, sql = 'SELECT 1'): Migration[] =>
  Array.from({ length: count }, (_, index) => ({ id: String(index), sql }))

/** All statements, chunk after chunk, as the state machine asks for them. */
function allChunks(all: readonly Migration[]) {
  const chunks = []
  for (let from: number | undefined = 0; from !== undefined; ) {
    const chunk = planMigration(all, from, names)
    chunks.push(chunk)
    from = chunk.next
  }
  return chunks
}

describe('migrate-warehouse', () => {
  it('fills the names of users and roles', () => {
    const sql = 'GRANT SELECT ON ops.batches TO ROLE "${analyst_role}"'
    expect(planMigration([{ id: '1', sql }], 0, names).statements).toEqual([
      'GRANT SELECT ON ops.batches TO ROLE "analyst"',
    ])
  })

  it('refuses a placeholder that nobody names', () => {
    expect(() => planMigration([{ id: '7', sql: 'GRANT x TO "${nobody}"' }], 0, names)).toThrow(
      'Migration 7 asks for ${nobody}',
    )
  })

  it('hands out at most 40 statements at a time, in order', () => {
    expect(allChunks(migrations(85)).map(({ first, last, next }) => [first, last, next])).toEqual([
      ['0', '39', 40],
      ['40', '79', 80],
      ['80', '84', undefined],
    ])
  })

  it('keeps a chunk small enough for the state that carries it, and loses none', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 60 }), (lengths) => {
        const all = lengths.map((length, index) => ({ id: String(index), sql: 'x'.repeat(length) }))
        const chunks = allChunks(all)
        expect(chunks.flatMap(({ statements }) => statements)).toEqual(all.map(({ sql }) => sql))
        for (const { statements } of chunks) expect(Buffer.byteLength(JSON.stringify(statements))).toBeLessThan(200_000)
      }),
      { numRuns: 50 },
    )
  })

  it('asks for nothing beyond the end', () => {
    expect(() => planMigration(migrations(1), 1, names)).toThrow('has no migration number 1')
  })
})
