import type { Column } from './columns.ts'
import type { Partition } from './lake-layout.ts'
import type { Member, PayloadPath } from './members.ts'
import type { EpochUnit } from './readings.ts'
import type { ReferenceTable } from './reference-tables.ts'
import type { DocumentPath, SourceDocument } from './source-document.ts'

export type JsonType = 'string' | 'integer' | 'number' | 'boolean' | 'object' | 'array' | 'null'
export type ConstValue = string | number | boolean | null
/** Free text, or money whose currency stands in another column. */
export type Unit = string | { readonly currencyIn: string }

/** How values of one JSON type are read: text as a time, a number or a truth value; numbers as times. */
export interface Reading {
  readonly epoch?: EpochUnit
  readonly format?: 'date-time' | 'date'
  readonly pattern?: string
  readonly zone?: string | { readonly reference: string; readonly by: string }
  readonly ambiguous?: 'quarantine' | 'earlier' | 'later'
  readonly type?: 'integer' | 'number' | 'boolean'
  readonly decimal?: readonly [precision: number, scale: number]
  readonly true?: readonly string[]
  readonly false?: readonly string[]
}

/** JSON Schema of one payload member, with the keywords of the contract language. */
export interface MemberSchema {
  /** Definitions and references to them; written out before anything else looks at the payload. */
  readonly $defs?: Readonly<Record<string, MemberSchema>>
  readonly $ref?: string
  readonly type?: JsonType | readonly JsonType[]
  readonly title?: string
  readonly description?: string
  readonly examples?: readonly unknown[]
  readonly properties?: Readonly<Record<string, MemberSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: MemberSchema
  readonly items?: MemberSchema
  readonly prefixItems?: readonly MemberSchema[]
  readonly minItems?: number
  readonly maxItems?: number
  readonly minProperties?: number
  readonly maxProperties?: number
  readonly enum?: readonly ConstValue[]
  readonly const?: ConstValue
  readonly oneOf?: readonly { readonly const: ConstValue; readonly description: string }[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly multipleOf?: number
  readonly column?: string
  readonly as?: Reading | readonly Reading[]
  /** Spellings of null: the contract's where a text column has none of its own. */
  readonly missing?: readonly string[]
  /** The array's items become rows of a child table. */
  readonly table?: string
  readonly decimal?: readonly [precision: number, scale: number]
  readonly unit?: Unit
  readonly pii?: 'direct' | 'identifier'
  readonly references?: string
}

export interface Sla {
  readonly freshness?: string
  readonly lateness?: string
  readonly identityWindow?: string
}

/** An upstream service; its folder name is the schema of its tables. */
export interface Service {
  readonly name: string
  readonly source: string
  readonly team: { readonly name: string; readonly contact: string }
  /** AWS account that it publishes from; absent: the lakehouse's own. */
  readonly account?: string
  readonly sla: Sla
  readonly document: SourceDocument
}

export interface Entity {
  readonly name: string
  readonly key: readonly string[]
  readonly latestBy?: string
}

export interface QualityEntry {
  readonly metric?: 'nullValues' | 'rowCount' | 'quarantined' | 'duplicates' | 'volume'
  readonly column?: string
  readonly mustBeLessThan?: number
  readonly mustBeGreaterOrEqualTo?: number
  readonly unit?: 'percent' | 'rows'
  readonly assert?: string
  readonly action: 'warn' | 'hold' | 'quarantine'
}

/** What an event is wrapped in, where its id comes from, and its time. */
export interface Envelope {
  readonly form: 'cloudevents' | 'plain' | 'lines'
  readonly id: 'producer' | 'position' | 'content' | readonly string[]
  /** Columns, of which the first that has a value is the event time; empty: the CloudEvent's own time. */
  readonly time: readonly string[]
  /** The pattern of a text line, whose named groups are the payload's members. */
  readonly lines?: string
}

/** An array whose items are rows of a table of their own, loaded together with the events. */
export interface ChildTable {
  readonly name: string
  /** Where the array is in the payload. */
  readonly path: PayloadPath
  /** Paths are relative to the item. */
  readonly columns: readonly Column[]
  readonly at: DocumentPath
}

/** One major version of one event type, with its columns planned. */
export interface Contract {
  readonly service: Service
  /** snake_case, from the file name; the analysts' view is `<service>.<name>`. */
  readonly name: string
  readonly major: number
  readonly type: string
  readonly version: string
  readonly description: string
  readonly envelope: Envelope
  readonly payload: MemberSchema
  readonly members: readonly Member[]
  readonly columns: readonly Column[]
  readonly tables: readonly ChildTable[]
  readonly entity?: Entity
  readonly accept?: { readonly eventTime: readonly [from: string, to: string] }
  readonly sla: Sla
  readonly quality: readonly QualityEntry[]
  readonly partition: Partition
  readonly document: SourceDocument
}

export interface Metric {
  readonly column: string
  readonly addsUp: boolean
  readonly description: string
  readonly unit?: Unit
}

/** What a newcomer is shown of a mart: a question, and the SELECT that answers it. */
export interface Headline {
  readonly question: string
  readonly sql: string
}

/** A view for analysts: one SELECT and what it means. */
export interface Mart {
  readonly name: string
  readonly sql: string
  readonly sqlFile: string
  readonly description: string
  readonly grain: string
  readonly key: readonly string[]
  readonly owner: string
  readonly question: string
  readonly metrics: readonly Metric[]
  readonly headline?: Headline
  readonly document: SourceDocument
}

/** Everything that was read and is free of problems. */
export interface Catalog {
  readonly services: readonly Service[]
  readonly contracts: readonly Contract[]
  readonly marts: readonly Mart[]
  /** Reference tables by name. */
  readonly references: ReadonlyMap<string, ReferenceTable>
}
