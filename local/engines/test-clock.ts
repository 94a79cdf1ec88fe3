import type { Clock } from '../clock.ts'

/** Time that goes on by itself: whenever nothing but sleepers is left, the earliest one wakes. Hours pass in milliseconds. */
export function testClock(start = '2026-11-25T00:00:00.000Z'): Clock {
  let now = Date.parse(start)
  const timers = new Set<{ readonly at: number; readonly fire: () => void }>()
  let pumping = false
  const pump = async (): Promise<void> => {
    if (pumping) return
    pumping = true
    while (timers.size > 0) {
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
      const next = [...timers].sort((one, other) => one.at - other.at)[0]
      if (!next) break
      timers.delete(next)
      now = Math.max(now, next.at)
      next.fire()
    }
    pumping = false
  }
  const set = (milliseconds: number, fire: () => void): (() => void) => {
    const timer = { at: now + Math.max(milliseconds, 0), fire }
    timers.add(timer)
    void pump()
    return () => timers.delete(timer)
  }
  return {
    now: () => new Date(now),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason as Error)
        const cancel = set(milliseconds, resolve)
        signal?.addEventListener('abort', () => {
          cancel()
          reject(signal.reason as Error)
        })
      }),
    after: set,
  }
}
