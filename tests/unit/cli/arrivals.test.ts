import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { findArrivals } from '../../../cli/arrivals.ts'
import type { CompiledType } from '../../../cli/contract-set.ts'
import type { Objects } from '../../../cli/objects.ts'

const record = (id: string, source: string, type: string, detail: unknown) =>
  JSON.stringify({ id, source, 'detail-type': type, time: '2026-11-25T10:00:00Z', detail })
const lines = [
  record('b1', 'shop', 'Visit', { id: 'e1', data: {} }),
  record('b2', 'shop', 'Visit', { events: [{ id: 'e0' }, { id: 'e1' }] }),
  'no JSON with e1 in it',
  record('b3', 'hub', 'push', { delivery: 'e1', events: [{ id: 'e1' }] }),
  record('b4', 'hub', 'push', { delivery: null, head: { number: 17 } }),
]
const objects = { bytes: async () => gzipSync(lines.join('\n')) } as unknown as Objects
const types = [
  {
    source: 'hub',
    type: 'push',
    envelope: { form: 'plain', id: ['delivery', 'head_number'] },
    columns: [
      { name: 'delivery', path: ['delivery'] },
      { name: 'head_number', path: ['head', 'number'] },
    ],
  },
] as unknown as readonly CompiledType[]

describe('the copies of an event in the raw zone', () => {
  const placesOf = async (eventId: string) =>
    (await findArrivals(objects, 'raw', ['k'], eventId, types)).map(({ busId, line, place }) => [busId, line, place])

  it('are found alone, packed with others, and without an envelope', async () => {
    expect(await placesOf('e1')).toEqual([
      ['b1', 0, 0],
      ['b2', 1, 1],
      ['b3', 3, 0],
    ])
  })

  it('are found by the first column of their id that has a value', async () => {
    expect(await placesOf('17')).toEqual([['b4', 4, 0]])
    expect(await placesOf('e')).toEqual([])
  })
})
