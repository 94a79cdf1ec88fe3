/**
 * The one error that leaves an operation on purpose. `code` is exactly the name that AWS clients switch on
 * (`ResourceNotFoundException`, `ValidationError`, …), `status` the HTTP status, `fields` further members of the error body.
 */
export class ServiceError extends Error {
  readonly code: string
  readonly status: number
  readonly fields: Readonly<Record<string, unknown>>

  constructor(code: string, message: string, status = 400, fields: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = code
    this.code = code
    this.status = status
    this.fields = fields
  }
}

/** What this plane does not know is refused by its name, so that nobody takes silence for success. */
export function unsupported(what: string): ServiceError {
  return new ServiceError('UnsupportedOperation', `${what} is not in this local plane`, 501)
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
