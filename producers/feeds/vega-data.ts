import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The path of a file that npm `vega-datasets` carries. */
export function vegaFile(name: string): string {
  const main = createRequire(import.meta.url).resolve('vega-datasets')
  return join(dirname(main), '..', 'data', name)
}

/** Ids of rows that have none: `<SHA-256 of the file>#<row>`, rows count from one. Equal rows of one file stay apart. */
export function rowIds(path: string): (row: number) => string {
  const hash = createHash('sha256').update(readFileSync(path)).digest('hex')
  return (row) => `${hash}#${row}`
}

/** The rows of a CSV file by the names of its head, all text. Throws where a quote would need a larger reader. */
export function readCsv(path: string): readonly Readonly<Record<string, string>>[] {
  const text = readFileSync(path, 'utf8')
  if (text.includes('"')) throw new SyntaxError(`${path} has quotes`)
  const [head = '', ...lines] = text.trimEnd().split(/\r?\n/)
  const names = head.split(',')
  return lines.map((line) => {
    const values = line.split(',')
    if (values.length !== names.length) throw new SyntaxError(`${path}: ${line} has not ${names.length} values`)
    return Object.fromEntries(names.map((name, place) => [name, values[place] ?? '']))
  })
}
