import { Ajv2020 } from 'ajv/dist/2020.js'
import standaloneModule from 'ajv/dist/standalone/index.js'
import { type Artefact, generatedFolder, provenance } from '../artefact.ts'
import type { Catalog, Contract } from '../contract.ts'
import { envelopeSchema } from '../envelope-schema.ts'
import { pascalCase, typeName } from '../names.ts'
import { type JsonSchema, normalisePayload } from '../payload-schema.ts'

const standalone = standaloneModule.default
const folder = `${generatedFolder}/validators`

/** One ECMAScript module per event type and one for the envelope, with an index; no module needs a package. */
export const validators = ({ contracts }: Catalog): readonly Artefact[] => [
  validatorModule('envelope', 'the CloudEvents envelope', envelopeSchema),
  ...contracts.map((contract) =>
    validatorModule(moduleName(contract), contract.document.file, normalisePayload(contract.payload)),
  ),
  { path: `${folder}/index.js`, text: indexModule(contracts) },
  { path: `${folder}/index.d.ts`, text: indexTypes },
]

const moduleName = ({ service, name, major }: Contract): string => `${service.name}.${name}.v${major}`

function validatorModule(name: string, from: string, schema: JsonSchema): Artefact {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    strictTuples: false,
    strictTypes: false,
    strictRequired: false,
    strictNumbers: true,
    ownProperties: true,
    code: { source: true, esm: true, lines: true },
  })
  const code = inlineRuntime(standalone(ajv, ajv.compile(schema)))
  return { path: `${folder}/${name}.js`, text: `// ${provenance(from)}\n${code.trim()}\n` }
}

/** ajv counts characters by a CommonJS module of its own; the generated module brings the three lines instead. */
function inlineRuntime(code: string): string {
  const inlined = code.replaceAll(
    /require\("ajv\/dist\/runtime\/ucs2length"\)\.default/g,
    '(text) => { let length = 0; for (const _ of text) length += 1; return length }',
  )
  if (inlined.includes('require(')) throw new Error('a validator needs a module that is not inlined')
  return inlined
}

function indexModule(contracts: readonly Contract[]): string {
  const identifier = (contract: Contract) =>
    `validate${pascalCase(contract.service.name)}${pascalCase(contract.name)}V${contract.major}`
  const imports = contracts.map(
    (contract) => `import { validate as ${identifier(contract)} } from './${moduleName(contract)}.js'`,
  )
  const entries = contracts.map((contract) => {
    const facts = {
      name: typeName(contract),
      source: contract.service.source,
      type: contract.type,
      major: contract.major,
      version: contract.version,
      form: contract.envelope.form,
      positionId: contract.envelope.id === 'position',
      timeInData: contract.envelope.time.length > 0,
    }
    return `  { ${Object.entries(facts)
      .map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
      .join(', ')}, validate: ${identifier(contract)} },`
  })
  return [
    `// ${provenance('schemas/contracts')}`,
    `export { validate as validateEnvelope } from './envelope.js'`,
    ...imports,
    '',
    'export const payloadValidators = [',
    ...entries,
    ']',
    '',
  ].join('\n')
}

const indexTypes = `// ${provenance('schemas/contracts')}
/** One fault: where in the value, and what was expected there. */
export interface Fault {
  readonly instancePath: string
  readonly keyword: string
  readonly message?: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Judges a value; after false, \`errors\` holds all faults until the next call. */
export interface Validate {
  (value: unknown): boolean
  errors?: readonly Fault[] | null
}

/** The validator of one major version of one event type's \`data\`. */
export interface PayloadValidator {
  readonly name: string
  readonly source: string
  readonly type: string
  readonly major: number
  readonly version: string
  /** What the event is wrapped in. Only CloudEvents are sent by producers' clients. */
  readonly form: 'cloudevents' | 'plain' | 'lines'
  /** Whether ids are the SHA-256 of a file, a # and the row. */
  readonly positionId: boolean
  /** Whether the event time is a member of the data, so that the envelope's is not read. */
  readonly timeInData: boolean
  readonly validate: Validate
}

export declare const validateEnvelope: Validate
export declare const payloadValidators: readonly PayloadValidator[]
`
