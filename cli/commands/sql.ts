import { parseArgs } from 'node:util'
import { type Result, recordsOf, StatementRefused } from '../data-api.ts'
import { printJson, printLines } from '../output.ts'
import { readStack } from '../stack.ts'
import { resultLines } from '../table.ts'
import { UsageError } from '../usage.ts'
import { asAnalyst } from '../warehouse-users.ts'
import { withPlane } from '../with-plane.ts'

export async function run(parameters: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...parameters],
    allowPositionals: true,
    options: { json: { type: 'boolean' }, csv: { type: 'boolean' }, state: { type: 'string' } },
  })
  const sql = positionals.join(' ').trim()
  if (sql === '')
    throw new UsageError('Give a query, for example: npx tributary sql "select * from ops.batches limit 5"')
  return withPlane(values.state, async (connection) => {
    const query = await asAnalyst(connection, await readStack(connection))
    try {
      print(await query(sql), values)
      return 0
    } catch (error) {
      if (!(error instanceof StatementRefused)) throw error
      process.stderr.write(`${error.message}\n`)
      return 1
    }
  })
}

function print(result: Result, { json = false, csv = false }: { json?: boolean; csv?: boolean }): void {
  if (json) for (const record of recordsOf(result)) printJson(record)
  else if (csv) printLines([result.columns, ...result.rows].map((row) => row.map(csvCell).join(',')))
  else printLines([...resultLines(result.columns, result.rows), `(${result.rows.length} rows)`])
}

function csvCell(value: string | null): string {
  if (value === null) return ''
  return /[",\r\n]/.test(value) || value === '' ? `"${value.replaceAll('"', '""')}"` : value
}
