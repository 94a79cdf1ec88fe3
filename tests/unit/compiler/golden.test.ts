import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { compile } from '../../../compiler/compile.ts'
import { thingSources } from './thing-contract.ts'

const folder = fileURLToPath(new URL('../../golden/things/', import.meta.url))
const golden = new Map(
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.replaceAll('//', '/'))
    .map((path) => [path.slice(folder.length).replace(/\.txt$/, ''), readFileSync(path, 'utf8')]),
)

/** When an output changes on purpose: `node tests/golden/write-things.ts`, then read the difference. */
describe('the sample contract of one event', () => {
  const artefacts = compile(thingSources())

  it('compiles to these files', () => {
    expect(artefacts.map(({ path }) => path.replace('schemas/generated/', ''))).toEqual([...golden.keys()].sort())
  })

  it.each(artefacts.map(({ path, text }) => [path.replace('schemas/generated/', ''), text]))('%s', (path, text) => {
    expect(text).toBe(golden.get(path))
  })
})
