import type { Tools } from './tools.ts'

/** One place where the product and an oracle disagree. */
export interface Difference {
  /** What each side says, with the place. */
  readonly what: string
  /** Why the product may stay as it is, from AWS's documentation; absent: the product is wrong, or nobody knows yet. */
  readonly because?: string
}

export interface Findings {
  /** Of the oracle, with its name: `cfn-lint 1.58.0`. */
  readonly version: string
  /** How many single statements were compared. */
  readonly cases: number
  readonly differences: readonly Difference[]
}

/** Somebody else's account of what AWS does, and what of ours is held against it. */
export interface Oracle {
  readonly name: string
  /** What is compared, for people. */
  readonly about: string
  /** Compares. Throws MissingTool when the oracle cannot run on this machine. */
  readonly compare: (tools: Tools) => Promise<Findings>
  /** The same comparison with one fault planted on our side: proof that it looks. */
  readonly planted: {
    readonly fault: string
    /** What must stand in a difference then. */
    readonly expect: RegExp
    readonly compare: (tools: Tools) => Promise<Findings>
  }
}

/** A program that an oracle needs and this machine does not have; the message says what to install. */
export class MissingTool extends Error {
  override readonly name = 'MissingTool'
}
