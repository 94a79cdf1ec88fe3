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
  readonly validate: Validate
}

export declare const validateEnvelope: Validate
export declare const payloadValidators: readonly PayloadValidator[]
