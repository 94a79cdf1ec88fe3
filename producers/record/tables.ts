import { earthquakeTable } from '../feeds/usgs-earthquakes.columns.ts'
import { orderTable } from '../simulator/order.ts'
import { capturedTable, failedTable } from '../simulator/payment.ts'
import type { TableMap } from './columns.ts'

/** Every table that the publishers of this repository expect rows in. */
export const publishedTables: readonly TableMap[] = [earthquakeTable, orderTable, capturedTable, failedTable]
