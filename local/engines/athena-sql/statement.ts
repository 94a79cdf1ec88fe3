/** What a text asks Athena to do. */
export type AthenaStatement =
  | { readonly kind: 'query'; readonly sql: string }
  | { readonly kind: 'create view'; readonly view: ViewName; readonly replace: boolean; readonly sql: string }
  | { readonly kind: 'drop view'; readonly view: ViewName; readonly ifExists: boolean }

export interface ViewName {
  readonly database?: string
  readonly name: string
}

/** Something that Athena may know and this plane does not. */
export class AthenaUnsupported extends Error {
  override readonly name = 'AthenaUnsupported'
}

const identifier = '(?:"((?:[^"]|"")+)"|([a-z_][a-z0-9_]*))'
const qualified = `(?:${identifier}\\s*\\.\\s*)?${identifier}`
const createView = new RegExp(`^create\\s+(or\\s+replace\\s+)?view\\s+${qualified}\\s+as\\s+`, 'i')
const dropView = new RegExp(`^drop\\s+view\\s+(if\\s+exists\\s+)?${qualified}$`, 'i')

/** Tells queries and the DDL of views; everything else is refused by its first words. Throws AthenaUnsupported. */
export function readStatement(text: string): AthenaStatement {
  const sql = withoutEnds(text)
  const created = createView.exec(sql)
  if (created) {
    const [head, replace, ...names] = created
    const select = withoutEnds(sql.slice(head.length))
    checkQuery(select)
    return { kind: 'create view', view: viewName(names), replace: replace !== undefined, sql: select }
  }
  const dropped = dropView.exec(sql)
  if (dropped) {
    const [, ifExists, ...names] = dropped
    return { kind: 'drop view', view: viewName(names), ifExists: ifExists !== undefined }
  }
  checkQuery(sql)
  return { kind: 'query', sql }
}

function viewName([quotedDatabase, database, quotedName, name]: readonly (string | undefined)[]): ViewName {
  const schema = unquoted(quotedDatabase) ?? database
  return {
    ...(schema !== undefined && { database: schema.toLowerCase() }),
    name: (unquoted(quotedName) ?? name ?? '').toLowerCase(),
  }
}

const unquoted = (text: string | undefined): string | undefined => text?.replaceAll('""', '"')

/** Words that DuckDB reads and Trino does not, where its tree no longer tells. */
const foreign: readonly (readonly [RegExp, string])[] = [
  [/::/, '::'],
  [/==/, '=='],
  [/`/, 'a name in back quotes'],
  [/\$\$/, '$$'],
  [/[[{]/, 'a literal or subscript in brackets'],
  [/->/, '->'],
  [/\be'/i, "e'…'"],
  [/\b(?:date_part|ilike|similar\s+to|glob|qualify|pivot|unpivot|asof|positional|semi\s+join|anti\s+join)\b/i, ''],
  [/\b(?:group|order)\s+by\s+all\b/i, ''],
  [/\b(?:exclude|using\s+sample|tablesample)\b/i, ''],
]

function checkQuery(sql: string): void {
  const code = sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"/g, (found) =>
    found.startsWith("'") ? "''" : found.startsWith('"') ? '""' : ' ',
  )
  const first = /^[\s(]*([a-z]+(?:\s+[a-z]+)?)/i.exec(code)?.[1] ?? sql.slice(0, 20)
  if (!/^(?:select|with)\b/i.test(first)) throw new AthenaUnsupported(first.toUpperCase().replaceAll(/\s+/g, ' '))
  if (code.includes(';')) throw new AthenaUnsupported('More than one statement')
  for (const [pattern, name] of foreign) {
    const found = pattern.exec(code)
    if (found) throw new AthenaUnsupported(name === '' ? found[0].toUpperCase().replaceAll(/\s+/g, ' ') : name)
  }
}

/** Without the comments in front and the semicolon behind. */
function withoutEnds(text: string): string {
  let sql = text.trim()
  for (;;) {
    const comment = /^(?:--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)\s*/.exec(sql)?.[0]
    if (comment === undefined) break
    sql = sql.slice(comment.length)
  }
  return sql.replace(/(?:\s*;)+\s*$/, '').trim()
}
