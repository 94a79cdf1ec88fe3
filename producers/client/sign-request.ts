import { signatureHeader, signatureOf, sourceHeader, timestampHeader } from '../../runtime/ingest-signature.ts'

export interface Signer {
  /** The `source` of every event that this publisher sends. */
  readonly source: string
  /** The source's key, as it was handed out. */
  readonly key: string
}

/**
 * Headers for one POST to the HTTP door: the source, the time and their signature over the body's exact bytes. Sign again for each sending:
 * a signature is good for five minutes.
 */
export function signRequest(
  { source, key }: Signer,
  body: string | Uint8Array,
  now: Date = new Date(),
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return { [sourceHeader]: source, [timestampHeader]: timestamp, [signatureHeader]: signatureOf(key, timestamp, body) }
}
