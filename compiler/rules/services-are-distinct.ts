import type { Catalog } from '../contract.ts'
import { pascalCase } from '../names.ts'
import type { Problem } from '../problem.ts'
import { reservedWords } from '../reserved-words.ts'
import { maxPatternLength, unplannedPattern } from '../targets/delivery.ts'

const ownSchemas = ['ops', 'stage', 'marts', 'public', 'information_schema', 'pg_catalog', 'unplanned', 'errors']
/** A service's rule would take the logical id of one in resources/, and Serverless would make one resource of both. */
const ownRules = ['claim', 'manifest']
const maxServiceLength = 40

/** Services have names that AWS and Redshift take, one source each; a type belongs to one file per major. */
export function* servicesAreDistinct({ services, contracts }: Catalog): Generator<Problem> {
  const sources = new Map<string, string>()
  const logicalIds = new Map<string, string>()
  for (const { name, source, document } of services) {
    if (!/^[a-z][a-z0-9_]*$/.test(name))
      yield document.problem(
        [],
        `folder \`${name}\` is not snake_case: rename it, for example ${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`,
      )
    if (name.length > maxServiceLength)
      yield document.problem(
        [],
        `folder \`${name}\` is longer than ${maxServiceLength} characters: choose a shorter name`,
      )
    if (ownSchemas.includes(name) || ownRules.includes(name) || reservedWords.has(name))
      yield document.problem([], `folder \`${name}\` is a reserved name: choose another, for example ${name}_events`)
    const other = sources.get(source)
    if (other !== undefined)
      yield document.problem(
        ['source'],
        `source ${source} already belongs to \`${other}\`: move its contracts there, or name another source`,
      )
    sources.set(source, name)
    const id = pascalCase(name)
    const twin = logicalIds.get(id)
    if (twin !== undefined)
      yield document.problem(
        [],
        `folder \`${name}\` and \`${twin}\` give the same CloudFormation id ${id}: rename one of them`,
      )
    logicalIds.set(id, name)
  }
  const last = services.at(-1)
  if (last && JSON.stringify(unplannedPattern(services)).length > maxPatternLength) {
    yield last.document.problem(
      ['source'],
      `the rule for unknown sources would exceed ${maxPatternLength} characters: too many sources`,
    )
  }
  const types = new Map<string, string>()
  for (const { service, type, major, document } of contracts) {
    const key = `${service.name} ${type} ${major}`
    const other = types.get(key)
    if (other !== undefined)
      yield document.problem(
        ['type'],
        `type ${type}, major ${major}, is already declared in ${other}: raise the major of one, or change its type`,
      )
    types.set(key, document.file)
  }
}
