import { type FirehoseClient, PutRecordCommand } from '@aws-sdk/client-firehose'

/** Puts one record, bytes as they are, into a Firehose stream: the door beside the bus. */
export type PutLine = (stream: string, bytes: Uint8Array) => Promise<void>

export function firehoseLine(client: FirehoseClient): PutLine {
  return async (stream, bytes) => {
    await client.send(new PutRecordCommand({ DeliveryStreamName: stream, Record: { Data: bytes } }))
  }
}
