import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Artefact, compileCommand, generatedFolder } from './artefact.ts'
import { ceilingLine, ceilings, type Fixed } from './ceilings.ts'
import { compile } from './compile.ts'
import { ContractError } from './problem.ts'
import type { SourceFiles } from './read-contracts.ts'
import { tableChanges } from './table-changes.ts'
import { type CompiledContractSet, contractSetPath } from './targets/contract-set.ts'

const projectRoot = fileURLToPath(new URL('..', import.meta.url))
const sourceFolders = ['schemas/contracts', 'schemas/marts', 'schemas/reference']

/** Reads all files that users own, from a repository's root. */
export function readSources(root: string): SourceFiles {
  return new Map(
    sourceFolders
      .flatMap((folder) => listFiles(root, folder))
      .map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  )
}

/** Paths of generated files that differ from what compiling gives now: changed, missing or no longer made. */
export function staleFiles(root: string, artefacts: readonly Artefact[]): readonly string[] {
  const wanted = new Map(artefacts.map(({ path, text }) => [path, text]))
  const present = new Map(
    listFiles(root, generatedFolder).map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  )
  return [...new Set([...wanted.keys(), ...present.keys()])].filter((path) => wanted.get(path) !== present.get(path))
}

/** What is deployed beside the contracts' own resources. */
export function readFixed(root: string): Fixed {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8')
  return {
    templates: listFiles(root, 'resources').map(read),
    definitions: listFiles(root, 'statemachines').map(read),
    serverless: read('serverless.yml'),
  }
}

function changedTables(root: string, artefacts: readonly Artefact[]): readonly string[] {
  const after = artefacts.find(({ path }) => path === contractSetPath)
  if (after === undefined || !existsSync(join(root, contractSetPath))) return []
  const before = readFileSync(join(root, contractSetPath), 'utf8')
  return tableChanges(JSON.parse(before) as CompiledContractSet, JSON.parse(after.text) as CompiledContractSet)
}

function writeArtefacts(root: string, artefacts: readonly Artefact[], stale: readonly string[]): void {
  const wanted = new Map(artefacts.map(({ path, text }) => [path, text]))
  for (const path of stale) {
    const text = wanted.get(path)
    if (text === undefined) rmSync(join(root, path))
    else {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
  }
}

function listFiles(root: string, folder: string): readonly string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** `npm run compile`: writes schemas/generated. With `--check` it writes nothing and fails when something would change. */
export function main(args: readonly string[], root = projectRoot): number {
  const unknown = args.find((argument) => argument !== '--check')
  if (unknown !== undefined) {
    console.error(`unknown argument ${unknown}; usage: ${compileCommand} [-- --check]`)
    return 2
  }
  try {
    const artefacts = compile(readSources(root))
    const stale = staleFiles(root, artefacts)
    if (args.includes('--check')) {
      if (stale.length === 0) return 0
      console.error(`${stale.join('\n')}\nnot up to date with the contracts: run \`${compileCommand}\``)
      return 1
    }
    for (const warning of changedTables(root, artefacts)) console.error(`warning: ${warning}`)
    writeArtefacts(root, artefacts, stale)
    console.error(`${artefacts.length} files under ${generatedFolder}, ${stale.length} changed`)
    if (existsSync(join(root, 'serverless.yml'))) console.error(ceilingLine(ceilings(artefacts, readFixed(root))))
    return 0
  } catch (error) {
    if (!(error instanceof ContractError)) throw error
    console.error(`${error.message}\n${error.problems.length} problem${error.problems.length === 1 ? '' : 's'}`)
    return 1
  }
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2))
