import type { PlaneContext } from '../../service.ts'
import type { Rule, Rules } from './rules.ts'

/** Runs scheduled rules. What fell due while the plane was down is not made up for: the next due time counts. */
export interface Schedules {
  start(): void
  stop(): void
}

const longestTimer = 12 * 3600_000

export function createSchedules(plane: PlaneContext, rules: Rules, fire: (rule: Rule, due: Date) => void): Schedules {
  const cancels = new Map<string, () => void>()
  let started = false

  function arrange(arn: string, rule: Rule | undefined): void {
    cancels.get(arn)?.()
    cancels.delete(arn)
    if (!started || !rule?.schedule || rule.document.state === 'DISABLED') return
    const due = rule.schedule(plane.clock.now())
    if (due !== undefined) waitFor(arn, rule, due)
  }

  function waitFor(arn: string, rule: Rule, due: Date): void {
    const left = due.getTime() - plane.clock.now().getTime()
    const cancel = plane.clock.after(Math.min(Math.max(0, left), longestTimer), () => {
      if (plane.clock.now() < due) {
        waitFor(arn, rule, due)
        return
      }
      fire(rule, due)
      arrange(arn, rule)
    })
    cancels.set(arn, cancel)
  }

  rules.onChange(arrange)
  return {
    start: () => {
      started = true
      for (const { name } of rules.buses()) for (const rule of rules.onBus(name)) arrange(rule.document.arn, rule)
    },
    stop: () => {
      started = false
      for (const cancel of cancels.values()) cancel()
      cancels.clear()
    },
  }
}
