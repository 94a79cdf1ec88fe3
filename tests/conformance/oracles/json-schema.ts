import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../../../cli/state.ts'
import { seededRandom } from '../../../producers/simulator/random.ts'
import { type CompiledContracts, everyKeyword, shippedContracts } from '../judges/contracts.ts'
import { type EventLine, eventLine } from '../judges/lines.ts'
import type { Difference, Findings, Oracle } from '../oracle.ts'
import type { Tools } from '../tools.ts'

const eventsPerSet = 12_000

const version = /^jsonschema-rs==(.+)$/m.exec(readFileSync(join(root, 'glue-scripts/requirements.txt'), 'utf8'))?.[1]

export const jsonSchema: Oracle = {
  name: 'json-schema',
  about: "the producers' validators (ajv) and the Conform job's judge (jsonschema-rs), same verdict",
  compare: (tools) => examine(tools, (contracts) => contracts),
  planted: {
    fault: 'a job that reads another upper bound than producers',
    expect: /^the producer says taken, the job schema: .*"whole":1000/,
    compare: (tools) =>
      examine(tools, (contracts) => ({
        ...contracts,
        text: contracts.text.replaceAll(/"maximum": 1000\b/g, '"maximum": 999'),
      })),
  },
}

type Verdict = 'taken' | 'envelope' | 'unknown_contract' | 'schema'

async function examine(tools: Tools, change: (contracts: CompiledContracts) => CompiledContracts): Promise<Findings> {
  const python = tools.jobPython()
  const differences: Difference[] = []
  let cases = 0
  for (const contracts of [await shippedContracts(), await everyKeyword()].map(change)) {
    const random = seededRandom('json-schema')
    const lines = Array.from({ length: eventsPerSet }, () => eventLine(contracts, random))
    const question = { contracts: contracts.text, lines: lines.map(({ line }) => line) }
    const job = await tools.ask<readonly string[]>(python, 'tests/conformance/judges/judge.py', question)
    for (const [place, line] of lines.entries()) differences.push(...differencesOf(contracts, line, job[place] ?? ''))
    cases += lines.length
  }
  return { version: `jsonschema-rs ${version}`, cases, differences }
}

/** What a producer that imports the generated validators would say. */
function producerVerdict(contracts: CompiledContracts, text: string): Verdict {
  const event = JSON.parse(text) as Readonly<Record<string, unknown>>
  if (!contracts.validateEnvelope(event) || Buffer.byteLength(String(event.id)) > 256) return 'envelope'
  const major = Number(String(event.dataversion ?? '1').split('.')[0])
  const known = contracts.payloadValidators.find(
    (each) => each.source === event.source && each.type === event.type && each.major === major,
  )
  if (!known) return 'unknown_contract'
  return known.validate(event.data) ? 'taken' : 'schema'
}

function differencesOf(contracts: CompiledContracts, { event }: EventLine, job: string): readonly Difference[] {
  const producer = producerVerdict(contracts, event)
  // A number that breaks its schema because it is too large has a code of its own.
  if (producer === job || (producer === 'schema' && job === 'number_range')) return []
  return [{ what: `the producer says ${producer}, the job ${job}: ${event}`, ...excuse(event, job) }]
}

/** What JSON Schema cannot see; the job looks for it besides. */
function excuse(event: string, job: string): Pick<Difference, 'because'> {
  if (job === 'encoding' && /\\ud[89a-f]|\\u0000/.test(event))
    return {
      because:
        'no schema sees a lone surrogate or U+0000; no warehouse text can hold it, so the job keeps the event aside',
    }
  if (job === 'number_range' && /\b1e400\b/.test(event))
    return { because: 'JSON.parse makes infinity of a number beyond a double; the job names it so' }
  if (job === 'envelope' && /"time":"(?:0000-|9999-12-31T\S+-|0001-01-01T\S+\+)/.test(event))
    return {
      because:
        "the time lies outside the years 1 to 9999 in UTC, which a pattern does not see; no contract's window takes it",
    }
  return {}
}
