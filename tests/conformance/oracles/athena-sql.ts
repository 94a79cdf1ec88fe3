import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readAthenaViews } from '../../../cli/deploy/athena-views.ts'
import { root } from '../../../cli/state.ts'
import { volumeQuery } from '../../../functions/check-quality/volume.ts'
import type { Findings, Oracle } from '../oracle.ts'
import type { Tools } from '../tools.ts'

const requirements = readFileSync(join(root, 'tests/conformance/requirements.txt'), 'utf8')
const version = /^sqlglot==(.+)$/m.exec(requirements)?.[1]

export const athenaSql: Oracle = {
  name: 'athena-sql',
  about: 'every statement for Athena: the views, and what check-quality asks',
  compare: (tools) => examine(tools, statements()),
  planted: {
    fault: 'a window without its BY',
    expect: /tributary_dev_orders\.order_placed: sqlglot: /,
    compare: (tools) =>
      examine(
        tools,
        new Map([...statements()].map(([name, sql]) => [name, sql.replaceAll('PARTITION BY', 'PARTITION')])),
      ),
  },
}

const statements = (): ReadonlyMap<string, string> =>
  new Map([
    ...readAthenaViews(root, 'tributary_dev').map(
      ({ database, name, sql }) => [`${database}.${name}`, `CREATE OR REPLACE VIEW "${name}" AS\n${sql}`] as const,
    ),
    ['volume history', volumeQuery('orders.order_placed', 7)],
  ])

async function examine(tools: Tools, asked: ReadonlyMap<string, string>): Promise<Findings> {
  const faults = await tools.ask<Readonly<Record<string, string>>>(
    await tools.python(),
    'tests/conformance/sql/parse_athena.py',
    Object.fromEntries(asked),
  )
  const differences = Object.entries(faults).map(([name, fault]) => ({ what: `${name}: ${fault}` }))
  return { version: `sqlglot ${version}`, cases: asked.size, differences }
}
