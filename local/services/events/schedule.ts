import { Cron } from 'croner'
import { ServiceError } from '../../errors.ts'

/** The first moment after `now` at which a schedule is due; undefined when there is none any more. */
export type Schedule = (now: Date) => Date | undefined

const minute = 60_000
const units: Readonly<Record<string, number>> = { minute, hour: 60 * minute, day: 24 * 60 * minute }

/**
 * Reads `rate(5 minutes)` and `cron(15 2 * * ? *)`, both in UTC. Rates count from `from` (the rule's creation), so that a restart
 * does not move them. Throws ValidationException for anything that AWS would refuse.
 */
export function parseSchedule(expression: string, from: Date): Schedule {
  const [, kind, body = ''] = /^(rate|cron)\(\s*(.*?)\s*\)$/.exec(expression) ?? []
  if (kind === 'rate') return parseRate(expression, body, from)
  if (kind === 'cron') return parseCron(expression, body)
  throw invalid(expression, 'it is neither rate(…) nor cron(…)')
}

function parseRate(expression: string, body: string, from: Date): Schedule {
  const [, digits = '', unit = '', plural] = /^(\d+) (minute|hour|day)(s?)$/.exec(body) ?? []
  const value = Number(digits)
  const length = units[unit]
  if (length === undefined || value < 1)
    throw invalid(expression, 'a rate is a positive number of minutes, hours or days')
  if ((value === 1) !== (plural === '')) throw invalid(expression, `write ${unit} for 1 and ${unit}s for more`)
  const interval = value * length
  return (now) => {
    const passed = Math.max(0, Math.floor((now.getTime() - from.getTime()) / interval))
    return new Date(from.getTime() + (passed + 1) * interval)
  }
}

/** AWS: minutes hours day-of-month month day-of-week (1 = Sunday) year. croner's Quartz weekdays and ranges such as `0/15` read the same. */
function parseCron(expression: string, body: string): Schedule {
  const fields = body.split(/\s+/)
  if (fields.length !== 6) throw invalid(expression, `cron has 6 fields, got ${fields.length}`)
  const [minutes, hours, dayOfMonth = '', month, dayOfWeek = '', year] = fields
  if ((dayOfMonth === '?') === (dayOfWeek === '?')) {
    throw invalid(expression, 'one of day-of-month and day-of-week must be ?')
  }
  const lastDay = dayOfWeek === 'L' ? '7' : dayOfWeek
  const pattern = ['0', minutes, hours, dayOfMonth, month, lastDay, year].join(' ').replaceAll('?', '*')
  try {
    const cron = new Cron(pattern, { timezone: 'UTC', mode: '7-part', alternativeWeekdays: true, sloppyRanges: true })
    return (now) => cron.nextRun(now) ?? undefined
  } catch (error) {
    throw invalid(expression, (error as Error).message)
  }
}

function invalid(expression: string, reason: string): ServiceError {
  return new ServiceError('ValidationException', `Parameter ScheduleExpression is not valid: ${expression}: ${reason}`)
}
