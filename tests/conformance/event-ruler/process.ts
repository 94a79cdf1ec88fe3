import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Which events match; or why the pattern cannot be a rule's. */
export type Verdict = { readonly matches: readonly boolean[] } | { readonly invalid: string }

export interface Ruler {
  ask(pattern: string, events: readonly string[]): Promise<Verdict>
  stop(): Promise<void>
}

/** One long-lived process; answers come in the order of the questions. */
export function startRuler(java: string, jars: string): Ruler {
  const flags = ['-XX:TieredStopAtLevel=1', '-Xmx256m', '-cp', join(jars, '*')]
  const child = spawn(java, [...flags, join(import.meta.dirname, 'Ruler.java')], { stdio: ['pipe', 'pipe', 'pipe'] })
  const waiting: { resolve(verdict: Verdict): void; reject(error: Error): void }[] = []
  let complaint = ''
  child.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line) as Verdict))
  const fail = (error: Error) => {
    for (const { reject } of waiting.splice(0)) reject(error)
  }
  child.on('error', fail)
  child.on('close', (code) => fail(new Error(`event-ruler ended with ${code}: ${complaint.trim()}`)))
  child.stdin.on('error', fail)
  return {
    ask: (pattern, events) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject })
        child.stdin.write(`${JSON.stringify({ pattern, events })}\n`)
      }),
    stop: async () => {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'close')
    },
  }
}
