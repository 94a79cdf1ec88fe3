import type { Connection } from './stack.ts'

/** What a person may ask the local plane and nobody could ask AWS. Throws with the plane's own message. */
async function control({ endpoint, credentials }: Connection, service: string, name: string): Promise<void> {
  const response = await fetch(`${endpoint}/_plane/${service}/${name}`, {
    method: 'POST',
    headers: { 'x-plane-secret': credentials.secretAccessKey },
  })
  if (!response.ok) throw new Error(`The local plane would not ${service}/${name}: ${await response.text()}`)
}

/** Delivers what Firehose has collected, now instead of after its buffer interval. */
export const flushFirehose = (connection: Connection): Promise<void> => control(connection, 'firehose', 'flush')
