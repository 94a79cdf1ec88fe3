import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Clock } from './clock.ts'
import type { LogSink } from './service.ts'

/** The file of one log stream: `<folder>/<group>/<stream>.jsonl`, both names percent-encoded. */
export function logFile(folder: string, group: string, stream: string): string {
  return join(folder, encodeURIComponent(group), `${encodeURIComponent(stream)}.jsonl`)
}

/** Appends `{timestamp, message}` lines (milliseconds); each message is also offered to `onMessage`, which finds embedded metrics. */
export function openLogs(folder: string, clock: Clock, onMessage: (message: string) => void): LogSink {
  const made = new Set<string>()
  return {
    write: (group, stream, message, at = clock.now()) => {
      const path = logFile(folder, group, stream)
      if (!made.has(dirname(path))) {
        mkdirSync(dirname(path), { recursive: true })
        made.add(dirname(path))
      }
      appendFileSync(path, `${JSON.stringify({ timestamp: at.getTime(), message })}\n`)
      onMessage(message)
    },
  }
}
