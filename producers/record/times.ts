const shape = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.(\d+))?([Zz]|[+-]\d{2}:\d{2})$/

/** RFC 3339 text as `2026-11-25T10:00:00.000000Z`: the same instant in UTC, microseconds, nothing rounded. */
export function utcMicroseconds(text: string): string {
  const [, date, time, fraction = '', offset] = shape.exec(text) ?? []
  if (date === undefined || offset === undefined) throw new RangeError(`${text} is no RFC 3339 date-time`)
  const digits = fraction.replace(/0+$/, '')
  if (digits.length > 6) throw new RangeError(`${text} is finer than a microsecond`)
  const zone = offset.toUpperCase()
  const seconds = new Date(`${date}T${time}${zone}`).toISOString().slice(0, 19)
  return `${seconds}.${digits.padEnd(6, '0')}Z`
}
