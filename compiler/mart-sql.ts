/** A place in a SQL file; line and column count from one. */
export interface SqlPlace {
  readonly line: number
  readonly column: number
}

/** What the compiler needs to know about a mart's SELECT. */
export interface SelectFacts {
  readonly relations: readonly (SqlPlace & { readonly name: string })[]
  readonly words: ReadonlySet<string>
  readonly faults: readonly (SqlPlace & { readonly message: string })[]
}

const refused: readonly (readonly [RegExp, string])[] = [
  // What follows hides a relation from `relations`: a base table could be read past the masks, and a mart miss its refresh.
  [/"[^"]*"(?:\s*\.\s*"[^"]*")*/g, 'write names without quotes: all are in lower case'],
  [
    /\b(?:from|join)\s*\(+\s*(?!select\b|with\b|\()/gi,
    'behind FROM or JOIN stands a view or `(SELECT …)`: remove the parentheses',
  ],
  [/;/g, 'a mart is one SELECT: remove `;`'],
  [/(?<=\bselect\s+|,\s*|\.)\*/gi, 'name the columns: `*` would change when a contract does'],
  [/\bdistinct\s+on\b/gi, 'Redshift has no DISTINCT ON: use ROW_NUMBER'],
  [/\blateral\b/gi, 'Redshift has no LATERAL'],
  [/\bfilter\s*\(\s*where\b/gi, 'Redshift has no FILTER: use SUM(CASE WHEN … THEN 1 ELSE 0 END)'],
  [/\bgenerate_series\b/gi, 'Redshift cannot join generate_series'],
  [/::/g, 'write CAST(… AS …): it reads alike everywhere'],
  [/\b(?:percentile_cont|median|listagg|array_agg|string_agg|approximate)\b/gi, 'is not the same on both engines'],
]

/** Reads a SELECT by its words; comments and texts do not count. */
export function readSelect(sql: string): SelectFacts {
  const code = blankOut(sql)
  const faults = refused.flatMap(([pattern, message]) =>
    [...code.matchAll(pattern)].map((match) => ({
      ...placeOf(code, match.index),
      message: message.startsWith('is ') ? `\`${match[0]}\` ${message}` : message,
    })),
  )
  for (const place of commasBetweenRelations(code)) {
    const message = 'write `CROSS JOIN` instead of the comma: what is read stands behind FROM or JOIN'
    faults.push({ ...placeOf(code, place), message })
  }
  if (!/^\s*(?:select|with)\b/i.test(code)) faults.push({ line: 1, column: 1, message: 'a mart is one SELECT' })
  const ctes = new Set(
    [...code.matchAll(/(?:\bwith|,)\s+([a-z_][a-z0-9_]*)\s+as\s*\(/gi)].map(([, name]) => name?.toLowerCase()),
  )
  const relations = [...code.matchAll(/\b(?:from|join)\s+([a-z_][a-z0-9_.]*)/gi)]
    .map((match) => ({
      name: (match[1] ?? '').toLowerCase(),
      ...placeOf(code, match.index + match[0].length - (match[1] ?? '').length),
    }))
    .filter(({ name }) => !ctes.has(name))
  return { relations, words: new Set(code.toLowerCase().match(/[a-z_][a-z0-9_]*/g) ?? []), faults }
}

/** Commas of FROM clauses, each told from those of lists by its parentheses. */
function* commasBetweenRelations(code: string): Generator<number> {
  const inFrom = [false]
  const words = /[(),]|\b(?:from|select|where|group|having|qualify|window|order|limit|union|intersect|except|minus)\b/gi
  for (const { 0: word, index } of code.matchAll(words)) {
    if (word === '(') inFrom.push(false)
    else if (word === ')') inFrom.pop()
    else if (word !== ',') inFrom[inFrom.length - 1] = word.toLowerCase() === 'from'
    else if (inFrom.at(-1)) yield index
  }
}

/** Where the SQL aggregates the column, or undefined when it does not. */
export function aggregatesOver(sql: string, column: string): SqlPlace | undefined {
  const code = blankOut(sql)
  for (const call of code.matchAll(/\b(?:sum|avg|min|max)\s*\(/gi)) {
    const argument = upToClosing(code, call.index + call[0].length)
    if (new RegExp(`\\b${column}\\b`, 'i').test(argument)) return placeOf(code, call.index)
  }
  return undefined
}

function upToClosing(code: string, start: number): string {
  let depth = 1
  for (let place = start; place < code.length; place += 1) {
    if (code[place] === '(') depth += 1
    if (code[place] === ')') depth -= 1
    if (depth === 0) return code.slice(start, place)
  }
  return code.slice(start)
}

/** Comments and texts become spaces of the same length, so that places stay. */
const blankOut = (sql: string): string =>
  sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'/g, (found) => found.replace(/[^\n]/g, ' '))

function placeOf(code: string, offset: number): SqlPlace {
  const before = code.slice(0, offset)
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') }
}
