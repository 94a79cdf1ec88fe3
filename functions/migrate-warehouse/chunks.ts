import type { Step } from './plan.ts'

/** Limits of one call: statements by the Data API, bytes by what a state may carry. */
const statementsLimit = 40
const bytesLimit = 150_000

/** What one call of the Data API runs. */
export interface Chunk {
  readonly statements: readonly string[]
  /** One statement outside a transaction; otherwise all are one transaction. */
  readonly alone: boolean
  /** First and last of what it does, for people. */
  readonly first: string
  readonly last: string
}

/** Packs steps into as few transactions as hold them, in order. A step is divided only when no transaction can hold it. */
export function packChunks(steps: readonly Step[]): readonly Chunk[] {
  const chunks: Chunk[] = []
  for (const step of steps.flatMap(divided)) {
    const open = chunks.at(-1)
    if (open && !open.alone && !step.alone && !step.begins && fits([...open.statements, ...step.statements])) {
      chunks[chunks.length - 1] = { ...open, statements: [...open.statements, ...step.statements], last: step.what }
    } else {
      chunks.push({ statements: step.statements, alone: step.alone ?? false, first: step.what, last: step.what })
    }
  }
  return chunks
}

function divided(step: Step): readonly Step[] {
  const parts: string[][] = [[]]
  for (const statement of step.statements) {
    const part = parts.at(-1) ?? []
    if (part.length === 0 || fits([...part, statement])) part.push(statement)
    else parts.push([statement])
  }
  return parts.map((statements) => ({ ...step, statements }))
}

const fits = (statements: readonly string[]): boolean =>
  statements.length <= statementsLimit &&
  statements.reduce((bytes, statement) => bytes + Buffer.byteLength(statement), 0) <= bytesLimit
