import { list, optionalText, text } from '../../input.ts'
import type { Input } from '../../service.ts'
import { invalid, type Template } from './template.ts'

export type ParameterValues = Readonly<Record<string, string>>

/** The stack's parameter values: given, kept from before, or default. Throws ValidationError with the parameter's name. */
export function chooseParameters(
  template: Template,
  given: readonly Input[],
  previous: ParameterValues,
): ParameterValues {
  const values: Record<string, string> = {}
  for (const parameter of given) {
    const name = text(parameter, 'ParameterKey')
    if (!Object.hasOwn(template.parameters, name)) {
      throw invalid(`Parameters: [${name}] do not exist in the template`)
    }
    const value =
      String(parameter.UsePreviousValue) === 'true' ? previous[name] : optionalText(parameter, 'ParameterValue')
    if (value !== undefined) values[name] = value
  }
  for (const [name, declaration] of Object.entries(template.parameters)) {
    const value = values[name] ?? optionalText(declaration, 'Default')
    if (value === undefined) throw invalid(`Parameters: [${name}] must have values`)
    check(name, declaration, value)
    values[name] = value
  }
  return values
}

/** What `Ref` of a parameter gives: lists are lists. */
export function parameterValue(declaration: Input, value: string): unknown {
  const type = text(declaration, 'Type')
  const isList = type === 'CommaDelimitedList' || type.startsWith('List<')
  return isList ? (value === '' ? [] : value.split(',').map((item) => item.trim())) : value
}

/** As DescribeStacks shows it: secret values are stars. */
export function shownParameters(template: Template, values: ParameterValues): readonly Input[] {
  return Object.entries(values).map(([name, value]) => ({
    ParameterKey: name,
    ParameterValue: String(template.parameters[name]?.NoEcho) === 'true' ? '****' : value,
  }))
}

function check(name: string, declaration: Input, value: string): void {
  const type = text(declaration, 'Type')
  if (!/^(String|Number|CommaDelimitedList|List<Number>|(List<)?AWS::EC2::[\w:]+>?)$/.test(type)) {
    throw invalid(`Parameters: [${name}] has the type ${type}, which is not in this local plane`)
  }
  const refuse = (why: string) =>
    invalid(optionalText(declaration, 'ConstraintDescription') ?? `Parameter '${name}' ${why}`)
  const allowed = list(declaration, 'AllowedValues').map(String)
  const items =
    type === 'CommaDelimitedList' || type.startsWith('List<')
      ? (parameterValue(declaration, value) as string[])
      : [value]
  if (allowed.length > 0 && items.some((item) => !allowed.includes(item))) {
    throw refuse(`must be one of AllowedValues [${allowed.join(', ')}]`)
  }
  const pattern = optionalText(declaration, 'AllowedPattern')
  if (pattern !== undefined && items.some((item) => !new RegExp(`^(?:${pattern})$`).test(item))) {
    throw refuse(`must match pattern ${pattern}`)
  }
  if (type.includes('Number') && items.some((item) => Number.isNaN(Number(item)))) throw refuse('must be a number')
  const within = (measure: number, least: unknown, most: unknown) =>
    (least === undefined || measure >= Number(least)) && (most === undefined || measure <= Number(most))
  if (type === 'String' && !within(value.length, declaration.MinLength, declaration.MaxLength))
    throw refuse('has a wrong length')
  if (type === 'Number' && !within(Number(value), declaration.MinValue, declaration.MaxValue))
    throw refuse('is out of range')
}
