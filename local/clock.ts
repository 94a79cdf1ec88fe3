/** Time as an argument: services never read the system clock or start a timer by themselves. */
export interface Clock {
  now(): Date
  /** Resolves after `milliseconds`; rejects with the signal's reason when aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** Runs `action` once after `milliseconds`; the returned function cancels it. Never keeps the process alive. */
  after(milliseconds: number, action: () => void): () => void
}

const longestTimer = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error)
      const onAbort = () => {
        clearTimeout(timer)
        reject(signal?.reason as Error)
      }
      const timer = setTimeout(
        () => {
          signal?.removeEventListener('abort', onAbort)
          resolve()
        },
        Math.min(Math.max(milliseconds, 0), longestTimer),
      )
      signal?.addEventListener('abort', onAbort, { once: true })
    }),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, Math.min(Math.max(milliseconds, 0), longestTimer))
    timer.unref()
    return () => clearTimeout(timer)
  },
}
