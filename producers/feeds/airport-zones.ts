import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { vegaFile } from './vega-data.ts'

/**
 * The table of schemas/reference/airport_zones.csv: the time zone of each airport with an IATA code, by its position. An airport whose
 * position lies in the sea is left out: no land's clock would be right.
 */
export function airportZonesCsv(): string {
  const zoneAt = createRequire(import.meta.url)('tz-lookup') as (latitude: number, longitude: number) => string
  const rows = readFileSync(vegaFile('airports.csv'), 'utf8')
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .flatMap((line) => {
      const [, iata, latitude, longitude] = /^([A-Z]{3}),.*,(-?[\d.]+),(-?[\d.]+)$/.exec(line) ?? []
      if (iata === undefined) return []
      const zone = zoneAt(Number(latitude), Number(longitude))
      return zone.startsWith('Etc/') ? [] : [`${iata},${zone}`]
    })
  return `iata,zone\n${rows.toSorted().join('\n')}\n`
}

let zones: ReadonlyMap<string, string> | undefined

/** The zones that contracts look up. */
export function airportZones(): ReadonlyMap<string, string> {
  zones ??= new Map(
    readFileSync(new URL('../../schemas/reference/airport_zones.csv', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',') as [string, string]),
  )
  return zones
}

// node producers/feeds/airport-zones.ts > schemas/reference/airport_zones.csv
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(airportZonesCsv())
