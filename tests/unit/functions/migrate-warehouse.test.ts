// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the placeholders of migrations look like this
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Migration, RowsMigration, TableMigration, ViewMigration } from '#runtime/contract-set.ts'
import { packChunks } from '../../../functions/migrate-warehouse/chunks.ts'
import {
  type HeldRelation,
  type HeldRelations,
  heldRelations,
} from '../../../functions/migrate-warehouse/held-relations.ts'
import { planMigration } from '../../../functions/migrate-warehouse/plan.ts'
import { commentOf } from '../../../functions/migrate-warehouse/view-changes.ts'

const names = { analyst_role: 'analyst', confirm_user: 'IAMR:confirm' }
const nothing: HeldRelations = new Map()

const table = (...columns: readonly string[]): TableMigration => ({
  id: '1',
  kind: 'table',
  relation: 'things.thing_v1',
  contract: 'things.thing',
  columns: columns.map((column) => {
    const [name = '', ...type] = column.split(' ')
    return { name, type: type.join(' ') }
  }),
  sql: 'CREATE TABLE',
})
const view = (name: string, reads: readonly string[], sql = `CREATE OR REPLACE VIEW ${name}`): ViewMigration => ({
  id: name,
  kind: 'view',
  relation: name,
  reads,
  sql,
})
const rows = (name: string, reads: readonly string[], sql = `CREATE TABLE ${name}`): RowsMigration => ({
  id: name,
  kind: 'rows',
  relation: name,
  reads,
  lock: `lock.${name}`,
  sql,
  afterwards: [`record ${name}`],
})
const grant = (on: string): Migration => ({
  id: `grant ${on}`,
  kind: 'grant',
  on,
  sql: `GRANT SELECT ON ${on} TO ROLE "\${analyst_role}"`,
})

/** A warehouse that holds exactly what these migrations describe. */
const holding = (...migrations: readonly (TableMigration | ViewMigration | RowsMigration)[]): HeldRelations =>
  new Map<string, HeldRelation>(
    migrations.map((each) => {
      if (each.kind === 'table') return [each.relation, { kind: 'table', columns: each.columns } as const]
      if (each.kind === 'rows')
        return [each.relation, { kind: 'table', columns: [], comment: commentOf(each) } as const]
      return [each.relation, { kind: 'view', comment: commentOf(each) } as const]
    }),
  )
const plan = (migrations: readonly Migration[], held: HeldRelations) => planMigration(migrations, held, names)
const statements = (migrations: readonly Migration[], held: HeldRelations) =>
  plan(migrations, held).flatMap((step) => step.statements)

describe('migrate-warehouse', () => {
  it('fills the names of users and roles', () => {
    expect(statements([grant('ops.batches')], nothing)).toEqual(['GRANT SELECT ON ops.batches TO ROLE "analyst"'])
  })

  it('refuses a placeholder that nobody names', () => {
    expect(() => plan([{ id: '7', kind: 'grant', on: 'x', sql: 'GRANT SELECT ON x TO "${nobody}"' }], nothing)).toThrow(
      'Migration 7 asks for ${nobody}',
    )
  })

  it('reads what the catalog says, page by row', () => {
    const row = (...cells: readonly (string | undefined)[]) =>
      cells.map((cell) => (cell === undefined ? { isNull: true as const } : { stringValue: cell }))
    expect([
      ...heldRelations([
        row('things.thing', 'v', undefined, undefined, 'said'),
        row('stage.mart_rows_x', 'r', 'a', 'bigint', 'said'),
        row('things.thing_v1', 'r', 'a', 'character varying(80)'),
        row('things.thing_v1', 'r', 'b', 'numeric(12,2)'),
        row('things.thing_v1', 'r', 'c', 'timestamp without time zone'),
        row('things.thing_v1', 'r', 'd', 'double precision'),
      ]),
    ]).toEqual([
      ['things.thing', { kind: 'view', comment: 'said' }],
      ['stage.mart_rows_x', { kind: 'table', columns: [{ name: 'a', type: 'BIGINT' }], comment: 'said' }],
      [
        'things.thing_v1',
        {
          kind: 'table',
          columns: [
            { name: 'a', type: 'VARCHAR(80)' },
            { name: 'b', type: 'DECIMAL(12, 2)' },
            { name: 'c', type: 'TIMESTAMP' },
            { name: 'd', type: 'DOUBLE PRECISION' },
          ],
        },
      ],
    ])
  })
})

describe('a table', () => {
  it('is made when it is missing, and left when it is as it should be', () => {
    expect(statements([table('a BIGINT')], nothing)).toEqual(['CREATE TABLE'])
    expect(statements([table('a BIGINT')], holding(table('a BIGINT')))).toEqual([])
  })

  it('gains columns in the order of the contract', () => {
    expect(
      statements([table('a BIGINT', 'b DATE', 'c SUPER', 'd BOOLEAN')], holding(table('a BIGINT', 'c SUPER'))),
    ).toEqual([
      'ALTER TABLE "things"."thing_v1" ADD COLUMN "b" DATE',
      'ALTER TABLE "things"."thing_v1" ADD COLUMN "d" BOOLEAN',
    ])
  })

  it('widens a text alone, after the views that read it are dropped and before they are made again', () => {
    const low = view('things.thing', ['things.thing_v1'])
    const high = view('marts.things', ['things.thing'])
    const other = view('ops.batches', ['ops.ledger'])
    const held = holding(table('a VARCHAR(80)'), low, high, other)
    const steps = plan([table('a VARCHAR(120)'), low, high, other, grant('marts.things'), grant('ops.batches')], held)
    expect(steps.map((step) => [step.alone ?? false, step.statements])).toEqual([
      [false, ['DROP VIEW marts.things, things.thing']],
      [true, ['ALTER TABLE "things"."thing_v1" ALTER COLUMN "a" TYPE VARCHAR(120)']],
      [
        false,
        [
          low.sql,
          `COMMENT ON VIEW things.thing IS '${commentOf(low)}'`,
          high.sql,
          `COMMENT ON VIEW marts.things IS '${commentOf(high)}'`,
          'GRANT SELECT ON marts.things TO ROLE "analyst"',
        ],
      ],
      [false, ['GRANT SELECT ON ops.batches TO ROLE "analyst"']],
    ])
  })

  it.each([
    [
      'loses a column',
      table('a BIGINT'),
      'column b of things.thing_v1 is in the warehouse and no longer in the contract',
    ],
    [
      'changes a type',
      table('a BIGINT', 'b BIGINT'),
      'column b of things.thing_v1 is VARCHAR(80) in the warehouse and BIGINT in the contract',
    ],
    [
      'shortens a text',
      table('a BIGINT', 'b VARCHAR(79)'),
      'is VARCHAR(80) in the warehouse and VARCHAR(79) in the contract',
    ],
  ])('that %s is refused before anything runs', (_, wanted, reason) => {
    const migrate = () => plan([wanted], holding(table('a BIGINT', 'b VARCHAR(80)')))
    expect(migrate).toThrow(reason)
    expect(migrate).toThrow(/^contract things\.thing: .* this change is a new major version$/)
    expect(migrate).toThrow(expect.objectContaining({ name: 'ContractsIncompatible' }))
  })
})

describe('a view', () => {
  const low = view('things.thing', ['things.thing_v1'])
  const current = view('things.thing_current', ['things.thing'])
  const mart = view('marts.things', ['things.thing_current'])
  const other = view('marts.others', ['others.other'])

  it('is untouched when it is as it should be', () => {
    const all = [low, current, mart, other]
    expect(statements(all, holding(...all))).toEqual([])
  })

  it('that differs is replaced with all that read it, in one step, with its grants', () => {
    const changed = view('things.thing_current', ['things.thing'], 'CREATE OR REPLACE VIEW things.thing_current AS …')
    const steps = plan([low, changed, mart, other, grant('marts.things')], holding(low, current, mart, other))
    expect(steps).toHaveLength(1)
    expect(steps[0]?.statements).toEqual([
      'DROP VIEW marts.things, things.thing_current',
      changed.sql,
      `COMMENT ON VIEW things.thing_current IS '${commentOf(changed)}'`,
      mart.sql,
      `COMMENT ON VIEW marts.things IS '${commentOf(mart)}'`,
      'GRANT SELECT ON marts.things TO ROLE "analyst"',
    ])
  })

  it('that nobody has is made without a drop; views that know nothing of each other are steps of their own', () => {
    expect(plan([low, other], nothing).map((step) => step.statements[0])).toEqual([low.sql, other.sql])
  })

  it('of an earlier release, which wrote no comment, is replaced', () => {
    expect(statements([low], new Map([['things.thing', { kind: 'view' }]]))[0]).toBe('DROP VIEW things.thing')
  })
})

describe('a mart', () => {
  const query = view('stage.query', ['things.thing'])
  const table_ = rows('stage.rows', ['stage.query'])
  const mart = view('marts.things', ['stage.rows'])
  const changed = view('stage.query', ['things.thing'], 'CREATE OR REPLACE VIEW stage.query AS …')

  it('is left with its rows when its SELECT is what it was', () => {
    expect(statements([query, table_, mart], holding(query, table_, mart))).toEqual([])
  })

  it('is made anew with its rows when its SELECT changes: its lock first, in a transaction that begins with it', () => {
    const before = view('ops.batches', ['ops.ledger'])
    const steps = plan([before, changed, table_, mart, grant('marts.things')], holding(query, table_, mart))
    expect(steps.map((step) => [step.begins ?? false, step.statements])).toEqual([
      [false, [before.sql, `COMMENT ON VIEW ops.batches IS '${commentOf(before)}'`]],
      [
        true,
        [
          'LOCK TABLE lock.stage.rows',
          'DROP VIEW marts.things',
          'DROP TABLE stage.rows',
          'DROP VIEW stage.query',
          changed.sql,
          `COMMENT ON VIEW stage.query IS '${commentOf(changed)}'`,
          table_.sql,
          `COMMENT ON TABLE stage.rows IS '${commentOf(table_)}'`,
          'record stage.rows',
          mart.sql,
          `COMMENT ON VIEW marts.things IS '${commentOf(mart)}'`,
          'GRANT SELECT ON marts.things TO ROLE "analyst"',
        ],
      ],
    ])
    expect(packChunks(steps)).toHaveLength(2)
  })

  it('is granted together with what is made anew beside it: a transaction takes no more than 40 statements', () => {
    const grants = [grant('things.thing'), grant('marts.things')]
    const low = view('things.thing', ['things.thing_v1'])
    expect(statements([low, query, table_, mart, ...grants], nothing).at(-1)).toBe(
      'GRANT SELECT ON things.thing, marts.things TO ROLE "analyst"',
    )
  })

  it('that was a plain view in an earlier release becomes one over a table', () => {
    const plain = view('marts.things', ['things.thing'], 'CREATE OR REPLACE VIEW marts.things AS SELECT 1')
    expect(statements([query, table_, mart], holding(plain)).slice(0, 2)).toEqual([
      'LOCK TABLE lock.stage.rows',
      'DROP VIEW marts.things',
    ])
  })
})

describe('a mart or an entity that is no more', () => {
  const low = view('things.thing', ['things.thing_v1'])
  const gone = [
    view('things.old_current', ['things.thing']),
    view('stage.mart_query_old', ['things.thing']),
    rows('stage.mart_rows_old', ['stage.mart_query_old']),
    view('marts.old', ['stage.mart_rows_old']),
  ]

  it('is dropped, readers before what they read, before the views that it reads are replaced', () => {
    const changed = view('things.thing', ['things.thing_v1'], 'CREATE OR REPLACE VIEW things.thing AS …')
    expect(statements([changed], holding(low, ...gone)).slice(0, 5)).toEqual([
      'DROP VIEW marts.old',
      'DROP TABLE stage.mart_rows_old',
      'DROP VIEW stage.mart_query_old',
      'DROP VIEW things.old_current',
      'DROP VIEW things.thing',
    ])
  })

  it('is dropped once when a mart is called like an entity', () => {
    const called = [
      view('stage.mart_query_old_current', ['things.thing']),
      rows('stage.mart_rows_old_current', ['stage.mart_query_old_current']),
      view('marts.old_current', ['stage.mart_rows_old_current']),
    ]
    expect(statements([low], holding(low, ...called))).toEqual([
      'DROP VIEW marts.old_current',
      'DROP TABLE stage.mart_rows_old_current',
      'DROP VIEW stage.mart_query_old_current',
    ])
  })

  it('is left alone when a person made it, and so is the view of a type', () => {
    const personal: HeldRelations = new Map([
      ['marts.own', { kind: 'view' }],
      ['marts.said', { kind: 'view', comment: 'mine' }],
    ])
    expect(statements([], personal)).toEqual([])
    expect(statements([], holding(low))).toEqual([])
  })
})

describe('a chunk', () => {
  const step = (count: number, what = 'x', alone?: true) => ({
    statements: Array.from({ length: count }, (_, index) => `${what} ${index}`),
    what,
    ...(alone && { alone }),
  })

  it('holds at most 40 statements, and no step in part', () => {
    const chunks = packChunks([step(30, 'a'), step(10, 'b'), step(25, 'c'), step(25, 'd')])
    expect(chunks.map(({ first, last, statements: { length } }) => [first, last, length])).toEqual([
      ['a', 'b', 40],
      ['c', 'c', 25],
      ['d', 'd', 25],
    ])
  })

  it('holds nothing beside a statement that runs alone', () => {
    const chunks = packChunks([step(1, 'a'), step(1, 'b', true), step(1, 'c', true), step(1, 'd')])
    expect(chunks.map(({ alone, statements: all }) => [alone, all])).toEqual([
      [false, ['a 0']],
      [true, ['b 0']],
      [true, ['c 0']],
      [false, ['d 0']],
    ])
  })

  it('is small enough for the state that carries it; together they lose nothing and keep the order', () => {
    const steps = fc.array(fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1, maxLength: 50 }), {
      maxLength: 8,
    })
    fc.assert(
      fc.property(steps, (lengths) => {
        const all = lengths.map((each) => ({ statements: each.map((length) => 'x'.repeat(length)), what: 'x' }))
        const chunks = packChunks(all)
        expect(chunks.flatMap((chunk) => chunk.statements)).toEqual(all.flatMap((each) => each.statements))
        for (const chunk of chunks) {
          expect(chunk.statements.length).toBeLessThanOrEqual(40)
          expect(Buffer.byteLength(JSON.stringify(chunk.statements))).toBeLessThan(200_000)
        }
      }),
      { numRuns: 30 },
    )
  })
})
