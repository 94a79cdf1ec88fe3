import { Failure } from './failures.ts'

/** Rejects with States.Timeout after the seconds, and with the outer signal's reason at once; the work is told by its own signal. */
export async function within<T>(
  seconds: number | undefined,
  outer: AbortSignal,
  sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const control = new AbortController()
  const onAbort = () => control.abort(outer.reason)
  outer.addEventListener('abort', onAbort, { once: true })
  const timing = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    control.signal.addEventListener('abort', () => reject(control.signal.reason as Error), { once: true })
  })
  if (seconds !== undefined) {
    sleep(seconds * 1000, timing.signal).then(
      () => control.abort(new Failure('States.Timeout', `The task did not end within ${seconds} seconds`)),
      () => {},
    )
  }
  try {
    const running = work(control.signal)
    running.catch(() => {})
    return await Promise.race([running, aborted])
  } finally {
    timing.abort()
    outer.removeEventListener('abort', onAbort)
  }
}

/** At most `width` at a time, results in order; the first failure ends the others before it is passed on. */
export async function together<T>(
  outer: AbortSignal,
  all: readonly T[],
  width: number,
  work: (each: T, index: number, signal: AbortSignal) => Promise<unknown>,
): Promise<unknown[]> {
  const control = new AbortController()
  const onAbort = () => control.abort(outer.reason)
  outer.addEventListener('abort', onAbort, { once: true })
  const results: unknown[] = new Array(all.length)
  let next = 0
  let first: unknown
  const worker = async (): Promise<void> => {
    while (next < all.length && !control.signal.aborted) {
      const index = next++
      try {
        results[index] = await work(all[index] as T, index, control.signal)
      } catch (error) {
        if (control.signal.aborted) continue
        first = error
        control.abort(error)
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(width, all.length) }, worker))
    outer.throwIfAborted()
    if (first !== undefined) throw first
    return results
  } finally {
    outer.removeEventListener('abort', onAbort)
  }
}
