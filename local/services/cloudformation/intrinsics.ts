import { isRecord } from '../../input.ts'
import type { Input } from '../../service.ts'
import { invalid } from './template.ts'

/** What the functions of a template may ask for. Each throws ValidationError for an unknown name. */
export interface Scope {
  /** Parameter, pseudo parameter or resource. `noValue` removes the member that refers to it. */
  ref(name: string): unknown
  attribute(resource: string, name: string): unknown
  condition(name: string): boolean
  mapping(map: string, first: string, second: string): unknown
  importValue(name: string): unknown
}

/** `AWS::NoValue`. */
export const noValue = Symbol('AWS::NoValue')

type Resolve = (argument: unknown, scope: Scope, place: string) => unknown

/** Replaces every function in a value. `place` is the path for messages. */
export function resolve(value: unknown, scope: Scope, place: string): unknown {
  if (Array.isArray(value)) {
    return value.map((item, index) => resolve(item, scope, `${place}/${index}`)).filter((item) => item !== noValue)
  }
  if (!isRecord(value)) return value
  const [name, ...others] = Object.keys(value)
  if (name !== undefined && others.length === 0) {
    const known = functions[name]
    if (known) return known(value[name], scope, `${place}/${name}`)
    if (name.startsWith('Fn::')) throw invalid(`Template error: ${place}: ${name} is not in this local plane`)
  }
  const resolved: Record<string, unknown> = {}
  for (const [key, member] of Object.entries(value)) {
    const result = resolve(member, scope, `${place}/${key}`)
    if (result !== noValue) resolved[key] = result
  }
  return resolved
}

const functions: Readonly<Record<string, Resolve>> = {
  Ref: (argument, scope, place) => scope.ref(asText(argument, place)),
  'Fn::GetAtt': (argument, scope, place) => {
    const [resource, attribute] = splitAttribute(argument, place)
    return scope.attribute(resource, asText(resolve(attribute, scope, place), place))
  },
  'Fn::Sub': (argument, scope, place) => {
    const [text, variables] = typeof argument === 'string' ? [argument, {}] : asList(argument, place)
    if (!isRecord(variables)) throw invalid(`Template error: ${place}: the variables are not an object`)
    return asText(text, place).replace(/\$\{([^}]+)\}/g, (whole, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`
      if (Object.hasOwn(variables, name)) return shown(resolve(variables[name], scope, place), place, whole)
      const dot = name.indexOf('.')
      return shown(dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1)), place, whole)
    })
  },
  'Fn::Join': (argument, scope, place) => {
    const [separator, items] = asList(argument, place)
    return asList(resolve(items, scope, place), place)
      .map((item) => shown(item, place, 'an item'))
      .join(asText(separator, place))
  },
  'Fn::If': (argument, scope, place) => {
    const [name, yes, no] = asList(argument, place)
    return resolve(scope.condition(asText(name, place)) ? yes : no, scope, place)
  },
  'Fn::Select': (argument, scope, place) => {
    const [index, items] = asList(resolve(argument, scope, place), place)
    const chosen = asList(items, place)[Number(index)]
    if (chosen === undefined) throw invalid(`Template error: ${place}: nothing stands at index ${String(index)}`)
    return chosen
  },
  'Fn::Split': (argument, scope, place) => {
    const [separator, text] = asList(resolve(argument, scope, place), place)
    return asText(text, place).split(asText(separator, place))
  },
  'Fn::FindInMap': (argument, scope, place) => {
    const [map, first, second] = asList(resolve(argument, scope, place), place).map((each) => asText(each, place))
    return scope.mapping(map ?? '', first ?? '', second ?? '')
  },
  'Fn::Base64': (argument, scope, place) =>
    Buffer.from(asText(resolve(argument, scope, place), place)).toString('base64'),
  'Fn::ImportValue': (argument, scope, place) => scope.importValue(asText(resolve(argument, scope, place), place)),
}

/** Conditions have functions of their own; they see parameters only. */
export function evaluate(condition: unknown, scope: Scope, place: string): boolean {
  if (!isRecord(condition)) throw invalid(`Template error: ${place} is not a condition`)
  const [name = '', ...others] = Object.keys(condition)
  const argument = condition[name]
  const each = () => asList(argument, place).map((item) => evaluate(item, scope, `${place}/${name}`))
  if (others.length === 0) {
    if (name === 'Condition') return scope.condition(asText(argument, place))
    if (name === 'Fn::And') return each().every(Boolean)
    if (name === 'Fn::Or') return each().some(Boolean)
    if (name === 'Fn::Not') return !each()[0]
    if (name === 'Fn::Equals') {
      const [one, other] = asList(resolve(argument, scope, place), place)
      return JSON.stringify(one) === JSON.stringify(other) || String(one) === String(other)
    }
  }
  throw invalid(`Template error: ${place}: ${name} is not a condition function of this local plane`)
}

/** Resources and parameters that a value names: the implicit order, and the check that all of them exist. */
export function references(value: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) references(item, found)
  else if (isRecord(value)) {
    for (const [name, argument] of Object.entries(value)) {
      if (name === 'Ref' && typeof argument === 'string') found.add(argument)
      else if (name === 'Fn::GetAtt') found.add(splitAttribute(argument, name)[0])
      else if (name === 'Fn::Sub') substituted(argument, found)
      references(argument, found)
    }
  }
  return found
}

function substituted(argument: unknown, found: Set<string>): void {
  const [text, variables] = Array.isArray(argument) ? (argument as unknown[]) : [argument, {}]
  for (const [, name = ''] of String(text).matchAll(/\$\{([^!}][^}]*)\}/g)) {
    if (!isRecord(variables) || !Object.hasOwn(variables, name)) found.add(name.split('.')[0] ?? name)
  }
}

function splitAttribute(argument: unknown, place: string): [string, unknown] {
  if (Array.isArray(argument) && argument.length === 2) return [asText(argument[0], place), argument[1]]
  const text = asText(argument, place)
  const dot = text.indexOf('.')
  if (dot < 0) throw invalid(`Template error: ${place}: ${text} names no attribute`)
  return [text.slice(0, dot), text.slice(dot + 1)]
}

export function resolveInput(value: Input, scope: Scope, place: string): Input {
  return resolve(value, scope, place) as Input
}

function asList(value: unknown, place: string): unknown[] {
  if (Array.isArray(value)) return value
  throw invalid(`Template error: ${place} must be a list`)
}

function asText(value: unknown, place: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw invalid(`Template error: ${place} must be text, got ${JSON.stringify(value)}`)
}

function shown(value: unknown, place: string, what: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw invalid(`Template error: ${place}: ${what} must be text, got ${JSON.stringify(value)}`)
}
