import type { Connection } from './stack.ts'

/** How a person connects to the plane's PostgreSQL. */
export interface WarehouseAddress {
  readonly host: string
  readonly port: number
  readonly database: string
  readonly user: string
}

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

/** Where the warehouse is by now: its database has its name only once something was deployed. */
export async function warehouseUrl({ endpoint }: Connection): Promise<string> {
  const response = await fetch(`${endpoint}/_plane/health`)
  const { warehouse } = (await response.json()) as { readonly warehouse: WarehouseAddress }
  return `postgresql://${warehouse.user}@${warehouse.host}:${warehouse.port}/${warehouse.database}`
}
