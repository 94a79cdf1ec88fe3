import type { Line } from './lines.ts'

/** Sends one PutRecordBatch; per record, in order, an error code or nothing. Throws TransientError when there was no answer. */
export type PutRecords = (service: string, records: readonly Uint8Array[]) => Promise<readonly (string | undefined)[]>

export interface Patience {
  /** Tries of one record, the first included. */
  readonly tries: number
  readonly sleep: (milliseconds: number) => Promise<unknown>
  readonly random: () => number
  /** Asked before each pause: what is left until the function ends. */
  readonly remainingMilliseconds: () => number
}

export interface Sent {
  /** Records that Firehose did not take after all tries; the caller does not know of them. */
  readonly failed: number
  /** Records sent again, counted each time. */
  readonly resent: number
  /** Codes of the last failures, each once. */
  readonly codes: readonly string[]
}

/** Limits of PutRecordBatch. */
const callRecords = 500
const callBytes = 4 * 1024 * 1024
const firstPauseMilliseconds = 50
const longestPauseMilliseconds = 2_000
/** What the answer itself needs. */
const marginMilliseconds = 1_000

/**
 * Sends lines to the stream of their service. Firehose may take some records of a call and refuse others: only those are sent
 * again, after a pause that doubles and is drawn at random (full jitter), until the tries or the time are used up.
 */
export async function putLines(put: PutRecords, lines: readonly Line[], patience: Patience): Promise<Sent> {
  let open = lines
  let resent = 0
  for (let attempt = 1; ; attempt += 1) {
    const refused = await sendOnce(put, open)
    if (refused.length === 0) return { failed: 0, resent, codes: [] }
    const pause = patience.random() * Math.min(firstPauseMilliseconds * 2 ** attempt, longestPauseMilliseconds)
    if (attempt >= patience.tries || pause + marginMilliseconds > patience.remainingMilliseconds())
      return { failed: refused.length, resent, codes: [...new Set(refused.map(({ code }) => code))] }
    await patience.sleep(pause)
    open = refused.map(({ line }) => line)
    resent += open.length
  }
}

interface RefusedLine {
  readonly line: Line
  readonly code: string
}

async function sendOnce(put: PutRecords, lines: readonly Line[]): Promise<readonly RefusedLine[]> {
  const refused: RefusedLine[] = []
  for (const [service, ofService] of Map.groupBy(lines, ({ service }) => service)) {
    for (const call of callsOf(ofService)) {
      const codes = await codesOf(put, service, call)
      for (const [index, line] of call.entries()) {
        const code = codes[index]
        if (code !== undefined) refused.push({ line, code })
      }
    }
  }
  return refused
}

/** A call without an answer fails for each of its records: the events' own ids make a second sending harmless. */
async function codesOf(
  put: PutRecords,
  service: string,
  call: readonly Line[],
): Promise<readonly (string | undefined)[]> {
  try {
    const codes = await put(
      service,
      call.map(({ bytes }) => bytes),
    )
    return call.map((_, index) => (index < codes.length ? codes[index] : 'NoAnswer'))
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'TransientError') throw error
    return call.map(() => 'NoAnswer')
  }
}

/** Groups of at most 500 records and 4 MiB, in order. */
function callsOf(lines: readonly Line[]): readonly (readonly Line[])[] {
  const calls: Line[][] = []
  let sizeBytes = 0
  for (const line of lines) {
    const call = calls.at(-1)
    if (call && call.length < callRecords && sizeBytes + line.bytes.length <= callBytes) {
      call.push(line)
      sizeBytes += line.bytes.length
    } else {
      calls.push([line])
      sizeBytes = line.bytes.length
    }
  }
  return calls
}
