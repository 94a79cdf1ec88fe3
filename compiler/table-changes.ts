import { redshiftType } from './logical-types.ts'
import type { CompiledContractSet, CompiledType } from './targets/contract-set.ts'

/**
 * Changes of tables that an earlier compile described and that no deployed table can follow, as warnings. Migrations add columns and
 * widen texts; they refuse these.
 */
export function tableChanges(before: CompiledContractSet, after: CompiledContractSet): readonly string[] {
  const tables = before.types.flatMap(withChildren)
  return after.types.flatMap(withChildren).flatMap((type) => {
    const earlier = tables.find(({ table }) => table.schema === type.table.schema && table.name === type.table.name)
    const changes = earlier === undefined ? [] : refusedChanges(earlier, type)
    const table = `${type.table.schema}.${type.table.name}`
    return changes.length === 0
      ? []
      : [`${table}: ${changes.join(', ')}; once it is deployed, this is a new major version`]
  })
}

type Table = Pick<CompiledType, 'table' | 'columns'>

const withChildren = (type: CompiledType): readonly Table[] => [type, ...(type.tables ?? [])]

function refusedChanges(before: Table, after: Table): readonly string[] {
  const wanted = new Map(after.columns.map((column) => [column.name, column]))
  return before.columns.flatMap((held) => {
    const column = wanted.get(held.name)
    if (column === undefined) return `column ${held.name} is gone`
    const [from, to] = [redshiftType(held), redshiftType(column)]
    const longer = held.type === 'string' && column.type === 'string' && textBytes(column) > textBytes(held)
    return from === to || longer ? [] : `column ${held.name} was ${from} and is ${to}`
  })
}

const textBytes = (column: CompiledType['columns'][number]): number => column.max_bytes ?? 0
