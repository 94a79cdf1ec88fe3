import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { Entry } from './pack.ts'

/** What the bus said of one entry. */
export type Answer =
  | { readonly accepted: true; readonly busId: string }
  | { readonly accepted: false; readonly code: string; readonly message: string }

/** Sends one call's entries; answers in the same order. Throws when the call as a whole was not answered. */
export interface EventBus {
  put(entries: readonly Entry[]): Promise<readonly Answer[]>
}

/** The bus behind an SDK client; `name` is the bus's name or ARN. */
export function eventBridgeBus(client: EventBridgeClient, name: string): EventBus {
  return {
    put: async (entries) => {
      const { Entries = [] } = await client.send(
        new PutEventsCommand({
          Entries: entries.map(({ source, detailType, detail }) => ({
            EventBusName: name,
            Source: source,
            DetailType: detailType,
            Detail: detail,
          })),
        }),
      )
      return Entries.map(({ EventId, ErrorCode, ErrorMessage }) =>
        EventId === undefined
          ? { accepted: false, code: ErrorCode ?? 'InternalFailure', message: ErrorMessage ?? '' }
          : { accepted: true, busId: EventId },
      )
    },
  }
}
