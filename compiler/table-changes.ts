import { redshiftType } from './logical-types.ts'
import type { CompiledContractSet, CompiledType } from './targets/contract-set.ts'

/**
 * What changed in tables that an earlier compile described, as warnings. Migrations make tables and never alter one, so a table that
 * is deployed with the earlier columns must be dealt with by a person, or the change belongs into a new major.
 */
export function tableChanges(before: CompiledContractSet, after: CompiledContractSet): readonly string[] {
  return after.types.flatMap((type) => {
    const earlier = before.types.find(
      ({ table }) => table.schema === type.table.schema && table.name === type.table.name,
    )
    const changes = earlier === undefined ? [] : columnChanges(earlier, type)
    const table = `${type.table.schema}.${type.table.name}`
    return changes.length === 0
      ? []
      : [`${table}: ${changes.join(', ')}; migrations do not alter a table that is deployed already`]
  })
}

function columnChanges(before: CompiledType, after: CompiledType): readonly string[] {
  const held = new Map(before.columns.map((column) => [column.name, redshiftType(column)]))
  const wanted = new Map(after.columns.map((column) => [column.name, redshiftType(column)]))
  return [
    ...[...wanted].filter(([name]) => !held.has(name)).map(([name]) => `column ${name} is new`),
    ...[...held].filter(([name]) => !wanted.has(name)).map(([name]) => `column ${name} is gone`),
    ...[...wanted]
      .filter(([name, type]) => held.has(name) && held.get(name) !== type)
      .map(([name, type]) => `column ${name} was ${held.get(name)} and is ${type}`),
  ]
}
