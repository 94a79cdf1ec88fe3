import type { CloudEvent } from '../../producers/client/cloud-event.ts'

/** A small valid envelope; what a test does not name is a default. */
export function anEvent(members: Partial<CloudEvent> = {}): CloudEvent {
  return {
    specversion: '1.0',
    id: 'e1',
    source: 'com.example.things',
    type: 'Happened',
    time: '2026-11-25T10:00:00Z',
    data: {},
    ...members,
  }
}
