import { messageOf } from '../../errors.ts'

/** What DescribeStatement says of an error: Redshift's words where PostgreSQL's differ. */
export function failureText(error: unknown): string {
  const { code, constraint } = error as { readonly code?: string; readonly constraint?: string }
  const bytes = /_bytes_(\d+)$/.exec(constraint ?? '')
  if (code === '23514' && bytes) return `ERROR: value too long for type character varying(${bytes[1]})`
  if (code === '22P02' && /type json$/.test(messageOf(error))) return 'ERROR: JSON parsing error: invalid JSON'
  if (code === '40001' || code === '40P01') {
    return `ERROR: 1023\n  Detail: Serializable isolation violation on table - ${messageOf(error)}`
  }
  return `ERROR: ${messageOf(error)}`
}
