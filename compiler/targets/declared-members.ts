import { type Artefact, generatedFolder, provenance } from '../artefact.ts'
import type { Catalog } from '../contract.ts'
import { typeName } from '../names.ts'
import { type JsonSchema, normalisePayload } from '../payload-schema.ts'

const folder = `${generatedFolder}/validators`

/** members.js: per event type the member names that its contract has; what tells a fault may show these and no others. */
export function declaredMembers({ contracts }: Catalog): readonly Artefact[] {
  const lines = contracts.map((contract) => {
    const names = new Set(namesIn(normalisePayload(contract.payload)))
    return `  ${JSON.stringify(typeName(contract))}: ${JSON.stringify([...names].toSorted())},`
  })
  const head = `// ${provenance('schemas/contracts')}\n`
  return [
    { path: `${folder}/members.js`, text: `${head}export const declaredMembers = {\n${lines.join('\n')}\n}\n` },
    {
      path: `${folder}/members.d.ts`,
      text: `${head}/** Name of the type → names of members anywhere in its payload. */\nexport declare const declaredMembers: Readonly<Record<string, readonly string[]>>\n`,
    },
  ]
}

/** Keywords whose values are schemas or lists of them. */
const nested = ['items', 'prefixItems', 'additionalProperties', 'allOf', 'anyOf', 'oneOf'] as const

function* namesIn(schema: unknown): Generator<string> {
  if (!isPlain(schema)) return
  for (const [name, member] of Object.entries(isPlain(schema.properties) ? schema.properties : {})) {
    yield name
    yield* namesIn(member)
  }
  for (const keyword of nested) for (const part of [schema[keyword]].flat()) yield* namesIn(part)
}

const isPlain = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
