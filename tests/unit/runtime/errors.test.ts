import { describe, expect, it } from 'vitest'
import * as errors from '#runtime/errors.ts'

const { named, retriedErrors, TransientError, TerminalError } = errors

describe('errors', () => {
  it('retries exactly the transient ones', () => {
    const classes = Object.values(errors).filter(
      (value): value is typeof TransientError => typeof value === 'function' && value.prototype instanceof Error,
    )
    const transient = classes.map((Class) => new Class('x')).filter((error) => error instanceof TransientError)
    expect(transient.map(({ name }) => name).sort()).toEqual([...retriedErrors].sort())
  })

  it.each([
    Object.assign(new Error('slow down'), { name: 'SlowDown', $metadata: { httpStatusCode: 503 } }),
    Object.assign(new Error('throttled'), { name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } }),
    Object.assign(new Error('reset'), { code: 'ECONNRESET' }),
    Object.assign(new Error('later'), { $retryable: {} }),
  ])('gives what an AWS client could not do now the name that is retried: $message', (error) => {
    expect(named(error)).toMatchObject({ name: 'TransientError', cause: error })
  })

  it.each([
    Object.assign(new Error('no'), { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } }),
    new TypeError('a fault of ours'),
    new TerminalError('final'),
  ])('leaves the rest as it is: $message', (error) => {
    expect(named(error)).toBe(error)
  })
})
