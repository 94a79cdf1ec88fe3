import { describe, expect, it } from 'vitest'
import { contractJudge, type Reason } from '../../../../runtime/event-judge/judge.ts'
import { readEvents } from '../../../../runtime/event-judge/read-events.ts'
import { anOrder } from '../../../support/orders.ts'
import { contracts, source } from './door.ts'

const judge = contractJudge(contracts)

function reasonsOf(text: string): readonly Reason[] {
  const events = readEvents(Buffer.from(text))
  if ('code' in events || events[0] === undefined) throw new Error('no event')
  const verdict = judge(events[0], source)
  return 'bytes' in verdict ? [] : verdict
}

const order = () => JSON.stringify(anOrder())
const changed = (from: string | RegExp, to: string) => {
  const text = order()
  const after = text.replace(from, () => to)
  if (after === text) throw new Error(`${String(from)} is not in ${text}`)
  return after
}

describe('an event of the door', () => {
  it('is taken when it keeps its contract, with members that the contract does not name', () => {
    expect(reasonsOf(order())).toEqual([])
    expect(reasonsOf(changed('"lines":', '"extra":{"Ada":9007199254740993},"lines":'))).toEqual([])
  })

  it.each<[string, string | RegExp, string, string, string]>([
    ['envelope', '"specversion":"1.0"', '"specversion":"0.3"', '/specversion', 'an old version'],
    ['envelope', /"id":"[^"]*"/, `"id":"${'é'.repeat(129)}"`, '/id', 'an id of 258 bytes'],
    ['envelope', /"time":"[^"]*",/, '', '/time', 'no time'],
    ['envelope', '"dataversion":"1.2"', '"dataversion":"latest"', '/dataversion', 'a version that is none'],
    ['unknown_contract', '"dataversion":"1.2"', '"dataversion":"7.0"', '/type', 'an unknown version'],
    ['unknown_contract', '"type":"OrderPlaced"', '"type":"Ada"', '/type', 'an unknown type'],
    ['schema', /"order_id":"[^"]*",/, '', '/data/order_id', 'a missing member'],
    ['schema', /"quantity":\d+/, '"quantity":1.5', '/data/lines/0/quantity', 'half a thing'],
    ['number_range', /"quantity":\d+/, '"quantity":9007199254740993', '/data/lines/0/quantity', 'a number beyond 2^53'],
    ['number_range', /"total":[^,]+/, '"total":1e400', '/data/total', 'a number beyond every double'],
    ['duplicate_key', '"total":', '"total":1,"total":', '/data/total', 'a key twice'],
    ['duplicate_key', '"lines":', '"Ada":{"Bob":1,"Bob":2},"lines":', '/data/*/*', 'an unnamed key twice'],
    ['encoding', '"lines":', '"Ada":["\\ud800"],"lines":', '/data/*/0', 'half a surrogate pair'],
    ['encoding', '"lines":', '"Ada\\u0000":1,"lines":', '/data', 'NUL in a key'],
    ['too_deep', '"lines":', `"Ada":${'['.repeat(101)}${']'.repeat(101)},"lines":`, '', 'a deep structure'],
  ])('is refused as %s: %s → %s', (code, from, to, path) => {
    const reasons = reasonsOf(changed(from, to))
    expect(reasons).toMatchObject([{ code, ...(path && { path }) }])
    expect(JSON.stringify(reasons)).not.toMatch(/Ada|Bob|latest|0\.3/)
  })

  it('is judged as the whole of what it says', () => {
    expect(reasonsOf(JSON.stringify({ ...anOrder(), data: {} })).length).toBeGreaterThan(3)
    expect(reasonsOf('[1]')).toMatchObject([{ code: 'envelope', path: '', expected: 'a CloudEvent' }])
    expect(reasonsOf(JSON.stringify({ ...anOrder(), data: [] }))).toMatchObject([{ code: 'envelope', path: '/data' }])
  })
})

describe('an event whose contract reads its envelope in its own way', () => {
  const order_placed = contracts.payloadValidators.find(({ type }) => type === 'OrderPlaced')
  const judged = (words: Partial<(typeof contracts.payloadValidators)[number]>, members: object) => {
    if (!order_placed) throw new Error('no contract')
    const own = contractJudge({ ...contracts, payloadValidators: [{ ...order_placed, ...words }] })
    const events = readEvents(Buffer.from(JSON.stringify({ ...anOrder(), ...members })))
    if ('code' in events || events[0] === undefined) throw new Error('no event')
    const verdict = own(events[0], source)
    return 'bytes' in verdict ? [] : verdict
  }

  it('may lack a time when the data has it', () => {
    expect(judged({ timeInData: true }, { time: undefined })).toEqual([])
    expect(judged({ timeInData: false }, { time: undefined })).toMatchObject([{ code: 'envelope', path: '/time' }])
  })

  it('needs an id of file and row where rows are the events', () => {
    expect(judged({ positionId: true }, { id: `${'0f'.repeat(32)}#17` })).toEqual([])
    expect(judged({ positionId: true }, { id: 'a17' })).toMatchObject([{ code: 'envelope', path: '/id' }])
  })

  it('does not come this way when it is no CloudEvent', () => {
    expect(judged({ form: 'plain' }, {})).toMatchObject([{ code: 'unknown_contract' }])
  })
})
