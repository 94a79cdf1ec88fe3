import type { PlaneContext } from '../../service.ts'
import { evaluate, noValue, type Scope } from './intrinsics.ts'
import { type ParameterValues, parameterValue } from './parameters.ts'
import type { StackResource, Stacks } from './stacks.ts'
import { invalid, type Template } from './template.ts'

export interface ScopeParts {
  readonly plane: PlaneContext
  readonly stacks: Stacks
  readonly template: Template
  readonly parameters: ParameterValues
  readonly stackId: string
  readonly stackName: string
  /** Undefined for a resource that is not made (yet). */
  readonly resource: (logicalId: string) => Pick<StackResource, 'physicalId' | 'attributes' | 'type'> | undefined
}

/** What a template's functions see: pseudo parameters, parameters, mappings, conditions, made resources, other stacks' exports. */
export function makeScope({ plane, stacks, template, parameters, stackId, stackName, resource }: ScopeParts): Scope {
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::AccountId': plane.accountId,
    'AWS::Region': plane.region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackId': stackId,
    'AWS::StackName': stackName,
    'AWS::NotificationARNs': [],
    'AWS::NoValue': noValue,
  }
  const judged = new Map<string, boolean>()
  const made = (name: string) => {
    const found = resource(name)
    if (!found) throw invalid(`Template format error: Unresolved resource dependencies [${name}]`)
    return found
  }
  const scope: Scope = {
    ref: (name) => {
      if (Object.hasOwn(pseudo, name)) return pseudo[name]
      const declaration = template.parameters[name]
      const value = parameters[name]
      if (declaration && value !== undefined) return parameterValue(declaration, value)
      return made(name).physicalId
    },
    attribute: (name, attribute) => {
      const { attributes, type } = made(name)
      if (!Object.hasOwn(attributes, attribute)) {
        throw invalid(
          `Template error: resource ${name} (${type}) does not support attribute type ${attribute} in Fn::GetAtt`,
        )
      }
      return attributes[attribute]
    },
    condition: (name) => {
      const known = judged.get(name)
      if (known !== undefined) return known
      if (!Object.hasOwn(template.conditions, name))
        throw invalid(`Template format error: Unresolved condition ${name}`)
      const value = evaluate(template.conditions[name], scope, `Conditions/${name}`)
      judged.set(name, value)
      return value
    },
    mapping: (map, first, second) => {
      const value = (template.mappings[map] as Record<string, Record<string, unknown>> | undefined)?.[first]?.[second]
      if (value === undefined) throw invalid(`Template error: Unable to get mapping for ${map}::${first}::${second}`)
      return value
    },
    importValue: (name) => {
      for (const stack of stacks.list()) {
        const output = stack.outputs.find((each) => each.exportName === name)
        if (output) return output.value
      }
      throw invalid(`No export named ${name} found`)
    },
  }
  return scope
}

/** Conditions decide which resources exist. */
export function isActive(template: Template, scope: Scope): (id: string) => boolean {
  return (id) => {
    const condition = template.resources[id]?.condition
    return condition === undefined || scope.condition(condition)
  }
}
