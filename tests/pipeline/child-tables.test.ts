import { execFileSync } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { copyTree } from '../../cli/copy-tree.ts'
import { startLakehouse, type TestLakehouse } from '../support/lakehouse.ts'

/** A service that only this test has: baskets, whose items become rows of a table. */
const files = {
  'schemas/contracts/baskets/service.yml': `\
source: com.acme.baskets
team: { name: baskets, contact: baskets@acme.example }
sla: { freshness: PT2H }
`,
  'schemas/contracts/baskets/basket-filled.v1.yml': `\
type: BasketFilled
version: "1.0"
description: A basket was filled.
payload:
  type: object
  required: [basket_id, items]
  properties:
    basket_id: { type: string, maxLength: 20, description: Its number. }
    items:
      type: array
      table: items
      description: What is in it.
      items:
        type: object
        required: [sku, price]
        properties:
          sku: { type: string, maxLength: 20, description: Article. }
          price: { type: number, decimal: [12, 2], minimum: 0, description: Price. }
          email: { type: string, format: email, maxLength: 80, pii: direct, description: Whom for. }
          options: { type: object, additionalProperties: { type: string }, description: Sizes and colours. }
`,
  'schemas/marts/basket_articles.yml': `\
description: Articles by how often they lie in baskets.
grain: article
key: [sku]
owner: baskets
question: What lies in most baskets?
metrics:
  - { column: pieces, addsUp: true, description: Pieces. }
  - { column: worth, addsUp: true, description: Sum of prices. }
`,
  'schemas/marts/basket_articles.sql': `\
SELECT sku, COUNT(*) AS pieces, SUM(price) AS worth
FROM baskets.basket_filled_items
GROUP BY sku
`,
}

describe('an array that is a table', () => {
  let lake: TestLakehouse
  let tree: string
  beforeAll(async () => {
    tree = await copyTree('child-tables')
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(tree, file)), { recursive: true })
      await writeFile(join(tree, file), text)
    }
    execFileSync(process.execPath, ['compiler/main.ts'], { cwd: tree, stdio: 'pipe' })
    lake = await startLakehouse(tree)
  })
  afterAll(async () => {
    await lake?.stop()
    await rm(tree, { recursive: true, force: true })
  })

  const publish = async (...baskets: readonly (readonly [id: string, items: readonly object[]])[]) => {
    const source = 'com.acme.baskets'
    const type = 'BasketFilled'
    const Entries = baskets.map(([id, items]) => {
      const event = { specversion: '1.0', id, source, type, time: new Date().toISOString() }
      const Detail = JSON.stringify({ ...event, data: { basket_id: id, items } })
      return { EventBusName: lake.stack.bus, Source: source, DetailType: type, Detail }
    })
    await new EventBridgeClient(lake.connection).send(new PutEventsCommand({ Entries }))
  }
  const items = () =>
    lake.asAnalyst('SELECT event_id, _position, sku, price, email FROM baskets.basket_filled_items ORDER BY 1, 2')
  const articles = () => lake.asAnalyst('SELECT sku, pieces, worth FROM marts.basket_articles ORDER BY sku')
  const row = (id: string, position: number, sku: string, price: string, email: string | null = null) => ({
    event_id: id,
    _position: String(position),
    sku,
    price,
    email,
  })
  const pen = { sku: 'pen', price: 1.1 }

  it('has the items of what was loaded, masked, and a mart that reads them', async () => {
    await publish(
      ['b1', [pen, { sku: 'ink', price: 12.05, email: 'anna@example.com', options: { Colour: 'blue' } }]],
      ['b2', []],
      ['b3', [pen, { sku: 'free', price: -1 }]],
    )
    const { failure } = await lake.runBatch()
    expect(failure).toBeUndefined()
    expect(await items()).toEqual([row('b1', 0, 'pen', '1.10'), row('b1', 1, 'ink', '12.05', '***')])
    expect(await articles()).toEqual([
      { sku: 'ink', pieces: '1', worth: '12.05' },
      { sku: 'pen', pieces: '1', worth: '1.10' },
    ])
    expect(
      await lake.asAnalyst("SELECT inserted, child_rows FROM ops.batches WHERE type = 'baskets.basket_filled'"),
    ).toEqual([{ inserted: '2', child_rows: '2' }])
    expect(await lake.asAnalyst('SELECT type, event_id, reason FROM ops.quarantine')).toEqual([
      { type: 'baskets.basket_filled', event_id: 'b3', reason: 'schema' },
    ])
  })

  it('gains nothing from an event that comes again in a later batch', async () => {
    await publish(
      ['b1', [pen, { sku: 'ink', price: 12.05, email: 'anna@example.com', options: { Colour: 'blue' } }]],
      ['b4', [pen, pen]],
    )
    const { failure } = await lake.runBatch()
    expect(failure).toBeUndefined()
    expect(await items()).toEqual([
      row('b1', 0, 'pen', '1.10'),
      row('b1', 1, 'ink', '12.05', '***'),
      row('b4', 0, 'pen', '1.10'),
      row('b4', 1, 'pen', '1.10'),
    ])
    expect((await articles())[1]).toEqual({ sku: 'pen', pieces: '3', worth: '3.30' })
    const [last] = await lake.asAnalyst(
      "SELECT inserted, duplicates, child_rows FROM ops.batches WHERE batch_id = 'b0000000002'",
    )
    expect(last).toEqual({ inserted: '1', duplicates: '1', child_rows: '2' })
  })
})
