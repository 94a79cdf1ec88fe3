import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { CloudEvent } from '../client/cloud-event.ts'

/** One GeoJSON Feature of the USGS feed, with the members that the adapter reads. */
export interface Feature {
  readonly id: string
  readonly properties: { readonly time: number; readonly updated: number; readonly mag: number | null } & Readonly<
    Record<string, unknown>
  >
}

/** The week of earthquakes that npm `vega-datasets` carries, as the feed gave it. */
export function readEarthquakes(): readonly Feature[] {
  const package_ = dirname(createRequire(import.meta.url).resolve('vega-datasets'))
  const text = readFileSync(join(package_, '..', 'data', 'earthquakes.json'), 'utf8')
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
