/** SUBMITTED → PICKED → STARTED → FINISHED, FAILED or ABORTED. */
export type Status = 'SUBMITTED' | 'PICKED' | 'STARTED' | 'FINISHED' | 'FAILED' | 'ABORTED'

export interface SubStatement {
  readonly sql: string
  status: Status
  error?: string
  rows: number
  resultSize: number
  hasResultSet: boolean
  /** Milliseconds. */
  milliseconds: number
  updatedAt: string
}

/** A statement (or batch) as the Data API remembers it. */
export interface Statement {
  readonly id: string
  readonly batch: boolean
  /** TRANSACTION: all or nothing. AUTO_COMMIT: each for itself. */
  readonly mode: 'TRANSACTION' | 'AUTO_COMMIT'
  readonly parameters: readonly { readonly name: string; readonly value: string }[]
  readonly workgroup: string
  readonly database: string
  /** Role that submitted it; others do not see it. */
  readonly owner: string
  /** Role and session that submitted it, as `aws:userid` has it. */
  readonly ownerUserId: string
  readonly dbUser: string
  readonly secretArn?: string
  readonly statementName?: string
  readonly clientToken?: string
  readonly withEvent: boolean
  readonly createdAt: string
  status: Status
  error?: string
  updatedAt: string
  /** Of PostgreSQL's backend. */
  pid?: number
  milliseconds: number
  readonly parts: SubStatement[]
}

export function isDone(status: Status): boolean {
  return status === 'FINISHED' || status === 'FAILED' || status === 'ABORTED'
}

/** Cells as PostgreSQL writes them. */
export interface Result {
  readonly columns: readonly ResultColumn[]
  readonly rows: readonly (readonly (string | null)[])[]
}

export interface ResultColumn {
  readonly name: string
  readonly oid: number
  readonly modifier: number
}
