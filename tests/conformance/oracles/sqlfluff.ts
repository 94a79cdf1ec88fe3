import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../cli/state.ts'
import type { Difference, Findings, Oracle } from '../oracle.ts'
import { deniedIn } from '../sql/deny.ts'
import { allStatements } from '../sql/statements.ts'
import type { Tools } from '../tools.ts'

const version = /^sqlfluff==(.+)$/m.exec(readFileSync(join(root, 'tests/conformance/requirements.txt'), 'utf8'))?.[1]

export const sqlfluff: Oracle = {
  name: 'sqlfluff',
  about: 'every statement for the warehouse: bootstrap, migrations, load, confirm, marts',
  compare: async (tools) => examine(tools, await allStatements()),
  planted: {
    fault: 'a table whose column has the type VARCHR',
    expect: /^load orders\.order_placed: create staging: .*VARCHR/,
    compare: async (tools) =>
      examine(
        tools,
        new Map([...(await allStatements())].map(([name, sql]) => [name, sql.replaceAll('VARCHAR(', 'VARCHR(')])),
      ),
  },
}

async function examine(tools: Tools, statements: ReadonlyMap<string, string>): Promise<Findings> {
  const faults = await tools.ask<Readonly<Record<string, string>>>(
    await tools.python(),
    'tests/conformance/sql/parse.py',
    Object.fromEntries(statements),
  )
  const differences: Difference[] = Object.entries(faults).map(([name, fault]) => ({ what: `${name}: ${fault}` }))
  for (const [name, sql] of statements)
    differences.push(...deniedIn(sql).map((fault) => ({ what: `${name}: ${fault}` })))
  return { version: `sqlfluff ${version}`, cases: statements.size, differences }
}
