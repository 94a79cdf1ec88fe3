import { unknownOf } from '../record/columns.ts'
import type { Sending } from '../record/expectation.ts'
import { loadedAs, sendEvent, sendPayload } from '../record/sending.ts'
import { flights, flightTable } from './bts-flights.ts'
import { wildlifeStrikes, wildlifeStrikeTable } from './faa-wildlife-strikes.ts'
import { webhookTables } from './github-webhooks.columns.ts'
import { webhookDeliveries } from './github-webhooks.ts'

/** All events of the feeds that tell of the past, but of flights only the first: one source after the other. */
export async function* feedsOfThePast(flightLimit: number): AsyncGenerator<Sending> {
  for (const strike of wildlifeStrikes()) {
    yield sendEvent(strike, 'faa.wildlife_strike', 'packed', loadedAs(strike, wildlifeStrikeTable))
  }
  for (const delivery of webhookDeliveries()) {
    const table = webhookTables[delivery.type]
    const expect = loadedAs(delivery, table, unknownOf(delivery.data, table))
    yield sendPayload(delivery, delivery.data.delivery_id, `github.${delivery.type}`, expect)
  }
  for await (const flight of flights(flightLimit)) {
    yield sendEvent(flight, 'bts.flight', 'packed', loadedAs(flight, flightTable))
  }
}
