import { describe, expect, it } from 'vitest'
import { type LoadRequest, planLoad } from '../../../functions/plan-load/plan.ts'
import { planQuarantine } from '../../../functions/plan-load/plan-quarantine.ts'
import { render } from '../../../functions/plan-load/render.ts'
import { aContractType, aReport, aTypeReport } from '../../support/batch-builders.ts'

const plan = (request: Partial<LoadRequest> = {}) =>
  planLoad({
    batchId: 'b0000000001',
    contracts: 'c1',
    contract: aContractType(),
    report: aReport(),
    verdict: 'pass',
    nonce: 'execution-0',
    batchesBucket: 'batches',
    curatedBucket: 'curated',
    copyRoleArn: 'arn:copy',
    ...request,
  })
const kinds = (statements: readonly { kind: string }[]) => statements.map(({ kind }) => kind)
const squeezed = (sql: string | undefined) => sql?.replaceAll(/\s+/g, ' ')

describe('plan-load', () => {
  it('stages by a table of its own and one COPY', () => {
    expect(kinds(plan().stage)).toEqual(['create staging', 'copy'])
  })

  it('applies in one transaction: time limit, lock, events, collisions, ledger', () => {
    expect(kinds(plan().apply)).toEqual(['limit time', 'lock', 'insert new', 'record collisions', 'write ledger'])
  })

  it('drops what it staged, and nothing else', () => {
    const { stage, drop } = plan()
    const staging = stage[0]?.kind === 'create staging' ? stage[0].staging.name : ''
    expect(drop.map(render)).toEqual([`DROP TABLE IF EXISTS "stage"."${staging}"`])
  })

  it('makes every file mandatory and states its size', () => {
    expect(plan().manifests[0]?.document).toEqual({
      entries: [
        {
          url: 's3://curated/orders/order_placed_v1/event_date=2026-11-23/batch=b0000000001/attempt=1-jr_1/0-0.parquet',
          mandatory: true,
          meta: { content_length: 2_000 },
        },
      ],
    })
  })

  it('gives each try its own table, tokens and manifest, and a repeated try the same', () => {
    const placesOf = ({ manifests, stageToken, applyToken, stage }: ReturnType<typeof planLoad>) => [
      ...manifests.map(({ key }) => key),
      stageToken,
      applyToken,
      ...stage.map(render),
    ]
    const first = placesOf(plan())
    const second = placesOf(plan({ nonce: 'execution-1' }))
    expect(placesOf(plan())).toEqual(first)
    for (const [index, place] of first.entries()) expect(second[index]).not.toBe(place)
  })

  it('keeps tokens within 64 characters and table names within 127 bytes', () => {
    const contract = aContractType({ table: { schema: 'a'.repeat(100), name: 'b'.repeat(100) } })
    const { stage, stageToken, applyToken } = plan({
      contract: { ...contract, name: 'orders.order_placed' },
      nonce: 'n'.repeat(200),
    })
    expect(Math.max(stageToken.length, applyToken.length)).toBeLessThanOrEqual(64)
    expect(stage[0]?.kind === 'create staging' && stage[0].staging.name.length).toBe(127)
  })

  it('stages columns in file order, JSON as text', () => {
    expect(squeezed(plan().stage.map(render)[0])).toMatch(
      /^CREATE TABLE "stage"\."orders_order_placed_v1_[0-9a-f]{16}" \( "event_id" VARCHAR\(256\), "event_time" TIMESTAMP, "_received_at" TIMESTAMP, "_batch_id" VARCHAR\(16\), "_object" INTEGER, "_line" BIGINT, "_index" INTEGER, "_contract_version" VARCHAR\(16\), "_payload_hash" VARCHAR\(64\), "_rest" VARCHAR\(65535\), "order_id" VARCHAR\(36\), "total" DECIMAL\(12, 2\), "lines" VARCHAR\(65535\) \) BACKUP NO$/,
    )
  })

  it('copies Parquet by manifest, without options that forgive', () => {
    expect(plan().stage.map(render)[1]).toMatch(
      /^COPY "stage"\."orders_order_placed_v1_\w+" FROM 's3:\/\/batches\/load\/b0000000001\/orders\.order_placed\/\w+\.manifest\.json' IAM_ROLE 'arn:copy' FORMAT AS PARQUET MANIFEST$/,
    )
  })

  it('locks the type before it reads anything', () => {
    const [limit, lock] = plan().apply.map(render)
    expect(limit).toBe('SET LOCAL statement_timeout TO 1800000')
    expect(lock).toBe('LOCK TABLE "stage"."lock_orders_order_placed_v1"')
  })

  it('inserts the first copy of each id that the table does not hold, unless the ledger has the batch', () => {
    const insert = squeezed(plan().apply.map(render)[2])
    expect(insert).toMatch(/^INSERT INTO "orders"\."order_placed_v1" \( "event_id", .* "lines" \) SELECT s\."event_id"/)
    expect(insert).toContain('JSON_PARSE(s."_rest"), s."order_id", s."total", JSON_PARSE(s."lines") FROM')
    expect(insert).toContain('ROW_NUMBER() OVER (PARTITION BY event_id ORDER BY _object, _line, _index) AS _copy')
    expect(insert).toContain(
      's._copy = 1 AND NOT EXISTS ( SELECT 1 FROM "orders"."order_placed_v1" t WHERE t.event_id = s.event_id',
    )
    expect(insert).toMatch(
      /AND NOT EXISTS \(SELECT 1 FROM "ops"\."ledger_orders_order_placed_v1" l WHERE l\.batch_id = 'b0000000001'\)$/,
    )
  })

  it('searches ids in the time range of the batch, widened by the identity window', () => {
    expect(plan().apply.map(render)[2]).toContain(
      "t.event_time BETWEEN TIMESTAMP '2026-11-22 08:00:00.000' AND TIMESTAMP '2026-11-24 09:00:00.000'",
    )
  })

  it('guards every insert by the ledger row', () => {
    for (const statement of plan().apply.map(render).slice(2)) {
      expect(statement).toMatch(
        /NOT EXISTS \(SELECT 1 FROM "ops"\."ledger_orders_order_placed_v1" l WHERE l\.batch_id = 'b0000000001'\)$/,
      )
    }
  })

  it('writes the ledger row last, with what it counted', () => {
    const ledger = squeezed(plan().apply.map(render).at(-1))
    expect(ledger).toMatch(
      /^INSERT INTO "ops"\."ledger_orders_order_placed_v1" \(batch_id, type, attempt, staged, inserted, duplicates, id_collisions,/,
    )
    expect(ledger).toContain(
      "'b0000000001', 'orders.order_placed', 1, s.staged, t.inserted, s.staged - t.inserted - c.id_collisions, c.id_collisions, '1.2', 'c1'",
    )
    expect(ledger).toContain("GETDATE(), s.max_received_at, 'pass', 0 FROM (SELECT COUNT(*) AS staged")
  })

  it('stays within 40 statements of 100 KB', () => {
    const columns = Array.from({ length: 1_500 }, (_, index) => ({
      name: `column_${index}`.padEnd(20, '_'),
      type: 'json' as const,
    }))
    const { stage, apply } = plan({ contract: aContractType({ columns }) })
    for (const statement of [...stage, ...apply]) expect(Buffer.byteLength(render(statement))).toBeLessThan(100_000)
  })

  it('refuses to plan a load without rows', () => {
    const report = aReport({ types: [aTypeReport({ conformed: 0, files: [], event_time: null })] })
    expect(() => plan({ report })).toThrow('names no rows of orders.order_placed')
  })

  it('quotes names and values', () => {
    const contract = aContractType({ table: { schema: 'a"b', name: 'c' }, version: "1'2" })
    const sql = plan({ contract }).apply.map(render)
    expect(sql[2]).toContain('INSERT INTO "a""b"."c"')
    expect(sql.at(-1)).toContain("'1''2'")
  })
})

describe('the load of a type with a child table', () => {
  const contract = aContractType({
    tables: [
      {
        name: 'lines',
        table: { schema: 'orders', name: 'order_placed_lines_v1' },
        columns: [
          { name: 'sku', type: 'string', max_bytes: 20 },
          { name: 'options', type: 'json' },
        ],
      },
    ],
  })
  const files = [{ key: 'orders/order_placed_lines_v1/0-0.parquet', rows: 30, bytes: 3_000 }]
  const report = aReport({ types: [aTypeReport({ children: [{ name: 'lines', rows: 30, files }] })] })
  const statements = (request: Partial<LoadRequest> = {}) => plan({ contract, report, ...request })

  it('stages both, each by a manifest of its own', () => {
    const { stage, manifests } = statements()
    expect(kinds(stage)).toEqual(['create staging', 'copy', 'create staging', 'copy'])
    expect(new Set(manifests.map(({ key }) => key)).size).toBe(2)
    expect(squeezed(stage.map(render)[2])).toMatch(
      /^CREATE TABLE "stage"\."orders_order_placed_lines_v1_[0-9a-f]{16}" \( "event_id" VARCHAR\(256\), "event_time" TIMESTAMP, "_received_at" TIMESTAMP, "_batch_id" VARCHAR\(16\), "_object" INTEGER, "_line" BIGINT, "_index" INTEGER, "_position" INTEGER, "_rest" VARCHAR\(65535\), "sku" VARCHAR\(20\), "options" VARCHAR\(65535\) \) BACKUP NO$/,
    )
  })

  it('inserts the items of inserted events in the same transaction, and counts them in the ledger', () => {
    const { apply } = statements()
    expect(kinds(apply)).toEqual([
      'limit time',
      'lock',
      'insert new',
      'insert children',
      'record collisions',
      'write ledger',
    ])
    const insert = squeezed(apply.map(render)[3])
    expect(insert).toContain('c."sku", JSON_PARSE(c."options") FROM "stage"."orders_order_placed_lines_v1_')
    expect(insert).toContain('ON t._object = c._object AND t._line = c._line AND t._index = c._index')
    expect(insert).toMatch(
      /AND NOT EXISTS \(SELECT 1 FROM "ops"\."ledger_orders_order_placed_v1" l WHERE l\.batch_id = 'b0000000001'\)$/,
    )
    expect(squeezed(apply.map(render).at(-1))).toContain("'pass', c0.child_rows FROM")
  })

  it('copies nothing where no event has an item', () => {
    const none = aReport({ types: [aTypeReport({ children: [] })] })
    expect(kinds(statements({ report: none }).stage)).toEqual(['create staging', 'copy', 'create staging'])
  })

  it('drops both staging tables', () => {
    expect(statements().drop.map(render)[0]).toMatch(/^DROP TABLE IF EXISTS "stage"\.\S+, "stage"\.\S+_lines_v1_\w+"$/)
  })

  it('is refused for the report of a job that wrote no items', () => {
    expect(() => statements({ report: aReport() })).toThrow('says nothing of its child tables')
  })
})

describe('the load of what is known about quarantined records', () => {
  const report = aReport({ quarantine_metadata_files: [{ key: 'metadata/0-0.parquet', rows: 3, bytes: 300 }] })
  const { manifests, stage, apply, drop } = planQuarantine({
    batchId: 'b0000000001',
    contracts: 'c1',
    report,
    nonce: 'n',
    batchesBucket: 'batches',
    quarantineBucket: 'quarantine',
    copyRoleArn: 'arn:copy',
  })

  it('follows the protocol of a type: staged, locked, guarded by its ledger', () => {
    expect(manifests.map(({ document }) => document)).toMatchObject([
      { entries: [{ url: 's3://quarantine/metadata/0-0.parquet', mandatory: true }] },
    ])
    expect(kinds(stage)).toEqual(['create staging', 'copy'])
    expect(kinds(apply)).toEqual(['limit time', 'lock', 'insert quarantined', 'write quarantine ledger'])
    for (const statement of apply.map(render).slice(2)) {
      expect(statement).toMatch(
        /NOT EXISTS \(SELECT 1 FROM "ops"\."ledger_ops_quarantine_records" l WHERE l\.batch_id = 'b0000000001'\)$/,
      )
    }
    expect(kinds(drop)).toEqual(['drop staging'])
  })
})
