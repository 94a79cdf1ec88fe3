import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One event, as GetExecutionHistory shows it. */
export interface HistoryEvent {
  readonly id: number
  readonly previousEventId: number
  readonly type: string
  /** ISO. */
  readonly timestamp: string
  readonly details: Readonly<Record<string, unknown>>
}

/** An execution's events, on disk before `add` returns. */
export interface History {
  add(type: string, previousEventId: number, details: Readonly<Record<string, unknown>>, at: Date): HistoryEvent
  readonly length: number
  read(): readonly HistoryEvent[]
}

export function openHistory(folder: string, executionArn: string): History {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${encodeURIComponent(executionArn.split(':').slice(-2).join(':'))}.jsonl`)
  const read = (): readonly HistoryEvent[] => {
    if (!existsSync(file)) return []
    const lines = readFileSync(file, 'utf8').split('\n')
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as HistoryEvent)
  }
  let length = read().length
  return {
    add: (type, previousEventId, details, at) => {
      const event: HistoryEvent = { id: ++length, previousEventId, type, timestamp: at.toISOString(), details }
      appendFileSync(file, `${JSON.stringify(event)}\n`)
      return event
    },
    get length() {
      return length
    },
    read,
  }
}

/** `TaskStateEntered` → `stateEnteredEventDetails`; other types carry their own name. */
export function detailsName(type: string): string {
  const name = type.endsWith('StateEntered') ? 'stateEntered' : type.endsWith('StateExited') ? 'stateExited' : type
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}EventDetails`
}

const data = new Set(['input', 'output', 'parameters', 'cause', 'error', 'assignedVariables'])

/** The details without payloads: what a log shows when execution data are excluded. */
export function withoutData(details: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(details).filter(([name]) => !data.has(name) || name === 'error'))
}
