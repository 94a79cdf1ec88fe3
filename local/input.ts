import { ServiceError } from './errors.ts'
import type { Input } from './service.ts'

/** Readers of request members and resource properties: they return the member typed, or throw ValidationException with its name. */

export function text(input: Input, member: string): string {
  const value = optionalText(input, member)
  if (value === undefined) throw missing(member)
  return value
}

export function optionalText(input: Input, member: string): string | undefined {
  const value = input[member]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw wrong(member, 'text', value)
}

export function number(input: Input, member: string): number {
  const value = optionalNumber(input, member)
  if (value === undefined) throw missing(member)
  return value
}

/** Numbers may come as text: query requests and CloudFormation parameters carry them so. */
export function optionalNumber(input: Input, member: string): number | undefined {
  const value = input[member]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number') return value
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value)
  throw wrong(member, 'a number', value)
}

export function optionalFlag(input: Input, member: string): boolean | undefined {
  const value = input[member]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'boolean') return value
  if (value === 'true' || value === 'false') return value === 'true'
  throw wrong(member, 'true or false', value)
}

export function record(input: Input, member: string): Input {
  const value = optionalRecord(input, member)
  if (value === undefined) throw missing(member)
  return value
}

export function optionalRecord(input: Input, member: string): Input | undefined {
  const value = input[member]
  if (value === undefined || value === null) return undefined
  if (isRecord(value)) return value
  throw wrong(member, 'an object', value)
}

/** An absent list is empty; so is an empty text, the query protocol's empty list. */
export function list(input: Input, member: string): readonly unknown[] {
  const value = input[member]
  if (value === undefined || value === null || value === '') return []
  if (Array.isArray(value)) return value
  throw wrong(member, 'a list', value)
}

export function records(input: Input, member: string): readonly Input[] {
  return list(input, member).map((value) => {
    if (isRecord(value)) return value
    throw wrong(member, 'a list of objects', value)
  })
}

export function texts(input: Input, member: string): readonly string[] {
  return list(input, member).map((value) => {
    if (typeof value === 'string') return value
    throw wrong(member, 'a list of texts', value)
  })
}

/** A blob: base64 text from the wire, bytes from a caller in the process. */
export function bytes(input: Input, member: string): Uint8Array {
  const value = input[member]
  if (value instanceof Uint8Array) return value
  if (typeof value === 'string') return Buffer.from(value, 'base64')
  if (value === undefined || value === null) throw missing(member)
  throw wrong(member, 'bytes', value)
}

export function isRecord(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}

function missing(member: string): ServiceError {
  return new ServiceError('ValidationException', `${member} is required`)
}

function wrong(member: string, expected: string, value: unknown): ServiceError {
  return new ServiceError(
    'ValidationException',
    `${member} must be ${expected}, got ${JSON.stringify(value).slice(0, 200)}`,
  )
}
