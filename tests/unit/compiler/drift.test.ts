import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { compileCommand } from '../../../compiler/artefact.ts'
import { compile } from '../../../compiler/compile.ts'
import { readSources, staleFiles } from '../../../compiler/main.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

it('schemas/generated is what the contracts compile to', () => {
  expect(staleFiles(root, compile(readSources(root))), `run \`${compileCommand}\` and commit the result`).toEqual([])
})
