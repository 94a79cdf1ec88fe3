import { hasWords, isGroup, type Node, readName, render, splitList, wordOf } from './nodes.ts'
import { SqlError } from './tokens.ts'

/** `COPY table [(columns)] FROM 's3://…' IAM_ROLE '…' FORMAT [AS] PARQUET MANIFEST`, read. */
export interface CopyStatement {
  readonly table: readonly string[]
  readonly columns?: readonly string[]
  /** URI of the manifest. */
  readonly from: string
  /** ARN, or `default`. */
  readonly role: string
  readonly serializeToJson: boolean
}

/** What COPY FORMAT PARQUET does not take; the message says so. */
const foreign: ReadonlySet<string> = new Set(
  `maxerror truncatecolumns acceptanydate acceptinvchars gzip bzip2 zstd lzop delimiter csv json avro orc fixedwidth ignoreheader
  dateformat timeformat nullas blanksasnull emptyasnull escape removequotes roundec trimblanks compupdate region encoding quote noload`.split(
    /\s+/,
  ),
)

/** Throws SqlError for any option that is not one of Parquet's. */
export function readCopy(nodes: readonly Node[]): CopyStatement {
  const name = readName(nodes, 1)
  if (!name) throw new SqlError('syntax error: COPY needs a table')
  const list = nodes[name.end]
  const columns = isGroup(list) ? splitList(list.nodes).map((part) => readName(part, 0)?.parts[0] ?? '') : undefined
  let at = name.end + (columns ? 1 : 0)
  const from = nodes[at + 1]
  if (wordOf(nodes[at]) !== 'from' || from?.kind !== 'string')
    throw new SqlError(`syntax error: COPY needs FROM 's3://…'`)
  at += 2
  let role: string | undefined
  let parquet = false
  let manifest = false
  let serializeToJson = false
  while (at < nodes.length) {
    const word = wordOf(nodes[at])
    const value = nodes[at + 1]
    if (word === 'iam_role' && (value?.kind === 'string' || wordOf(value) === 'default')) {
      role = value?.kind === 'string' ? value.value : 'default'
      at += 2
    } else if (word === 'format' && (hasWords(nodes, at + 1, 'as', 'parquet') || hasWords(nodes, at + 1, 'parquet'))) {
      parquet = true
      at += hasWords(nodes, at + 1, 'as') ? 3 : 2
    } else if (word === 'manifest') {
      manifest = true
      at++
    } else if (word === 'statupdate') at += ['on', 'off', 'true', 'false'].includes(wordOf(value) ?? '') ? 2 : 1
    else if (word === 'serializetojson') {
      serializeToJson = true
      at++
    } else if (word === 'fillrecord' || word === 'explicit_ids')
      throw new SqlError(`COPY option ${word.toUpperCase()} is not in this local plane`)
    else if (word !== undefined && foreign.has(word))
      throw new SqlError(`${word.toUpperCase()} argument is not supported for PARQUET based COPY`)
    else throw new SqlError(`syntax error at or near "${render(nodes.slice(at, at + 1)).trim()}"`)
  }
  if (!parquet) throw new SqlError('COPY in this local plane reads FORMAT AS PARQUET only')
  if (!manifest) throw new SqlError('COPY in this local plane reads a MANIFEST only')
  if (role === undefined) throw new SqlError('COPY needs IAM_ROLE')
  return { table: name.parts, from: from.value, role, serializeToJson, ...(columns ? { columns } : {}) }
}
