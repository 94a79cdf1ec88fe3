import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { type BytesJudge, bytesJudge } from '../../producers/client/judge.ts'
import { contractsBelow } from '../conformance/judges/contracts.ts'
import { createTools } from '../conformance/tools.ts'
import { hostileEvents, lineOf } from './hostile-events.ts'

const tools = createTools()
const hasPython = existsSync(tools.jobPython())

describe('300 hostile events', () => {
  let producer: BytesJudge
  let job: readonly string[]
  /** The reasons of a whole task, columns filled, by line. */
  let refused: Readonly<Record<string, string>>

  beforeAll(async () => {
    const contracts = await contractsBelow(join(import.meta.dirname, 'contracts'))
    producer = bytesJudge(contracts)
    const lines = hostileEvents.map((event) => lineOf(event).toString('base64'))
    const question = { contracts: contracts.text, lines }
    if (!hasPython) return
    job = await tools.ask(tools.jobPython(), 'tests/conformance/judges/judge.py', question)
    refused = await tools.ask(tools.jobPython(), 'tests/conformance/judges/conform.py', question)
  }, 60_000)

  it('are many, with distinct names', () => {
    expect(hostileEvents.length).toBeGreaterThanOrEqual(300)
    const names = hostileEvents.map(({ name, bytes }) => `${name} ${bytes.subarray(0, 300).toString('latin1')}`)
    expect(new Set(names).size).toBe(hostileEvents.length)
  })

  it.each(hostileEvents.map((event, place) => ({ ...event, place })))(
    '$name: $verdict',
    ({ bytes, verdict, column, place }) => {
      expect(producer(bytes)[0]?.code ?? 'taken', 'the producer').toBe(verdict)
      if (!hasPython) return
      expect(job[place], 'the job').toBe(verdict)
      expect(refused[place] ?? 'taken', 'the job, columns filled').toBe(column ?? verdict)
    },
  )
})
