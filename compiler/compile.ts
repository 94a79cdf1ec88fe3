import { createHash } from 'node:crypto'
import type { Artefact } from './artefact.ts'
import { readContracts, type SourceFiles } from './read-contracts.ts'
import { targets } from './targets.ts'

/** Compiles sources to artefacts, in order of path. The same sources give the same bytes. Throws ContractError. */
export function compile(files: SourceFiles): readonly Artefact[] {
  const catalog = readContracts(files)
  return targets.flatMap((target) => target(catalog)).sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** The address of a compiled set: the first 16 hexadecimal digits of the SHA-256 of contract-set.json, byte for byte. */
export const contractSetHash = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex').slice(0, 16)
