import { type FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose'
import { named } from '#runtime/errors.ts'
import type { PutRecords } from './put-lines.ts'

/** Streams are named by a prefix and their service. */
export function firehoseRecords(client: FirehoseClient, streamPrefix: string): PutRecords {
  return async (service, records) => {
    const command = new PutRecordBatchCommand({
      DeliveryStreamName: `${streamPrefix}${service}`,
      Records: records.map((Data) => ({ Data })),
    })
    const { RequestResponses = [] } = await client.send(command).catch((error: unknown) => {
      throw named(error)
    })
    return RequestResponses.map(({ ErrorCode }) => ErrorCode)
  }
}
