import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { zip } from './deploy/zip.ts'

const projectRoot = fileURLToPath(new URL('..', import.meta.url))

/** CommonJS inside the bundle asks for Node's own modules by `require`, which an ES module lacks. */
const requireBanner = "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);"

/** The functions of the repository, by the names of their folders. */
export const functionNames = (root = projectRoot): readonly string[] => foldersIn(join(root, 'functions'))

const foldersIn = (path: string): readonly string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted((a, b) => a.localeCompare(b))

/** Bundles each function to `dist/<name>.zip`. The same sources give the same bytes; builds may run side by side. */
export async function buildFunctions(root = projectRoot): Promise<readonly string[]> {
  const names = functionNames(root)
  const { outputFiles } = await build({
    write: false,
    absWorkingDir: root,
    entryPoints: names.map((name) => `functions/${name}/handler.ts`),
    outbase: 'functions',
    outdir: 'dist',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'warning',
    banner: { js: requireBanner },
  })
  for (const name of names) {
    const folder = join(root, 'dist', name)
    const files = outputFiles.filter(({ path }) => dirname(path) === folder)
    writeWhole(`${folder}.zip`, zip(files.map(({ path, contents }) => ({ path: basename(path), content: contents }))))
  }
  return names
}

/**
 * Bundles a layer of `layers/` to a zip with one CommonJS package, `@tributary/<name>`: Lambda puts a layer's `nodejs/node_modules` on
 * NODE_PATH, which serves `require` only.
 */
export async function bundleLayer(name: string, root = projectRoot): Promise<Buffer> {
  const { outputFiles } = await build({
    write: false,
    absWorkingDir: root,
    entryPoints: [`layers/${name}/index.ts`],
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  const path = `nodejs/node_modules/@tributary/${name}/index.js`
  return zip(outputFiles.map(({ contents }) => ({ path, content: contents })))
}

/** A reader sees the file as it was or as it is, never half of it. */
function writeWhole(path: string, contents: Uint8Array): void {
  if (contentOf(path)?.equals(contents)) return
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, contents)
  renameSync(draft, path)
}

function contentOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}

// No top-level await: Serverless loads this file by `require`.
if (import.meta.main) {
  buildFunctions().then(
    (names) => console.error(`${names.length} functions built to dist`),
    (error: unknown) => {
      console.error(error)
      process.exitCode = 1
    },
  )
}
