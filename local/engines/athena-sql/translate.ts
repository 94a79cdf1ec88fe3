import { usedAliases } from './aliases.ts'
import { sameFunctions, sameWindows } from './functions.ts'
import { AthenaUnsupported } from './statement.ts'
import {
  call,
  constant,
  emptySelect,
  everything,
  integerTwo,
  isRawJson,
  list,
  mapMembers,
  type Node,
  plainStar,
  textConstant,
} from './tree.ts'

/** A table that a query reads, names folded. */
export interface Reference {
  readonly database: string
  readonly name: string
}

export interface Translation {
  /** SQL of DuckDB; tables are `"database"."name"`. */
  readonly sql: string
  readonly references: readonly Reference[]
  /** Names that are aliases of a SELECT and are used where Trino knows columns only: each must be a column of what `from` selects. */
  readonly columns: readonly { readonly from: string; readonly names: readonly string[] }[]
}

/** DuckDB's parser: text to tree (JSON) and back. */
export interface SqlParser {
  parse(sql: string): Promise<unknown>
  print(tree: unknown): Promise<string>
}

const catalogName = 'awsdatacatalog'
const joinTypes: ReadonlySet<unknown> = new Set(['INNER', 'LEFT', 'RIGHT', 'OUTER'])
const joinForms: ReadonlySet<unknown> = new Set(['REGULAR', 'CROSS'])
const setOperations: ReadonlySet<unknown> = new Set(['UNION', 'EXCEPT', 'INTERSECT'])
const castTypes: ReadonlySet<unknown> = new Set([
  'VARCHAR',
  'BOOLEAN',
  'TINYINT',
  'SMALLINT',
  'INTEGER',
  'BIGINT',
  'DOUBLE',
  'DECIMAL',
  'DATE',
  'TIMESTAMP',
  'TIMESTAMP_MS',
])
const plainExpressions: ReadonlySet<unknown> = new Set([
  'COLUMN_REF',
  'COMPARISON',
  'CONJUNCTION',
  'OPERATOR',
  'CASE',
  'BETWEEN',
])
const operators: ReadonlySet<unknown> = new Set([
  'OPERATOR_NOT',
  'OPERATOR_IS_NULL',
  'OPERATOR_IS_NOT_NULL',
  'OPERATOR_COALESCE',
  'COMPARE_IN',
  'COMPARE_NOT_IN',
])

/**
 * Translates a SELECT of Athena: the tree may hold only what both engines read alike; texts get their type, so that DuckDB does not
 * compare a text with a timestamp as Trino would not; tables get the database. Throws AthenaUnsupported by name.
 */
export async function translate(sql: string, database: string | undefined, parser: SqlParser): Promise<Translation> {
  const references = new Map<string, Reference>()
  const walk = new Walk(database?.toLowerCase(), references)
  const tree = (await parser.parse(sql)) as { readonly statements: readonly { readonly node: Node }[] }
  const [statement, ...others] = tree.statements
  if (!statement || others.length > 0) throw new AthenaUnsupported('More than one statement')
  const print = (node: Node) => parser.print({ ...tree, statements: [{ ...statement, node }] })
  const node = walk.query(statement.node, new Map(), true)
  const columns = walk.suspects.map(async ({ from, names }) => ({ from: await print(from), names }))
  return { sql: await print(node), references: [...references.values()], columns: await Promise.all(columns) }
}

/** Common table expressions in sight, by name. */
type Scope = ReadonlyMap<string, Node>

class Walk {
  readonly suspects: { readonly from: Node; readonly names: readonly string[] }[] = []
  readonly #database: string | undefined
  readonly #references: Map<string, Reference>

  constructor(database: string | undefined, references: Map<string, Reference>) {
    this.#database = database
    this.#references = references
  }

  query(node: Node, outer: Scope, top = false): Node {
    const { scope, cteMap } = this.#ctes(node, outer)
    const modifiers = list(node.modifiers).map((modifier) => this.#modifier(modifier, scope))
    const common = { ...node, modifiers, cte_map: cteMap }
    switch (node.type) {
      case 'SELECT_NODE':
        return this.#select(common, scope, top)
      case 'SET_OPERATION_NODE': {
        if (!setOperations.has(node.setop_type)) throw new AthenaUnsupported(String(node.setop_type))
        const children = Array.isArray(node.children)
          ? { children: list(node.children).map((child) => this.query(child, scope, top)) }
          : {
              left: this.query(node.left as Node, scope, top),
              right: this.query(node.right as Node, scope, top),
            }
        return { ...common, ...children }
      }
      default:
        throw new AthenaUnsupported(String(node.type))
    }
  }

  #ctes(node: Node, outer: Scope): { readonly scope: Scope; readonly cteMap: Node } {
    const scope = new Map(outer)
    const map = list((node.cte_map as Node).map).map((entry) => {
      const value = entry.value as Node
      const query = value.query as Node
      const inner = this.query(query.node as Node, scope)
      const rewritten = { ...entry, value: { ...value, query: { ...query, node: inner } } }
      scope.set(String(entry.key).toLowerCase(), rewritten)
      return rewritten
    })
    return { scope, cteMap: { map } }
  }

  #select(node: Node, scope: Scope, top: boolean): Node {
    if (node.sample) throw new AthenaUnsupported('TABLESAMPLE')
    if (node.qualify) throw new AthenaUnsupported('QUALIFY')
    if (node.aggregate_handling !== 'STANDARD_HANDLING') throw new AthenaUnsupported('GROUP BY ALL')
    const optional = (member: unknown) => (member ? this.#expression(member as Node, scope) : member)
    const selected = list(node.select_list).map((item, index) => {
      if (item.class === 'STAR') return plainStar(item)
      const rewritten = this.#expression(item, scope)
      const named = item.alias !== '' || item.class === 'COLUMN_REF'
      return top && !named ? { ...rewritten, alias: `_col${index}` } : { ...rewritten, alias: item.alias }
    })
    const from = this.#table(node.from_table as Node, scope)
    const names = usedAliases(node)
    const star = { ...emptySelect, cte_map: { map: [...scope.values()] }, select_list: [everything], from_table: from }
    if (names.length > 0) this.suspects.push({ from: star, names })
    return {
      ...node,
      select_list: selected,
      from_table: from,
      where_clause: optional(node.where_clause),
      having: optional(node.having),
      group_expressions: list(node.group_expressions).map((each) => this.#expression(each, scope)),
    }
  }

  #modifier(modifier: Node, scope: Scope): Node {
    switch (modifier.type) {
      case 'ORDER_MODIFIER':
        return this.#orders(modifier, scope)
      case 'LIMIT_MODIFIER':
        return modifier
      case 'DISTINCT_MODIFIER':
        if (list(modifier.distinct_on_targets).length > 0) throw new AthenaUnsupported('DISTINCT ON')
        return modifier
      default:
        throw new AthenaUnsupported(String(modifier.type))
    }
  }

  #orders(modifier: Node, scope: Scope): Node {
    const orders = list(modifier.orders).map((order) => ({
      ...order,
      expression: this.#expression(order.expression as Node, scope),
    }))
    return { ...modifier, orders }
  }

  #table(node: Node, scope: Scope): Node {
    const common = { ...node, query_location: 0 }
    switch (node.type) {
      case 'EMPTY':
        return common
      case 'BASE_TABLE':
        return this.#baseTable(common, scope)
      case 'SUBQUERY': {
        const subquery = node.subquery as Node
        return { ...common, subquery: { ...subquery, node: this.query(subquery.node as Node, scope) } }
      }
      case 'JOIN': {
        if (!joinTypes.has(node.join_type) || !joinForms.has(node.ref_type))
          throw new AthenaUnsupported(`${node.ref_type} ${node.join_type} JOIN`)
        return {
          ...common,
          left: this.#table(node.left as Node, scope),
          right: this.#table(node.right as Node, scope),
          condition: node.condition ? this.#expression(node.condition as Node, scope) : node.condition,
        }
      }
      case 'TABLE_FUNCTION':
        return this.#unnest(node, scope)
      default:
        throw new AthenaUnsupported(`${node.type} in FROM`)
    }
  }

  #baseTable(node: Node, scope: Scope): Node {
    if (node.sample || node.at_clause) throw new AthenaUnsupported('TABLESAMPLE or FOR VERSION')
    const [catalog, schema, name] = [node.catalog_name, node.schema_name, node.table_name].map((part) =>
      String(part).toLowerCase(),
    ) as [string, string, string]
    if (schema === '' && scope.has(name)) return node
    if (catalog !== '' && catalog !== catalogName) throw new AthenaUnsupported(`The data catalog ${catalog}`)
    const database = schema === '' ? this.#database : schema
    if (database === undefined)
      throw new Error(`SYNTAX_ERROR: Schema must be specified when session schema is not set: ${name}`)
    this.#references.set(`${database}.${name}`, { database, name })
    const alias = node.alias === '' ? name : node.alias
    return { ...node, catalog_name: '', schema_name: database, table_name: name, alias }
  }

  /** `UNNEST(rows) AS t (a, b)` gives a column per member of the row; DuckDB does so in a subquery. */
  #unnest(node: Node, scope: Scope): Node {
    const call = node.function as Node
    if (call.function_name !== 'unnest') throw new AthenaUnsupported(`The table function ${call.function_name}`)
    if (node.with_ordinality === 'WITH_ORDINALITY') throw new AthenaUnsupported('UNNEST WITH ORDINALITY')
    const [argument, ...others] = list(call.children)
    const names = list(node.column_name_alias)
    if (!argument || others.length > 0) throw new AthenaUnsupported('UNNEST of more than one array')
    if (names.length === 0) throw new AthenaUnsupported('UNNEST without names of its columns')
    const depth = { ...integerTwo, alias: 'max_depth' }
    const select = { ...call, alias: '', children: [this.#expression(argument, scope), depth], query_location: 0 }
    return {
      type: 'SUBQUERY',
      alias: node.alias,
      sample: null,
      query_location: 0,
      subquery: { node: { ...emptySelect, select_list: [select] }, named_param_map: [] },
      column_name_alias: node.column_name_alias,
    }
  }

  #expression(given: Node, scope: Scope): Node {
    const node: Node = { ...given, query_location: 0 }
    switch (node.class) {
      case 'CONSTANT':
        return constant(node)
      case 'CAST':
        return this.#cast(node, scope)
      case 'FUNCTION':
        return this.#function(node, scope)
      case 'WINDOW':
        return this.#window(node, scope)
      case 'SUBQUERY': {
        const subquery = node.subquery as Node
        return {
          ...node,
          subquery: { ...subquery, node: this.query(subquery.node as Node, scope) },
          child: node.child ? this.#expression(node.child as Node, scope) : node.child,
        }
      }
      default:
        if (!plainExpressions.has(node.class)) throw new AthenaUnsupported(`${node.class} expressions`)
        if (node.class === 'OPERATOR' && !operators.has(node.type)) throw new AthenaUnsupported(String(node.type))
        return this.#members(node, scope)
    }
  }

  /** Every expression inside an expression. */
  #members(node: Node, scope: Scope): Node {
    const rewrite = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(rewrite)
      if (typeof value !== 'object' || value === null || isRawJson(value)) return value
      const inner = value as Node
      return typeof inner.class === 'string' ? this.#expression(inner, scope) : mapMembers(inner, rewrite)
    }
    return mapMembers(node, rewrite)
  }

  #cast(node: Node, scope: Scope): Node {
    const { id } = node.cast_type as { readonly id: unknown }
    if (!castTypes.has(id)) throw new AthenaUnsupported(`CAST to ${String(id)}`)
    const child = this.#expression(node.child as Node, scope)
    if (id === 'VARCHAR') return node.try_cast ? { ...node, child } : call('athena_text', [child])
    if (id !== 'TIMESTAMP' && id !== 'TIMESTAMP_MS') return { ...node, child }
    // timestamp is timestamp(3) in Athena
    const cast = { ...node, child, alias: '', cast_type: { id: 'TIMESTAMP', type_info: null } }
    return call('date_trunc', [textConstant('millisecond'), cast])
  }

  #function(node: Node, scope: Scope): Node {
    const name = String(node.function_name)
    const same = Object.hasOwn(sameFunctions, name) ? sameFunctions[name] : undefined
    if (same === undefined || node.schema !== '') throw new AthenaUnsupported(`The function ${name}`)
    const rewritten = this.#members(node, scope)
    const children = list(rewritten.children)
    if (same === true || ((name === '-' || name === '+') && children.length === 1)) return rewritten
    if (node.distinct || node.filter) throw new AthenaUnsupported(`${name} with DISTINCT or FILTER`)
    return call(same, children)
  }

  #window(node: Node, scope: Scope): Node {
    const name = String(node.function_name)
    if (!sameWindows.has(name)) throw new AthenaUnsupported(`The window function ${name}`)
    return this.#members(node, scope)
  }
}
