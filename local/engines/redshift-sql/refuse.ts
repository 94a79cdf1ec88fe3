import { findWords, hasWords, isGroup, isName, isSymbol, levels, type Node, wordOf } from './nodes.ts'
import { SqlError } from './tokens.ts'

const statements: readonly (readonly [readonly string[], string])[] = [
  [['create', 'index'], 'CREATE INDEX'],
  [['create', 'unique', 'index'], 'CREATE UNIQUE INDEX'],
  [['create', 'sequence'], 'CREATE SEQUENCE'],
  [['create', 'type'], 'CREATE TYPE'],
  [['create', 'domain'], 'CREATE DOMAIN'],
  [['create', 'trigger'], 'CREATE TRIGGER'],
  [['create', 'rule'], 'CREATE RULE'],
  [['create', 'extension'], 'CREATE EXTENSION'],
  [['create', 'unlogged'], 'UNLOGGED tables'],
  [['set', 'session', 'authorization'], 'SET SESSION AUTHORIZATION through the Data API'],
  [['reset', 'session'], 'RESET SESSION AUTHORIZATION through the Data API'],
  [['set', 'role'], 'SET ROLE'],
  [['set', 'transaction'], 'SET TRANSACTION (isolation is a setting of the database)'],
  [['do'], 'DO'],
  [['listen'], 'LISTEN'],
  [['notify'], 'NOTIFY'],
  [['unload'], 'UNLOAD (not in this local plane)'],
]

const symbols: Readonly<Record<string, string>> = {
  '->': 'the jsonb operator ->',
  '->>': 'the jsonb operator ->>',
  '#>': 'the jsonb operator #>',
  '#>>': 'the jsonb operator #>>',
  '@>': 'the operator @>',
  '<@': 'the operator <@',
  '?': 'the jsonb operator ?',
  '?|': 'the jsonb operator ?|',
  '?&': 'the jsonb operator ?&',
}

const functions: ReadonlySet<string> = new Set(
  `nextval currval setval lastval unnest array_agg string_agg jsonb_agg json_agg jsonb_build_object json_build_object jsonb_each
  jsonb_array_elements jsonb_set jsonb_path_query json_each to_jsonb to_json row_to_json gen_random_uuid uuid_generate_v4 format
  concat_ws make_date make_timestamp regexp_matches regexp_split_to_table string_to_array array_length pg_sleep pg_read_file
  pg_ls_dir lo_import dblink set_config pg_terminate_backend`
    .split(/\s+/)
    .filter((name) => name !== ''),
)

const types: ReadonlySet<string> = new Set(
  `uuid jsonb json bytea serial bigserial smallserial money inet cidr macaddr xml hstore bit tsvector tsquery point polygon int4range
  int8range numrange tsrange tstzrange daterange citext oid`.split(/\s+/),
)

/** Throws SqlError by name for what PostgreSQL would run and Redshift would not. */
export function refuseForeign(statement: readonly Node[]): void {
  for (const [words, what] of statements) if (hasWords(statement, 0, ...words)) throw refusal(what)
  if (/^(insert|update|delete|merge|with)$/.test(wordOf(statement[0]) ?? '')) {
    if (statement.some((node, at) => at > 0 && wordOf(node) === 'returning' && !isSymbol(statement[at - 1], '.'))) {
      throw refusal('RETURNING')
    }
  }
  for (const nodes of levels(statement)) for (const at of nodes.keys()) refuseAt(nodes, at)
  refuseSeriesWithTables(statement)
}

function refuseAt(nodes: readonly Node[], at: number): void {
  const node = nodes[at]
  const next = nodes[at + 1]
  if (node?.kind === 'symbol') {
    const operator = symbols[node.text]
    if (operator) throw refusal(operator)
    if (node.text === '::') refuseType(nodes, at + 1)
    return
  }
  if (isGroup(node, '[') && node.nodes.length === 0) throw refusal('array types ([])')
  const word = wordOf(node)
  if (word === undefined || isSymbol(nodes[at - 1], '.')) return
  if (hasWords(nodes, at, 'on', 'conflict')) throw refusal('ON CONFLICT')
  if (hasWords(nodes, at, 'distinct', 'on') && isGroup(nodes[at + 2])) throw refusal('DISTINCT ON')
  if (word === 'lateral') throw refusal('LATERAL')
  if (word === 'tablesample') throw refusal('TABLESAMPLE')
  if (word === 'array' && isGroup(next, '[')) throw refusal('ARRAY[…]')
  if ((word === 'any' || word === 'all' || word === 'some') && isGroup(next) && !isQuery(next.nodes)) {
    throw refusal(`${word.toUpperCase()} (array)`)
  }
  if (word === 'filter' && isGroup(next) && wordOf(next.nodes[0]) === 'where')
    throw refusal('FILTER (WHERE …) on aggregates')
  if (hasWords(nodes, at, 'generated', 'always')) throw refusal('GENERATED ALWAYS')
  if (hasWords(nodes, at, 'at', 'time') && wordOf(nodes[at + 2]) !== 'zone') throw refusal('AT TIME')
  if (word === 'grouping' && wordOf(next) === 'sets' && !isGroup(nodes[at + 2])) throw refusal('GROUPING SETS')
  if (isGroup(next) && functions.has(word)) throw refusal(`the function ${word.toUpperCase()}`)
  if (word === 'cast' && isGroup(next)) {
    const as = findWords(next.nodes, ['as'])
    if (as >= 0) refuseType(next.nodes, as + 1)
  }
}

/** Throws SqlError when the type at `at` is one that Redshift lacks. */
export function refuseType(nodes: readonly Node[], at: number): void {
  const type = wordOf(nodes[at])
  if (type !== undefined && types.has(type)) throw refusal(`the type ${type.toUpperCase()}`)
  if (isName(nodes[at]) && nodes.slice(at + 1, at + 3).some((node) => isGroup(node, '[')))
    throw refusal('array types ([])')
}

/** generate_series runs on Redshift's leader node only: not beside tables, not to fill one. */
function refuseSeriesWithTables(statement: readonly Node[]): void {
  const uses = [...levels(statement)].some((nodes) =>
    nodes.some((node, at) => wordOf(node) === 'generate_series' && isGroup(nodes[at + 1])),
  )
  if (!uses) return
  const writes = wordOf(statement[0]) !== 'select' && wordOf(statement[0]) !== 'with'
  const tables = [...levels(statement)].some((nodes) =>
    nodes.some((node, at) => {
      const from = wordOf(node) === 'from' || wordOf(node) === 'join'
      return from && isName(nodes[at + 1]) && wordOf(nodes[at + 1]) !== 'generate_series'
    }),
  )
  if (writes || tables) throw refusal('generate_series together with tables')
}

export function isQuery(nodes: readonly Node[]): boolean {
  const first = nodes[0]
  if (isGroup(first)) return isQuery(first.nodes)
  return wordOf(first) === 'select' || wordOf(first) === 'with' || wordOf(first) === 'values'
}

export function refusal(what: string): SqlError {
  return new SqlError(`Redshift has no such thing: ${what} is not supported`)
}
