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
  const problems = (validate.errors ?? [])
    .filter((error) => error.keyword !== 'if')
    .map((error) => explain(document, error, pathOf(document.value, error.instancePath)))
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()]
}

function compileValidators(): ReadonlyMap<DocumentKind, ValidateFunction> {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false })
  for (const kind of kinds) ajv.addSchema(JSON.parse(readFileSync(schemaUrl(kind), 'utf8')), schemaName(kind))
  return new Map(kinds.map((kind) => [kind, ajv.getSchema(schemaName(kind)) as ValidateFunction]))
}

function explain(document: SourceDocument, error: ErrorObject, path: DocumentPath): Problem {
  const params = error.params as Record<string, unknown>
  const name = nameOf(path)
  switch (error.keyword) {
    case 'additionalProperties': {
      const key = String(params.additionalProperty)
      const known = Object.keys((error.parentSchema?.properties ?? {}) as object)
      const reason = unsupportedKeywords.get(key)
      const hint = didYouMean(key, known) || (known.length <= shownKeys ? `: can be ${known.join(', ')}` : '')
      return document.problemAtKey([...path, key], reason ?? `unknown key \`${key}\`${hint}`)
    }
    case 'required':
      return document.problem(path, `${name} needs the key \`${params.missingProperty}\``)
    case 'enum': {
      const allowed = params.allowedValues as readonly unknown[]
      return document.problem(
        path,
        `${name} is ${JSON.stringify(error.data)}, but can be ${allowed.join(', ')}${choiceHint(error.data, allowed)}`,
      )
    }
    case 'type':
      return document.problem(
        path,
        `${name} must be ${typeText(params.type)}, not ${describe(error.data)}${typeHint(error, path)}`,
      )
    case 'pattern':
      return document.problem(
        path,
        `${name} is ${JSON.stringify(error.data)}, which is not of the form ${exampleOf(error) || params.pattern}`,
      )
    case 'not':
      return document.problem(
        path,
        `${name} may not be ${JSON.stringify(error.data)}: names that start with aws. belong to AWS`,
      )
    case 'minItems':
      return document.problem(path, `${name} ${fewItems(error)}`)
    case 'minLength':
      return document.problem(path, `${name} may not be empty`)
    case 'maximum':
      return document.problem(path, `${name} is ${error.data}, but can be at most ${params.limit}`)
    case 'exclusiveMinimum':
      return document.problem(path, `${name} is ${error.data}, but must be greater than ${params.limit}`)
    default:
      return document.problem(path, `${name} ${error.message ?? 'is not valid'}`)
  }
}

/** Longer lists of keys would hide the message. */
const shownKeys = 10

function nameOf(path: DocumentPath): string {
  const last = path.at(-1)
  if (last === undefined) return 'the document'
  return typeof last === 'number' ? `item ${last + 1} of \`${path.at(-2)}\`` : `\`${last}\``
}

/** Words of other languages for what this one calls differently. */
const synonyms: Readonly<Record<string, string>> = {
  text: '`string`',
  str: '`string`',
  varchar: '`string`',
  int: '`integer`',
  long: '`integer` with `format: int64`',
  bigint: '`integer` with `format: int64`',
  float: '`number`',
  double: '`number`',
  decimal: '`number` with `decimal: [12, 2]`',
  bool: '`boolean`',
  list: '`array`',
  map: '`object` with `additionalProperties`',
  date: '`string` with `format: date`',
  datetime: '`string` with `format: date-time`',
  timestamp: '`string` with `format: date-time`',
}

function choiceHint(data: unknown, allowed: readonly unknown[]): string {
  if (data === null && allowed.includes('null')) return ': write "null" in quotes'
  if (typeof data !== 'string') return ''
  const synonym = allowed.includes('string') ? synonyms[data.toLowerCase()] : undefined
  if (synonym !== undefined) return `: write ${synonym}`
  if (allowed.includes('date-time') && allowed.includes('uuid'))
    return didYouMean(data, allowed.map(String)) || ': write any other form as `pattern`'
  return didYouMean(data, allowed.map(String))
}

/** How it is written, from the examples beside a pattern. */
function exampleOf(error: ErrorObject): string {
  const examples = (error.parentSchema?.examples ?? []) as readonly unknown[]
  return examples.map((example) => (typeof example === 'string' ? example : JSON.stringify(example))).join(' or ')
}

function fewItems(error: ErrorObject): string {
  const { limit } = error.params as { readonly limit: number }
  const example = exampleOf(error)
  if (example) return `needs ${limit} items, for example ${example}`
  const single = Array.isArray(error.parentSchema?.type) && limit === 2
  if (single) return 'needs at least 2 items: write a single one without brackets'
  return limit === 1 ? 'may not be empty' : `needs at least ${limit} items`
}

const typeText = (type: unknown): string => {
  const text = (Array.isArray(type) ? type.join(' or ') : String(type))
    .replaceAll('string', 'text')
    .replaceAll('array', 'a list')
    .replaceAll('number', 'a number')
  return text.replaceAll('object', 'a mapping')
}

function describe(data: unknown): string {
  if (data === null) return 'empty'
  if (Array.isArray(data)) return 'a list'
  return typeof data === 'object' ? 'a mapping' : `the ${typeof data} ${JSON.stringify(data)}`
}

function typeHint({ schema, data, parentSchema }: ErrorObject, path: DocumentPath): string {
  const key = path.at(-1)
  if (key === 'additionalProperties') return ': unknown members always go to _rest, so leave it out'
  if (key === 'required') return ': it stands in the object above and lists its members, as in `required: [id]`'
  if (path.at(-2) === 'enum' && typeof data === 'number') return ': fractions are not listed, use bounds'
  if (schema === 'string' && typeof data === 'number') return ': write it in quotes'
  if (schema === 'number' && Number.isFinite(Number(data))) return ': write it without quotes'
  if (schema === 'array' && typeof data === 'string') return `: write [${JSON.stringify(data)}]`
  const wantsMember = (parentSchema?.properties as { readonly pii?: unknown } | undefined)?.pii !== undefined
  return wantsMember ? ': write for example { type: string, description: … }' : ''
}

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
