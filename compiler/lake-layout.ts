/** How the curated zone is divided by event time, UTC. */
export type Partition = 'hour' | 'day' | 'month' | 'year'

const textLength = { hour: 13, day: 10, month: 7, year: 4 } as const satisfies Record<Partition, number>

/** Text of the partition that holds a time: `2026-11-25-14`, `2026-11-25`, `2026-11` or `2026`. */
export const partitionText = (time: Date, partition: Partition): string =>
  time.toISOString().slice(0, textLength[partition]).replace('T', '-')

/** Folder in the curated bucket of one type, one partition and one attempt of a batch. */
export const curatedPrefix = (part: {
  readonly schema: string
  readonly table: string
  readonly partition: string
  readonly batchId: string
  readonly attempt: string
}): string => `${part.schema}/${part.table}/event_date=${part.partition}/batch=${part.batchId}/attempt=${part.attempt}/`

/** Key prefix under which a service's stream delivers, by hour of arrival; a Firehose expression. */
export const rawPrefixExpression = (service: string): string => `service=${service}/!{timestamp:yyyy/MM/dd/HH}/`

/** Key prefix for what Firehose could not deliver; a Firehose expression. */
export const errorPrefixExpression = (service: string): string =>
  `errors/${service}/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/`

/** Pseudo-service of events whose source no contract knows. */
export const unplannedService = 'unplanned'
