import type { Resource, Template } from '../packaged.ts'

/** One thing that CloudFormation's specification and linters do not look at. */
export interface Rule {
  readonly name: string
  /** Why it matters on AWS. */
  readonly because: string
  /** A line for each fault, beginning with the resource's logical id. */
  readonly faults: (template: Template) => readonly string[]
  /** Resources that break the rule: proof that it looks. */
  readonly broken: Readonly<Record<string, Resource>>
}

export type Properties = Readonly<Record<string, unknown>>

/** Faults of each resource of a type, each with the resource's id before it. */
export const each =
  (type: string, faults: (properties: Properties, template: Template, id: string) => readonly (string | false)[]) =>
  (template: Template): readonly string[] =>
    Object.entries(template.Resources).flatMap(([id, resource]) =>
      resource.Type === type
        ? faults(resource.Properties ?? {}, template, id)
            .filter((fault) => fault !== false)
            .map((fault) => `${id}: ${fault}`)
        : [],
    )

/** A rule of one type's resources, shown to look by one broken resource. */
export const ruleOf = (
  type: string,
  name: string,
  because: string,
  faults: Parameters<typeof each>[1],
  broken: Properties,
  around: Rule['broken'] = {},
): Rule => ({
  name,
  because,
  faults: each(type, faults),
  broken: { ...around, Broken: { Type: type, Properties: broken } },
})

export const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>(
    (found, step) => (typeof found === 'object' && found !== null ? (found as Properties)[step] : undefined),
    value,
  )

export const listAt = (value: unknown, ...path: readonly (string | number)[]): readonly unknown[] => {
  const found = at(value, ...path)
  return found === undefined ? [] : Array.isArray(found) ? found : [found]
}

/** The resource that `Ref`, `Fn::GetAtt` or a `Fn::Sub` of one name speaks of. */
export function referred(value: unknown): string | undefined {
  const name = at(value, 'Ref') ?? at(value, 'Fn::GetAtt', 0)
  if (typeof name === 'string') return name
  const text = at(value, 'Fn::Sub')
  return typeof text === 'string' ? /\$\{(\w+)(?:\.\w+)*\}/.exec(text)?.[1] : undefined
}

/** Every object inside of a value, itself included. */
export function* objectsIn(value: unknown): Generator<Properties> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield value as Properties
  for (const member of Object.values(value)) yield* objectsIn(member)
}

/** A number that stands in the template as such or as text; undefined for what is resolved later. */
export const numberOf = (value: unknown): number | undefined =>
  (typeof value === 'number' || typeof value === 'string') && value !== '' && !Number.isNaN(Number(value))
    ? Number(value)
    : undefined

export const isWithin = (value: unknown, least: number, most: number): boolean => {
  const number = numberOf(value)
  return number === undefined || (number >= least && number <= most)
}
