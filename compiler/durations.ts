const units = { W: 604_800, D: 86_400, H: 3_600, M: 60, S: 1 } as const

/** Seconds of an ISO 8601 duration of weeks, days, hours, minutes and seconds; the meta-schema has checked its form. */
export function durationSeconds(text: string): number {
  let seconds = 0
  for (const [, amount, unit] of text.matchAll(/([0-9]+)([WDHMS])/g)) {
    seconds += Number(amount) * units[unit as keyof typeof units]
  }
  return seconds
}
