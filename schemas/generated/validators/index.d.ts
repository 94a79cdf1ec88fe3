// Generated from schemas/contracts by `npm run compile`. Do not edit.
/** One fault: where in the value, and what was expected there. */
export interface Fault {
  readonly instancePath: string
  readonly keyword: string
  readonly message?: string
  readonly params: Readonly<Record<string, unknown>>
}

/** Judges a value; after false, `errors` holds all faults until the next call. */
export interface Validate {
  (value: unknown): boolean
  errors?: readonly Fault[] | null
}

/** The validator of one major version of one event type's `data`. */
export interface PayloadValidator {
  readonly name: string
  readonly source: string
  readonly type: string
  readonly major: number
  readonly version: string
  /** What the event is wrapped in. Only CloudEvents are sent by producers' clients. */
  readonly form: 'cloudevents' | 'plain' | 'lines'
  /** Whether ids are the SHA-256 of a file, a # and the row. */
  readonly positionId: boolean
  /** Whether the event time is a member of the data, so that the envelope's is not read. */
  readonly timeInData: boolean
  readonly validate: Validate
}

export declare const validateEnvelope: Validate
export declare const payloadValidators: readonly PayloadValidator[]
