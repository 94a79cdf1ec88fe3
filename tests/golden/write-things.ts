import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compile } from '../../compiler/compile.ts'
import { thingSources } from '../unit/compiler/thing-contract.ts'

/** Writes what the sample contract compiles to; `.txt` keeps linters and loaders away. */
const folder = fileURLToPath(new URL('./things', import.meta.url))
rmSync(folder, { recursive: true, force: true })
for (const { path, text } of compile(thingSources())) {
  const file = `${folder}/${path.replace('schemas/generated/', '')}.txt`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
