import { DuckDBInstance } from '@duckdb/node-api'
import type { CloudEvent } from '../client/cloud-event.ts'
import type { TableMap } from '../record/columns.ts'
import { zonedText } from '../record/zones.ts'
import { airportZones } from './airport-zones.ts'
import { rowIds, vegaFile } from './vega-data.ts'

export interface Flight {
  /** By the clock of the origin, `2001/01/01 00:01`, as the JSON editions of the data set write it. */
  readonly date: string
  /** The same once more, for those who count by local days. */
  readonly date_local: string
  readonly delay: number
  readonly distance: number
  readonly origin: string
  readonly destination: string
}

/** The first flights of 2001 in the order of the file, at most `limit`. Rows have no id: they are named by their place. */
export async function* flights(limit: number): AsyncGenerator<CloudEvent & { readonly data: Flight }> {
  const file = vegaFile('flights-3m.parquet')
  const idOf = rowIds(file)
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  try {
    const rows = await connection.stream(
      `SELECT strftime(date, '%Y/%m/%d %H:%M'), delay, distance, origin, destination
       FROM read_parquet('${file}', file_row_number = true) WHERE file_row_number < ${limit} ORDER BY file_row_number`,
    )
    let row = 0
    for await (const chunk of rows.yieldRowsJs()) {
      for (const [date, delay, distance, origin, destination] of chunk as [string, bigint, bigint, string, string][]) {
        row += 1
        yield {
          specversion: '1.0',
          id: idOf(row),
          source: 'gov.bts.flights',
          type: 'Flight',
          data: { date, date_local: date, delay: Number(delay), distance: Number(distance), origin, destination },
        }
      }
    }
  } finally {
    connection.closeSync()
  }
}

const departure = (data: unknown): string => {
  const { date, origin } = data as Flight
  return zonedText(`${date.replaceAll('/', '-').replace(' ', 'T')}:00`, airportZones().get(origin) ?? '')
}

/** Where the statisticians expect each value; the instant of the departure by their own conversion. */
export const flightTable: TableMap = {
  table: 'bts.flight_v1',
  eventTime: ['timestamp', departure],
  columns: {
    departed_at: ['timestamp', departure],
    departed_local: [
      'timestamp',
      (data) => `${(data as Flight).date_local.replaceAll('/', '-').replace(' ', 'T')}:00Z`,
    ],
    arrival_delay_minutes: ['integer', 'delay'],
    distance_miles: ['integer', 'distance'],
    origin: ['text', 'origin'],
    destination: ['text', 'destination'],
  },
}
