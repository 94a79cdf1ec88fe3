import { readFileSync } from 'node:fs'
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import { didYouMean } from './did-you-mean.ts'
import type { Problem } from './problem.ts'
import type { DocumentPath, SourceDocument } from './source-document.ts'
import { unsupportedKeywords } from './unsupported-keywords.ts'

export type DocumentKind = 'service' | 'contract' | 'mart'

const kinds: readonly DocumentKind[] = ['service', 'contract', 'mart']
const schemaName = (kind: DocumentKind) => `${kind}.schema.json`
const schemaUrl = (kind: DocumentKind) => new URL(`../schemas/${schemaName(kind)}`, import.meta.url)

let validators: ReadonlyMap<DocumentKind, ValidateFunction> | undefined

/** Judges a document by the meta-schema of its kind, the one that editors use too; all problems at once. */
export function judgeDocument(kind: DocumentKind, document: SourceDocument): readonly Problem[] {
  validators ??= compileValidators()
  const validate = validators.get(kind)
  if (!validate) throw new Error(`no meta-schema for ${kind}`)
  const valid: boolean = validate(document.value)
  if (valid) return []
  return (validate.errors ?? [])
    .filter((error) => error.keyword !== 'if')
    .map((error) => explain(document, error, pathOf(document.value, error.instancePath)))
}

function compileValidators(): ReadonlyMap<DocumentKind, ValidateFunction> {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false })
  for (const kind of kinds) ajv.addSchema(JSON.parse(readFileSync(schemaUrl(kind), 'utf8')), schemaName(kind))
  return new Map(kinds.map((kind) => [kind, ajv.getSchema(schemaName(kind)) as ValidateFunction]))
}

function explain(document: SourceDocument, error: ErrorObject, path: DocumentPath): Problem {
  const params = error.params as Record<string, unknown>
  const name = path.length === 0 ? 'the document' : `\`${path.at(-1)}\``
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty)
      const known = Object.keys((error.parentSchema?.properties ?? {}) as object)
      const reason = unsupportedKeywords.get(key)
      const message = reason ?? `unknown key \`${key}\`${didYouMean(key, known)}`
      return document.problemAtKey([...path, key], message)
    }
    case 'required':
      return document.problem(path, `${name} needs the key \`${params.missingProperty}\``)
    case 'enum': {
      const allowed = params.allowedValues as readonly unknown[]
      const hint = typeof error.data === 'string' ? didYouMean(error.data, allowed.map(String)) : ''
      return document.problem(path, `${name} is ${JSON.stringify(error.data)}, but can be ${allowed.join(', ')}${hint}`)
    }
    case 'type':
      return document.problem(
        path,
        `${name} must be ${typeText(params.type)}, not ${describe(error.data)}${quoteHint(error)}`,
      )
    case 'pattern':
      return document.problem(
        path,
        `${name} is ${JSON.stringify(error.data)}, which is not of the form ${params.pattern}`,
      )
    case 'not':
      return document.problem(
        path,
        `${name} may not be ${JSON.stringify(error.data)}: names that start with aws. belong to AWS`,
      )
    default:
      return document.problem(path, `${name} ${error.message ?? 'is not valid'}`)
  }
}

const typeText = (type: unknown): string => {
  const text = (Array.isArray(type) ? type.join(' or ') : String(type))
    .replaceAll('string', 'text')
    .replaceAll('array', 'list')
  return text.replaceAll('object', 'a mapping')
}

function describe(data: unknown): string {
  if (data === null) return 'empty'
  if (Array.isArray(data)) return 'a list'
  return typeof data === 'object' ? 'a mapping' : `the ${typeof data} ${JSON.stringify(data)}`
}

const quoteHint = (error: ErrorObject): string =>
  error.schema === 'string' && typeof error.data === 'number' ? ': write it in quotes' : ''

/** JSON pointers name list places in digits; which they are shows in the value. */
function pathOf(value: unknown, pointer: string): DocumentPath {
  const steps = pointer.split('/').slice(1)
  let current = value
  return steps.map((raw) => {
    const step = raw.replaceAll('~1', '/').replaceAll('~0', '~')
    const index = Array.isArray(current) ? Number(step) : step
    current = (current as Record<string | number, unknown> | undefined)?.[index]
    return index
  })
}
