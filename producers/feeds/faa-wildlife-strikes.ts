import type { CloudEvent } from '../client/cloud-event.ts'
import type { TableMap } from '../record/columns.ts'
import { readCsv, rowIds, vegaFile } from './vega-data.ts'

/** Wildlife strikes that the FAA was told of, 1990 to 2002: 10,000 rows, all text, as the export has them. */
export function wildlifeStrikes(): readonly CloudEvent[] {
  const file = vegaFile('birdstrikes.csv')
  const idOf = rowIds(file)
  return readCsv(file).map((data, place) => ({
    specversion: '1.0',
    id: idOf(place + 1),
    source: 'gov.faa.wildlife',
    type: 'WildlifeStrike',
    data,
  }))
}

const money = { decimalPlaces: 2 } as const

/** Where the FAA's desk expects each value. */
export const wildlifeStrikeTable: TableMap = {
  table: 'faa.wildlife_strike_v1',
  missing: [''],
  eventTime: ['day', 'Flight Date'],
  columns: {
    airport_name: ['text', 'Airport Name'],
    aircraft_model: ['text', 'Aircraft Make Model'],
    damage: ['text', 'Effect Amount of damage'],
    struck_on: ['date', 'Flight Date'],
    operator_name: ['text', 'Aircraft Airline Operator'],
    origin_state: ['text', 'Origin State'],
    flight_phase: ['text', 'Phase of flight'],
    wildlife_size: ['text', 'Wildlife Size'],
    species: ['text', 'Wildlife Species'],
    time_of_day: ['text', 'Time of day'],
    other_cost: [money, 'Cost Other'],
    repair_cost: [money, 'Cost Repair'],
    total_cost: [money, 'Cost Total $'],
    speed_knots: ['integer', 'Speed IAS in knots'],
  },
}
