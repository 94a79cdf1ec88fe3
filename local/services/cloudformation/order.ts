import { references } from './intrinsics.ts'
import { invalid, type Template } from './template.ts'

/** Logical ids so that everything stands behind what it refers to or depends on; the template's order otherwise. Throws ValidationError for cycles and dangling names. */
export function creationOrder(template: Template, active: (id: string) => boolean): readonly string[] {
  const ids = Object.keys(template.resources).filter(active)
  const order: string[] = []
  const state = new Map<string, 'open' | 'done'>()

  function visit(id: string, path: readonly string[]): void {
    if (state.get(id) === 'done') return
    if (state.get(id) === 'open') {
      throw invalid(`Circular dependency between resources: [${[...path.slice(path.indexOf(id)), id].join(', ')}]`)
    }
    state.set(id, 'open')
    for (const next of dependencies(template, id)) if (active(next)) visit(next, [...path, id])
    state.set(id, 'done')
    order.push(id)
  }

  for (const id of ids) visit(id, [])
  return order
}

/** The resources that one resource names. */
export function dependencies(template: Template, id: string): readonly string[] {
  const resource = template.resources[id]
  if (!resource) return []
  const named = new Set([...resource.dependsOn, ...references(resource.properties)])
  return [...named].filter((name) => Object.hasOwn(template.resources, name))
}

/** Throws ValidationError for a name that neither a parameter nor a resource of the template has. */
export function checkReferences(template: Template): void {
  const known = (name: string) =>
    name.startsWith('AWS::') || Object.hasOwn(template.parameters, name) || Object.hasOwn(template.resources, name)
  const check = (value: unknown, place: string) => {
    const missing = [...references(value)].filter((name) => !known(name))
    if (missing.length > 0) {
      throw invalid(
        `Template format error: Unresolved resource dependencies [${missing.join(', ')}] in the ${place} block of the template`,
      )
    }
  }
  for (const [id, resource] of Object.entries(template.resources)) {
    check(resource.properties, `Resources/${id}`)
    const missing = resource.dependsOn.find((name) => !Object.hasOwn(template.resources, name))
    if (missing !== undefined)
      throw invalid(
        `Template format error: Unresolved resource dependencies [${missing}] in the Resources block of the template`,
      )
  }
  check(template.outputs, 'Outputs')
}
