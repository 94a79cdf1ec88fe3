import type { Problem } from './problem.ts'

/** A small table that readings look values up in: the first column is the key. */
export interface ReferenceTable {
  readonly name: string
  readonly file: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/**
 * Reads schemas/reference/<name>.csv: a head, then rows of plain values (no quotes), keys once each, and in a column `zone` names of
 * the IANA time zone database.
 */
export function readReferenceTable(name: string, file: string, text: string): ReferenceTable & { problems: Problem[] } {
  const [head = '', ...lines] = text.replace(/\n$/, '').split('\n')
  const columns = head.split(',')
  const rows = lines.map((line) => line.split(','))
  const problems: Problem[] = []
  const complain = (line: number, message: string) => problems.push({ file, line, column: 1, message })
  if (columns.length < 2 || !columns.every((column) => /^[a-z][a-z0-9_]*$/.test(column))) {
    complain(1, 'the first line names at least two columns in snake_case, the key first')
  }
  const keys = new Set<string>()
  const zones = new Set<string>()
  const zone = columns.indexOf('zone')
  for (const [index, row] of rows.entries()) {
    const line = index + 2
    const key = row[0] ?? ''
    if (row.length !== columns.length || /["\r]/.test(lines[index] ?? '')) {
      complain(line, `needs ${columns.length} plain values with commas between, without quotes or carriage returns`)
      continue
    }
    if (keys.has(key)) complain(line, `key \`${key}\` is there already`)
    keys.add(key)
    const named = zone < 0 ? undefined : (row[zone] ?? '')
    if (named === undefined || zones.has(named)) continue
    if (isZone(named)) zones.add(named)
    else complain(line, `\`${named}\` is no time zone of the IANA database`)
  }
  return { name, file, columns, rows, problems }
}

/** Words in names of zones that are not one capital and small letters. */
const oddWords: ReadonlyMap<string, string> = new Map(
  [
    ...['es', 'of', 'au', 'IN', 'ACT', 'LHI', 'NSW', 'US', 'UTC', 'UCT', 'GMT', 'GMT0', 'ComodRivadavia'],
    ...['DumontDUrville', 'McMurdo', 'DeNoronha', 'EasterIsland', 'BajaNorte', 'BajaSur'],
  ].map((word) => [word.toLowerCase(), word]),
)

/** Python's file system may tell the case of names, which JavaScript overlooks. */
const isSpeltRight = (word: string): boolean => {
  const odd = oddWords.get(word.toLowerCase())
  return odd === undefined ? /^(?:[A-Z][a-z]+|[0-9]+)$/.test(word) : word === odd
}

/**
 * Whether a name is in the IANA time zone database, spelt as there; abbreviations such as EST and offsets are not taken, nor what
 * JavaScript alone knows.
 */
export function isZone(name: string): boolean {
  if (!/^(?:UTC|[A-Z][A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/.test(name)) return false
  if (/^SystemV\/|^US\/Pacific-New$/.test(name) || !name.split(/[/_+-]/).every(isSpeltRight)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
