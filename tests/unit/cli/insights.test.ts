import { describe, expect, it } from 'vitest'
import type { CompiledSet } from '../../../cli/contract-set.ts'
import { eventToTry, insightLines } from '../../../cli/start/insights.ts'

const set = {
  types: [
    { table: { schema: 'shop', name: 'visit_v1' } },
    {
      table: { schema: 'shop', name: 'row_v1' },
      entity: { name: 'row', latest_by: 'at' },
      envelope: { form: 'plain' },
    },
    { table: { schema: 'shop', name: 'thing_v1' }, entity: { name: 'thing', latest_by: 'changed_at' } },
  ],
  marts: [
    { name: 'silent' },
    { name: 'things', headline: { question: 'How many?', sql: 'SELECT COUNT(*) AS things FROM marts.things' } },
  ],
} as unknown as CompiledSet

describe('what a newcomer is shown', () => {
  it('is the headline of each mart that has one', async () => {
    const asked: string[] = []
    const lines = await insightLines(set, async (sql) => {
      asked.push(sql)
      return { columns: ['things'], rows: [['7']] }
    })
    expect(asked).toEqual(['SELECT COUNT(*) AS things FROM marts.things'])
    expect(lines).toEqual(['How many?  (marts.things)', '  things', '       7'])
  })

  it('is the newest state of something, to trace', async () => {
    const query = async (sql: string) => {
      expect(sql).toBe('SELECT event_id FROM shop.thing_current ORDER BY changed_at DESC, event_id LIMIT 1')
      return { columns: ['event_id'], rows: [['e7']] }
    }
    expect(await eventToTry(set, query)).toBe('e7')
    expect(await eventToTry(set, async () => ({ columns: ['event_id'], rows: [] }))).toBe('<event id>')
  })
})
