import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { gluePackageKey, glueScriptKey } from '#runtime/object-keys.ts'
import { zip } from './zip.ts'

/** The Glue job's code as it is uploaded. */
export interface GlueCode {
  readonly scriptKey: string
  readonly script: Buffer
  readonly packageKey: string
  readonly package: Buffer
}

/** Reads glue-scripts/; its keys carry a hash of the content, so that a run keeps the code it began with. */
export function readGlueCode(root: string): GlueCode {
  const folder = join(root, 'glue-scripts')
  const script = readFileSync(join(folder, 'jobs', 'conform_events.py'))
  const library = zip(
    pythonFiles(join(folder, 'lakehouse')).map((path) => ({
      path: relative(folder, path).split(sep).join('/'),
      content: readFileSync(path),
    })),
  )
  const sha = createHash('sha256').update(script).update(library).digest('hex').slice(0, 16)
  return { scriptKey: glueScriptKey(sha), script, packageKey: gluePackageKey(sha), package: library }
}

/** The job's pinned packages, in the form of `--additional-python-modules`. */
export function pythonModules(root: string): string {
  const lines = readFileSync(join(root, 'glue-scripts', 'requirements.txt'), 'utf8').split('\n')
  return lines.filter((line) => /^[\w-]+==/.test(line)).join(',')
}

const pythonFiles = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => join(entry.parentPath, entry.name))
