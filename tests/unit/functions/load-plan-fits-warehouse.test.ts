import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Column, ContractSet, ContractType } from '#runtime/contract-set.ts'
import { quarantineTable } from '#runtime/report.ts'
import { relationsOf } from '#runtime/warehouse.ts'
import {
  childColumns,
  quarantineColumns,
  stagedType,
  technicalColumns,
} from '../../../functions/plan-load/table-columns.ts'

const set = JSON.parse(readFileSync('schemas/generated/contract-set.json', 'utf8')) as ContractSet

/** Columns of a table as the compiled migrations make it: name → type. */
const migratedColumns = (table: string): readonly (readonly [string, string])[] =>
  set.migrations.flatMap((migration) =>
    migration.kind === 'table' && migration.relation === table
      ? migration.columns.map(({ name, type }) => [name, type] as const)
      : [],
  )
const asTarget = (columns: readonly Column[]) =>
  columns.map((column) => [column.name, column.type === 'json' ? 'SUPER' : stagedType(column)] as const)
const stagedColumns = (type: ContractType) => asTarget([...technicalColumns, ...type.columns])
const children = set.types.flatMap(({ tables = [] }) => tables)

describe('what plan-load stages', () => {
  it.each(set.types.map((type) => [type.name, type] as const))('has the columns of the table of %s', (_, type) => {
    expect(stagedColumns(type)).toEqual(migratedColumns(`${type.table.schema}.${type.table.name}`))
  })

  it.each(children.map((child) => [child.table.name, child] as const))('has the columns of %s', (_, child) => {
    expect(asTarget([...childColumns, ...child.columns])).toEqual(
      migratedColumns(`${child.table.schema}.${child.table.name}`),
    )
  })

  it('has the columns of the quarantine that the job describes, and those that Apply fills', () => {
    const { schema, name } = quarantineTable.table
    const filled = migratedColumns(`${schema}.${name}`).map(([column]) => column)
    expect([...quarantineColumns.map((column) => column.name), 'quarantined_at']).toEqual(filled)
  })

  it.each(set.types.map((type) => [type.name, type] as const))(
    'names relations of %s that migrations make',
    (_, type) => {
      for (const { schema, name } of Object.values(relationsOf(type))) {
        expect(migratedColumns(`${schema}.${name}`), `${schema}.${name}`).not.toEqual([])
      }
    },
  )
})
