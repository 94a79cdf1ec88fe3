import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../cli/state.ts'
import { compareJudges } from '../judges/compare.ts'
import { type CompiledContracts, contractsBelow, everyKeyword, shippedContracts } from '../judges/contracts.ts'
import type { Difference, Findings, Oracle } from '../oracle.ts'
import type { Tools } from '../tools.ts'

/** Of all contracts together, at least. */
const events = 100_000

const version = /^jsonschema-rs==(.+)$/m.exec(readFileSync(join(root, 'glue-scripts/requirements.txt'), 'utf8'))?.[1]

export const jsonSchema: Oracle = {
  name: 'json-schema',
  about:
    "the publishers' judge (ajv) and the Conform job's (jsonschema-rs), same verdict and reason for mutated events",
  compare: (tools) => examine(tools, (text) => text, events),
  planted: {
    fault: 'a job that reads another upper bound than producers',
    expect: /^the producer says taken, the job schema: .*"whole":1000/,
    compare: (tools) => examine(tools, (text) => text.replaceAll(/"maximum": 1000\b/g, '"maximum": 999'), events / 10),
  },
}

/** Contracts that both judges are asked by: those of this checkout, and those under tests. */
export const judgedContracts = (): Promise<readonly CompiledContracts[]> =>
  Promise.all([
    shippedContracts(),
    everyKeyword(),
    contractsBelow(join(root, 'tests', 'corpus', 'contracts')),
    contractsBelow(join(root, 'tests', 'sources', 'contracts')),
  ])

/** Each set of contracts gets a share by the number of its types. */
async function examine(tools: Tools, change: (text: string) => string, count: number): Promise<Findings> {
  const sets = await judgedContracts()
  const types = sets.reduce((sum, { types }) => sum + types.length, 0)
  const differences: Difference[] = []
  let cases = 0
  for (const contracts of sets) {
    const share = Math.ceil((count * contracts.types.length) / types)
    const found = await compareJudges(tools, contracts, change(contracts.text), share)
    cases += found.cases
    for (const { producer, job, event } of found.disagreements)
      differences.push({ what: `the producer says ${producer}, the job ${job}: ${event}` })
  }
  return { version: `jsonschema-rs ${version}`, cases, differences }
}
