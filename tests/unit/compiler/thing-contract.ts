import type { SourceFiles } from '../../../compiler/read-contracts.ts'

/** Where the sample contract stands. */
export const thingFile = 'schemas/contracts/things/thing-changed.v1.yml'
export const thingServiceFile = 'schemas/contracts/things/service.yml'

/** A small contract without faults, one line per thing that a test may break. */
export const thingLines: readonly string[] = [
  'type: ThingChanged',
  'version: "1.0"',
  'description: A thing changed.',
  'entity: { name: thing, key: [thing_id], latestBy: changed_at }',
  'payload:',
  '  type: object',
  '  required: [thing_id, changed_at]',
  '  properties:',
  '    thing_id: { type: string, maxLength: 20, description: Its number. }',
  '    changed_at: { type: string, format: date-time, description: When. }',
  '    amount: { type: number, decimal: [12, 2], unit: { currencyIn: currency }, description: Price. }',
  '    currency: { type: string, enum: [EUR, USD], description: ISO 4217. }',
  '    owner: { type: string, maxLength: 40, pii: identifier, description: Who has it. }',
  '    parts: { type: array, items: { type: object, properties: { sku: { type: string } } }, description: Its parts. }',
  'quality:',
  '  - { metric: nullValues, column: currency, mustBeLessThan: 5, unit: percent, action: warn }',
]

export const thingServiceLines: readonly string[] = [
  'source: com.acme.things',
  'team: { name: things, contact: things@acme.example }',
]

/** Sources with the sample contract and its service; extra files replace or add. */
export const thingSources = (extra: Readonly<Record<string, readonly string[]>> = {}): SourceFiles =>
  new Map(
    Object.entries({ [thingServiceFile]: thingServiceLines, [thingFile]: thingLines, ...extra }).map(
      ([file, lines]) => [file, `${lines.join('\n')}\n`],
    ),
  )

/** The sample contract with some lines replaced; lines count from one. */
export const thingWith = (lines: Readonly<Record<number, string>>): readonly string[] =>
  thingLines.map((line, index) => lines[index + 1] ?? line)
