/** A number as it is to be written: `1.0`, `1e2` and `9007199254740993` are other texts than JSON.stringify would make. */
export class NumberText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

/** JSON text of a value with numbers in their own spelling. */
export function jsonText(value: unknown): string {
  if (value instanceof NumberText) return value.text
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`)
  return `{${members.join(',')}}`
}
