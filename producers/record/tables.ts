import { flightTable } from '../feeds/bts-flights.ts'
import { wildlifeStrikeTable } from '../feeds/faa-wildlife-strikes.ts'
import { webhookTables } from '../feeds/github-webhooks.columns.ts'
import { earthquakeTable } from '../feeds/usgs-earthquakes.columns.ts'
import { orderTable } from '../simulator/order.ts'
import { capturedTable, failedTable } from '../simulator/payment.ts'
import type { TableMap } from './columns.ts'

/** Every table that the publishers of this repository expect rows in. */
export const publishedTables: readonly TableMap[] = [
  earthquakeTable,
  wildlifeStrikeTable,
  flightTable,
  ...Object.values(webhookTables),
  orderTable,
  capturedTable,
  failedTable,
]
