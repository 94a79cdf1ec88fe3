import { createHmac, timingSafeEqual } from 'node:crypto'
import { TerminalError } from './errors.ts'

/** How far the clock of a publisher may be off, and how long a signed request can be sent. */
export const timestampWindowSeconds = 300

/** Headers of a signed request, in lower case as Lambda hands them over. */
export const sourceHeader = 'tributary-source'
export const timestampHeader = 'tributary-timestamp'
export const signatureHeader = 'tributary-signature'

const scheme = 'sha256='

/**
 * The key of one source, 64 hexadecimal digits; nothing but the master secret is stored. The digits as text are the HMAC key.
 * Throws TerminalError without a secret: anybody could derive such keys.
 */
export function ingestKey(masterSecret: string, source: string): string {
  if (masterSecret === '')
    throw new TerminalError('The master secret of the HTTP door holds no text; put a new value into it, as text')
  return createHmac('sha256', masterSecret).update(source).digest('hex')
}

/** `sha256=<hex>` over the timestamp (Unix seconds), a full stop and the body's bytes. */
export const signatureOf = (key: string, timestamp: string, body: Uint8Array | string): string =>
  scheme + createHmac('sha256', key).update(`${timestamp}.`).update(body).digest('hex')

/** Compares in a time that does not tell how many characters were right. */
export function isSignature(given: string, key: string, timestamp: string, body: Uint8Array): boolean {
  const wanted = Buffer.from(signatureOf(key, timestamp, body))
  const got = Buffer.from(given)
  return got.length === wanted.length && timingSafeEqual(got, wanted)
}
