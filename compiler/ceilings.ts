import { parse } from 'yaml'
import type { Artefact } from './artefact.ts'
import { pascalCase } from './names.ts'
import { type CompiledContractSet, contractSetPath } from './targets/contract-set.ts'
import { maxPatternLength } from './targets/delivery.ts'

/** A limit of AWS that grows nearer with each service or contract. */
export interface Ceiling {
  readonly limit: string
  readonly most: number
  readonly now: number
  /** Services that fit, each with as many contracts as now. */
  readonly services: number
  readonly contracts: number
}

/** What the repository deploys whatever the contracts are. */
export interface Fixed {
  /** Texts of resources/*.yml. */
  readonly templates: readonly string[]
  /** Texts of statemachines/*.yml. */
  readonly definitions: readonly string[]
  /** Text of serverless.yml. */
  readonly serverless: string
}

/** Resources of one stack; https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const mostResources = 500
/** Bytes of a template in S3; the same page. */
const mostTemplateBytes = 1_000_000
/** Rules of a bus in most regions (100 in two); https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
const mostRules = 300

interface Resource {
  readonly Type: string
  readonly Properties?: { readonly EventPattern?: object }
}

/** How near the contracts are to what one stack can hold: the limit that comes first is first. */
export function ceilings(artefacts: readonly Artefact[], fixed: Fixed): readonly Ceiling[] {
  const text = (path: string): string => artefacts.find((each) => each.path.endsWith(path))?.text ?? ''
  const { services, types } = JSON.parse(text(contractSetPath)) as CompiledContractSet
  const compiled = ['delivery.yml', 'catalog.yml'].flatMap((path) => resourcesIn(text(path)))
  const ids = services.map(({ name }) => pascalCase(name))
  const growing = compiled.filter(([id]) => ids.some((service) => id.startsWith(service)))
  const standing = [...compiled.filter((each) => !growing.includes(each)), ...fixed.templates.flatMap(resourcesIn)]
  const rules = growing.filter(([, { Type }]) => Type === 'AWS::Events::Rule').length
  const pattern = patternOf(compiled)
  const sources = services.reduce((sum, { source }) => sum + JSON.stringify(source).length + 1, 0)
  const count = services.length
  const ceiling = (limit: string, most: number, base: number, growth: number): Ceiling => {
    const fit = Math.floor((most - base) / (growth / count))
    return { limit, most, now: base + growth, services: fit, contracts: Math.floor((fit * types.length) / count) }
  }
  return [
    ceiling(
      'resources of a stack',
      mostResources,
      standing.length + madeByServerless(fixed.serverless),
      growing.length,
    ),
    ceiling(
      'bytes of the template',
      mostTemplateBytes,
      bytesOf(standing) + bytesMadeByServerless(fixed),
      bytesOf(growing),
    ),
    ceiling('rules of the bus', mostRules, 1, rules),
    ceiling('characters of the pattern for unknown sources', maxPatternLength, pattern - sources, sources),
  ].sort((one, other) => one.services - other.services)
}

/** One line for people: the limit that comes first. */
export function ceilingLine([first]: readonly Ceiling[]): string {
  if (first === undefined) return 'no limit of AWS grows with these contracts'
  const { limit, most, now, services, contracts } = first
  return `${limit} come first: ${now} of ${most} now, full at about ${services} services with ${contracts} contracts`
}

function resourcesIn(text: string): readonly (readonly [string, Resource])[] {
  const document = parse(text, { logLevel: 'silent' }) as {
    readonly Resources?: Readonly<Record<string, Resource>>
  } | null
  return Object.entries(document?.Resources ?? {})
}

const bytesOf = (resources: readonly (readonly [string, Resource])[]): number =>
  resources.reduce((sum, [id, resource]) => sum + id.length + 6 + JSON.stringify(resource).length, 0)

function patternOf(compiled: readonly (readonly [string, Resource])[]): number {
  const lengths = compiled.map(([, { Properties }]) => JSON.stringify(Properties?.EventPattern ?? '').length)
  return Math.max(0, ...lengths)
}

interface Serverless {
  readonly functions?: Readonly<Record<string, { readonly url?: unknown }>>
  readonly stepFunctions?: { readonly stateMachines?: object }
}

const readServerless = (text: string): Serverless => parse(text, { logLevel: 'silent' }) as Serverless

/** About: a function with its log and output, and definitions as indented JSON inside of JSON. */
const bytesMadeByServerless = ({ serverless, definitions }: Fixed): number =>
  2_500 * Object.keys(readServerless(serverless).functions ?? {}).length +
  definitions.reduce((sum, text) => sum + 2 * JSON.stringify(parse(text)).length, 0)

/** Function and log group of each function, URL and permissions where one has a URL, the machines, the bucket of packages with its policy. */
function madeByServerless(text: string): number {
  const { functions = {}, stepFunctions } = readServerless(text)
  const urls = Object.values(functions).filter(({ url }) => url !== undefined).length
  return 2 * Object.keys(functions).length + 3 * urls + Object.keys(stepFunctions?.stateMachines ?? {}).length + 2
}
