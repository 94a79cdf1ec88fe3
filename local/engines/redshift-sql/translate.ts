import { type CopyStatement, readCopy } from './copy-statement.ts'
import { translateExpressions } from './expressions.ts'
import { translateNavigation } from './navigation.ts'
import {
  findWords,
  group,
  hasWords,
  isGroup,
  isSymbol,
  type Node,
  nest,
  quoteName,
  readName,
  render,
  wordOf,
} from './nodes.ts'
import { translateGrant } from './privileges.ts'
import { refusal, refuseForeign } from './refuse.ts'
import { alterTable, createTable, literal, readTableAttributes } from './table.ts'
import { SqlError, type Token, tokenize } from './tokens.ts'

/** One Redshift statement, ready for PostgreSQL. */
export interface Translated {
  /** To be run in order; none where Redshift's statement has no effect here. */
  readonly sql: readonly string[]
  /** Names of the values for `$1`, `$2`, …; each statement takes all of them or none. */
  readonly parameters: readonly string[]
  readonly copy?: CopyStatement
  /** The statement gives a result set. */
  readonly returnsRows?: boolean
  /** Redshift runs it only outside a transaction block; the name for the message. */
  readonly alone?: string
}

/** Translates one statement (a closing semicolon is fine). Throws SqlError for what Redshift would refuse or this plane does not know. */
export function translate(sql: string): Translated {
  const nodes = nest(withoutSemicolon(tokenize(sql)))
  if (nodes.length === 0) throw new SqlError('the statement is empty')
  if (nodes.some((node) => isSymbol(node, ';')))
    throw new SqlError('one statement at a time: ExecuteStatement takes no list of statements')
  refuseForeign(nodes)
  const first = wordOf(nodes[0]) ?? ''
  const plain = byFirstWord[first]
  if (plain === undefined && !isGroup(nodes[0]))
    throw new SqlError(`syntax error at or near "${render(nodes.slice(0, 1)).trim()}"`)
  return (plain ?? query)(nodes)
}

type Statement = (nodes: readonly Node[]) => Translated

const only = (...sql: string[]): Translated => ({ sql, parameters: [] })
const asIs: Statement = (nodes) => only(render(nodes).trim())
const nothing: Statement = () => only()

const query: Statement = (nodes) => {
  const translated = translateExpressions(translateNavigation(nodes))
  const names: string[] = []
  const sql = render(bind(translated, names)).trim()
  return { sql: [sql], parameters: names, returnsRows: true }
}

const inTransaction: Statement = (nodes) => {
  throw new SqlError(
    `${wordOf(nodes[0])?.toUpperCase()} is not allowed: the Data API makes the transaction (BatchExecuteStatement)`,
  )
}

const create: Statement = (nodes) => {
  const replace = hasWords(nodes, 1, 'or', 'replace') ? 2 : 0
  const word = wordOf(nodes[1 + replace])
  if (word === 'view') return createView(nodes, 1 + replace, replace > 0)
  if (word === 'materialized') return createMaterializedView(nodes)
  if (['table', 'temp', 'temporary', 'local'].includes(word ?? '')) return only(createTable(translateNavigation(nodes)))
  if (word === 'schema') return only(render(nodes.slice(0, endBefore(nodes, ['quota']))).trim())
  if (word === 'user') return only(createUser(nodes))
  if (word === 'role') return only(`SELECT redshift.create_role(${literal(nameAt(nodes, 2))})`)
  if (word === 'group') return only(`CREATE ROLE ${quoteName(nameAt(nodes, 2))}`)
  throw refusal(`CREATE ${word?.toUpperCase() ?? ''}`)
}

function createView(nodes: readonly Node[], view: number, replace: boolean): Translated {
  const name = readName(nodes, view + 1)
  const as = findWords(nodes, ['as'])
  if (!name || as < 0) throw new SqlError('syntax error: CREATE VIEW needs a name and AS')
  const late = hasWords(nodes, nodes.length - 4, 'with', 'no', 'schema', 'binding')
  const columns = isGroup(nodes[name.end]) ? render([nodes[name.end] as Node]).trim() : ''
  const body = nodes.slice(as + 1, late ? -4 : undefined)
  const context = translateNavigation([...nodes.slice(0, as + 1), ...body]).slice(as + 1)
  const definition = render(translateExpressions(context)).trim()
  const qualified = name.parts.map(quoteName).join('.')
  return only(
    `SELECT redshift.create_view(${literal(qualified)}, ${literal(columns)}, ${literal(definition)}, ${replace}, ${late})`,
  )
}

function createMaterializedView(nodes: readonly Node[]): Translated {
  const name = readName(nodes, 3)
  const as = findWords(nodes, ['as'])
  if (!name || as < 0 || wordOf(nodes[2]) !== 'view')
    throw new SqlError('syntax error: CREATE MATERIALIZED VIEW needs a name and AS')
  const attributes = nodes.slice(name.end, as)
  const refresh = findWords(attributes, ['auto', 'refresh'])
  if (refresh >= 0 && wordOf(attributes[refresh + 2]) !== 'no') throw refusal('AUTO REFRESH YES (in this local plane)')
  readTableAttributes(refresh < 0 ? attributes : [...attributes.slice(0, refresh), ...attributes.slice(refresh + 3)])
  const body = render(translateExpressions(translateNavigation(nodes).slice(as + 1)))
  return only(`CREATE MATERIALIZED VIEW ${name.parts.map(quoteName).join('.')} AS${body}`)
}

function createUser(nodes: readonly Node[]): string {
  const name = quoteName(nameAt(nodes, 2))
  const at = wordOf(nodes[3]) === 'with' ? 4 : 3
  const password = nodes[at + 1]
  if (wordOf(nodes[at]) !== 'password' || nodes.length > at + 2)
    throw new SqlError('CREATE USER in this local plane: CREATE USER name PASSWORD DISABLE')
  if (wordOf(password) === 'disable') return `CREATE USER ${name}`
  if (password?.kind !== 'string') throw new SqlError('CREATE USER needs PASSWORD')
  return `CREATE USER ${name} PASSWORD ${password.text}`
}

const lock: Statement = (nodes) => {
  const names = nodes.slice(wordOf(nodes[1]) === 'table' ? 2 : 1)
  if (names.some((node) => wordOf(node) === 'in')) throw refusal('LOCK … IN … MODE')
  return only(`LOCK TABLE ${render(names).trim()} IN ACCESS EXCLUSIVE MODE`)
}

/** Redshift's own settings are remembered under `redshift.` and have no effect; anything else unknown is refused. */
const settings: Readonly<Record<string, string>> = {
  statement_timeout: 'statement_timeout',
  search_path: 'search_path',
  timezone: 'timezone',
  query_group: 'redshift.query_group',
  enable_case_sensitive_identifier: 'redshift.enable_case_sensitive_identifier',
  enable_case_sensitive_super_attribute: 'redshift.enable_case_sensitive_super_attribute',
  enable_result_cache_for_session: 'redshift.enable_result_cache_for_session',
  json_parse_truncate_strings: 'redshift.json_parse_truncate_strings',
}

const set: Statement = (nodes) => {
  const local = wordOf(nodes[1]) === 'local' || wordOf(nodes[1]) === 'session' ? 1 : 0
  const name = wordOf(nodes[1 + local]) ?? ''
  const setting = settings[name]
  if (setting === undefined) throw new SqlError(`unrecognized configuration parameter "${name}"`)
  const scope = wordOf(nodes[1]) === 'local' ? 'LOCAL ' : ''
  return only(`SET ${scope}${setting}${render(nodes.slice(2 + local))}`)
}

const analyze: Statement = (nodes) => {
  const name = readName(nodes, 1)
  return only(name ? `ANALYZE ${name.parts.map(quoteName).join('.')}` : 'ANALYZE')
}

const alter: Statement = (nodes) => {
  if (wordOf(nodes[1]) === 'table') {
    const { sql, alone } = alterTable(nodes)
    return { sql, parameters: [], ...(alone ? { alone } : {}) }
  }
  if (hasWords(nodes, 1, 'default', 'privileges')) return only(translateGrant(nodes))
  if (['user', 'schema', 'role', 'view', 'materialized'].includes(wordOf(nodes[1]) ?? '')) return asIs(nodes)
  throw refusal(`ALTER ${wordOf(nodes[1])?.toUpperCase() ?? ''}`)
}

const comment: Statement = (nodes) => {
  const name = readName(nodes, 3)
  if (hasWords(nodes, 1, 'on', 'column') && name) {
    const relation = name.parts.slice(0, -1).map(quoteName).join('.')
    return only(`SELECT redshift.refuse_comment(${literal(relation)})`, render(nodes).trim())
  }
  return asIs(nodes)
}

const copy: Statement = (nodes) => ({ sql: [], parameters: [], copy: readCopy(nodes) })
const grant: Statement = (nodes) => only(translateGrant(nodes))

const byFirstWord: Readonly<Record<string, Statement>> = {
  select: query,
  with: query,
  values: query,
  insert: query,
  update: query,
  delete: query,
  merge: (nodes) => {
    if (findWords(nodes, ['remove', 'duplicates']) >= 0)
      throw refusal('MERGE … REMOVE DUPLICATES (in this local plane)')
    return query(nodes)
  },
  explain: query,
  create,
  alter,
  drop: asIs,
  truncate: asIs,
  grant,
  revoke: grant,
  comment,
  copy,
  lock,
  set,
  reset: asIs,
  show: (nodes) => ({ ...asIs(nodes), returnsRows: true }),
  analyze,
  vacuum: nothing,
  refresh: asIs,
  begin: inTransaction,
  start: inTransaction,
  commit: inTransaction,
  end: inTransaction,
  rollback: inTransaction,
  abort: inTransaction,
}

function nameAt(nodes: readonly Node[], at: number): string {
  const node = nodes[at]
  if (node?.kind === 'word' || node?.kind === 'quoted') return node.value
  throw new SqlError('syntax error: a name is expected')
}

function endBefore(nodes: readonly Node[], words: readonly string[]): number {
  const at = findWords(nodes, words)
  return at < 0 ? nodes.length : at
}

function withoutSemicolon(tokens: readonly Token[]): readonly Token[] {
  let end = tokens.length
  while (end > 0 && tokens[end - 1]?.kind === 'symbol' && tokens[end - 1]?.text === ';') end--
  return tokens.slice(0, end)
}

/** `:name` → `$n`, in order of first use; `names` collects them. */
function bind(nodes: readonly Node[], names: string[]): readonly Node[] {
  return nodes.map((node) => {
    if (node.kind === 'group') return group(bind(node.nodes, names), node.before, node.open)
    if (node.kind !== 'parameter') return node
    if (!names.includes(node.value)) names.push(node.value)
    return { ...node, text: `$${names.indexOf(node.value) + 1}` }
  })
}
