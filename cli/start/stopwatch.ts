/** Adds up wall-clock seconds by name. */
export class Stopwatch {
  readonly #seconds = new Map<string, number>()
  readonly #started = performance.now()

  async time<T>(name: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now()
    try {
      return await work()
    } finally {
      this.add(name, (performance.now() - started) / 1000)
    }
  }

  add(name: string, seconds: number): void {
    this.#seconds.set(name, (this.#seconds.get(name) ?? 0) + seconds)
  }

  /** In the order of first use, `total` since this was made last; tenths. */
  seconds(): Readonly<Record<string, number>> {
    const total = (performance.now() - this.#started) / 1000
    const entries = [...this.#seconds, ['total', total] as const]
    return Object.fromEntries(entries.map(([name, seconds]) => [name, Math.round(seconds * 10) / 10]))
  }
}
