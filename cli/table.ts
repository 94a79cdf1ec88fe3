export interface Column {
  readonly title: string
  readonly align: 'left' | 'right'
}

/** Lines of an aligned table: two spaces between columns, no trailing blanks. */
export function tableLines(columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = columns.map(({ title }, place) =>
    Math.max(...[title, ...rows.map((row) => row[place] ?? '')].map(width)),
  )
  const line = (cells: readonly string[]) =>
    columns
      .map(({ align }, place) => pad(cells[place] ?? '', widths[place] ?? 0, align))
      .join('  ')
      .trimEnd()
  return [line(columns.map(({ title }) => title)), ...rows.map(line)]
}

/** A table of query results: columns of numbers stand right, long values are cut for the screen. */
export function resultLines(
  titles: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): readonly string[] {
  const isNumeric = (place: number) => rows.every((row) => /^(-?[\d.e+-]+)?$/.test(row[place] ?? ''))
  const columns = titles.map((title, place): Column => ({ title, align: isNumeric(place) ? 'right' : 'left' }))
  return tableLines(
    columns,
    rows.map((row) => row.map((value) => shorten(value ?? '', longestCell))),
  )
}

const longestCell = 60

/** At most `limit` characters, with a mark where something was left out; line ends become visible. */
export function shorten(text: string, limit: number): string {
  const flat = text.replaceAll(/[\r\n\t]/g, ' ')
  const characters = [...flat]
  return characters.length <= limit ? flat : `${characters.slice(0, limit - 1).join('')}…`
}

function pad(text: string, size: number, align: Column['align']): string {
  const blanks = ' '.repeat(Math.max(0, size - width(text)))
  return align === 'right' ? blanks + text : text + blanks
}

const width = (text: string): number => [...text].length
