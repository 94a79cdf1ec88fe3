import type { MemberSchema } from './contract.ts'
import { didYouMean } from './did-you-mean.ts'
import { jsonTypes } from './json-types.ts'
import type { Problem } from './problem.ts'
import type { DocumentPath, SourceDocument } from './source-document.ts'

/** A payload in which nothing is left to look up: no `$ref`, and each text column names its own spellings of null. */
export interface CompletedPayload {
  readonly payload: MemberSchema
  readonly problems: readonly Problem[]
}

/** Uses of definitions in one payload. A contract of flesh and blood has dozens. */
const maxWritten = 2_000
const refPrefix = '#/$defs/'

/**
 * Writes definitions out where they are used (words beside `$ref` win) and gives the contract's `missing` to each text member that
 * becomes a column and has no `missing` of its own. Places of problems stay those of the source: a document follows `$ref` itself.
 */
export function completePayload(
  payload: MemberSchema,
  missing: readonly string[],
  document: SourceDocument,
): CompletedPayload {
  const expansion = new Expansion(payload.$defs ?? {}, document)
  const { $defs: _, ...root } = payload
  const expanded = expansion.expand(root, ['payload'], [])
  const unused = expansion.unused().map((name) => {
    return document.problemAtKey(['payload', '$defs', name], `definition \`${name}\` is used nowhere: remove it`)
  })
  return { payload: inColumns(expanded, missing), problems: [...expansion.problems, ...unused] }
}

class Expansion {
  readonly problems: Problem[] = []
  readonly #definitions: Readonly<Record<string, MemberSchema>>
  readonly #document: SourceDocument
  readonly #used = new Set<string>()
  #written = 0

  constructor(definitions: Readonly<Record<string, MemberSchema>>, document: SourceDocument) {
    this.#definitions = definitions
    this.#document = document
  }

  unused(): readonly string[] {
    return Object.keys(this.#definitions).filter((name) => !this.#used.has(name))
  }

  /** `inside` names the definitions that are being written out. */
  expand(written: MemberSchema, at: DocumentPath, inside: readonly string[]): MemberSchema {
    if (written.$defs) this.#complain([...at, '$defs'], '`$defs` stands at the top of `payload` only: move it there')
    if (written.$ref === undefined) return this.#children(written, at, inside)
    const { $ref, ...siblings } = written
    const name = $ref.slice(refPrefix.length)
    const definition = Object.hasOwn(this.#definitions, name) ? this.#definitions[name] : undefined
    this.#used.add(name)
    if (!definition) {
      const hint = didYouMean(name, Object.keys(this.#definitions))
      this.#complain([...at, '$ref'], `no definition \`${name}\` under \`payload.$defs\`${hint}`)
      return siblings
    }
    this.#written += 1
    if (this.#written > maxWritten) {
      if (this.#written === maxWritten + 1) {
        const message = `definitions are written out more than ${maxWritten} times: some that use each other twice multiply; write fewer of them`
        this.#complain([...at, '$ref'], message)
      }
      return siblings
    }
    if (inside.includes(name)) {
      const message = `definition \`${name}\` contains itself: an event has no end then; write the levels out that really occur`
      this.#complain([...at, '$ref'], message)
      return siblings
    }
    return this.#children({ ...definition, ...siblings }, at, [...inside, name])
  }

  #children(schema: MemberSchema, at: DocumentPath, inside: readonly string[]): MemberSchema {
    if (schema.$ref !== undefined) return this.expand(schema, at, inside)
    return mapChildren(schema, (child, step) => this.expand(child, [...at, ...step], inside))
  }

  #complain(at: DocumentPath, message: string): void {
    this.problems.push(this.#document.problem(at, message))
  }
}

/** The same schema with each child schema replaced. */
function mapChildren(
  schema: MemberSchema,
  replace: (child: MemberSchema, step: DocumentPath) => MemberSchema,
): MemberSchema {
  const { properties, prefixItems, items, additionalProperties } = schema
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, child]) => [name, replace(child, ['properties', name])]),
      ),
    }),
    ...(prefixItems && { prefixItems: prefixItems.map((child, index) => replace(child, ['prefixItems', index])) }),
    ...(items && { items: replace(items, ['items']) }),
    ...(additionalProperties && { additionalProperties: replace(additionalProperties, ['additionalProperties']) }),
  }
}

/** Only what becomes a column of its own has spellings of null; inside a SUPER column everything stays as it came. */
function inColumns(schema: MemberSchema, missing: readonly string[]): MemberSchema {
  if (schema.properties || schema.prefixItems || schema.table !== undefined) {
    return mapChildren(schema, (child) => inColumns(child, missing))
  }
  if (schema.missing || missing.length === 0 || schema.const !== undefined) return schema
  return jsonTypes(schema).includes('string') ? { ...schema, missing } : schema
}
