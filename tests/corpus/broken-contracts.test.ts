import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ContractError, renderProblem } from '../../compiler/problem.ts'
import { readContracts, type SourceFiles } from '../../compiler/read-contracts.ts'

const corpus = join(import.meta.dirname, 'broken-contracts')
const service = 'schemas/contracts/things/service.yml'
const contract = 'schemas/contracts/things/thing-changed.v1.yml'
const soundService = 'source: com.acme.things\nteam: { name: things, contact: things@acme.example }\n'
const entries = readdirSync(corpus, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))

/** A file of the corpus is one contract, then, as comments, everything that is wrong with it. */
const contracts = entries
  .filter((entry) => entry.isFile())
  .map(({ name }) => {
    const file = readFileSync(join(corpus, name), 'utf8')
    const [text = '', expected = ''] = file.split('\n# Expected:\n')
    return { name: name.replace('.yml', ''), text, expected: expected.replaceAll(/^# /gm, '').trimEnd().split('\n') }
  })

/** A folder of the corpus is a tree of sources with `expected.txt` beside it. */
const trees = entries
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const folder = join(corpus, name)
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'expected.txt')
      .map((entry) => join(entry.parentPath, entry.name))
    return {
      name,
      sources: new Map(files.map((file) => [relative(folder, file), readFileSync(file, 'utf8')])),
      expected: readFileSync(join(folder, 'expected.txt'), 'utf8').trimEnd().split('\n'),
    }
  })

function problemsOf(sources: SourceFiles): readonly string[] {
  try {
    readContracts(sources)
    return []
  } catch (error) {
    if (error instanceof ContractError) return error.problems.map(renderProblem)
    throw error
  }
}

describe('the corpus of broken contracts', () => {
  it.each(contracts)('$name', ({ text, expected }) => {
    const found = problemsOf(
      new Map([
        [service, soundService],
        [contract, text],
      ]),
    )
    expect(found.map((problem) => problem.replace(`${contract}:`, ''))).toEqual(expected)
  })

  it.each(trees)('$name', ({ sources, expected }) => expect(problemsOf(sources)).toEqual(expected))

  it('has a message for each file, with line and column', () => {
    const messages = [...contracts, ...trees].flatMap(({ expected }) => expected)
    expect(messages.filter((message) => !/^(?:[a-zA-Z0-9_./-]+:)?\d+:\d+ \S/.test(message))).toEqual([])
    expect(contracts.length + trees.length).toBeGreaterThanOrEqual(105)
  })
})
