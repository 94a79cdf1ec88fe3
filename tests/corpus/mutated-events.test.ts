import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compareJudges } from '../conformance/judges/compare.ts'
import { judgedContracts } from '../conformance/oracles/json-schema.ts'
import { createTools } from '../conformance/tools.ts'

const tools = createTools()
/** `npm run conformance` asks about 100,000. */
const eventsOfOneType = 200

describe.skipIf(!existsSync(tools.jobPython()))('mutated events of every type', () => {
  it('get one verdict from the publisher’s judge and from the job’s', async () => {
    for (const contracts of await judgedContracts()) {
      const count = eventsOfOneType * contracts.types.length
      const { disagreements } = await compareJudges(tools, contracts, contracts.text, count)
      expect(disagreements.map((each) => ({ ...each, event: each.event.toString() }))).toEqual([])
    }
  }, 120_000)
})
