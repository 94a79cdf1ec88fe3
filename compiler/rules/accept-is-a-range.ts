import type { Contract } from '../contract.ts'
import type { Problem } from '../problem.ts'

/** `accept.eventTime` is two real dates, the first before the second. */
export function* acceptIsARange({ accept, document }: Contract): Generator<Problem> {
  if (!accept) return
  const [from, to] = accept.eventTime
  for (const [index, date] of accept.eventTime.entries()) {
    if (!isDate(date))
      yield document.problem(['accept', 'eventTime', index], `${date} is no day of the calendar: correct month or day`)
  }
  if (isDate(from) && isDate(to) && from >= to) {
    yield document.problem(['accept', 'eventTime'], `${from} is not before ${to}: the earlier date stands first`)
  }
}

const isDate = (text: string): boolean => {
  const time = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text)
}
