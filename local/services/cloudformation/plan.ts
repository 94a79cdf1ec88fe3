import { isDeepStrictEqual } from 'node:util'
import { messageOf } from '../../errors.ts'
import type { Input, PlaneContext, ResourceType } from '../../service.ts'
import { resolve, resolveInput } from './intrinsics.ts'
import { checkReferences, creationOrder } from './order.ts'
import type { ParameterValues } from './parameters.ts'
import { isActive, makeScope } from './scope.ts'
import type { Output, Stack, StackResource, Stacks } from './stacks.ts'
import { invalid, parseTemplate, type Template } from './template.ts'

export type TypeLookup = (name: string) => ResourceType | undefined

export interface Change {
  readonly action: 'Add' | 'Modify' | 'Remove'
  readonly logicalId: string
  readonly type: string
  readonly physicalId?: string
  readonly replacement?: boolean
}

export interface Wish {
  readonly stackId: string
  readonly stackName: string
  readonly templateBody: string
  readonly parameters: ParameterValues
  readonly tags: readonly Input[]
}

/**
 * What an update would do, told from the resolved properties. Throws ValidationError for everything that this plane does not know,
 * by its name, before anything is touched.
 */
export function planChanges(
  plane: PlaneContext,
  stacks: Stacks,
  types: TypeLookup,
  wish: Wish,
  stack: Stack | undefined,
): readonly Change[] {
  const template = parseTemplate(wish.templateBody)
  checkReferences(template)
  const existing = new Map(stack?.resources.map((each) => [each.logicalId, each]))
  const fresh = new Set<string>()
  const scope = makeScope({
    ...wish,
    plane,
    stacks,
    template,
    resource: (id) => (fresh.has(id) ? notYet(id, template) : existing.get(id)),
  })
  const active = isActive(template, scope)
  const changes: Change[] = []
  for (const id of creationOrder(template, active)) {
    const change = planResource(template, id, existing.get(id), types, (value) =>
      resolveInput(value, scope, `Resources/${id}`),
    )
    if (change?.action === 'Add' || change?.replacement) fresh.add(id)
    if (change) changes.push(change)
  }
  for (const old of stack?.resources ?? []) {
    if (Object.hasOwn(template.resources, old.logicalId) && active(old.logicalId)) continue
    changes.push({ action: 'Remove', logicalId: old.logicalId, type: old.type, physicalId: old.physicalId })
  }
  return changes
}

function planResource(
  template: Template,
  id: string,
  old: StackResource | undefined,
  types: TypeLookup,
  resolved: (value: Input) => Input,
): Change | undefined {
  const resource = template.resources[id]
  if (!resource) return undefined
  const type = types(resource.type)
  if (!type)
    throw invalid(
      `Template format error: Unrecognized resource types: [${resource.type}] (${id}): not in this local plane`,
    )
  const properties = resolved(resource.properties)
  checkProperties(id, resource.type, type, properties)
  if (!old) return { action: 'Add', logicalId: id, type: resource.type }
  const known = { action: 'Modify', logicalId: id, type: resource.type, physicalId: old.physicalId } as const
  if (old.type !== resource.type) return { ...known, replacement: true }
  if (isDeepStrictEqual(properties, old.properties)) return undefined
  return { ...known, replacement: replaces(type, old.properties, properties) }
}

export function replaces(type: ResourceType, before: Input, after: Input): boolean {
  return !type.update || (type.createOnly ?? []).some((name) => !isDeepStrictEqual(before[name], after[name]))
}

function checkProperties(id: string, name: string, type: ResourceType, properties: Input): void {
  const unknown = Object.keys(properties).filter((property) => !type.properties.includes(property))
  if (unknown.length > 0) {
    throw invalid(
      `[/Resources/${id}/Properties] ${name}: the properties [${unknown.join(', ')}] are not in this local plane`,
    )
  }
  const missing = (type.required ?? []).filter((property) => !Object.hasOwn(properties, property))
  if (missing.length > 0)
    throw invalid(`[/Resources/${id}/Properties] ${name}: required properties are missing: [${missing.join(', ')}]`)
}

/** A resource that does not exist yet can be planned with: its values differ from every old one. */
function notYet(id: string, template: Template): Pick<StackResource, 'physicalId' | 'attributes' | 'type'> {
  const attributes = new Proxy(
    {},
    {
      get: (_target, name) => `(known after apply: ${id}.${String(name)})`,
      getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
    },
  )
  return { physicalId: `(known after apply: ${id})`, attributes, type: template.resources[id]?.type ?? '' }
}

/** Outputs of a stack whose resources are made. */
export function resolveOutputs(
  plane: PlaneContext,
  stacks: Stacks,
  template: Template,
  parameters: ParameterValues,
  stack: Stack,
): readonly Output[] {
  const resources = new Map(stack.resources.map((each) => [each.logicalId, each]))
  const scope = makeScope({
    plane,
    stacks,
    template,
    parameters,
    stackId: stack.id,
    stackName: stack.name,
    resource: (id) => resources.get(id),
  })
  const outputs: Output[] = []
  for (const [key, output] of Object.entries(template.outputs)) {
    if (typeof output.Condition === 'string' && !scope.condition(output.Condition)) continue
    try {
      const value = String(resolve(output.Value, scope, `Outputs/${key}`))
      const exported = (output.Export as Input | undefined)?.Name
      const exportName = exported === undefined ? undefined : String(resolve(exported, scope, `Outputs/${key}/Export`))
      checkExport(stacks, stack, exportName)
      outputs.push({
        key,
        value,
        ...(typeof output.Description === 'string' ? { description: output.Description } : {}),
        ...(exportName === undefined ? {} : { exportName }),
      })
    } catch (error) {
      throw invalid(`Output ${key}: ${messageOf(error)}`)
    }
  }
  return outputs
}

function checkExport(stacks: Stacks, stack: Stack, name: string | undefined): void {
  const other = stacks
    .list()
    .find(
      (each) => each.id !== stack.id && each.outputs.some((output) => output.exportName === name && name !== undefined),
    )
  if (other) throw invalid(`Export with name ${name} is already exported by stack ${other.name}`)
}
