import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const codeFolders = ['cli', 'compiler', 'functions', 'glue-scripts', 'layers', 'runtime', 'statemachines'] as const

interface Named {
  readonly services: readonly { readonly source: string }[]
  readonly types: readonly { readonly name: string; readonly type: string; readonly table: { readonly name: string } }[]
  readonly marts: readonly { readonly name: string }[]
}

/** Comments may give examples; code may not know a feed. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\/|^\s*(?:\/\/|#).*$|"""[\s\S]*?"""/gm, '')

describe('a feed', () => {
  it('is known by no line of compiler, functions, job or commands', () => {
    const set = JSON.parse(readFileSync('schemas/generated/contract-set.json', 'utf8')) as Named
    const names = new Set([
      ...set.services.map(({ source }) => source),
      ...set.types.flatMap(({ name, table }) => [name, table.name]),
      ...set.marts.map(({ name }) => `marts.${name}`),
    ])
    const found = codeFolders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|mjs|py|yml)$/.test(file) && !file.includes('node_modules'))
        .flatMap((file) => {
          const code = withoutComments(readFileSync(join(folder, file), 'utf8'))
          return [...names].filter((name) => code.includes(name)).map((name) => `${folder}/${file}: ${name}`)
        }),
    )
    expect(found).toEqual([])
  })
})
