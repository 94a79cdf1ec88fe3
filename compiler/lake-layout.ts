/** How the curated zone is divided by event time, UTC. */
export type Partition = 'hour' | 'day' | 'month' | 'year'

/** Key prefix under which a service's stream delivers, by hour of arrival; a Firehose expression. */
export const rawPrefixExpression = (service: string): string => `service=${service}/!{timestamp:yyyy/MM/dd/HH}/`

/** Key prefix for what Firehose could not deliver; a Firehose expression. */
export const errorPrefixExpression = (service: string): string =>
  `errors/${service}/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/`

/** Pseudo-service of events whose source no contract knows. */
export const unplannedService = 'unplanned'
