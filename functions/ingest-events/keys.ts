import { ingestKey } from '#runtime/ingest-signature.ts'

/** A changed master secret is in use after this time at the latest. */
const freshMilliseconds = 5 * 60 * 1000

/** Keys by source, derived from the one master secret, which is read once in five minutes. */
export function derivedKeys(
  readMasterSecret: () => Promise<string>,
  now: () => Date,
): (source: string) => Promise<string> {
  let read: { readonly secret: Promise<string>; readonly at: number } | undefined
  return async (source) => {
    if (read === undefined || now().getTime() - read.at > freshMilliseconds) {
      read = { secret: readMasterSecret(), at: now().getTime() }
      read.secret.catch(() => {
        read = undefined
      })
    }
    return ingestKey(await read.secret, source)
  }
}
