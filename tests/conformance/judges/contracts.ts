import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../../../cli/state.ts'
import { compile } from '../../../compiler/compile.ts'
import type { SourceFiles } from '../../../compiler/read-contracts.ts'
import type { PayloadValidator, Validate } from '../../../schemas/generated/validators/index.js'
import type { Schema } from './values.ts'

/** Contracts compiled for both sides: the set that the job reads, the modules that producers import. */
export interface CompiledContracts {
  readonly text: string
  readonly types: readonly {
    readonly name: string
    readonly source: string
    readonly type: string
    readonly version: string
    readonly payload_schema: Schema
    readonly envelope?: { readonly form: string; readonly id: string | readonly string[] }
  }[]
  readonly validateEnvelope: Validate
  readonly payloadValidators: readonly PayloadValidator[]
}

/** The contracts of this checkout. */
export const shippedContracts = (): Promise<CompiledContracts> => {
  const generated = join(root, 'schemas', 'generated')
  const text = readFileSync(join(generated, 'contract-set.json'), 'utf8')
  return load(text, join(generated, 'validators', 'index.js'))
}

/** A contract with every keyword of the language, compiled now. */
export function everyKeyword(): Promise<CompiledContracts> {
  const folder = join('schemas', 'contracts', 'probe')
  const service = 'source: com.example.probe\nteam: { name: probe, contact: probe@acme.example }\n'
  return compiled(
    new Map([
      [`${folder}/service.yml`, service],
      [`${folder}/every-keyword.v1.yml`, readFileSync(join(import.meta.dirname, 'every-keyword.v1.yml'), 'utf8')],
    ]),
  )
}

/** The contracts below a folder that holds a folder per service, compiled now. */
export function contractsBelow(folder: string): Promise<CompiledContracts> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.yml'))
  return compiled(
    new Map(files.map((file) => [join('schemas', 'contracts', file), readFileSync(join(folder, file), 'utf8')])),
  )
}

async function compiled(sources: SourceFiles): Promise<CompiledContracts> {
  const artefacts = compile(sources)
  const modules = mkdtempSync(join(tmpdir(), 'tributary-validators-'))
  try {
    writeFileSync(join(modules, 'package.json'), '{"type":"module"}')
    for (const { path, text } of artefacts) {
      if (path.includes('/validators/')) writeFileSync(join(modules, basename(path)), text)
    }
    const set = artefacts.find(({ path }) => path.endsWith('contract-set.json'))
    return await load(set?.text ?? '', join(modules, 'index.js'))
  } finally {
    rmSync(modules, { recursive: true })
  }
}

async function load(text: string, index: string): Promise<CompiledContracts> {
  const { types } = JSON.parse(text) as Pick<CompiledContracts, 'types'>
  const validators = (await import(pathToFileURL(index).href)) as Pick<
    CompiledContracts,
    'validateEnvelope' | 'payloadValidators'
  >
  return { text, types, ...validators }
}
