import { ServiceError } from '../../errors.ts'
import { isRecord } from '../../input.ts'
import type { Input } from '../../service.ts'

export interface TemplateResource {
  readonly type: string
  readonly properties: Input
  readonly dependsOn: readonly string[]
  readonly condition?: string
  readonly retain: boolean
  readonly retainReplaced: boolean
}

export interface Template {
  readonly description?: string
  readonly parameters: Readonly<Record<string, Input>>
  readonly mappings: Input
  readonly conditions: Input
  readonly resources: Readonly<Record<string, TemplateResource>>
  readonly outputs: Readonly<Record<string, Input>>
}

const sections = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Mappings',
  'Conditions',
  'Resources',
  'Outputs',
])
const resourceMembers = new Set([
  'Type',
  'Properties',
  'DependsOn',
  'Condition',
  'DeletionPolicy',
  'UpdateReplacePolicy',
  'Metadata',
])

/** Reads a template in JSON. Throws ValidationError with the place of what is wrong or not known here. */
export function parseTemplate(body: string): Template {
  let parsed: unknown
  try {
    parsed = JSON.parse(body)
  } catch {
    throw invalid('Template format error: the local plane reads templates in JSON, and this one does not parse as JSON')
  }
  if (!isRecord(parsed)) throw invalid('Template format error: the template is not an object')
  const unknown = Object.keys(parsed).find((name) => !sections.has(name))
  if (unknown !== undefined) throw invalid(`Template format error: the section ${unknown} is not in this local plane`)
  const resources = section(parsed, 'Resources')
  if (Object.keys(resources).length === 0)
    throw invalid('Template format error: At least one Resources member must be defined.')
  return {
    ...(typeof parsed.Description === 'string' ? { description: parsed.Description } : {}),
    parameters: section(parsed, 'Parameters'),
    mappings: section(parsed, 'Mappings'),
    conditions: isRecord(parsed.Conditions) ? parsed.Conditions : {},
    resources: Object.fromEntries(Object.entries(resources).map(([id, resource]) => [id, readResource(id, resource)])),
    outputs: section(parsed, 'Outputs'),
  }
}

function section(template: Input, name: string): Readonly<Record<string, Input>> {
  const value = template[name] ?? {}
  if (!isRecord(value)) throw invalid(`Template format error: ${name} is not an object`)
  for (const [key, member] of Object.entries(value)) {
    if (!isRecord(member)) throw invalid(`Template format error: ${name}/${key} is not an object`)
  }
  return value as Record<string, Input>
}

function readResource(id: string, resource: Input): TemplateResource {
  const { Type: type, Properties: properties = {}, DependsOn: dependsOn = [], Condition: condition } = resource
  if (!/^[A-Za-z0-9]+$/.test(id)) throw invalid(`Template format error: Resource name ${id} is non alphanumeric.`)
  if (typeof type !== 'string') throw invalid(`Template format error: [/Resources/${id}] has no Type`)
  if (!isRecord(properties)) throw invalid(`Template format error: [/Resources/${id}/Properties] is not an object`)
  const unknown = Object.keys(resource).find((name) => !resourceMembers.has(name))
  if (unknown !== undefined)
    throw invalid(`Template format error: [/Resources/${id}] ${unknown} is not in this local plane`)
  return {
    type,
    properties,
    dependsOn: typeof dependsOn === 'string' ? [dependsOn] : (dependsOn as string[]),
    ...(typeof condition === 'string' ? { condition } : {}),
    retain: policy(id, resource, 'DeletionPolicy'),
    retainReplaced: policy(id, resource, 'UpdateReplacePolicy'),
  }
}

function policy(id: string, resource: Input, name: string): boolean {
  const value = resource[name] ?? 'Delete'
  if (value === 'Retain' || value === 'Delete' || value === 'RetainExceptOnCreate') return value !== 'Delete'
  throw invalid(`Template format error: [/Resources/${id}] ${name} ${JSON.stringify(value)} is not in this local plane`)
}

export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message, 400)
}
