import { createHash } from 'node:crypto'
import { translateExpressions } from './expressions.ts'
import {
  findWords,
  hasWords,
  isGroup,
  isName,
  isSymbol,
  type Node,
  quoteName,
  readName,
  render,
  splitList,
  wordOf,
} from './nodes.ts'
import { refusal } from './refuse.ts'
import { SqlError } from './tokens.ts'
import { type RedshiftType, readType } from './types.ts'

const encodings: ReadonlySet<string> = new Set(
  'raw az64 bytedict delta delta32k lzo mostly8 mostly16 mostly32 runlength text255 text32k zstd auto'.split(' '),
)

/** `CREATE [TEMP] TABLE …`, of columns or of a query. */
export function createTable(nodes: readonly Node[]): string {
  const table = findWords(nodes, ['table'])
  const exists = hasWords(nodes, table + 1, 'if', 'not', 'exists') ? 3 : 0
  const name = readName(nodes, table + 1 + exists)
  if (!name) throw new SqlError('syntax error: CREATE TABLE needs a name')
  const head = render(nodes.slice(0, name.end))
  const as = findWords(nodes, ['as'], name.end)
  const columns = isGroup(nodes[name.end]) ? nodes[name.end] : undefined
  readTableAttributes(nodes.slice(name.end + (columns ? 1 : 0), as < 0 ? undefined : as))
  if (as >= 0) {
    const names = columns ? ` ${render([columns])}` : ''
    return `${head}${names} AS${render(translateExpressions(nodes.slice(as + 1)))}`
  }
  if (!isGroup(columns)) throw new SqlError('syntax error: CREATE TABLE needs columns')
  const definitions = splitList(columns.nodes).map(tableElement)
  return `${head} (${definitions.filter((each) => each !== '').join(', ')})`
}

function tableElement(nodes: readonly Node[]): string {
  const word = wordOf(nodes[0])
  if (word === 'like') {
    const name = readName(nodes, 1)
    return `LIKE ${render(nodes.slice(1, name?.end)).trim()} INCLUDING CONSTRAINTS INCLUDING DEFAULTS`
  }
  if (word === 'check' || hasWords(nodes, 2, 'check')) throw refusal('CHECK')
  const unenforced = word === 'primary' || word === 'unique' || word === 'foreign' || word === 'constraint'
  if (unenforced && !(word === 'constraint' && !isName(nodes[1]))) return ''
  return columnDefinition(nodes)
}

/** `name type attributes` → PostgreSQL; PRIMARY KEY, UNIQUE and REFERENCES are accepted and not enforced, as in Redshift. */
export function columnDefinition(nodes: readonly Node[]): string {
  const [name] = nodes
  if (!isName(name)) throw new SqlError(`syntax error at or near "${render(nodes.slice(0, 1)).trim()}"`)
  const type = readType(nodes, 1, 256)
  const column = quoteName(name.value)
  return [column, type.postgres, ...columnAttributes(nodes, type.end), ...bytesCheck(name.value, type)].join(' ')
}

function columnAttributes(nodes: readonly Node[], from: number): readonly string[] {
  const out: string[] = []
  for (let at = from; at < nodes.length; ) {
    const word = wordOf(nodes[at])
    if (hasWords(nodes, at, 'not', 'null')) {
      out.push('NOT NULL')
      at += 2
    } else if (word === 'null' || word === 'distkey' || word === 'sortkey' || word === 'unique') at++
    else if (hasWords(nodes, at, 'primary', 'key')) {
      out.push('NOT NULL')
      at += 2
    } else if (word === 'encode') {
      requireEncoding(nodes[at + 1])
      at += 2
    } else if (word === 'identity' && isGroup(nodes[at + 1])) {
      out.push(identity(nodes[at + 1] as Node, 'ALWAYS'))
      at += 2
    } else if (hasWords(nodes, at, 'generated', 'by', 'default', 'as', 'identity') && isGroup(nodes[at + 5])) {
      out.push(identity(nodes[at + 5] as Node, 'BY DEFAULT'))
      at += 6
    } else if (word === 'default') {
      const end = endOfDefault(nodes, at + 1)
      out.push(`DEFAULT${render(translateExpressions(nodes.slice(at + 1, end)))}`)
      at = end
    } else if (word === 'references') {
      at = readName(nodes, at + 1)?.end ?? at + 1
      if (isGroup(nodes[at])) at++
    } else if (word === 'collate') {
      if (wordOf(nodes[at + 1]) !== 'case_sensitive') throw refusal('COLLATE CASE_INSENSITIVE (in this local plane)')
      at += 2
    } else if (word === 'check') throw refusal('CHECK')
    else throw new SqlError(`syntax error at or near "${render(nodes.slice(at, at + 1)).trim()}"`)
  }
  return out
}

function endOfDefault(nodes: readonly Node[], from: number): number {
  const stops = new Set(['not', 'null', 'encode', 'distkey', 'sortkey', 'unique', 'primary', 'references', 'collate'])
  for (let at = from + 1; at < nodes.length; at++) if (stops.has(wordOf(nodes[at]) ?? '')) return at
  return nodes.length
}

function identity(arguments_: Node, when: string): string {
  const [seed = '1', step = '1'] = (isGroup(arguments_) ? splitList(arguments_.nodes) : []).map((each) =>
    render(each).trim(),
  )
  return `GENERATED ${when} AS IDENTITY (START WITH ${seed} INCREMENT BY ${step})`
}

function requireEncoding(node: Node | undefined): void {
  const name = wordOf(node)
  if (name === undefined || !encodings.has(name)) throw new SqlError(`encoding type "${name ?? ''}" does not exist`)
}

/** DISTSTYLE, DISTKEY, SORTKEY, ENCODE AUTO, BACKUP: known by name, without effect here. Throws for anything else. */
export function readTableAttributes(nodes: readonly Node[]): void {
  for (let at = 0; at < nodes.length; ) {
    const word = wordOf(nodes[at])
    const next = wordOf(nodes[at + 1])
    if (word === 'backup' && (next === 'yes' || next === 'no')) at += 2
    else if (word === 'diststyle' && ['auto', 'even', 'key', 'all'].includes(next ?? '')) at += 2
    else if (word === 'distkey' && isGroup(nodes[at + 1])) at += 2
    else if ((word === 'compound' || word === 'interleaved') && next === 'sortkey') at++
    else if (word === 'sortkey' && (isGroup(nodes[at + 1]) || next === 'auto')) at += 2
    else if (word === 'encode' && next === 'auto') at += 2
    else throw new SqlError(`syntax error at or near "${render(nodes.slice(at, at + 1)).trim()}"`)
  }
}

/** VARCHAR(n) counts bytes: a named check that COPY and error messages recognise. */
export function bytesCheck(column: string, type: RedshiftType): readonly string[] {
  if (type.maxBytes === undefined) return []
  return [
    `CONSTRAINT ${quoteName(bytesCheckName(column, type.maxBytes))} CHECK (octet_length(${quoteName(column)}) <= ${type.maxBytes})`,
  ]
}

/** `<column>_bytes_<n>`, shortened to PostgreSQL's 63 bytes. */
export function bytesCheckName(column: string, maxBytes: number): string {
  const name = `${column}_bytes_${maxBytes}`
  if (Buffer.byteLength(name) <= 63) return name
  const digest = createHash('sha256').update(column).digest('hex').slice(0, 8)
  return `${Buffer.from(column)
    .subarray(0, 36)
    .toString()
    .replace(/\uFFFD$/u, '')}_${digest}_bytes_${maxBytes}`
}

/** One `ALTER TABLE` action → PostgreSQL; none where Redshift's action concerns storage only. */
export function alterTable(nodes: readonly Node[]): { readonly sql: readonly string[]; readonly alone?: string } {
  const name = readName(nodes, 2)
  if (!name) throw new SqlError('syntax error: ALTER TABLE needs a name')
  const table = name.parts.map(quoteName).join('.')
  const action = nodes.slice(name.end)
  const word = wordOf(action[0])
  if (word === 'append') throw refusal('ALTER TABLE APPEND (in this local plane)')
  if (action.some((node) => isSymbol(node, ','))) throw new SqlError('ALTER TABLE takes one action at a time')
  if (word === 'add') return { sql: addTo(table, action) }
  if (word === 'alter') return alterColumn(table, action)
  if (word === 'rename' || word === 'owner' || word === 'drop' || (word === 'set' && wordOf(action[1]) === 'schema')) {
    if (hasWords(action, 1, 'column', 'if')) throw refusal('ALTER TABLE DROP COLUMN IF EXISTS')
    return { sql: [`ALTER TABLE ${table}${render(action)}`] }
  }
  throw refusal(`ALTER TABLE ${word?.toUpperCase() ?? ''}`)
}

function addTo(table: string, action: readonly Node[]): readonly string[] {
  const word = wordOf(action[1])
  if (word === 'constraint' || word === 'primary' || word === 'unique' || word === 'foreign') return []
  const definition = action.slice(word === 'column' ? 2 : 1)
  if (hasWords(definition, 0, 'if', 'not', 'exists')) throw refusal('ADD COLUMN IF NOT EXISTS')
  if (findWords(definition, ['not', 'null']) >= 0 && findWords(definition, ['default']) < 0) {
    throw new SqlError('ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression')
  }
  return [`ALTER TABLE ${table} ADD COLUMN ${columnDefinition(definition)}`]
}

function alterColumn(
  table: string,
  action: readonly Node[],
): { readonly sql: readonly string[]; readonly alone?: string } {
  const word = wordOf(action[1])
  if (word === 'diststyle' || word === 'distkey' || word === 'sortkey' || word === 'compound' || word === 'encode')
    return { sql: [] }
  const from = word === 'column' ? 2 : 1
  const column = action[from]
  const what = wordOf(action[from + 1])
  if (!isName(column)) throw new SqlError('syntax error: ALTER COLUMN needs a name')
  if (what === 'encode') {
    requireEncoding(action[from + 2])
    return { sql: [] }
  }
  if (what !== 'type') throw refusal(`ALTER COLUMN ${what?.toUpperCase() ?? ''}`)
  const type = readType(action, from + 2, 256)
  if (type.maxBytes === undefined) throw new SqlError('ALTER COLUMN TYPE only widens VARCHAR and VARBYTE')
  const check = bytesCheckName(column.value, type.maxBytes)
  const values = [table, column.value, type.maxBytes, check].map((each) =>
    typeof each === 'number' ? each : literal(each),
  )
  return { sql: [`SELECT redshift.widen(${values.join(', ')})`], alone: 'ALTER TABLE ALTER COLUMN' }
}

export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
