/** May pass by itself: the state machines retry it by this name. The message says what failed, for which id, what next. */
export class TransientError extends Error {
  override readonly name: string = 'TransientError'
}

/** No retry helps: a person or another release must change something first. */
export class TerminalError extends Error {
  override readonly name: string = 'TerminalError'
}

/** The ledger holds no row of the batch yet: not loaded, or not visible yet. */
export class NotLoaded extends TransientError {
  override readonly name = 'NotLoaded'
}

/** The warehouse refused a statement of the load, and the ledger holds no row of the batch. */
export class StatementFailed extends TerminalError {
  override readonly name = 'StatementFailed'
}

/** The ledger holds a batch more than once: the load protocol was broken. */
export class LedgerConflict extends TerminalError {
  override readonly name = 'LedgerConflict'
}

/** received = loaded + duplicate + quarantined + held + failed does not hold. */
export class BatchUnbalanced extends TerminalError {
  override readonly name = 'BatchUnbalanced'
}

/** A document that must be there by now is missing or is not what its place promises. */
export class DocumentInvalid extends TerminalError {
  override readonly name = 'DocumentInvalid'
}

/** The contracts ask for something that a deployed table cannot become. */
export class ContractsIncompatible extends TerminalError {
  override readonly name = 'ContractsIncompatible'
}

/** The environment of the function lacks a setting. */
export class ConfigurationInvalid extends TerminalError {
  override readonly name = 'ConfigurationInvalid'
}

/** The names that state machines may retry. A test holds this list equal to theirs. */
export const retriedErrors: readonly string[] = ['TransientError', 'NotLoaded']

const transientNames = new Set([
  'TimeoutError',
  'NetworkingError',
  'RequestTimeout',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'ConditionalRequestConflict',
  'InternalServerException',
  'ActiveStatementsExceededException',
  'ActiveSessionsExceededException',
])
const transientCodes = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'])

interface ClientError extends Error {
  readonly code?: string
  readonly $retryable?: unknown
  readonly $metadata?: { readonly httpStatusCode?: number }
}

/** What an AWS client threw, as the error that the state machines retry; anything else unchanged. */
export function named(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof TransientError || error instanceof TerminalError) return error
  const { name, code, message, $retryable, $metadata } = error as ClientError
  const passes =
    $retryable !== undefined ||
    ($metadata?.httpStatusCode ?? 0) >= 500 ||
    transientNames.has(name) ||
    (code !== undefined && transientCodes.has(code))
  return passes
    ? new TransientError(`${name}: ${message}; a service did not answer as usual, try again`, { cause: error })
    : error
}
