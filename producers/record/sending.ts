import type { CloudEvent } from '../client/cloud-event.ts'
import { expectedValues, type TableMap } from './columns.ts'
import type { Door, Expectation, Sending } from './expectation.ts'

/** Builds one line of the record for an event through the bus. */
export function sendEvent(event: CloudEvent, name: string, door: Door, expect: Expectation): Sending {
  const { id: eventId, source, type } = event
  return { door, name, source, type, eventId, sent: JSON.stringify(event), expect }
}

/** What an event that keeps its contract must become. */
export function loadedAs(event: CloudEvent, map: TableMap, rest?: unknown): Expectation {
  return { outcome: 'loaded', table: map.table, values: expectedValues(event, map, rest) }
}
