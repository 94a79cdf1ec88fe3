import { readFileSync } from 'node:fs'
import type { CloudEvent } from '../client/cloud-event.ts'
import { vegaFile } from './vega-data.ts'

/** One GeoJSON Feature of the USGS feed, with the members that the adapter reads. */
export interface Feature {
  readonly id: string
  readonly properties: { readonly time: number; readonly updated: number; readonly mag: number | null } & Readonly<
    Record<string, unknown>
  >
}

/** The week of earthquakes that npm `vega-datasets` carries, as the feed gave it. */
export function readEarthquakes(): readonly Feature[] {
  const text = readFileSync(vegaFile('earthquakes.json'), 'utf8')
  return (JSON.parse(text) as { readonly features: readonly Feature[] }).features
}

/** A feature as an event: each revision has its own id, because the same earthquake is sent again when its solution changes. */
export function earthquakeEvent(feature: Feature): CloudEvent {
  return {
    specversion: '1.0',
    id: `${feature.id}:${feature.properties.updated}`,
    source: 'gov.usgs.earthquake',
    type: 'Earthquake',
    time: new Date(feature.properties.time).toISOString(),
    dataversion: '1.0',
    data: feature,
  }
}
