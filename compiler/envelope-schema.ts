import { formatPatterns } from './formats.ts'
import type { JsonSchema } from './payload-schema.ts'

/**
 * A CloudEvent as producers send it in EventBridge's Detail. An id has at most 256 bytes; the schema counts characters, so ids
 * beyond ASCII need a look at their bytes besides.
 */
export const envelopeSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  required: ['specversion', 'id', 'source', 'type', 'time', 'data'],
  properties: {
    specversion: { enum: ['1.0'] },
    id: { type: 'string', minLength: 1, maxLength: 256 },
    source: { type: 'string', minLength: 1 },
    type: { type: 'string', minLength: 1 },
    time: { type: 'string', pattern: formatPatterns['date-time'] },
    dataversion: { type: 'string', pattern: '^[1-9][0-9]{0,5}(?:\\.|$)' },
    data: { type: 'object' },
  },
}
