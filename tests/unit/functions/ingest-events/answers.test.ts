import { describe, expect, it } from 'vitest'
import { bodyBytes } from '../../../../functions/ingest-events/ingest.ts'
import { signRequest } from '../../../../producers/client/sign-request.ts'
import { ingestKey, signatureOf } from '../../../../runtime/ingest-signature.ts'
import { anOrder } from '../../../support/orders.ts'
import { aDoor, masterSecret, now, signed, source } from './door.ts'

const order = () => JSON.stringify(anOrder())
const batch = (...events: readonly string[]) => `{"events":[${events.join(',')}]}`

describe('a request that the source signed', () => {
  it('is taken: one event, several, or a list', async () => {
    const door = aDoor()
    expect(await door.post(order())).toEqual({ status: 202, body: { taken: 1 } })
    expect(await door.post(batch(order(), order()))).toEqual({ status: 202, body: { taken: 2 } })
    expect(await door.post(`[${order()}, ${order()}, ${order()}]`)).toEqual({ status: 202, body: { taken: 3 } })
    expect(door.lines.map(({ service, events }) => [service, events])).toEqual([
      ['orders', 1],
      ['orders', 2],
      ['orders', 3],
    ])
  })

  it('is to be sent again when Firehose took only a part', async () => {
    const door = aDoor({ failed: 1, resent: 5, codes: ['ServiceUnavailableException'] })
    expect(await door.post(batch(order(), order()))).toEqual({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { code: 'unavailable', expected: 'the whole request again, with the same ids' },
    })
  })

  it('sends nothing when one event is bad, and says which and why', async () => {
    const door = aDoor()
    const bad = order().replace(/"channel":"[^"]*"/, '"channel":"fax from Ada"')
    const answer = await door.post(batch(order(), bad, order()))
    expect(answer).toEqual({
      status: 422,
      body: {
        taken: 0,
        refused: 1,
        events: [
          {
            index: 1,
            reasons: [{ code: 'schema', path: '/data/channel', expected: expect.stringContaining('"web"') }],
          },
        ],
      },
    })
    expect(JSON.stringify(answer)).not.toContain('Ada')
    expect(door.lines).toEqual([])
  })

  it('shows the reasons of a hundred events at most, and counts all', async () => {
    const { status, body } = await aDoor().post(`[${Array.from({ length: 250 }, () => '{}').join()}]`)
    expect(status).toBe(422)
    expect(body.refused).toBe(250)
    expect(body.events).toHaveLength(100)
  })
})

describe('a body without events', () => {
  it.each([
    ['', 'malformed_json', ''],
    ['{"specversion":"1.0"', 'malformed_json', ''],
    ['{"secret": nothing}', 'malformed_json', ''],
    ['"text"', 'envelope', ''],
    ['null', 'envelope', ''],
    ['[]', 'envelope', ''],
    ['{"events":[]}', 'envelope', '/events'],
    ['{"events":[{}],"data":{}}', 'envelope', ''],
    ['{"extra":1,"events":[{}]}', 'envelope', ''],
    ['{"events":[{}],"events":[{}]}', 'duplicate_key', '/events'],
    ['\ufeff{}', 'encoding', ''],
  ])('%s is answered 400 %s', async (body, code, path) => {
    const door = aDoor()
    const answer = await door.post(body)
    expect(answer).toMatchObject({ status: 400, body: { code, path } })
    expect(JSON.stringify(answer)).not.toMatch(/secret|nothing}|position/)
    expect(door.lines).toEqual([])
  })

  it('is one with bytes that are no UTF-8', async () => {
    const body = Buffer.from(order().replace('"id":"', '"id":"\xe9'), 'latin1')
    expect(await aDoor().post(body)).toMatchObject({ status: 400, body: { code: 'encoding', expected: 'UTF-8' } })
  })
})

describe('a signature', () => {
  it.each(['tributary-source', 'tributary-timestamp', 'tributary-signature'])('needs %s', async (header) => {
    expect(await aDoor().post(order(), { [header]: '' })).toMatchObject({ status: 401, body: { code: 'signature' } })
  })

  it('is good for five minutes, before and behind', async () => {
    const body = order()
    const key = ingestKey(masterSecret, source)
    const at = (seconds: number) => {
      const headers = signRequest({ source, key }, body, new Date(now.getTime() + seconds * 1000))
      return aDoor()
        .post(body, headers)
        .then(({ status }) => status)
    }
    expect(await Promise.all([at(-299), at(299), at(-302), at(302)])).toEqual([202, 202, 401, 401])
  })

  it('covers the body, the time and the source', async () => {
    const body = order()
    const seconds = String(Math.floor(now.getTime() / 1000) - 1)
    const other = signatureOf(ingestKey(masterSecret, 'gov.usgs.earthquake'), String(Number(seconds) + 1), body)
    const statuses = await Promise.all(
      [
        aDoor().ask({ ...signed(body), body: Buffer.from(`${body} `) }),
        aDoor().post(body, { 'tributary-timestamp': seconds }),
        aDoor().post(body, { 'tributary-source': 'gov.usgs.earthquake' }),
        aDoor().post(body, { 'tributary-signature': other }),
        aDoor().post(body, { 'tributary-signature': 'sha256=short' }),
        aDoor().post(body, { 'tributary-timestamp': '1e9' }),
      ].map(async (answer) => (await answer).status),
    )
    expect(statuses).toEqual([401, 401, 401, 401, 401, 401])
  })

  it('speaks for its own source only', async () => {
    const foreign = JSON.stringify({ ...anOrder(), source: 'gov.usgs.earthquake' })
    expect(await aDoor().post(foreign)).toMatchObject({
      status: 422,
      body: { events: [{ index: 0, reasons: [{ code: 'envelope', path: '/source' }] }] },
    })
  })

  it('is what openssl makes', () => {
    // printf '1764064800.{}' | openssl dgst -sha256 -hmac 7b3a
    expect(signatureOf('7b3a', '1764064800', '{}')).toBe(
      'sha256=bc9740453fd029c9a80e6d0e725925f5f7e3256d8f6fd5a26f125ba91089b085',
    )
  })
})

describe('other requests', () => {
  it('are refused by method and size before anything else', async () => {
    const door = aDoor()
    expect(await door.ask({ ...signed('{}'), method: 'GET' })).toMatchObject({
      status: 405,
      headers: { allow: 'POST' },
    })
    expect(await door.ask({ method: 'POST', headers: {}, body: Buffer.alloc(bodyBytes + 1, ' ') })).toEqual({
      status: 413,
      headers: {},
      body: { code: 'too_large', expected: 'at most 4194304 bytes' },
    })
    expect(await door.post(`[${'{},'.repeat(10_000)}{}]`)).toMatchObject({
      status: 413,
      body: { expected: 'at most 10000 events' },
    })
    expect((await door.post(order() + ' '.repeat(bodyBytes - 2_000))).status).toBe(202)
  })
})
