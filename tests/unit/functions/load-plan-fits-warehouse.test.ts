import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ContractSet, ContractType } from '#runtime/contract-set.ts'
import { relationsOf } from '#runtime/warehouse.ts'
import { stagedType, technicalColumns } from '../../../functions/plan-load/table-columns.ts'

const set = JSON.parse(readFileSync('schemas/generated/contract-set.json', 'utf8')) as ContractSet

/** Columns of a table as the compiled migrations make it: name → type. */
const migratedColumns = (table: string): readonly (readonly [string, string])[] =>
  set.migrations.flatMap((migration) =>
    migration.kind === 'table' && migration.relation === table
      ? migration.columns.map(({ name, type }) => [name, type] as const)
      : [],
  )
const stagedColumns = (type: ContractType) =>
  [...technicalColumns, ...type.columns].map(
    (column) => [column.name, column.type === 'json' ? 'SUPER' : stagedType(column)] as const,
  )

describe('what plan-load stages', () => {
  it.each(set.types.map((type) => [type.name, type] as const))('has the columns of the table of %s', (_, type) => {
    expect(stagedColumns(type)).toEqual(migratedColumns(`${type.table.schema}.${type.table.name}`))
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
