/** What is wrong in a source file, and where; line and column count from one. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly column: number
  readonly message: string
}

/** Thrown with everything that is wrong, never with the first fault only; a fault that several uses share is told once. */
export class ContractError extends Error {
  override readonly name = 'ContractError'
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const distinct = new Map(problems.map((problem) => [renderProblem(problem), problem]))
    const sorted = [...distinct.values()].sort(byPlace)
    super(sorted.map(renderProblem).join('\n'))
    this.problems = sorted
  }
}

/** `file:line:column message`, which editors and terminals turn into a link. */
export const renderProblem = (problem: Problem): string =>
  `${problem.file}:${problem.line}:${problem.column} ${problem.message}`

const byPlace = (a: Problem, b: Problem): number =>
  a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column
