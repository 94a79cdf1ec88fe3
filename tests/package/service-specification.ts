import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec'
import type { Property, PropertyType, Resource, SpecDatabase } from '@aws-cdk/service-spec-types'
import type { Template } from './packaged.ts'

/** What CloudFormation's own service specification finds wrong in a template: types, properties, values, references. */
export async function specificationFaults(template: Template): Promise<readonly string[]> {
  const database = await loadAwsServiceSpec()
  const faults = Object.entries(template.Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const known = find(database, Type)
    const own = known
      ? [...propertyFaults(database, Properties, known.properties, id)]
      : [`${id}: unknown type ${Type}`]
    return [...own, ...referenceFaults(database, template, Properties, id)]
  })
  return [...faults, ...referenceFaults(database, template, template.Outputs, 'Outputs')]
}

const find = (database: SpecDatabase, type: string): Resource | undefined =>
  database.lookup('resource', 'cloudFormationType', 'equals', type)[0]

type Properties = Readonly<Record<string, Property>>

function* propertyFaults(database: SpecDatabase, value: object, known: Properties, place: string): Generator<string> {
  for (const [name, member] of Object.entries(value)) {
    const property = known[name]
    if (property) yield* typeFaults(database, member, property.type, `${place}/${name}`)
    else yield `${place}: unknown property ${name}`
  }
  for (const [name, { required }] of Object.entries(known)) {
    if (required && !(name in value)) yield `${place}: ${name} is missing`
  }
}

function* typeFaults(database: SpecDatabase, value: unknown, type: PropertyType, place: string): Generator<string> {
  if (value === null || value === undefined || isFunction(value)) return
  switch (type.type) {
    case 'ref': {
      const { properties } = database.get('typeDefinition', type.reference.$ref)
      if (isObject(value)) yield* propertyFaults(database, value, properties, place)
      else yield `${place}: must be an object`
      return
    }
    case 'array':
      if (!Array.isArray(value)) yield `${place}: must be a list`
      else
        for (const [index, item] of value.entries())
          yield* typeFaults(database, item, type.element, `${place}/${index}`)
      return
    case 'map':
      if (!isObject(value)) yield `${place}: must be an object`
      else
        for (const [key, item] of Object.entries(value))
          yield* typeFaults(database, item, type.element, `${place}/${key}`)
      return
    case 'string':
      if (typeof value === 'object') yield `${place}: must be text`
      else if (type.allowedValues?.includes(String(value)) === false) yield `${place}: ${value} is not allowed`
      return
    case 'integer':
    case 'number':
      if (typeof value === 'object' || Number.isNaN(Number(value))) yield `${place}: must be a number`
      return
    case 'boolean':
      if (!['true', 'false'].includes(String(value))) yield `${place}: must be true or false`
      return
    case 'union': {
      const tries = type.types.map((each) => [...typeFaults(database, value, each, place)])
      if (tries.every(({ length }) => length > 0)) yield* tries[0] ?? []
    }
  }
}

const pseudoParameters = new Set(
  ['AccountId', 'NoValue', 'Partition', 'Region', 'StackId', 'StackName', 'URLSuffix'].map((name) => `AWS::${name}`),
)

/** Every Ref, GetAtt and Sub must name something that is there, and an attribute that its type has. */
function* referenceFaults(
  database: SpecDatabase,
  template: Template,
  value: unknown,
  place: string,
): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* referenceFaults(database, template, item, place)
  if (!isObject(value)) return
  for (const [id, attribute] of namesIn(value)) {
    const resource = template.Resources[id]
    const known = resource && find(database, resource.Type)
    if (attribute === undefined) {
      if (!resource && !template.Parameters?.[id] && !pseudoParameters.has(id))
        yield `${place}: nothing is called ${id}`
    } else if (!known) yield `${place}: nothing is called ${id}`
    else if (!known.attributes[attribute] && !known.properties[attribute])
      yield `${place}: ${id} has no attribute ${attribute}`
  }
  for (const [key, member] of Object.entries(value))
    yield* referenceFaults(database, template, member, `${place}/${key}`)
}

/** What one object names itself, not deeper: a resource or parameter, and the attribute of it if one is asked for. */
function namesIn(value: Readonly<Record<string, unknown>>): readonly (readonly [id: string, attribute?: string])[] {
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': substitution } = value
  if (typeof ref === 'string') return [[ref]]
  if (Array.isArray(attribute)) return [[String(attribute[0]), attribute.slice(1).join('.')]]
  if (substitution === undefined) return []
  const [text, variables] = Array.isArray(substitution)
    ? (substitution as [string, object])
    : [String(substitution), {}]
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)]
    .map(([, name = '']) => name)
    .filter((name) => !(name in variables))
    .map((name) =>
      name.includes('.')
        ? ([name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)] as const)
        : ([name] as const),
    )
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isFunction = (value: unknown): boolean => {
  const [name, ...others] = isObject(value) ? Object.keys(value) : []
  return others.length === 0 && name !== undefined && (name === 'Ref' || name.startsWith('Fn::'))
}
