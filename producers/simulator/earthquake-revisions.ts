import type { Feature } from '../feeds/usgs-earthquakes.ts'
import { seededRandom } from './random.ts'

/** The same earthquake some hours later, as the networks revise it: another magnitude, looked at by a person. */
export function reviseEarthquake(feature: Feature, seed: string): Feature {
  const random = seededRandom(`${seed}/revision/${feature.id}`)
  const { properties } = feature
  const change = random.pick([-0.2, -0.1, 0.1, 0.2, 0.3])
  const magnitude = Math.round(((properties.mag ?? 1) + change) * 100) / 100
  return {
    ...feature,
    properties: {
      ...properties,
      mag: magnitude,
      updated: properties.updated + random.between(3_600_000, 86_400_000),
      status: 'reviewed',
      title: `M ${magnitude.toFixed(1)} - ${String(properties.place)}`,
    },
  }
}
