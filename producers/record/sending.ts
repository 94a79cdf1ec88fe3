import type { CloudEvent } from '../client/cloud-event.ts'
import { expectedChildren, expectedValues, type TableMap } from './columns.ts'
import type { Door, Expectation, Sending } from './expectation.ts'

/** Builds one line of the record for an event through the bus. */
export function sendEvent(event: CloudEvent, name: string, door: Door, expect: Expectation): Sending {
  const { id: eventId, source, type } = event
  return { door, name, source, type, eventId, sent: JSON.stringify(event), expect }
}

/** Builds one line of the record for a payload that goes without an envelope; its id is a column of its own. */
export function sendPayload(
  { source, type, data }: Pick<CloudEvent, 'source' | 'type' | 'data'>,
  eventId: string,
  name: string,
  expect: Expectation,
): Sending {
  return { door: 'detail', name, source, type, eventId, sent: JSON.stringify(data), expect }
}

/** What an event that keeps its contract must become. */
export function loadedAs(event: Pick<CloudEvent, 'time' | 'data'>, map: TableMap, rest?: unknown): Expectation {
  const children = expectedChildren(event, map)
  return {
    outcome: 'loaded',
    table: map.table,
    values: expectedValues(event, map, rest),
    ...(children.length > 0 && { children }),
  }
}
