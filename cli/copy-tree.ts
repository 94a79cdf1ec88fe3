import { cp, mkdtemp, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, relative } from 'node:path'
import { root } from './state.ts'

const left = new Set(['node_modules', '.venv', '.git', '.tributary', '.serverless', 'dist'])

/** A copy of this checkout's sources in a new folder, with the installed packages linked: what may be broken or added to. */
export async function copyTree(purpose: string): Promise<string> {
  const tree = await mkdtemp(join(tmpdir(), `tributary-${purpose}-`))
  await cp(root, tree, {
    recursive: true,
    filter: (source) => relative(root, source) === '' || !left.has(basename(source)),
  })
  for (const name of ['node_modules', '.venv']) await symlink(join(root, name), join(tree, name))
  return tree
}
