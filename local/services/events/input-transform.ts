import { ServiceError } from '../../errors.ts'
import { type PathStep, parsePath, textAt } from './json-text.ts'

/** What a target asks to receive; at most one of the three. */
export interface TargetInput {
  readonly Input?: string
  readonly InputPath?: string
  readonly InputTransformer?: {
    readonly InputPathsMap?: Readonly<Record<string, string>>
    readonly InputTemplate: string
  }
}

export interface RuleIdentity {
  readonly ruleArn: string
  readonly ruleName: string
}

const placeholder = /<([A-Za-z0-9_.-]+)>/g
const predefined = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
]

/** Throws ValidationException when the target asks for something that cannot be made. */
export function checkTargetInput({ Input, InputPath, InputTransformer }: TargetInput): void {
  if ([Input, InputPath, InputTransformer].filter((one) => one !== undefined).length > 1) {
    throw invalid('a target takes only one of Input, InputPath and InputTransformer')
  }
  if (Input !== undefined && !isJson(Input)) throw invalid('Input must be JSON')
  if (InputPath !== undefined) steps(InputPath)
  if (!InputTransformer) return
  const variables = InputTransformer.InputPathsMap ?? {}
  for (const [name, path] of Object.entries(variables)) {
    if (name.startsWith('AWS.')) throw invalid(`InputPathsMap ${name}: names must not begin with AWS.`)
    steps(path)
  }
  for (const [, name = ''] of InputTransformer.InputTemplate.matchAll(placeholder)) {
    if (!Object.hasOwn(variables, name) && !predefined.includes(name)) {
      throw invalid(`InputTemplate uses <${name}>, which InputPathsMap does not name`)
    }
  }
}

/** The text that the target receives for an event. Values keep their text: numbers are never parsed. */
export function renderInput(target: TargetInput, event: string, rule: RuleIdentity, ingestedAt: string): string {
  if (target.Input !== undefined) return target.Input
  if (target.InputPath !== undefined) return textAt(event, steps(target.InputPath)) ?? '{}'
  if (!target.InputTransformer) return event
  const { InputPathsMap = {}, InputTemplate } = target.InputTransformer
  const jsonOf = (name: string): string | undefined => {
    const path = Object.hasOwn(InputPathsMap, name) ? InputPathsMap[name] : undefined
    if (path !== undefined) return textAt(event, steps(path))
    if (name === 'aws.events.rule-arn') return JSON.stringify(rule.ruleArn)
    if (name === 'aws.events.rule-name') return JSON.stringify(rule.ruleName)
    if (name === 'aws.events.event.ingestion-time') return JSON.stringify(ingestedAt)
    if (name === 'aws.events.event') return withoutDetail(event)
    return event
  }
  return InputTemplate.replace(placeholder, (_, name: string, at: number) =>
    place(jsonOf(name), insideString(InputTemplate, at)),
  )
}

/** Inside a JSON string of the template a text stands without its quotes, any other value as escaped text; a missing value as nothing. */
function place(json: string | undefined, inside: boolean): string {
  if (json === undefined) return ''
  if (!inside) return json
  return json.startsWith('"') ? json.slice(1, -1) : JSON.stringify(json).slice(1, -1)
}

function insideString(template: string, at: number): boolean {
  let inside = false
  for (let index = 0; index < at; index++) {
    if (template[index] === '\\') index++
    else if (template[index] === '"') inside = !inside
  }
  return inside
}

/** `<aws.events.event>` is the event without its detail. */
function withoutDetail(event: string): string {
  const { detail: _, ...envelope } = JSON.parse(event) as Record<string, unknown>
  return JSON.stringify(envelope)
}

function steps(path: string): readonly PathStep[] {
  const parsed = parsePath(path)
  if (!parsed) throw invalid(`the path ${path} is not in this local plane: use $.member, $['member'] and [index]`)
  return parsed
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function invalid(reason: string): ServiceError {
  return new ServiceError('ValidationException', reason)
}
