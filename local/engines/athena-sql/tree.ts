import { AthenaUnsupported } from './statement.ts'

/** A node of DuckDB's tree of a query, as `json_serialize_sql` gives it. */
export type Node = { [member: string]: unknown }

export const list = (value: unknown): readonly Node[] => (Array.isArray(value) ? (value as readonly Node[]) : [])

/** A number that keeps its digits. */
export const isRawJson = (value: object): boolean =>
  (JSON as unknown as { isRawJSON(value: object): boolean }).isRawJSON(value)

export const mapMembers = (node: Node, change: (value: unknown) => unknown): Node =>
  Object.fromEntries(Object.entries(node).map(([name, value]) => [name, change(value)]))

export function plainStar(item: Node): Node {
  const changed = [item.exclude_list, item.replace_list, item.qualified_exclude_list, item.rename_list]
  if (changed.some((each) => list(each).length > 0) || item.columns || item.expr)
    throw new AthenaUnsupported('* with changes')
  return { ...item, query_location: 0 }
}

/** A text is VARCHAR, never what it stands beside; a double stays one when it is printed. */
export function constant(node: Node): Node {
  const { type } = node.value as { readonly type: { readonly id: string } }
  if (type.id !== 'VARCHAR' && type.id !== 'DOUBLE') return node
  return {
    class: 'CAST',
    type: 'OPERATOR_CAST',
    alias: node.alias,
    query_location: 0,
    child: { ...node, alias: '' },
    cast_type: { id: type.id, type_info: null },
    try_cast: false,
  }
}

export const textConstant = (value: string): Node => ({
  class: 'CONSTANT',
  type: 'VALUE_CONSTANT',
  alias: '',
  query_location: 0,
  value: { type: { id: 'VARCHAR', type_info: null }, is_null: false, value },
})

export const integerTwo: Node = {
  class: 'CONSTANT',
  type: 'VALUE_CONSTANT',
  query_location: 0,
  value: { type: { id: 'INTEGER', type_info: null }, is_null: false, value: 2 },
}

export const call = (name: string, children: readonly Node[]): Node => ({
  class: 'FUNCTION',
  type: 'FUNCTION',
  alias: '',
  query_location: 0,
  function_name: name,
  schema: '',
  children,
  filter: null,
  order_bys: { type: 'ORDER_MODIFIER', orders: [] },
  distinct: false,
  is_operator: false,
  export_state: false,
  catalog: '',
})

export const emptySelect: Node = {
  type: 'SELECT_NODE',
  modifiers: [],
  cte_map: { map: [] },
  from_table: { type: 'EMPTY', alias: '', sample: null, query_location: 0 },
  where_clause: null,
  group_expressions: [],
  group_sets: [],
  aggregate_handling: 'STANDARD_HANDLING',
  having: null,
  sample: null,
  qualify: null,
}

/** `*` */
export const everything: Node = {
  class: 'STAR',
  type: 'STAR',
  alias: '',
  query_location: 0,
  relation_name: '',
  exclude_list: [],
  replace_list: [],
  columns: false,
  expr: null,
  qualified_exclude_list: [],
  rename_list: [],
}
