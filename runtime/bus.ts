import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { TransientError } from './errors.ts'

/**
 * Tributary's own events: what happened to a batch. They go to the account's default bus: on the lake's own bus, whatever no
 * service claims enters the lake as unplanned.
 */
export type BatchEvent = 'BatchPublished' | 'BatchFailed'

export interface Bus {
  announce(event: BatchEvent, detail: object): Promise<void>
}

export function eventBridgeBus(client: EventBridgeClient, busName: string): Bus {
  return {
    async announce(event, detail) {
      const entry = { EventBusName: busName, Source: 'tributary', DetailType: event, Detail: JSON.stringify(detail) }
      const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [entry] }))
      const refused = Entries.find(({ ErrorCode }) => ErrorCode)
      if (refused)
        throw new TransientError(`The bus refused ${event}: ${refused.ErrorCode}; it is sent again by the next try`)
    },
  }
}
